"""How far extraction agrees with annotated reports: precision, recall and F1 a layer, accuracy a field.

Spans match where they overlap and say the same thing; each side matches once, the largest overlap first.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Row = Mapping[str, Any]
LAYERS = ("mentions", "statements", "tasks", "figures", "relations")
_KEY = re.compile(r"(?P<name>[^@#]+)(?:@(?P<scope>[^#]+))?(?:#(?P<when>.+))?")
_TERMS = {"viii": 1996, "ix": 2001, "x": 2006, "xi": 2011, "xii": 2016, "xiii": 2021, "xiv": 2026}


@dataclass
class Tally:
    """Counts over all reports of a run."""

    expected: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    matched: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)
    pairs: dict[str, list[tuple[Row, Row]]] = field(default_factory=lambda: defaultdict(list))
    """The matched (expected, found) rows of each layer."""

    def scores(self) -> dict[str, float]:
        """Return F1 by layer and accuracy by field ("mentions", "mentions.scope", "header" …)."""
        out = {}
        for name in LAYERS:
            total = self.expected[name] + self.found[name]
            if total:
                out[name] = 2 * self.matched[name] / total
        return out | {name: self.right[name] / self.asked[name] for name in self.asked}


def read_sample(case: Path, text: str) -> dict[str, Any]:
    """Read a hand-made case: surfaces with their occurrence, turned to spans of `text`."""
    data: dict[str, Any] = json.loads(case.read_text("utf-8"))
    for layer in ("mentions", "tasks", "figures", "relations"):
        for row in data.get(layer, []):
            row["start"] = _occurrence(text, row["surface"], row.get("nth", 1))
            row["end"] = row["start"] + len(row["surface"])
    for number, mention in enumerate(data["mentions"], 1):
        mention["id"] = f"m{number}"
    return data


def _occurrence(text: str, surface: str, nth: int) -> int:
    at = -1
    for _ in range(nth):
        at = text.index(surface, at + 1)
    return at


def read_annotation(folder: Path) -> dict[str, Any]:
    """Read an annotated report: header.json and a JSON Lines file a layer."""
    data: dict[str, Any] = {"header": json.loads((folder / "header.json").read_text("utf-8"))}
    for layer in LAYERS:
        lines = (folder / f"{layer}.jsonl").read_text("utf-8").splitlines()
        data[layer] = [json.loads(line) for line in lines if line.strip()]
    return data


def compare(expected: Mapping[str, Any], found: Mapping[str, Any], source: str, tally: Tally) -> None:
    """Add one report's agreement to the tally. `found` is in the facts format."""
    layers = expected.get("layers", LAYERS)
    twins = _mentions(expected["mentions"], found["mentions"], source, tally)
    if "statements" in layers:
        _statements(expected, found, twins, source, tally)
    if "tasks" in layers:
        _counted("tasks", (expected["tasks"], found["tasks"]), _half, source, tally)
    if "figures" in layers:
        _figures(expected["figures"], found["figures"], source, tally)
    if "relations" in layers:
        _counted("relations", (expected["relations"], found["relations"]), _same_relation, source, tally)
    for name, value in expected["header"].items():
        if name not in ("title", "recipients", "parent_directive"):
            have = found["header"].get(name)
            _field("header", fold(value) == fold(have), f"{source} {name}: {value!r} found {have!r}", tally)


def _mentions(expected: Sequence[Row], found: Sequence[Row], source: str, tally: Tally) -> dict[str, str]:
    pairs = _counted("mentions", (expected, found), _same_name, source, tally)
    for e, f in pairs:
        (_, scope, when), (_, have_scope, have_when) = identity(e), identity(f)
        told = f"{source} {e['surface']!r}: {(scope, when)} found {(have_scope, have_when)}"
        ends = bool(have_scope) and (scope.endswith(have_scope) or have_scope.endswith(scope))
        _field("mentions.scope", scope == have_scope or ends, told, tally)
        if when:
            _field("mentions.when", _same_when(when, have_when), told, tally)
    return {e["id"]: f["id"] for e, f in pairs}


def _statements(expected: Row, found: Row, twins: Mapping[str, str], source: str, tally: Tally) -> None:
    places = {m["id"]: m for m in expected["mentions"]}
    spots = {m["id"]: m for m in found["mentions"]}
    want = [{**s, **_span(places[s["mention"]])} for s in expected["statements"]]
    have = [{**s, **_span(spots[s["mention"]])} for s in found["statements"]]

    def same(e: Row, f: Row) -> bool:
        return bool(e["activity"] == f["activity"] and twins.get(e["mention"]) == f["mention"])

    for e, f in _counted("statements", (want, have), same, source, tally):
        where = f"{source} {e['mention']}"
        _field("statements.status", e["status"] == f["status"], f"{where}: {f['status']}", tally)
        if e.get("review_years"):
            told = f"{where}: {e['review_years']} found {f['review_years']}"
            _field("statements.review_years", e["review_years"] == f["review_years"], told, tally)
        actor = same_actor(e["actor"], f["actor"], expected["header"].get("province"))
        _field("statements.actor", actor, f"{where}: {e['actor']!r} found {f['actor']!r}", tally)


def _figures(expected: Sequence[Row], found: Sequence[Row], source: str, tally: Tally) -> None:
    for e, f in _counted("figures", (expected, found), _same_value, source, tally):
        told = f"{source} {e['surface']!r}: {f['unit']}"
        _field("figures.unit", fold(e["unit"]) == fold(f["unit"]), told, tally)


