"""How a report cites a directive: in full where it comes first, shorter later, by term, by number alone."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date

from bench.corpus.acts import Act
from bench.corpus.draft import Cited, Draft

_TERM_ENDS = ((date(2011, 1, 20), "X"), (date(2016, 1, 29), "XI"), (date(2021, 2, 2), "XII"))
_ABOUT = {
    "implements": " thực hiện ",
    "continues": " về tiếp tục thực hiện ",
    "replaces": " thay thế ",
    "guides": " hướng dẫn thực hiện ",
}
_BY_NUMBER = frozenset({"Bộ Chính trị", "Ban Bí thư"})


@dataclass(slots=True)
class Citations:
    """What one report has cited so far, and its habits. `comma` stands before dates."""

    chance: random.Random
    comma: bool
    times: dict[str, int] = field(default_factory=dict)
    by_key: dict[str, str] = field(default_factory=dict)

    def fits(self, act: Act) -> bool:
        """Say whether an act can be cited in any form: none other of its symbol was."""
        return is_named(act) or self.by_key.get(act.key) in (None, act.path)

    def cite(
        self,
        draft: Draft,
        act: Act,
        *,
        own: bool = False,
        title: bool = False,
        new: bool = False,
        listed: bool = False,
    ) -> int:
        """Write a citation and return its number.

        `own` is of the report's issuer, `new` has its day alone, `listed` stands behind others: a term there
        would be theirs too.
        """
        form = self._form(act, own=own, new=new)
        if listed and form == "term":
            form = "full"
        return _write(draft, act, form, self, title=title)

    def cite_in_full(self, draft: Draft, act: Act, day: date | None = None, said: str | None = None) -> int:
        """Write a citation with its date and issuer, others than the true ones where given."""
        self._note(act)
        cited = Cited(act, draft.at, day=day or act.day, issuer=said or act.issuer)
        draft.write(f"{act.word} số {act.symbol}{self._date(day or act.day)} của {said or act.said}")
        return _close(draft, cited)

    def cite_target(self, draft: Draft, number: int) -> int | None:
        """Write what a cited directive is about by its title, where that is another; return its number."""
        act = draft.cited[number].act
        if act.relation is None or act.target is None or not self.fits(act.target):
            return None
        draft.write(_ABOUT[act.relation])
        target = self.cite(draft, act.target)
        draft.relations.append((number, act.relation, target))
        return target

    def _form(self, act: Act, *, own: bool, new: bool) -> str:
        times = self._note(act)
        if is_named(act):
            return "named"
        if new:
            return "day"
        first = (("full", 60), ("issuer", 22), ("symbol", 10), ("term", 8))
        later = (("full", 15), ("issuer", 15), ("symbol", 35), ("bare", 30), ("number", 5))
        forms, weights = zip(*(later if times else first), strict=True)
        form: str = self.chance.choices(forms, weights)[0]
        if act.scope and act.scope in act.said:  # of another province: it is told apart by its issuer alone
            return "issuer" if times else "full"
        if own and form == "issuer":
            return "symbol"
        if form == "term" and (act.suffix != "TW" or not act.said.startswith("Ban Chấp hành")):
            return "full"
        return "issuer" if form == "number" and act.said not in _BY_NUMBER else form

    def _note(self, act: Act) -> int:
        times = self.times.get(act.path, 0)
        self.times[act.path] = times + 1
        self.by_key.setdefault(act.key, act.path)
        return times

    def _date(self, day: date) -> str:
        return f"{',' if self.comma else ''} ngày {spoken(day)}"

    def words(self, act: Act, form: str) -> str:
        """Return the words of a form."""
        match form:
            case "full":
                return f"{act.word} số {act.symbol}{self._date(act.day)} của {act.said}"
            case "day":
                return f"{act.word} số {act.symbol}{self._date(act.day)}"
            case "issuer":
                return f"{act.word} số {act.symbol} của {act.said}"
            case "term":
                return f"{act.word} số {act.symbol} của {act.said} (khóa {term_of(act.day)})"
            case "number":
                return f"{act.word} {(act.number or '').zfill(2)} của {act.said}"
            case "symbol":
                return f"{act.word} số {act.symbol}"
            case _:
                return f"{act.word} {act.symbol}"


def is_named(act: Act) -> bool:
    """Say whether a meeting names it: its term tells it apart, and it has no date."""
    return act.number is None or act.abbr == "NQTW"


def spoken(day: date) -> str:
    """Return a day as offices write it: "08/5/2016", "21/01/2019"."""
    return (
        f"{day.day:02}/{day.month:02}/{day.year}" if day.month < 3 else f"{day.day:02}/{day.month}/{day.year}"
    )


def term_of(day: date) -> str:
    """Return the Centre's term of a day."""
    return next((numeral for end, numeral in _TERM_ENDS if day < end), "XIII")


def _write(draft: Draft, act: Act, form: str, citations: Citations, *, title: bool) -> int:
    cited = Cited(act, draft.at, issuer=act.issuer)
    draft.write(citations.words(act, form))
    if form in ("full", "day"):
        cited.day = act.day
    if form == "term":
        cited.term = term_of(act.day)
    if form == "named":
        cited.term = act.term
    number = _close(draft, cited)
    if title and act.subject and form in ("full", "issuer", "term", "named"):
        cited.title = act.subject
        draft.write(f" về {act.subject}")
    return number


def _close(draft: Draft, cited: Cited) -> int:
    cited.end = draft.at
    draft.cited.append(cited)
    return len(draft.cited) - 1
