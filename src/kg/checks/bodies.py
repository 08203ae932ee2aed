"""Checks of bodies' names and of the counts behind confidences."""

from __future__ import annotations

from collections.abc import Iterator

from kg.checks.columns import is_integer
from kg.checks.finding import CheckFinding, found
from kg.checks.tables import Tables


def check_forms(tables: Tables) -> Iterator[CheckFinding]:
    """A way of writing means one body: no form is empty or stands with two of them."""
    first: dict[str, str] = {}
    for row in tables["bodies.csv"].rows:
        for form in row["forms"].split("|"):
            if not form.strip() and row["forms"].strip():
                yield found(
                    "violation",
                    row.place,
                    ("Có một cách viết trống giữa hai dấu «|».", "An empty form stands between two bars."),
                    ("Bỏ dấu «|» thừa.", "Take the bar out."),
                )
            elif form and first.setdefault(form, row["code"]) != row["code"]:
                other = first[form]
                yield found(
                    "violation",
                    row.place,
                    (f"«{form}» đã là cách viết của {other}.", f"“{form}” is a form of {other} already."),
                    ("Để cách viết này ở một cơ quan thôi.", "Leave the form with one body only."),
                )


def check_counts(tables: Tables) -> Iterator[CheckFinding]:
    """Of what was found, no more can be right."""
    for row in tables["confidence.csv"].rows:
        right, all_found = row["right"], row["found"]
        if is_integer(right) and is_integer(all_found) and int(right) > int(all_found):
            yield found(
                "violation",
                row.place,
                (f"Đúng {right} trong số {all_found}.", f"{right} right of {all_found} found."),
                (
                    "Bảng này do máy đếm: python -m bench.calibration --write.",
                    "This table is counted by machine: python -m bench.calibration --write.",
                ),
            )
