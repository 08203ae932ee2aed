"""What a body or a province said of each directive, as data that a page without a server can load.

A script's file is one call, `kgCompare.put("body/…", {…})`; reports are named by their place in the list of
reports, so that files stay small.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kg.site.cache import Row
from kg.site.shelf import Shelf, concept_words, stage_rungs
from kg.vocabulary import read_vocabulary

Data = Mapping[str, Any]


def script(function: str, *arguments: object) -> str:
    """Return a script of one call. Nothing in it can end a script element, were it ever to stand in one.

    >>> script("kgCompare.put", "body/x", {"name": "</script>"})
    'kgCompare.put("body/x",{"name":"\\\\u003c/script>"});\\n'
    """
    texts = (json.dumps(a, ensure_ascii=False, separators=(",", ":")) for a in arguments)
    joined = ",".join(texts).replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"{function}({joined});\n"


def standing_of_body(shelf: Shelf, key: str) -> Data:
    """Return what one body's reports say."""
    reports = shelf.rows("report", "end start source report", body=key)
    return _standing(shelf, key, reports, shelf.rows("account", body=key), shelf.rows("statement", body=key))


def standing_of_province(shelf: Shelf, key: str) -> Data:
    """Return what the reports of a province's bodies say, all together."""
    reports = shelf.rows("report", "end start source report", province=key)
    keys = [row["report"] for row in reports]
    accounts = [row for report in keys for row in shelf.rows("account", report=report)]
    statements = [row for report in keys for row in shelf.rows("statement", report=report)]
    return _standing(shelf, key, reports, accounts, statements)


def things_to_compare(shelf: Shelf) -> Data:
    """Return what can be chosen, and the words in which stages are told.

    Of bodies and provinces those with a report: [key, name, province or null, number of reports].
    """
    reports = shelf.rows("report")
    bodies = Counter(row["body"] for row in reports if row["body"])
    provinces = Counter(row["province"] for row in reports if row["province"])
    things = [
        *([key, shelf.name(key) or key, _province_of(shelf, key), n] for key, n in sorted(bodies.items())),
        *([key, shelf.name(key) or key, None, n] for key, n in sorted(provinces.items())),
    ]
    return {"things": things, "activities": _words("activity"), "statuses": _words("status")}


def _standing(
    shelf: Shelf, key: str, reports: Sequence[Row], accounts: Iterable[Row], statements: Iterable[Row]
) -> Data:
    places = {row["report"]: place for place, row in enumerate(reports)}
    spoken: dict[str, set[int]] = defaultdict(set)
    for row in accounts:
        if row["report"] in places:
            spoken[row["directive"]].add(places[row["report"]])
    said: dict[str, list[Row]] = defaultdict(list)
    for row in statements:
        if row["directive"] in spoken and row["report"] in places:
            said[row["directive"]].append(row)
    return {
        "name": shelf.name(key) or key,
        "page": shelf.path(key),
        "reports": [[row["start"], row["end"], shelf.path(row["report"])] for row in reports],
        "directives": {
            directive: {
                "name": shelf.name(directive) or directive,
                "page": shelf.path(directive),
                "spoken": sorted(spoken[directive]),
                "stages": _stages(shelf, said[directive], places),
            }
            for directive in sorted(spoken)
        },
    }


def _stages(shelf: Shelf, said: Iterable[Row], places: Mapping[str, int]) -> list[list[object]]:
    """Return [activity, status, place of the report, sentence, how often]: of each the last that is told."""
    found: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in said:
        found[row["activity"], row["status"]].append(row)
    last = {
        of: max(rows, key=lambda r: (places[r["report"]], r["position"], r["place"]))
        for of, rows in found.items()
    }
    rungs = stage_rungs()
    return [
        [_code(activity), _code(status), places[row["report"]], shelf.path(row["report"], row["place"]),
         len(found[activity, status])]
        for (activity, status), row in sorted(last.items(), key=lambda i: (-rungs.get(i[0][0], 0), i[0]))
    ]  # fmt: skip


def _province_of(shelf: Shelf, body: str) -> str | None:
    head = shelf.head(body)
    return shelf.name(head["province"]) if head else None


def _words(scheme: str) -> dict[str, list[object]]:
    """Return {code: [Vietnamese, English, rung or 0]}."""
    rungs = stage_rungs()
    keys = (f"{scheme}/{concept.code}" for concept in read_vocabulary().schemes[scheme].values())
    return {
        _code(key): [concept_words(key).vi, concept_words(key).en, rungs.get(key, 0)] for key in sorted(keys)
    }


def _code(concept: str) -> str:
    return concept.partition("/")[2]
