"""What a review of a directive rests on: every quotation, stage by stage, and what is still open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.questions import Words
from kg.site.cache import Row
from kg.site.progress import progress_of
from kg.site.shelf import Shelf
from kg.tracking import State


@dataclass(frozen=True, slots=True)
class Chapter:
    """A heading of the dossier. `name` is its anchor, `activities` the acts that belong under it."""

    name: str
    title: Words
    activities: frozenset[str] = frozenset()


_SHORTCOMINGS = Chapter("han-che", Words("Hạn chế, khuyết điểm", "Shortcomings"))
_FIGURES = Chapter("so-lieu", Words("Số liệu", "Figures"))
_OPEN = Chapter("chua-co-thong-tin", Words("Nhiệm vụ chưa có thông tin", "Tasks without information"))
_OTHER = Chapter("viec-khac", Words("Việc khác", "Other acts"))


def _acts(name: str, vi: str, en: str, *activities: str) -> Chapter:
    return Chapter(name, Words(vi, en), frozenset(f"activity/{a}" for a in activities))


CHAPTERS = (
    _acts("quan-triet", "Quán triệt, học tập", "Made known", "disseminate"),
    _acts("cu-the-hoa", "Cụ thể hóa", "Turned into plans", "concretize"),
    _acts("trien-khai", "Triển khai, thực hiện", "Carried out", "implement"),
    _acts("kiem-tra", "Kiểm tra, giám sát", "Inspected and supervised", "inspect", "supervise"),
    _acts("so-ket", "Sơ kết", "Interim reviews", "interim_review"),
    _acts("tong-ket", "Tổng kết", "Final reviews", "final_review"),
    _OTHER, _SHORTCOMINGS, _FIGURES, _OPEN,
)  # fmt: skip
"""In the order of a review: the ladder of stages, then what a review must answer for."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One quotation: the place of its chapter among CHAPTERS, and the row that it comes of."""

    number: int
    row: Row

    @property
    def chapter(self) -> Chapter:
        """The chapter under which it stands."""
        return CHAPTERS[self.number]


def dossier_of(
    shelf: Shelf, statements: Iterable[Row], figures: Iterable[Row], tasks: Iterable[Row]
) -> list[Entry]:
    """Return all entries chapter by chapter; each chapter keeps the order that is given."""
    placed = [
        *((_chapter_of(row), row) for row in statements),
        *((_FIGURES, row) for row in figures),
        *((_OPEN, row) for row in _untold(shelf, tasks)),
    ]
    entries = [Entry(CHAPTERS.index(chapter), row) for chapter, row in placed]
    return sorted(entries, key=lambda entry: entry.number)


def _chapter_of(statement: Row) -> Chapter:
    if statement["status"] == "status/shortcoming":
        return _SHORTCOMINGS
    found = (c for c in CHAPTERS if statement["activity"] in c.activities)
    return next(found, _OTHER)


def _untold(shelf: Shelf, tasks: Iterable[Row]) -> Iterator[Row]:
    """Yield the tasks of which no later report tells what came of them."""
    return (task for task in tasks if progress_of(shelf, task).state is State.UNKNOWN)
