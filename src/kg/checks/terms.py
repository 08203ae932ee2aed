"""Checks of terms of office: one follows the other, and each begins with its congress."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from kg.checks.columns import is_day, is_integer
from kg.checks.finding import CheckFinding, found
from kg.checks.tables import Row, Tables

CENTRE = "TW"


def terms_of(tables: Tables) -> dict[str, list[Row]]:
    """Return the terms of each register in order; rows whose years are no numbers are left out."""
    terms = defaultdict(list)
    for row in tables["terms.csv"].rows:
        if is_integer(row["first_year"]) and is_integer(row["last_year"]):
            terms[row["register"]].append(row)
    return {name: sorted(rows, key=lambda row: int(row["first_year"])) for name, rows in terms.items()}


def terms_on(tables: Tables, day: str) -> frozenset[str]:
    """Return the numerals of the Centre's terms to which a day can belong: two where no congress parts them.

    A congress ends the term before it on its last day.
    """
    rows = terms_of(tables).get(CENTRE, [])
    ends = [row["congress_closed"] or f"{row['first_year']}-12-31" for row in rows[1:]]
    ends.append(f"{rows[-1]['last_year']}-12-31" if rows else "")
    return frozenset(
        row["numeral"]
        for row, end in zip(rows, ends, strict=False)
        if (row["congress_closed"] or f"{int(row['first_year']) - 1}-12-31") < day <= end
    )


def check_succession(tables: Tables) -> Iterator[CheckFinding]:
    """A term ends in the year in which the next begins, without a gap or an overlap."""
    for rows in terms_of(tables).values():
        for before, row in pairwise(rows):
            ended, begun = before["last_year"], row["first_year"]
            if ended != begun:
                yield found(
                    "violation",
                    row.place,
                    (
                        f"Nhiệm kỳ trước kết thúc năm {ended}, nhiệm kỳ này bắt đầu năm {begun}.",
                        f"The term before ends in {ended}, this one begins in {begun}.",
                    ),
                    ("Cho hai năm trùng nhau.", "Make the two years one."),
                )
        for row in rows:
            yield from _faults(row)


def check_congresses(tables: Tables) -> Iterator[CheckFinding]:
    """A term's congress is held in its first year and closes after it opens."""
    for row in tables["terms.csv"].rows:
        opened, closed = row["congress_opened"], row["congress_closed"]
        known = [day for day in (opened, closed) if is_day(day)]
        if any(day[:4] != row["first_year"] for day in known) or (len(known) == 2 and opened > closed):
            yield found(
                "violation",
                row.place,
                (
                    f"Đại hội {opened} – {closed} không khớp nhiệm kỳ từ năm {row['first_year']}.",
                    f"A congress on {opened} – {closed} does not fit a term from {row['first_year']}.",
                ),
                ("Sửa ngày đại hội hoặc first_year.", "Mend the days of the congress or first_year."),
            )


def _faults(row: Row) -> Iterator[CheckFinding]:
    if int(row["first_year"]) >= int(row["last_year"]):
        yield found(
            "violation",
            row.place,
            ("Nhiệm kỳ kết thúc trước khi bắt đầu.", "The term ends before it begins."),
            ("Sửa first_year hoặc last_year.", "Mend first_year or last_year."),
        )
    if (row["register"] == CENTRE) != bool(row["numeral"]):
        yield found(
            "violation",
            row.place,
            (
                "Chỉ khóa của Trung ương có số La Mã, và khóa nào cũng phải có.",
                "A term of the Centre has a Roman numeral, one of the provinces has none.",
            ),
            ("Điền hoặc bỏ cột numeral.", "Fill or empty the column numeral."),
        )