def _span(row: Row) -> dict[str, int]:
    return {"start": row["start"], "end": row["end"]}


def _counted(
    layer: str,
    rows: tuple[Sequence[Row], Sequence[Row]],
    same: Callable[[Row, Row], bool],
    source: str,
    tally: Tally,
) -> list[tuple[Row, Row]]:
    """Pair the (expected, found) rows of a layer, add them to the tally and return the pairs."""
    expected, found = rows
    pairs = _pairs(expected, found, same)
    tally.expected[layer] += len(expected)
    tally.found[layer] += len(found)
    tally.matched[layer] += len(pairs)
    tally.pairs[layer] += pairs
    for word, side in (("missed", 0), ("extra", 1)):
        matched = {id(pair[side]) for pair in pairs}
        tally.errors += [f"{layer} {word} {source}: {dict(r)}" for r in rows[side] if id(r) not in matched]
    return pairs


def _field(name: str, right: bool, told: str, tally: Tally) -> None:
    tally.asked[name] += 1
    tally.right[name] += right
    if not right:
        tally.errors.append(f"{name} wrong {told}")


def _pairs(
    expected: Sequence[Row], found: Sequence[Row], same: Callable[[Row, Row], bool]
) -> list[tuple[Row, Row]]:
    options = sorted(_options(expected, found, same), key=lambda o: (-o[0], o[1], o[2]))
    used_e: set[int] = set()
    used_f: set[int] = set()
    pairs = []
    for _, i, j in options:
        if i not in used_e and j not in used_f:
            used_e.add(i)
            used_f.add(j)
            pairs.append((expected[i], found[j]))
    return pairs


def _options(
    expected: Sequence[Row], found: Sequence[Row], same: Callable[[Row, Row], bool]
) -> Iterator[tuple[float, int, int]]:
    for i, e in enumerate(expected):
        for j, f in enumerate(found):
            shared = min(e["end"], f["end"]) - max(e["start"], f["start"])
            if shared > 0 and same(e, f):
                yield shared / (max(e["end"], f["end"]) - min(e["start"], f["start"])), i, j


def _half(e: Row, f: Row) -> bool:
    shared = min(e["end"], f["end"]) - max(e["start"], f["start"])
    return bool(shared >= 0.5 * max(e["end"] - e["start"], f["end"] - f["start"]))


def _same_name(e: Row, f: Row) -> bool:
    return identity(e)[0] == identity(f)[0]


def _same_value(e: Row, f: Row) -> bool:
    return bool(e["value"] == f["value"])


def _same_relation(e: Row, f: Row) -> bool:
    return _relation(e) == _relation(f)


def _relation(row: Row) -> tuple[str, str, str]:
    source, target = (
        identity(row[k] if isinstance(row[k], dict) else {"key": row[k]})[0] for k in ("source", "target")
    )
    return source, row["relation"], target


def identity(row: Row) -> tuple[str, str, str]:
    """Return (name, scope, when) of a directive, from a key ("CT-5/TW#2016") or from separate fields."""
    if key := row.get("key"):
        match = _KEY.fullmatch(key)
        if match is None:
            raise ValueError(f"no key: {key}")
        name, scope, when = match["name"], match["scope"] or "", match["when"] or ""
        if numbered := re.fullmatch(r"([^-/:]+)-0*([0-9]+\w*)(?:/(.+))?", name):
            abbr, number, suffix = numbered[1], numbered[2], numbered[3] or ""
        else:
            abbr, number, suffix = re.split(r"[-:]", name)[0], "", ""
    else:
        abbr, number, suffix = row["abbr"], (row["number"] or "").lstrip("0"), row["suffix"] or ""
        scope = row["scope"] or ""
        when = str(row["year"] or "") or (f"k{row['term']}" if row["term"] else "")
    suffix = re.sub(r"^(?:NĐ|QĐ|NQ|TT|CT|CTr|KH)-", "", re.sub(rf"^{re.escape(abbr)}-(?=\w)", "", suffix))
    name = f"{number}-{abbr}/{suffix}" if number and suffix else f"{abbr} {number}".strip()
    return fold(name), "" if scope == "?" else fold(scope), fold(when)


def _same_when(expected: str, found: str) -> bool:
    """The same year or term; a year stands for its term."""
    if expected.startswith("k") and found.isdigit():
        first = _TERMS.get(expected[1:], 9999)
        return first <= int(found) <= first + 5
    return expected == found


_QUANTIFIERS = re.compile(r"^(?:tất cả|toàn bộ|các|từng|mỗi|một số|những|đa số)\s+")


def same_actor(expected: object, found: object, province: object) -> bool:
    """The same words but for a leading quantifier and the full name's tail, or most of them."""
    tail = rf"\s*\b(?:các cơ quan và doanh nghiệp|tỉnh|thành phố|{re.escape(fold(province)) or 'tỉnh'})\b"
    a, b = (re.sub(tail, "", _QUANTIFIERS.sub("", fold(name))).strip() for name in (expected, found))
    x, y = set(a.split()), set(b.split())
    return a == b or (bool(x and y) and len(x & y) / len(x | y) >= 0.6)


def fold(text: object) -> str:
    """Compare names without case, punctuation, double spaces and the two styles of tone marks."""
    plain = unicodedata.normalize("NFC", "" if text is None else str(text)).casefold()
    for old, new in (("uỷ", "ủy"), ("hoà", "hòa"), ("khoá", "khóa")):
        plain = plain.replace(old, new)
    return re.sub(r"[\W_]+", " ", plain).strip()
