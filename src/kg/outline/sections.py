"""The outline of a report: numbered sections at any depth and the part each belongs to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.model import Part, Section
from kg.outline.lines import DEPTHS
from kg.outline.passages import Passage
from kg.words import alternation

_HEADING_AT_MOST = 220
# The part that a heading's lower-case words open.
_RESULTS = re.compile(
    r"kết quả|đã (?:thực hiện|đạt|làm|triển khai)|ưu điểm|tình hình(?! (?:mới|nhiệm vụ))|thực trạng"
    r"|đánh giá (?:chung|tình hình|kết quả)|nhận xét"
)
_SHORTCOMINGS = re.compile(
    r"hạn chế|khuyết điểm|yếu kém|tồn tại|nguyên nhân|khó khăn|vướng mắc|bất cập|nhược điểm|thiếu sót"
)
_REMEDIES = re.compile(r"tháo gỡ|biện pháp|giải pháp")
_TASKS_OF = alternation((
    "trọng tâm", "chủ yếu", "cụ thể", "cơ bản", "công tác", "tháng", "quý", "năm", "6 tháng", "9 tháng",
    "thời gian", "tuần", "cần", "đột phá",
))  # fmt: skip
# Words of a plan. The weak ones tell one only at the top of the outline; below it they head results too.
_WEAK_PLAN_WORDS = (
    "mục tiêu", "kiến nghị", "yêu cầu", "tổ chức thực hiện", "giải pháp", "phân công", "các nhiệm vụ",
)  # fmt: skip
_PLAN_WORDS = (
    *_WEAK_PLAN_WORDS, "đề xuất", "phương hướng", "chương trình công tác", "thời gian tới",
    "những nhiệm vụ", "cần tập trung", "dự kiến", "nội dung thực hiện", "thời gian thực hiện",
    "nội dung chủ yếu", "biện pháp",
)  # fmt: skip
_PLAN = re.compile(
    rf"{alternation(_PLAN_WORDS)}|nhiệm vụ (?:{_TASKS_OF}|chính(?! trị))|nhiệm vụ$"
    r"|(?:công tác|trọng tâm) (?:trọng tâm|công tác)"
    r"|kế hoạch (?:công tác |thực hiện )?(?:năm|quý|tháng|tuần)"
)
_WEAK_PLAN = re.compile(rf"{alternation(_WEAK_PLAN_WORDS)}|^đề xuất|nhiệm vụ$")
_OF_OFFICE = re.compile(r"lãnh đạo|thực hiện nhiệm vụ|chuyên môn|chính trị")
_PLAN_TURN = re.compile(
    r"\W*(?:(?:một số|những|các) )?"
    r"(?:phương hướng|nhiệm vụ|công tác trọng tâm|chương trình công tác|kế hoạch)"
)
_PART_WORD = re.compile(r"(?i)^ph[aầâ]n\s+(?:thứ\s+)?")

# A notice's opening ends where its conclusions begin; among them, what assigns is a plan.
_CONCLUDES = re.compile(r"kết luận(?: như sau)? ?:$")
_ASSIGNS = re.compile(
    r"\W*(?:(?:thống nhất )?(?:giao|yêu cầu|đề nghị) |thống nhất (?:về )?chủ trương (?:để|giao) )"
)
_DUE = re.compile(r"\b(?:trước|chậm nhất|hoàn thành)[^.;]{0,30}\bngày \d")
_JUDGES = re.compile(r"\bđã\b|ghi nhận|biểu dương|đánh giá cao")


@dataclass(frozen=True, slots=True)
class Placed:
    """A passage with its place: the section that it opens or stands in."""

    passage: Passage
    section: str
    part: Part
    heading: bool
    headings: tuple[str, ...]
    """The headings above it, outermost first."""


@dataclass(slots=True)
class _Level:
    """An open section while the outline is read. Local to `outline_of`."""

    depth: int
    label: str
    heading: str
    part: Part
    start: int


def outline_of(passages: Sequence[Passage], default: Part) -> tuple[tuple[Placed, ...], tuple[Section, ...]]:
    """Return every body passage with its place, and the sections. `default` is the part before headings."""
    reader = _OutlineReader(part="results" if _is_divided(passages) else default, last_top=default)
    for passage in passages:
        reader.read(passage)
    reader.close(0, passages[-1].end if passages else 0)
    return tuple(reader.placed), tuple(sorted(reader.sections, key=lambda s: (s.start, s.depth)))


@dataclass(slots=True)
class _OutlineReader:
    """Reads passages in order, with the sections that are open. Local to `outline_of`."""

    part: Part
    last_top: Part
    placed: list[Placed] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    stack: list[_Level] = field(default_factory=list)
    pending: Passage | None = None
    """A marker on a line of its own, whose words follow."""
    concluding: bool = False
    """A notice's "kết luận như sau:" has been read."""

    def read(self, passage: Passage) -> None:
        """Place one passage, and open the section that it begins."""
        if not passage.view.text:
            if passage.kind == "text" and passage.marker in DEPTHS:
                self.pending = passage
        elif passage.kind == "text":
            self.read_text(passage)
        else:
            self.place(passage, _part(self.stack, self.part), heading=False)

    def read_text(self, passage: Passage) -> None:
        """Place a passage of the body."""
        marked = passage if passage.marker is not None or self.pending is None else self.pending
        self.pending = None
        words = passage.view.text.lower()
        heading = is_heading(passage)
        if marked.marker in DEPTHS and marked.marker != "dash":
            self.open_numbered(passage, marked, words, heading=heading)
        elif heading and (turned := _turn(words)) and not (turned == "plan" and self.plans_at_top()):
            self.open(_Level(DEPTHS.index("dash"), "", passage.view.text, turned, passage.start))
        assigned = self.concluding and not heading and _assigns(words)
        self.place(passage, "plan" if assigned else _part(self.stack, self.part), heading=heading)
        self.concluding = self.concluding or (not self.stack and bool(_CONCLUDES.search(words.rstrip())))

    def open_numbered(self, passage: Passage, marked: Passage, words: str, *, heading: bool) -> None:
        """Open the section of a number or letter, of the part that its heading says."""
        depth = DEPTHS.index(marked.marker or "")
        self.close(depth, passage.start)
        outer = _part(self.stack, self.last_top)
        inner = part_of_heading(_lead(words), outer, depth) if heading else outer
        self.open(_Level(depth, marked.label, passage.view.text if heading else "", inner, passage.start))
        if len(self.stack) == 1:
            self.last_top = inner

    def open(self, level: _Level) -> None:
        """Open a section; those as deep or deeper end."""
        self.close(level.depth, level.start)
        self.stack.append(level)

    def close(self, depth: int, at: int) -> None:
        """End the open sections from a depth on."""
        self.sections.extend(_close(self.stack, depth, at))

    def place(self, passage: Passage, part: Part, *, heading: bool) -> None:
        """Note where a passage stands."""
        self.placed.append(Placed(passage, _number(self.stack), part, heading, _headings(self.stack)))

    def plans_at_top(self) -> bool:
        """Say whether the outermost open section plans already."""
        return bool(self.stack) and self.stack[0].part == "plan"


