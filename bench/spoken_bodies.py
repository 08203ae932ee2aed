"""Where the actors that annotation names stand in the text, and which of them a finder gives as one entity.

Annotation gives an actor's full name; the text may leave out its place ("Ban Thường vụ Tỉnh ủy") or
abbreviate it ("UBND tỉnh"). The words nearest to the directive are taken, those before it first; capitals
throughout are a letterhead, no sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from kg.find.bodies import class_at, find_bodies
from kg.model import Span

_BEFORE, _AFTER = 1500, 300
_SHORT = {
    "Ủy ban nhân dân": "UBND", "Hội đồng nhân dân": "HĐND", "Ban Thường vụ": "BTV",
    "Ủy ban Kiểm tra": "UBKT", "Mặt trận Tổ quốc": "MTTQ", "Ban Chấp hành": "BCH",
}  # fmt: skip
_PLACE_KINDS = {"tỉnh", "thành", "phố", "huyện", "thị", "xã", "phường", "quận"}
_FULL_BLOC = " các cơ quan và doanh nghiệp tỉnh "
_QUANTIFIER = re.compile(r"(?:tất cả các|các|một số|nhiều|những|từng|mỗi|hầu hết các|có)\s+", re.IGNORECASE)
_WORD = re.compile(r"\b\w")

Finder = Callable[[str], Sequence[Span]]


def explicit_actors(text: str, expected: dict[str, Any]) -> tuple[list[Span], int]:
    """Return where the explicit actors stand, each place once, and how many names stand nowhere."""
    places = {m["id"]: m["start"] for m in expected["mentions"]}
    wanted = {(s["actor"], places[s["mention"]]) for s in expected["statements"] if s["actor_explicit"]}
    spans = [actor_span(text, actor, near) for actor, near in sorted(wanted)]
    return sorted({s for s in spans if s}), spans.count(None)


def actor_span(text: str, actor: str, near: int) -> Span | None:
    """Return the words of a text that name an actor of a directive mentioned at `near`."""
    for form in _forms(actor):
        words = r"\s+".join(map(re.escape, form.split()))
        pattern = re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE)
        around = pattern.finditer(text, max(0, near - _BEFORE), near + _AFTER)
        spoken = [Span(*m.span()) for m in around if not m[0].isupper()]
        if spoken:
            return max((s for s in spoken if s.end <= near), default=spoken[0])
    return None


def _forms(actor: str) -> Iterator[str]:
    """Yield a name and its shorter forms, the fullest first; two words at least."""
    for name in dict.fromkeys((actor, actor.partition(_FULL_BLOC)[0])):
        words = name.split()
        while len(words) > 1:
            form = " ".join(words)
            yield form
            for full, short in _SHORT.items():
                if full in form:
                    yield form.replace(full, short)
            if not (words[-1][0].isupper() or words[-1] in _PLACE_KINDS):
                break
            words.pop()


def our_bodies(view: str) -> list[Span]:
    """Return named bodies and, between them, classes of bodies, left to right."""
    named = [Span(b.start, b.end) for b in find_bodies(view)]
    taken = iter([*named, Span(len(view), len(view))])
    body, classes, free_from = next(taken), [], 0
    for word in _WORD.finditer(view):
        at = word.start()
        while at >= body.end < len(view):
            body = next(taken)
        if at < free_from or body.start <= at < body.end:
            continue
        if found := class_at(view, at):
            classes.append(Span(found.start, found.end))
            free_from = found.end
    return sorted(named + classes)


def is_found(text: str, actor: Span, entities: Sequence[Span]) -> tuple[bool, bool]:
    """Say whether one entity is the actor's words but for a quantifier, and whether one is half of them."""
    bare = _bare(text, actor)
    near = [_bare(text, e) for e in entities if e.start < actor.end and e.end > actor.start]
    return bare in near, any(_overlap(bare, e) >= 0.5 for e in near)


def _bare(text: str, span: Span) -> Span:
    quantifier = _QUANTIFIER.match(text, span.start, span.end)
    return Span(quantifier.end(), span.end) if quantifier and quantifier.end() < span.end else span


def _overlap(a: Span, b: Span) -> float:
    return max(0, min(a.end, b.end) - max(a.start, b.start)) / (max(a.end, b.end) - min(a.start, b.start))
