"""The outline of a report: numbered sections at any depth and the part each belongs to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

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
    placed: list[Placed] = []
    sections: list[Section] = []
    stack: list[_Level] = []
    part: Part = "results" if _is_divided(passages) else default
    last_top = default
    pending: Passage | None = None
    concluding = False
    end = passages[-1].end if passages else 0
    for passage in passages:
        if passage.kind != "text":
            if not passage.view.text:
                continue
            placed.append(Placed(passage, _number(stack), _part(stack, part), False, _headings(stack)))
            continue
        marker, label = passage.marker, passage.label
        if pending is not None and passage.view.text:
            if marker is None:
                marker, label = pending.marker, pending.label
            pending = None
        if not passage.view.text:
            pending = passage if marker in DEPTHS else pending
            continue
        words = passage.view.text.lower()
        heading = is_heading(passage)
        if marker in DEPTHS and marker != "dash":
            depth = DEPTHS.index(marker)
            sections.extend(_close(stack, depth, passage.start))
            outer = _part(stack, last_top)
            inner = part_of_heading(_lead(words), outer, depth) if heading else outer
            stack.append(_Level(depth, label, passage.view.text if heading else "", inner, passage.start))
            if len(stack) == 1:
                last_top = inner
        elif (
            heading
            and (turned := _turn(words))
            and (turned != "plan" or not stack or stack[0].part != "plan")
        ):
            sections.extend(_close(stack, DEPTHS.index("dash"), passage.start))
            stack.append(_Level(DEPTHS.index("dash"), "", passage.view.text, turned, passage.start))
        assigned = concluding and not heading and _assigns(words)
        here = "plan" if assigned else _part(stack, part)
        placed.append(Placed(passage, _number(stack), here, heading, _headings(stack)))
        concluding = concluding or (not stack and bool(_CONCLUDES.search(words.rstrip())))
    sections.extend(_close(stack, 0, end))
    return tuple(placed), tuple(sorted(sections, key=lambda s: (s.start, s.depth)))


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
