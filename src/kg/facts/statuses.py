"""How far a claim says that things are: done, ongoing, planned, or a shortcoming.

The part of the report decides first; words of the clause can say otherwise.
"""

from __future__ import annotations

import re

from kg.model import Part, Status

_ONGOING = re.compile(
    r"(?:[Tt]iếp tục|\b[Đđ]ang\b|[Tt]ừng bước|[Dd]uy trì|[Cc]huẩn bị|[Tt]hường xuyên duy trì)"
)
_PLANNED = re.compile(r"\W*(?:[Dd]ự kiến|[Ss]ẽ)\b")
_LACKING = r"(?:chưa|còn chậm|còn hạn chế|còn lúng túng|chậm|chưa được)"
_NEGATED = re.compile(rf"\b{_LACKING}\b(?: [^\s,;.]+){{0,6}} ?$")
# "việc triển khai D còn chậm": the doing is the subject, its fault the predicate.
_DOING_LEADS = re.compile(
    r"\W*(?:Tuy nhiên, |Tuy vậy, |Song, )?(?:[Vv]iệc|[Cc]ông tác|[Tt]iến độ|[Kk]ết quả)\b"
)
_LACKS_BEHIND = re.compile(rf"[^;.]{{0,140}}?(?<!không) (?:còn )?{_LACKING}\b")
_LISTED_AS_ONGOING = re.compile(r"đang thực hiện:?")


def status_of(view: str, clause: tuple[int, int], start: int, end: int, part: Part, *, note: bool) -> Status:
    """Return the status of the claim view[start:end] in its clause; `note` says that it stands in a footnote.

    `clause` may lie behind `start` where the governing words stand before the clause.
    """
    if part == "plan":
        return "planned"
    if part == "shortcomings" or _NEGATED.search(view[max(clause[0], start - 40) : start]):
        return "shortcoming"
    if _DOING_LEADS.match(view, clause[0], max(start, clause[0])) and _LACKS_BEHIND.match(
        view, end, clause[1]
    ):
        return "shortcoming"
    left = view[clause[0] : start + 12] if start >= clause[0] else view[start : start + 12]
    if _PLANNED.match(left):
        return "planned"
    lead = view[max(0, start - 25) : start]
    if _ONGOING.search(left) or (_ONGOING.search(lead) and ";" not in lead and "." not in lead):
        return "ongoing"
    return "ongoing" if note and _is_listed_as_ongoing(view, clause[0]) else "done"


def _is_listed_as_ongoing(view: str, start: int) -> bool:
    """Say whether a footnote's list opens with "đang thực hiện:"."""
    before = view[:start]
    if ":" not in view[: start + 1]:
        return False
    introduced = before.rsplit(". ", 1)[-1] if before.rstrip().endswith((":", ";")) else ""
    return bool(_LISTED_AS_ONGOING.search(introduced or before.split(":")[0]))
