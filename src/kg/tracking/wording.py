"""What the words of a later report say: finished, not begun; and what a task's own words say: regular."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from kg.vocabulary import read_vocabulary
from kg.words import alternation

_CLAUSE = re.compile(r"[;.:](?:\s+|$)")
_SYLLABLE = re.compile(r"[^\W_]+")
_PARTS = re.compile(r"(\d[\d.]*)\s*/\s*(\d[\d.]*)(?![\d/])")
_PERCENT = re.compile(r"(\d+(?:,\d+)?)\s*%")
_DATE = re.compile(r"\d{1,2}/\d{1,2}/\d{4}|\d{1,2}/\d{4}|(?:ngày|tháng|quý|năm)\s+[\dIVX/]+", re.IGNORECASE)
_SYMBOL = re.compile(r"\d+\w*\s*[-/]\s*[\w-]*(?:\s*/\s*[\w-]+)*[A-ZĐ][\w-]*", re.UNICODE)
_WHOLE = 100.0


def says_completed(quote: str, task: str) -> bool:
    """Tell whether a later report's words say that the task is finished.

    The words must stand in the clause that shares most with the task, unlimited by any before them
    ("cơ bản", "phấn đấu", "chưa") and by a share below the whole ("45/60", "88%").
    """
    return any(_is_completion(clause) for clause in _clauses_on(quote, task))


def says_not_begun(quote: str, task: str) -> bool:
    """Tell whether a later report's words say that the task was not done at all, anywhere."""
    found = (
        _cue("not-begun").search(clause) and not _cue("not-begun-limit").search(clause)
        for clause in _clauses_on(quote, task)
    )
    return any(found)


def says_regular(task: str) -> bool:
    """Tell whether a task's words make it regular or long-term work."""
    return bool(_cue("regular").search(task))


def says_carried_on(quote: str) -> bool:
    """Tell whether the words by which a task is set again say that it goes on: "Tiếp tục …"."""
    return bool(_cue("carried-over").search(quote))


def shows_result(quote: str, task: str) -> bool:
    """Tell whether words name what came of a task: a figure, or a document that the task does not cite."""
    known = {_folded_symbol(s) for s in _SYMBOL.findall(task)}
    if {_folded_symbol(s) for s in _SYMBOL.findall(quote)} - known:
        return True
    return any(c.isdigit() for c in _DATE.sub(" ", _SYMBOL.sub(" ", quote)))


def pairs(words: str) -> frozenset[tuple[str, str]]:
    """Return the pairs of neighbouring syllables, in lower case."""
    syllables = [s.lower() for s in _SYLLABLE.findall(words)]
    return frozenset(pairwise(syllables))


def _clauses_on(quote: str, task: str) -> list[str]:
    """Return the clauses that share most pairs of syllables with the task; all where none shares any."""
    clauses = [c for c in _CLAUSE.split(quote) if c.strip()]
    common = [len(pairs(c) & pairs(task)) for c in clauses]
    return [c for c, n in zip(clauses, common, strict=True) if n == max(common)]


def _is_completion(clause: str) -> bool:
    found = _cue("completed").search(clause)
    if not found or _cue("appraisal").search(clause):
        return False
    return not _cue("uncompleted").search(clause, 0, found.start()) and not _is_partial(clause)


def _is_partial(clause: str) -> bool:
    """Tell whether a share stands in the clause that is less than the whole."""
    bare = _DATE.sub(" ", _SYMBOL.sub(" ", clause))
    shares = ((_number(a), _number(b)) for a, b in _PARTS.findall(bare))
    return any(a < b for a, b in shares) or any(
        float(p.replace(",", ".")) < _WHOLE for p in _PERCENT.findall(bare)
    )


def _number(text: str) -> int:
    return int(text.replace(".", "") or 0)


def _folded_symbol(symbol: str) -> str:
    return "".join(symbol.split()).casefold()


@cache
def _cue(code: str) -> re.Pattern[str]:
    forms = read_vocabulary().forms("cue", code)
    return re.compile(rf"(?<!\w){alternation(forms)}(?!\w)", re.IGNORECASE)