def _assigns(words: str) -> bool:
    """Say whether a conclusion sets what is to be done, by its first words or by a deadline."""
    return bool(_ASSIGNS.match(words) or (_DUE.search(words) and not _JUDGES.search(words)))


def _is_divided(passages: Sequence[Passage]) -> bool:
    """Say whether a document has numbered sections, so that what stands before them is a preamble."""
    return sum(p.marker in DEPTHS and p.marker != "dash" for p in passages if p.kind == "text") >= 2


def is_heading(passage: Passage) -> bool:
    """A short passage without a verb's full stop: "1. Công tác tuyên giáo", "III. HẠN CHẾ:"."""
    text = passage.view.text.rstrip()
    if not text or len(text) > _HEADING_AT_MOST:
        return False
    if passage.marker == "dash":
        return (
            len(text) < 60
            and (text.endswith(":") or passage.label == "*")
            and _turn(text.lower()) is not None
        )
    if passage.marker is None:
        return len(text) < 120 and (text.isupper() or bool(text.endswith(":") and _turn(text.lower())))
    return not re.search(r"[.;,…]['\"”)]?$", text) or text.isupper()


def part_of_heading(words: str, outer: Part, depth: int) -> Part:
    """Return the part that a heading's lower-case words open below a section of part `outer`."""
    if outer == "plan" and depth > DEPTHS.index("roman"):
        return "plan"
    if _SHORTCOMINGS.search(words) and not _REMEDIES.search(words):
        return "shortcomings"
    top = depth <= DEPTHS.index("roman") or outer == "shortcomings" or words.startswith("biện pháp")
    if _PLAN.search(words) and not _RESULTS.search(words) and (top or not _WEAK_PLAN.search(words)):
        return outer if not top and _OF_OFFICE.search(words) else "plan"
    if _RESULTS.search(words):
        return "results"
    return outer if depth > DEPTHS.index("roman") else ("results" if outer == "shortcomings" else outer)


def _lead(words: str) -> str:
    """A heading's own words: up to the colon that glues text to it."""
    return words.split(" : ", maxsplit=1)[0]


def _turn(words: str) -> Part | None:
    """Return the part that an unnumbered heading turns to, or null where it says none."""
    if _SHORTCOMINGS.search(words):
        return "shortcomings"
    if _PLAN_TURN.match(words):
        return "plan"
    if _RESULTS.match(words.strip("*: ")):
        return "results"
    return None


def _close(stack: list[_Level], depth: int, at: int) -> list[Section]:
    closed = []
    while stack and stack[-1].depth >= depth:
        number = _number(stack)
        level = stack.pop()
        closed.append(Section(number, level.heading, level.part, level.start, at, len(stack)))
    return closed


def _number(stack: Sequence[_Level]) -> str:
    labels = _without_prefixes([level.label for level in stack if level.label])
    return ".".join(_PART_WORD.sub("", label) for label in labels)


def _without_prefixes(labels: Sequence[str]) -> list[str]:
    """Drop "2" where "2.1" follows: the longer number says it."""
    return [
        label
        for index, label in enumerate(labels)
        if not (index + 1 < len(labels) and labels[index + 1].startswith(label + "."))
    ]


def _part(stack: Sequence[_Level], default: Part) -> Part:
    return stack[-1].part if stack else default


def _headings(stack: Sequence[_Level]) -> tuple[str, ...]:
    return tuple(level.heading for level in stack if level.heading)
