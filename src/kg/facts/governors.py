"""Which verbs govern a mention in its clause, and so which activities the report claims for it.

The clause is read from the mention leftward: "theo", "căn cứ" give a basis; else the chain of verbs next to
the mention ("quán triệt, triển khai thực hiện") gives one activity each; a review or an inspection that
embraces the chain ("sơ kết 5 năm thực hiện", "kiểm tra việc thực hiện") takes its place; an instrument
issued to act ("ban hành kế hoạch thực hiện") makes it concretize.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from kg.find.words import alternation
from kg.vocabulary import read_vocabulary


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb of an activity in a view."""

    start: int
    end: int
    activity: str


@dataclass(frozen=True, slots=True)
class Governor:
    """What governs a mention: an activity, where its words begin, and what they say beside."""

    activity: str
    start: int
    review_years: int | None = None
    via: str | None = None


_GENERIC = frozenset({"direct", "advise", "report", "other"})
_REVIEWS = frozenset({"interim_review", "final_review"})
_CHECKS = frozenset({"inspect", "supervise"})
_VERBS = ("disseminate", "implement", "inspect", "supervise", "interim_review", "final_review", "issue", "amend",
          "concretize", "report", "advise", "direct", "other")  # fmt: skip
_BASIS = re.compile(
    r"(?:(?:thực hiện |đúng |thẻo |kèm )?th[eẻ]o(?: đúng)?(?: (?:tinh thần|quy định(?: của| tại| trong)?|nội dung|chỉ đạo(?: của| tại)?|yêu cầu(?: của)?|mục tiêu|hướng dẫn(?: của| tại)?|kế hoạch|Mẫu số[^;.]{0,60}))*"
    r"|[Cc]ăn c[ứử](?: vào)?(?: (?:hướng dẫn|quy định|nội dung))?(?: (?:của|tại))?|[Bb]ám sát(?: (?:các|nội dung|tinh thần|chỉ đạo))*|[Tt]rên cơ sở|phù hợp với|đúng(?: với| theo| quy định)?(?: (?:quy định|của|tại|tinh thần))*"
    r"|đáp ứng yêu cầu của|(?:quy định|nêu|chỉ đạo|đề nghị|hướng dẫn) tại|bảo đảm theo|đảm bảo theo|ban hành kèm theo)(?: (?:của|tại|các|những|văn bản|Đảng))*,? ?$"
)
_NO_CLAIM = re.compile(
    r"(?:dự thảo|vi phạm(?: (?:các )?(?:qu[yi] định)?(?: của)?)?|quan tâm(?: \w+){0,3}|góp ý(?: vào)?|sửa đổi của|một số điều của|thay thế|theo đề nghị|kết quả|nhiệm kỳ) ?$"
)
_NAMES_ONLY = re.compile(r"(?:[Gg]ọi|[Gg]ọi tắt|rắt|tắt) là (?:\w+ )?$|[Tt]ổ (?:công tác )?(?:triển khai |thực hiện )$|[Bb]an [Cc]hỉ đạo (?:thực hiện |triển khai )?$")
_CARES = re.compile(r"(?:[Nn]hân dân|[Dd]ư luận)[^.;]{0,60}quan tâm")
_CONNECTED = re.compile(
    r"(?:,| và| đến|,? đồng thời| gắn với)?(?: (?:tiếp tục|tập trung|tổ chức|đẩy mạnh|tăng cường|kịp thời|nghiêm túc|sâu kỹ|sâu rộng|hiệu quả|có hiệu quả|tốt|nghiêm|đầy đủ|chủ động|tích cực|lãnh đạo|chỉ đạo|việc|các|từng bước|thường xuyên|,|và|cơ bản|thực hiện))* ?"
)
_INSTRUMENT = re.compile(
    r"(?P<words>(?:\d+ |các |những |nhiều |một số )?(?:kế hoạch|chương trình(?: hành động)?|hướng dẫn|văn bản|nghị quyết|chỉ thị|quy định|quy chế|đề án|công văn|kết luận|thông tri|giải pháp)"
    r"(?:(?:,| và) (?:kế hoạch|chương trình|hướng dẫn|văn bản|nghị quyết|chỉ thị|quy định|quy chế|đề án|công văn|thông báo))*)(?P<rest>[^;.]{0,60}?)(?: để| nhằm| về(?: việc)?| và|,)? ?$",
    re.IGNORECASE,
)
_YEARS = re.compile(r"\s*(?:lần thứ \w+ |giữa nhiệm kỳ |tổng thể )?\(?(?P<years>\d{1,2}) năm\b")
_ELIDED = re.compile(
    r"\W*(?:và )?(?P<years>\d{1,2}) năm (?:(?:triển khai|tổ chức|thi hành) ?)*(?:thực hiện)? ?(?:các )?$"
)
_WITHIN_TITLE = re.compile(r"\bvề (?:việc )?(?:kết luận|ý kiến kết luận|ý kiến chỉ đạo)\b[^;.]*$")
_TITLE_OF = re.compile(
    r"\bvề (?:việc )?(?:tiếp tục )?(?:đẩy mạnh )?(?:triển khai )?(?:thực hiện|thi hành) ?$"
)


