"""What a sentence says is done, as activities of the vocabulary, and which result fits which task."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from kg.vocabulary import read_vocabulary
from kg.words import COUNTS, alternation

# Acts that lead to another, or that any sentence names in passing: alone they settle nothing.
_GENERAL = frozenset({"direct", "advise", "basis", "report", "other"})
# What is done *about* the carrying out: "kiểm tra việc thực hiện", "ban hành kế hoạch thực hiện".
_ABOUT_IMPLEMENTING = frozenset(
    {"inspect", "supervise", "interim_review", "final_review", "concretize", "report", "other"}
)
_FITS = {
    ("inspect", "supervise"): 0.7,
    ("supervise", "inspect"): 0.7,
    ("concretize", "issue"): 1.0,
    ("issue", "concretize"): 1.0,
    ("issue", "amend"): 0.5,
    ("implement", "concretize"): 0.5,
    ("implement", "interim_review"): 0.5,
    ("implement", "final_review"): 0.5,
    ("implement", "issue"): 0.5,
}  # fmt: skip
_NEUTRAL = 0.5
_NOUN = re.compile(
    r"(?:công tác|chương trình|kế hoạch|đoàn|tổ|ủy ban|uỷ ban|sau|ban|cuộc|các đợt|bộ phận) \W*$",
    re.IGNORECASE,
)
# "khắc phục hạn chế trong thực hiện …" mends; it is not yet carrying out.
_MENDS = re.compile(
    r"(?:hạn chế|khuyết điểm|tồn tại|khó khăn|vướng mắc)[^.;]{0,30}"
    r"(?:trong|qua) (?:quá trình |việc )?(?:tổ chức |triển khai )?$",
    re.IGNORECASE,
)
_NOT_STUDY = re.compile(r",? và làm theo| (?:và )?làm theo")
_YEARS = re.compile(rf"(?:sơ kết|tổng kết) (?:giữa kỳ )?(\d{{1,2}}|{alternation(COUNTS)}) năm", re.IGNORECASE)
_TERM = re.compile(r"nhiệm kỳ (\d{4}) ?[-–] ?\d{4}", re.IGNORECASE)


@lru_cache(maxsize=8192)
def activities_of(quote: str) -> frozenset[str]:
    """Return the acts that a quote's words name, without those that only lead to them."""
    found: list[str] = []
    for code in _acts_in_order(" ".join(quote.split())):
        if code == "implement" and found and found[-1] in _ABOUT_IMPLEMENTING:
            continue
        found.append(code)
    return specific(found)


def specific(codes: Iterable[str]) -> frozenset[str]:
    """Return the activities without those that say nothing of what came of a thing."""
    return frozenset(codes) - _GENERAL


def fit(task: frozenset[str], item: frozenset[str]) -> float:
    """Return how far an item's acts are what a task asks for: 1 the same, 0 something else, 0.5 unsaid."""
    if not task or not item:
        return _NEUTRAL
    return max(1.0 if t == i else _FITS.get((t, i), 0.0) for t in task for i in item)


def occasions(quote: str) -> frozenset[tuple[str, str]]:
    """Return what tells one review or congress from the next: ("review", "3") in "sơ kết 03 năm"."""
    words = " ".join(quote.split())
    numbers = (m.lower() for m in _YEARS.findall(words))
    reviews = {("review", n.lstrip("0") if n.isdigit() else str(COUNTS[n])) for n in numbers}
    return frozenset(reviews | {("term", year) for year in _TERM.findall(words)})


def differ(one: frozenset[tuple[str, str]], other: frozenset[tuple[str, str]]) -> bool:
    """Say whether both name occasions of one kind, and none is the same."""
    kinds = {kind for kind, _ in one} & {kind for kind, _ in other}
    return any(not {o for o in one & other if o[0] == kind} for kind in kinds)


def carries_over(quote: str) -> bool:
    """Say whether a task's words tell that it goes on from before: "Tiếp tục …"."""
    return bool(_carried().search(quote))


def _acts_in_order(words: str) -> Iterator[str]:
    for match in _act().finditer(words):
        code = _codes()[match[0].lower()]
        # A capital inside a sentence begins a name: "Ủy ban Kiểm tra", "Sở Giáo dục".
        if match[0][0].isupper() and match.start() > 2 and words[match.start() - 2] not in ".;:!?":
            continue
        if code in ("inspect", "supervise", "final_review", "interim_review") and _NOUN.search(
            words, 0, match.start()
        ):
            continue
        if code == "implement" and _MENDS.search(words, 0, match.start()):
            continue
        if code == "disseminate" and _NOT_STUDY.match(words, match.end()):
            continue
        if code == "issue":
            if _document().match(words, match.end()):
                yield "concretize"
            continue
        yield code


@cache
def _codes() -> dict[str, str]:
    return read_vocabulary().codes_by_form("activity")


@cache
def _act() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){alternation(_codes())}(?!\w)", re.IGNORECASE)


@cache
def _document() -> re.Pattern[str]:
    """What makes "xây dựng" the writing of a document: a kind's word not far behind it."""
    kinds = {f for kind in read_vocabulary().schemes["kind"].values() for f in kind.forms}
    return re.compile(rf"(?: (?!\d+ năm)[^\s,;.]+){{0,3}}?,? {alternation(kinds)}(?!\w)", re.IGNORECASE)


@cache
def _carried() -> re.Pattern[str]:
    return re.compile(
        rf"(?<!\w){alternation(read_vocabulary().forms('cue', 'carried-over'))}(?!\w)", re.IGNORECASE
    )
