"""A directive as reports cite it, and as it truly is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kg.model import Relationship

TOPICS = ("tuyen-giao", "to-chuc", "kiem-tra", "noi-chinh", "dan-van", "kinh-te")
WORDS = {
    "NQ": "Nghị quyết", "CT": "Chỉ thị", "KL": "Kết luận", "QĐ": "Quyết định", "QĐi": "Quy định",
    "KH": "Kế hoạch", "CTr": "Chương trình", "HD": "Hướng dẫn", "TB": "Thông báo", "CV": "Công văn",
    "NĐ": "Nghị định",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Act:
    """A directive. `path` is the end of its IRI, `said` its issuer as reports name it, `issuer` in full.

    `term` is the Centre's term of a plenum or congress, whose documents bear no number; `target` is what it
    implements, continues, replaces or guides by its own title.
    """

    path: str
    key: str
    abbr: str
    number: str | None
    suffix: str | None
    scope: str | None
    day: date
    word: str
    symbol: str
    said: str
    issuer: str
    topic: str
    subject: str
    term: str | None = None
    name: str | None = None
    relation: Relationship | None = None
    target: Act | None = None

    @property
    def is_central(self) -> bool:
        """Of the Party's Centre or the central state."""
        return self.scope is None