@cache
def _verb_pattern() -> re.Pattern[str]:
    schemes = read_vocabulary()
    parts = [f"(?P<{code}>{alternation(schemes.forms('activity', code))})" for code in _VERBS]
    return re.compile(rf"(?<![\w“])(?:{'|'.join(parts)})(?!\w)", re.IGNORECASE)


_NOUN_BEFORE = re.compile(
    r"(?:công tác|ủy ban|chương trình|nhiệm vụ|ban|việc kiểm tra,|bồi dưỡng|cán bộ|về|Ban Chỉ đạo|ban chỉ|sự|văn bản|thông tin,|chế độ|nghiệp vụ|chức năng) $",
    re.IGNORECASE,
)
_NOUN_BEHIND = re.compile(
    r" (?:viên|đảng|cơ sở đảng|của (?:Trung ương|cấp trên|Tỉnh ủy|Ban|Đảng ủy|Thủ tướng))"
)


def find_verbs(text: str) -> list[Verb]:
    """Return the verbs of activities in a view, in order; nouns of the same shape are left out where told apart."""
    found = []
    for match in _verb_pattern().finditer(text):
        activity = match.lastgroup or ""
        before = text[max(0, match.start() - 16) : match.start()]
        if activity in _CHECKS | {"direct", "report"} and _NOUN_BEFORE.search(before):
            continue
        if activity in {"direct", "report"} and _NOUN_BEHIND.match(text, match.end()):
            continue
        if activity == "disseminate" and re.match(r" (?:và )?làm theo", text[match.end() :]):
            continue
        found.append(Verb(match.start(), match.end(), activity))
    return found


def govern(
    text: str, clause: tuple[int, int], mention_start: int, verbs: Sequence[Verb], *, numbered: bool
) -> tuple[Governor, ...] | None:
    """Return what governs the mention that begins at `mention_start`; () where the text makes no claim of it,
    null where the clause has no governing words and an earlier mention's may reach it.

    `text` is the view with titles of other mentions blanked; `verbs` those of the view, in order.
    """
    left = text[clause[0] : mention_start]
    stripped = re.sub(r"(?:các|những|một số|nội dung|của|trong|là|cả) ?$", "", left)
    if _NO_CLAIM.search(left) or _CARES.search(left) or _NAMES_ONLY.search(left):
        return ()
    if basis := _BASIS.search(left):
        return (_basis(clause[0], left, basis, verbs),)
    if elided := _ELIDED.fullmatch(left):
        return (Governor("elided_review", clause[0] + elided.start("years"), int(elided["years"])),)
    near = [v for v in verbs if clause[0] <= v.start and v.end <= mention_start]
    if not near:
        return None
    if _TITLE_OF.search(left) or _WITHIN_TITLE.search(left):
        return ()
    gap = text[near[-1].end : mention_start]
    if len(gap) > 170 or re.search(r"“[^”]*$", left[-200:]):
        return None if len(stripped) == len(left) else ()
    return _chain(text, clause[0], near, numbered=numbered)


def _basis(offset: int, left: str, basis: re.Match[str], verbs: Sequence[Verb]) -> Governor:
    """Begin a basis claim at the act that is done under the directive: the last verb before "theo"."""
    at = offset + basis.start()
    acts = [v for v in verbs if offset <= v.start and v.end <= at]
    start = acts[-1].start if acts and left else at
    return Governor("basis", start if at - start < 200 else at)


def _chain(text: str, offset: int, near: list[Verb], *, numbered: bool) -> tuple[Governor, ...]:
    cluster = _cluster(text, near)
    before = near[: len(near) - len(cluster)]
    if checked := _checked(text, before, cluster):
        return checked
    if all(v.activity in {"implement", "issue", "other", "report"} for v in cluster) and (
        outer := _embracing(text, before, cluster)
    ):
        return outer
    if (
        len(cluster) >= 2
        and cluster[-1].activity == "implement"
        and (outer := _embracing(text, cluster[:-1], cluster[-1:]))
    ):
        return outer
    if made := _concretized(text, before, cluster):
        return made
    return _plain(text, cluster, numbered=numbered)


def _cluster(text: str, near: Sequence[Verb]) -> list[Verb]:
    """Return the chain of verbs next to the mention, joined by commas, "và" and adverbs."""
    cluster = [near[-1]]
    for verb in reversed(near[:-1]):
        if not _CONNECTED.fullmatch(text, verb.end, cluster[0].start):
            break
        cluster.insert(0, verb)
    return cluster


def _checked(text: str, before: Sequence[Verb], cluster: Sequence[Verb]) -> tuple[Governor, ...]:
    """An inspection of all that the chain names: "kiểm tra … về việc lãnh đạo, chỉ đạo quán triệt, triển khai thực hiện"."""
    for index in range(len(before) - 1, -1, -1):
        verb = before[index]
        gap = text[verb.end : cluster[0].start]
        if len(gap) > 160 or re.search(r";|\. ", gap):
            break
        if verb.activity in _CHECKS and re.search(r"\bviệc\b", gap):
            return tuple(
                Governor(v.activity, v.start) for v in _with_twin(text, before[: index + 1], _CHECKS)
            )
        if verb.activity not in {"implement", "direct", "advise"}:
            break
    chain = [v for v in cluster if v.activity in _CHECKS]
    behind = [v for v in cluster if chain and v.start > chain[-1].start]
    if chain and behind and re.search(r"\bviệc\b", text[chain[-1].end : behind[-1].start]):
        return tuple(Governor(v.activity, v.start) for v in _with_twin(text, chain, _CHECKS))
    return ()


