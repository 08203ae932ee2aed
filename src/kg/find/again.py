"""Names once learned: what the report has called a document by is that document wherever it stands again.

Two kinds: an alias that the report introduces ("gọi tắt là Đề án 06", "phê duyệt Chương trình …"), and the
full name of a document without a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.find.directives import DirectiveMatch
from kg.words import fold

_ALIAS = re.compile(r"[\s(]*(?:gọi|Gọi) (?:\w+ ){0,2}(?:là|tắt|rắt)(?: là)? (?P<alias>[^),;.]{3,60})\)?")
_PROGRAMME = r"(?:Đề án|Chương trình|Chiến lược|Kế hoạch|Dự án)"
_BRACKETED = re.compile(rf"[^;(]{{0,200}}?\((?P<alias>{_PROGRAMME} [^),;.]{{2,40}})\)")
_APPROVED = re.compile(
    r"(?:[Vv]ề (?:việc )?)?(?:phê duyệt|ban hành) (?P<name>(?:Đề án|Chương trình|Kế hoạch|Chiến lược) .{12,})"
)
_APPROVING = re.compile(r"[^;.]{0,80}\b(?:phê duyệt|ban hành)\s+")
# In folded text: a name that goes on to a year, and a document that is not there yet.
_YEAR_BEHIND = re.compile(r"\s+nam\s+(?P<year>(?:19|20)\d\d)")
_DRAWN_UP = re.compile(r"xay\s+dung\s+$")
_LEAST_WORDS = 6


@dataclass(frozen=True, slots=True)
class Learned:
    """A phrase, as a pattern for folded text, and the document that it names."""

    phrase: re.Pattern[str]
    match: DirectiveMatch
    capital: bool = False
    """Only with a capital it names one document: "Quy chế dân chủ ở cơ sở", not everybody's rules."""


def learn(text: str, matches: Sequence[DirectiveMatch]) -> Iterator[Learned]:
    """Yield the names that a view teaches."""
    for match in matches:
        if match.form == "symbol":
            stop = text.find(";", match.end)
            behind = text[match.end : stop if stop > 0 else match.end + 400]
            if alias := _ALIAS.search(behind) or _BRACKETED.match(behind):
                yield Learned(_key(alias["alias"]), match)
            if match.title and (named := _APPROVED.match(match.title)):
                name = re.sub(r"\s*\((?:gọi|Gọi).*", "", named["name"])
                if len(name.split()) >= _LEAST_WORDS:
                    yield Learned(_key(name), match)
        elif match.form in {"name", "title"} and len(text[match.start : match.end].split()) >= _LEAST_WORDS:
            phrase = re.sub(r"\s+năm \d{4}$", "", text[match.start : match.end])
            yield Learned(_key(phrase), match, capital=match.generic and phrase[0].isupper())


def find_again(
    text: str, matches: Sequence[DirectiveMatch], learned: Sequence[Learned]
) -> list[DirectiveMatch]:
    """Return the matches of a view with those added that learned names give.

    A learned alias outranks what the phrase alone would be taken for.
    """
    folded = fold(text).lower()
    out = list(matches)
    for name in learned:
        for found in name.phrase.finditer(folded):
            at, end = found.span()
            if name.match.form == "symbol" and _is_own_title(text, out, at):
                continue
            if name.match.form != "symbol" and _is_another(folded, at, end, name.match):
                continue
            if name.capital and text[at].islower():
                continue
            here = [m for m in out if m.start < end and at < m.end]
            if not here:
                out.append(_as(name.match, at, end))
            elif name.match.form == "symbol" and all(_is_loose(m, at, end) for m in here):
                out = [m for m in out if m not in here] + [_as(name.match, at, end)]
    return sorted(out, key=lambda m: m.start)


def _is_another(folded: str, at: int, end: int, known: DirectiveMatch) -> bool:
    """Say whether the name is of another year's document, or of one that is only being drawn up."""
    if known.year is None:
        return False
    year = _YEAR_BEHIND.match(folded, end)
    return int(year["year"]) != known.year if year else bool(_DRAWN_UP.search(folded[:at]))


def _is_loose(match: DirectiveMatch, at: int, end: int) -> bool:
    return match.form != "symbol" and match.start == at and match.end <= end


def _as(known: DirectiveMatch, start: int, end: int) -> DirectiveMatch:
    form = "alias" if known.form == "symbol" else known.form
    title = None if form == "alias" else known.title
    return replace(known, start=start, end=end, form=form, title=title, generic=False)


def _is_own_title(text: str, matches: Sequence[DirectiveMatch], at: int) -> bool:
    """Say whether words are of a numbered document's own title: "Quyết định 90 phê duyệt Chương trình …"."""
    behind = [m for m in matches if m.form == "symbol" and m.end <= at]
    return bool(behind) and bool(_APPROVING.fullmatch(text, max(m.end for m in behind), at))


def _key(words: str) -> re.Pattern[str]:
    """Return a pattern of the words, whatever white space stands between them and around dashes."""
    plain = re.sub(r"\s*[-–—]\s*", "-", fold(words).lower().strip(" ,."))
    spaced = r"\s+".join(re.escape(word) for word in plain.split())
    return re.compile(spaced.replace(r"\-", r"\s*[-–—]\s*"))
