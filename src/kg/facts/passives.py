"""Claims whose directive is the subject: "Chỉ thị 05-CT/TW được các cấp ủy quán triệt sâu rộng"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.facts.governors import Governor
from kg.facts.verbs import Verb
from kg.find.bodies import body_at, class_at

_TITLED = r"(?:,? (?:ngày|về|của|khóa|[(“])[^;]{0,200}?)?"
_BECOMES = re.compile(rf"{_TITLED} (?:(?:đã|đang|cũng|luôn|vẫn|tiếp tục|cơ bản|từng bước) )*được ")
_JOINED = re.compile(r"(?:,| và)(?: các)? ")
_REACH = 60
_CHAINED = re.compile(r"(?:,| và|,? đồng thời)?(?: (?:tổ chức|tập trung|kịp thời|tích cực))* ?")
_CLAIMED = frozenset({"disseminate", "implement", "concretize", "interim_review", "final_review", "amend"})


@dataclass(frozen=True, slots=True)
class Passive:
    """What was done to a directive, by whom as written; where the verb begins and the words end."""

    governors: tuple[Governor, ...]
    agent: str | None
    said_at: int
    end: int


def find_passive(
    view: str, clause: tuple[int, int], match: tuple[int, int], verbs: Sequence[Verb]
) -> Passive | None:
    """Return the passive that has the mention at view[match] as its subject, or null.

    The mention must open its clause, but for an adverbial: what precedes a verb's object is no subject.
    """
    start, end = match
    becomes = _BECOMES.match(view, end, clause[1])
    if becomes is None or not _opens(view[clause[0] : start]):
        return None
    at, agent = _agent(view, becomes.end(), clause[1])
    first = next((v for v in verbs if at <= v.start <= at + _REACH and v.end <= clause[1]), None)
    if first is None or first.activity not in _CLAIMED or re.search(r"[;,.]", view[at : first.start]):
        return None
    chain = [first]
    for verb in verbs:
        joined = verb.start > first.start and _CHAINED.fullmatch(view, chain[-1].end, verb.start)
        if joined and verb.activity in _CLAIMED:
            chain.append(verb)
    distinct = {v.activity: v for v in reversed(chain)}
    return Passive(tuple(Governor(a, start) for a in reversed(distinct)), agent, first.start, chain[-1].end)


def passive_agent(view: str, clause: tuple[int, int], start: int) -> str | None:
    """Return who does what the clause names as its subject: "Việc học tập D được các cấp ủy chú trọng"."""
    doing = re.match(r"\W*(?:[Vv]iệc|[Cc]ông tác)\b", view[clause[0] : clause[1]])
    if doing is None or start < clause[0]:
        return None
    for becomes in re.finditer(r" được ", view[start : clause[1]]):
        _, agent = _agent(view, start + becomes.end(), clause[1])
        if agent:
            return agent
    return None


def _opens(before: str) -> bool:
    return not before.strip() or bool(
        re.fullmatch(r"\W*(?:Trong|Đến|Qua|Năm|Sau|Nhìn chung|Các)[^,;]{0,60},? ?", before)
    )


def _agent(view: str, at: int, stop: int) -> tuple[int, str | None]:
    """Return where the verb may begin behind "được", and the agent between, if one stands there."""
    first = class_at(view, at) or body_at(view, at)
    if first is None or first.end > stop:
        return at, None
    end = first.end
    while (joined := _JOINED.match(view, end)) and (
        more := class_at(view, joined.end()) or body_at(view, joined.end())
    ):
        end = more.end
    return end, view[at:end]