def _embracing(text: str, before: Sequence[Verb], cluster: Sequence[Verb]) -> tuple[Governor, ...]:
    """A review or inspection of the implementation: "tổng kết 10 năm thực hiện", "kiểm tra, giám sát việc thực hiện"."""
    for index in range(len(before) - 1, -1, -1):
        verb = before[index]
        gap = text[verb.end : cluster[0].start]
        if len(gap) > 200 or re.search(r";|\. ", gap):
            break
        if verb.activity in _REVIEWS:
            return tuple(_review(text, v) for v in _with_twin(text, before[: index + 1], _REVIEWS))
        if verb.activity in _CHECKS and re.search(r"việc|thực hiện|tình hình|kết quả|chuyên đề|^ ?$", gap):
            return tuple(
                Governor(v.activity, v.start) for v in _with_twin(text, before[: index + 1], _CHECKS)
            )
        if verb.activity == "disseminate" and re.search(r"\b(?:cho|đến|đối với)\b", gap):
            return (
                Governor(
                    "disseminate", _with_twin(text, before[: index + 1], frozenset({"disseminate"}))[0].start
                ),
            )
        if verb.activity == "other" and gap.strip() in {"", "việc", "kết quả", "tình hình"}:
            return (Governor("other", verb.start),)
        if verb.activity == "report" and re.match(r" ?(?:kết quả )?(?:\d+ năm|kết quả|tình hình|việc)", gap):
            return (_review(text, verb),)
        if verb.activity not in {"implement", "direct", "advise"}:
            break
    return ()


def _with_twin(text: str, verbs: Sequence[Verb], kinds: frozenset[str]) -> list[Verb]:
    """Return the last verb and those of the same kind joined to it: "kiểm tra, giám sát"."""
    twins = [verbs[-1]]
    for verb in reversed(verbs[:-1]):
        if verb.activity not in kinds or not re.fullmatch(r"(?:,| và) ?", text[verb.end : twins[0].start]):
            break
        twins.insert(0, verb)
    distinct = {v.activity: v for v in reversed(twins)}
    return sorted(distinct.values(), key=lambda v: v.start)


def _review(text: str, verb: Verb) -> Governor:
    years = _YEARS.match(text, verb.end) or re.compile(
        r"[^;.,]{0,24}?(?P<years>\d{1,2}) năm (?:triển khai |tổ chức )?thực hiện"
    ).match(text, verb.end)
    return Governor(verb.activity, verb.start, int(years["years"]) if years else None)


def _concretized(text: str, before: Sequence[Verb], cluster: Sequence[Verb]) -> tuple[Governor, ...]:
    """An instrument between an issuing verb and the chain: "ban hành kế hoạch, hướng dẫn thực hiện …"."""
    if not before or any(v.activity not in {"implement"} for v in cluster):
        return ()
    issuing = before[-1]
    gap = text[issuing.end : cluster[0].start]
    instrument = _INSTRUMENT.search(gap)
    if instrument is None or len(gap) > 120:
        return ()
    words = (instrument["words"] + (instrument["rest"] or "")).strip()
    if issuing.activity in {"issue", "concretize"}:
        chain = _cluster(text, before)
        earlier = [v for v in chain if v.activity not in {"issue", "concretize"} | _GENERIC]
        start = next(v.start for v in chain if v.activity in {"issue", "concretize"})
        made = (*(Governor(a, s) for a, s in _activities(earlier)), Governor("concretize", start, via=words))
        beside = re.search(r" (?:và|,) ?$", gap) is not None
        return (*made, Governor("implement", cluster[0].start)) if beside else made
    if issuing.activity == "implement":
        return (Governor("implement", issuing.start, via=words),)
    return ()


def _plain(text: str, cluster: Sequence[Verb], *, numbered: bool) -> tuple[Governor, ...]:
    specific = [v for v in cluster if v.activity not in _GENERIC] or list(cluster[-1:])
    out = []
    for activity, start in _activities(specific):
        if activity in _REVIEWS:
            verb = next(v for v in specific if v.activity == activity)
            out.append(_review(text, verb))
        elif activity == "concretize" or (activity == "issue" and numbered and len(specific) > 1):
            out.append(Governor("concretize", start))
        else:
            out.append(Governor(activity, start))
    return tuple(out)


def _activities(verbs: Sequence[Verb]) -> list[tuple[str, int]]:
    """Return each distinct activity with where it is first said."""
    seen: dict[str, int] = {}
    for verb in verbs:
        seen.setdefault(verb.activity, verb.start)
    return sorted(seen.items(), key=lambda item: item[1])
