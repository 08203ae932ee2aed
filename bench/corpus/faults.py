"""Faults as reports have them: two dates, an issuer that does not fit, sums that do not come out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from bench.corpus.central import central_acts
from bench.corpus.figures import counted, write_sum
from bench.corpus.writing import Pen, add_statement

SHARE = 7
"""Of 100 reports, so many have each of the faults."""


def faults_of(pen: Pen) -> list[Callable[[Pen], bool]]:
    """Return the faults that chance gives a report; each writes a paragraph and says whether it could."""
    return [fault for fault in _ALL if pen.chance.randrange(100) < SHARE]


def _two_dates(pen: Pen) -> bool:
    """One directive with two days of one month, or nearly."""
    act = next(
        (a for _ in range(6) if (a := pen.agenda.local("to-chuc")) and not pen.citations.times.get(a.path)),
        None,
    )
    if act is None or not pen.citations.fits(act):
        return False
    other = act.day + timedelta(10 if act.day.day < 15 else -10)
    draft = pen.draft
    places = []
    for lead, day in (("Quán triệt ", act.day), ("Triển khai ", other)):
        start = draft.at
        draft.write(lead)
        number = pen.citations.cite_in_full(draft, act, day)
        places.append(number)
        activity = "disseminate" if day == act.day else "implement"
        add_statement(pen, number, activity, None, (start, draft.at))
        draft.write(". " if day == act.day else " đến từng chi bộ.")
    first = draft.cited[places[0]]
    draft.finding("two-dates", first.start, first.end)
    return True


def _wrong_issuer(pen: Pen) -> bool:
    """A central symbol and a local board."""
    known = [a for a in central_acts() if a.suffix == "TW" and 30 < (pen.day - a.day).days < 3000]
    act = pen.chance.choice(known)
    if not pen.citations.fits(act):
        return False
    committee = "Thành ủy" if pen.body.province.full_name.startswith("Thành phố") else "Tỉnh ủy"
    draft, start = pen.draft, pen.draft.at
    draft.write("Tổ chức quán triệt ")
    number = pen.citations.cite_in_full(draft, act, said=f"Ban Thường vụ {committee}")
    add_statement(pen, number, "disseminate", None, (start, draft.at))
    draft.finding("symbol-issuer", draft.cited[number].start, draft.at)
    draft.write(" đến cán bộ, đảng viên.")
    return True


def _wrong_share(pen: Pen) -> bool:
    """A percentage that does not follow from the fraction before it."""
    of = pen.chance.randint(40, 160)
    value = of - pen.chance.randint(4, of // 4)
    rate = round(100 * value / of) - pen.chance.randint(4, 9)
    draft = pen.draft
    draft.write("Đến nay có ")
    draft.figure(f"{value}/{of} chi bộ", "chi bộ", value, of)
    draft.write(" đăng ký mô hình mới, đạt ")
    start = draft.at
    draft.figure(f"{rate}%", "%", rate)
    draft.finding("percentage", start, draft.at)
    draft.write(".")
    return True


def _wrong_rest(pen: Pen) -> bool:
    """What is done and what is left are more than all."""
    of = pen.chance.randint(9, 30)
    done = of - pen.chance.randint(2, 5)
    rest = of - done + pen.chance.randint(1, 3)
    draft = pen.draft
    draft.write("Kết quả có ")
    start = draft.at
    draft.figure(f"{counted(done)}/{counted(of)} nhiệm vụ", "nhiệm vụ", done, of)
    draft.finding("parts-sum", start, draft.at)
    draft.write(" hoàn thành, ")
    draft.figure(f"{counted(rest)} nhiệm vụ", "nhiệm vụ", rest)
    draft.write(" đang thực hiện.")
    return True


def _wrong_sum(pen: Pen) -> bool:
    """The parts are more than the whole."""
    pen.draft.write("Thi hành kỷ luật ")
    start = pen.draft.at
    write_sum(pen.draft, pen.chance.randint(10, 60), "đảng viên", over=pen.chance.randint(1, 4))
    pen.draft.finding("parts-sum", start, pen.draft.at)
    pen.draft.write(".")
    return True


def _future(pen: Pen) -> bool:
    """A directive dated after the report that cites it."""
    act = next(
        (a for _ in range(6) if (a := pen.agenda.local("kinh-te")) and not pen.citations.times.get(a.path)),
        None,
    )
    if act is None or not pen.citations.fits(act):
        return False
    draft, start = pen.draft, pen.draft.at
    try:
        later = act.day.replace(year=pen.day.year + 1)
    except ValueError:  # 29 February
        return False
    draft.write("Triển khai ")
    number = pen.citations.cite_in_full(draft, act, later)
    add_statement(pen, number, "implement", None, (start, draft.at))
    draft.finding("date-after-report", draft.cited[number].start, draft.at)
    draft.write(" theo phân công.")
    return True


_ALL: tuple[Callable[[Pen], bool], ...] = (
    _two_dates, _wrong_issuer, _wrong_share, _wrong_rest, _wrong_sum, _future,
)  # fmt: skip
