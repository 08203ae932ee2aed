"""Bodies beside each other: who speaks of a directive, who is silent, of whom no report is held."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from kg.site.cache import Cache
from kg.site.peers import compared, held_of
from kg.site.rowsets import read_row_sets
from kg.site.shelf import Shelf

Given = Mapping[str, str | int | None]
ON = "directive/tw/2016/05-ct-tw"


def shelf_of(path: Path, **tables: Sequence[Given]) -> Shelf:
    """A shelf with these rows; what is not given is unknown."""
    cache = Cache(path / "site.rows")
    for name in ("body", "directive", "report", "account"):
        rows = read_row_sets()[name]
        values = [tuple(given.get(c) for c in rows.columns) for given in tables.get(name, ())]
        cache.replace_table(rows, values)
    return Shelf(cache)


def body(name: str, until: str | None = None, since: str | None = None) -> Given:
    return {"body": f"body/{name}", "label": name.upper(), "existsFrom": since, "existsTo": until}


def report(name: str, of: str, end: str | None, issued: str | None = None) -> Given:
    return {"report": f"report/{name}", "body": f"body/{of}", "end": end, "issued": issued, "source": name}


def account(name: str, of: str, end: str, statements: int = 1) -> Given:
    return {
        "report": f"report/{name}",
        "directive": ON,
        "body": f"body/{of}",
        "end": end,
        "statements": statements,
    }


def test_silence_is_not_absence(tmp_path: Path) -> None:
    """Of four bodies two speak, one has a later report that does not, and one an earlier report alone."""
    shelf = shelf_of(
        tmp_path,
        directive=[{"directive": ON, "label": "Chỉ thị 05-CT/TW (2016)"}],
        body=[body("a"), body("b"), body("c"), body("d")],
        report=[
            report("a1", "a", "2018-06-30"), report("b1", "b", "2019-06-30"), report("b2", "b", "2019-12-31"),
            report("c1", "c", "2018-12-31"), report("d1", "d", "2017-12-31"),
        ],
        account=[
            account("a1", "a", "2018-06-30"), account("b1", "b", "2019-06-30"),
            account("b2", "b", "2019-12-31", 3),
        ],
    )  # fmt: skip
    [line] = compared(shelf, ["body/a", "body/b", "body/c", "body/d"])
    cells = {key: (cell.state, cell.report, cell.label) for key, cell in line.cells.items()}
    assert line.key == ON
    assert cells == {
        "body/a": ("reported", "report/a1", 1),
        "body/b": ("reported", "report/b2", 2),
        "body/c": ("silent", "report/c1", None),
        "body/d": ("no-report-held", None, None),
    }


def test_one_voice_makes_nobody_silent(tmp_path: Path) -> None:
    """A directive of which one body alone speaks says nothing of the others."""
    shelf = shelf_of(
        tmp_path,
        body=[body("a"), body("b")],
        report=[report("a1", "a", "2018-06-30"), report("b1", "b", "2019-06-30")],
        account=[account("a1", "a", "2018-06-30")],
    )
    assert compared(shelf, ["body/a", "body/b"]) == []


def test_a_body_that_had_ended_has_no_cell(tmp_path: Path) -> None:
    """No report can be missing of a body that was gone when the others began to speak."""
    shelf = shelf_of(
        tmp_path,
        body=[body("a"), body("b"), body("gone", until="2017-06-30")],
        report=[report("a1", "a", "2018-06-30"), report("b1", "b", "2018-06-30")],
        account=[account("a1", "a", "2018-06-30"), account("b1", "b", "2018-06-30")],
    )
    [line] = compared(shelf, ["body/a", "body/b", "body/gone"])
    assert sorted(line.cells) == ["body/a", "body/b"]


def test_years_held_and_years_without(tmp_path: Path) -> None:
    """Years between are shown, those beyond a body's life are not; else a report's date counts."""
    shelf = shelf_of(
        tmp_path,
        body=[body("a"), body("new", since="2020-07-01"), body("old", until="2019")],
        report=[
            report("a1", "a", "2018-06-30"), report("a2", "a", "2018-12-31"),
            report("a3", "a", None, "2021-03"), report("n1", "new", "2020-12-31"),
        ],
    )  # fmt: skip
    matrix = held_of(shelf, ["body/a", "body/new", "body/old"])
    assert matrix.years == ("2018", "2019", "2020", "2021")
    shown = {
        line.key: {y: (c.state, c.label) for y, c in sorted(line.cells.items())} for line in matrix.lines
    }
    none = ("no-report-held", None)
    assert shown == {
        "body/a": {"2018": ("reported", 2), "2019": none, "2020": none, "2021": ("reported", 1)},
        "body/new": {"2020": ("reported", 1), "2021": none},
        "body/old": {"2018": none, "2019": none},
    }
