"""Which verbs govern a mention in its clause, and so which activities the report claims for it.

The clause is read from the mention leftward: "theo", "căn cứ" give a basis; else the chain of verbs next to
the mention ("quán triệt, triển khai thực hiện") gives one activity each; a review or an inspection that
embraces the chain ("sơ kết 5 năm thực hiện", "kiểm tra việc thực hiện") takes its place; an instrument
issued to act ("ban hành kế hoạch thực hiện") makes it concretize.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.facts.verbs import Verb
from kg.words import COUNTS, alternation, number


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
_ISSUES = frozenset({"issue", "concretize"})
# Chains of these alone may stand inside a review or an inspection, which looks through the latter.
_EMBRACED = frozenset({"implement", "issue", "other", "report"})
_TRANSPARENT = frozenset({"implement", "direct", "advise"})

# What stands right before a mention and makes it a basis: "theo tinh thần", "căn cứ", "bám sát" …
_UNDER = (
    r"(?:(?:thực hiện |đúng |thẻo |kèm )?th[eẻ]o(?: đúng)?(?: (?:"
    r"(?:quy định|chỉ đạo|hướng dẫn)(?: của| tại)?|quy định trong|yêu cầu(?: của)?"
    r"|tinh thần|nội dung|mục tiêu|kế hoạch|Mẫu số[^;.]{0,60}))*)"
)
_BASES = "|".join(
    (
        _UNDER,
        r"[Cc]ăn c[ứử](?: vào)?(?: (?:hướng dẫn|quy định|nội dung))?(?: (?:của|tại))?",
        r"[Bb]ám sát(?: (?:các|nội dung|tinh thần|chỉ đạo))*",
        r"[Tt]rên cơ sở",
        r"phù hợp với",
        r"đúng(?: với| theo| quy định)?(?: (?:quy định|của|tại|tinh thần))*",
        r"đáp ứng yêu cầu của",
        r"(?:quy định|nêu|chỉ đạo|đề nghị|hướng dẫn) tại",
        r"(?:bảo đảm|đảm bảo) theo",
        r"ban hành kèm theo",
    )
)
_BASIS = re.compile(
    rf"(?:{_BASES})(?: (?:của|tại|các|những|văn bản|Đảng|mục tiêu|nội dung|tinh thần|yêu cầu))*,? ?$"
)

# What makes no claim of the mention behind it: breaches, drafts, amended documents, names of bodies
_NO_CLAIM = re.compile(
    r"(?:dự thảo|vi phạm(?: (?:các )?(?:qu[yi] định)?(?: của)?)?|quan tâm(?: \w+){0,3}|góp ý(?: vào)?"
    r"|sửa đổi của|một số điều của|thay thế|theo đề nghị|kết quả|nhiệm kỳ) ?$"
    r"|(?:[Gg]ọi|rắt|tắt) là (?:\w+ )?$"
    r"|[Tt]ổ (?:công tác )?(?:triển khai |thực hiện )$|[Bb]an [Cc]hỉ đạo (?:thực hiện |triển khai )?$"
    r"|(?:[Nn]hân dân|[Cc]ử tri|[Dd]ư luận)[^.;]{0,60}(?:quan tâm|đánh giá|kiến nghị|phản ánh|mong muốn)"
    r"|nhân dịp[^.;]{0,60}$"
)
# "triển khai các nghị quyết của cấp trên, nhất là D": what governs them all governs the one.
_SINGLED_OUT = re.compile(r",? (?:nhất là|đặc biệt là|trọng tâm là|trong đó có|cụ thể là):? (?:các )?$")
_SEVERAL = re.compile(
    r"(?:các|những|nhiều|\d+) "
    r"(?:(?:chủ trương|nghị quyết|chỉ thị|kết luận|quy định|văn bản|đề án|chương trình|kế hoạch)"
    r"(?:, | và )?)+"
)
_BRINGS = re.compile(r"\b[Đđ]ưa (?:các |nội dung )?$")
_INTO_EFFECT = re.compile(
    r"[^.;]{0,160}? (?:sớm )?(?:đi )?vào (?:thực hiện|cuộc sống|thực tiễn|triển khai)\b"
)
_FULFILS = re.compile(
    r"\b(?:[Hh]oàn thành|[Đđ]ạt)(?: \w+){0,4} (?:chỉ tiêu|mục tiêu|nhiệm vụ)"
    r"(?: (?:của|trong|mà|đề ra|theo|nêu|tại))* ?$"
)
# A title that names the mention only: "về việc tiếp tục thực hiện …", "về kết luận …".
_TITLE = re.compile(
    r"\bvề (?:việc )?(?:tiếp tục )?(?:đẩy mạnh )?(?:triển khai )?(?:thực hiện|thi hành) ?$"
    r"|\bvề (?:việc )?(?:kết luận|ý kiến kết luận|ý kiến chỉ đạo)\b[^;.]*$"
)
# What somebody is inspected on is no title: "kiểm tra Ban Thường vụ Huyện ủy về việc thực hiện …".
_CHECKED_ON = re.compile(r"(?:[Kk]iểm tra|[Gg]iám sát)(?:,? (?:và )?giám sát)? (?!số|\d)[^;.\d]{3,140}$")
_OPEN_QUOTE = re.compile(r"“[^”]*$")
_POINTS_ON = re.compile(r"(?:các|những|một số|nội dung|của|trong|là|cả) ?$")
_REACH = 170

# How verbs of one chain are joined.
_ADVERBS = (
    "tiếp tục", "tập trung", "tổ chức", "đẩy mạnh", "tăng cường", "kịp thời", "nghiêm túc", "sâu kỹ",
    "sâu rộng", "hiệu quả", "có hiệu quả", "tốt", "nghiêm", "đầy đủ", "chủ động", "tích cực", "lãnh đạo",
    "chỉ đạo", "việc", "các", "từng bước", "thường xuyên", "và", "cơ bản", "thực hiện", ",",
)  # fmt: skip
_JOINED = re.compile(rf"(?:,| và| đến|,? đồng thời| gắn với)?(?: {alternation(_ADVERBS)})* ?")
_TWINNED = re.compile(r"(?:,| và) ?")
_NEXT_SENTENCE = re.compile(r";|\. ")
_THE_DOING = re.compile(r"\bviệc\b")
_CHECKED = re.compile(r"việc|thực hiện|tình hình|kết quả|chuyên đề|^ ?$")
_TAUGHT_TO = re.compile(r"\b(?:cho|đến|đối với)\b")
_REPORTED = re.compile(r" ?(?:kết quả )?(?:\d+ năm|kết quả|tình hình|việc)")

# "tổng kết 10 năm thực hiện"; behind a first review a second has no verb: "…; 5 năm thực hiện các".
_COUNT = rf"(?:\d{{1,2}}|{alternation(COUNTS)})"
_REVIEW_YEARS = re.compile(rf"\s*(?:lần thứ \w+ |giữa nhiệm kỳ |tổng thể )?\(?(?P<years>{_COUNT}) năm\b")
_YEARS_OF_DOING = re.compile(rf"[^;.,]{{0,24}}?\b(?P<years>{_COUNT}) năm (?:triển khai |tổ chức )?thực hiện")
_ELIDED = re.compile(
    rf"\W*(?:và )?(?P<years>{_COUNT}) năm (?:(?:triển khai|tổ chức|thi hành) ?)*(?:thực hiện)? ?(?:các )?$"
)

# Instruments issued to act: "ban hành kế hoạch, hướng dẫn thực hiện …".
_INSTRUMENTS = (
    "kế hoạch", "chương trình", "hướng dẫn", "văn bản", "nghị quyết", "chỉ thị", "quy định", "quy chế",
    "đề án", "công văn",
)  # fmt: skip
_FIRST_INSTRUMENT = alternation(
    [*_INSTRUMENTS, "chương trình hành động", "kết luận", "thông tri", "giải pháp"]
)
_MORE_INSTRUMENT = alternation([*_INSTRUMENTS, "thông báo"])
_INSTRUMENT = re.compile(
    rf"(?P<words>(?:\d+ |các |những |nhiều |một số )?{_FIRST_INSTRUMENT}(?:(?:,| và) {_MORE_INSTRUMENT})*)"
    r"(?P<rest>[^;.]{0,60}?)(?: để| nhằm| về(?: việc)?| và|,)? ?$",
    re.IGNORECASE,
)
_BESIDE = re.compile(r" (?:và|,) ?$")


def govern(
    text: str, clause: tuple[int, int], mention: tuple[int, int], verbs: Sequence[Verb], *, numbered: bool
) -> tuple[Governor, ...] | None:
    """Return what governs the mention text[mention]; () where the text makes no claim of it,
    null where the clause has no governing words and an earlier mention's may reach it.

    `text` is the view with titles of other mentions blanked; `clause` its clause and `verbs` those of the
    view, in order; `numbered` says that the mention has a symbol or number.
    """
    offset, mention_start = clause[0], mention[0]
    left = text[offset:mention_start]
    if _NO_CLAIM.search(left):
        return ()
    if (named := _SINGLED_OUT.search(left)) and (several := _SEVERAL.search(left, 0, named.start())):
        whole = (offset + several.start(), offset + several.end())
        return govern(text, clause, whole, verbs, numbered=False)
    if basis := _BASIS.search(left):
        return (_basis(offset, offset + basis.start(), verbs),)
    if elided := elided_review(left, offset):
        return (elided,)
    if carried_out := _carried_out(text, left, offset, mention[1]):
        return (carried_out,)
    near = [v for v in verbs if offset <= v.start and v.end <= mention_start]
    if not near:
        return None
    if (titled := _TITLE.search(left)) and not _CHECKED_ON.search(left, 0, titled.start() + 1):
        return ()
    if mention_start - near[-1].end > _REACH or _OPEN_QUOTE.search(left[-200:]):
        return () if _POINTS_ON.search(left) else None
    return _chain(text, near, numbered=numbered)


def elided_review(left: str, offset: int) -> Governor | None:
    """Return the review of "…; 10 năm thực hiện D", whose verb stands with the mention before, or null."""
    elided = _ELIDED.fullmatch(left)
    return (
        Governor("elided_review", offset + elided.start("years"), number(elided["years"])) if elided else None
    )


def _carried_out(text: str, left: str, offset: int, end: int) -> Governor | None:
    """Ways to say implement around the mention: "đưa D vào cuộc sống", "hoàn thành các chỉ tiêu D"."""
    if (brings := _BRINGS.search(left)) and _INTO_EFFECT.match(text, end):
        return Governor("implement", offset + brings.start())
    fulfils = _FULFILS.search(left)
    return Governor("implement", offset + fulfils.start()) if fulfils else None


def _basis(offset: int, at: int, verbs: Sequence[Verb]) -> Governor:
    """Begin a basis claim at the act that is done under the directive: the last verb before "theo"."""
    acts = [v for v in verbs if offset <= v.start and v.end <= at]
    return Governor("basis", acts[-1].start if acts and at - acts[-1].start < 200 else at)


def _chain(text: str, near: Sequence[Verb], *, numbered: bool) -> tuple[Governor, ...]:
    """Return what the verbs before a mention, the last of them next to it, claim together."""
    cluster = _cluster(text, near)
    before = near[: len(near) - len(cluster)]
    if checked := _checked(text, before, cluster):
        return checked
    if all(v.activity in _EMBRACED for v in cluster) and (outer := _embracing(text, before, cluster)):
        return outer
    if (
        len(cluster) >= 2
        and cluster[-1].activity == "implement"
        and (outer := _embracing(text, cluster[:-1], cluster[-1:]))
    ):
        return outer
    return _concretized(text, before, cluster) or _plain(text, cluster, numbered=numbered)


def _cluster(text: str, near: Sequence[Verb]) -> list[Verb]:
    """Return the chain of verbs next to the mention, joined by commas, "và" and adverbs."""
    cluster = [near[-1]]
    for verb in reversed(near[:-1]):
        if not _JOINED.fullmatch(text, verb.end, cluster[0].start):
            break
        cluster.insert(0, verb)
    return cluster


def _outward(
    text: str, before: Sequence[Verb], cluster: Sequence[Verb], reach: int
) -> Iterator[tuple[Sequence[Verb], str]]:
    """Yield the verbs up to each that may embrace a chain, the nearest first, and the words between."""
    for index in range(len(before) - 1, -1, -1):
        gap = text[before[index].end : cluster[0].start]
        if len(gap) > reach or _NEXT_SENTENCE.search(gap):
            return
        yield before[: index + 1], gap
        if before[index].activity not in _TRANSPARENT:
            return


def _checked(text: str, before: Sequence[Verb], cluster: Sequence[Verb]) -> tuple[Governor, ...]:
    """An inspection of all that the chain names: "kiểm tra … về việc quán triệt, triển khai thực hiện"."""
    for outer, gap in _outward(text, before, cluster, 160):
        if outer[-1].activity in _CHECKS and _THE_DOING.search(gap):
            return _inspections(text, outer)
    chain = [v for v in cluster if v.activity in _CHECKS]
    behind = [v for v in cluster if chain and v.start > chain[-1].start]
    if chain and behind and _THE_DOING.search(text[chain[-1].end : behind[-1].start]):
        return _inspections(text, chain)
    return ()


def _embracing(text: str, before: Sequence[Verb], cluster: Sequence[Verb]) -> tuple[Governor, ...]:
    """A review or inspection of the doing: "tổng kết 10 năm thực hiện", "giám sát việc thực hiện"."""
    for outer, gap in _outward(text, before, cluster, 200):
        verb = outer[-1]
        if verb.activity in _REVIEWS:
            return tuple(_review(text, v) for v in _with_twin(text, outer, _REVIEWS))
        if verb.activity in _CHECKS and _CHECKED.search(gap):
            return _inspections(text, outer)
        if verb.activity == "disseminate" and _TAUGHT_TO.search(gap):
            first = _with_twin(text, outer, frozenset({"disseminate"}))[0]
            return (Governor("disseminate", first.start),)
        if verb.activity == "other" and gap.strip() in {"", "việc", "kết quả", "tình hình"}:
            return (Governor("other", verb.start),)
        if verb.activity == "report" and _REPORTED.match(text, verb.end):
            return (_review(text, verb),)
    return ()


def _inspections(text: str, verbs: Sequence[Verb]) -> tuple[Governor, ...]:
    return tuple(Governor(v.activity, v.start) for v in _with_twin(text, verbs, _CHECKS))


def _with_twin(text: str, verbs: Sequence[Verb], kinds: frozenset[str]) -> list[Verb]:
    """Return the last verb and those of the same kind joined to it, one of each: "kiểm tra, giám sát"."""
    twins = [verbs[-1]]
    for verb in reversed(verbs[:-1]):
        if verb.activity not in kinds or not _TWINNED.fullmatch(text, verb.end, twins[0].start):
            break
        twins.insert(0, verb)
    distinct = {v.activity: v for v in reversed(twins)}
    return sorted(distinct.values(), key=lambda v: v.start)


def _review(text: str, verb: Verb) -> Governor:
    years = _REVIEW_YEARS.match(text, verb.end) or _YEARS_OF_DOING.match(text, verb.end)
    return Governor(verb.activity, verb.start, number(years["years"]) if years else None)


def _concretized(text: str, before: Sequence[Verb], cluster: Sequence[Verb]) -> tuple[Governor, ...]:
    """An instrument between an issuing verb and the chain: "ban hành kế hoạch, hướng dẫn thực hiện …"."""
    if not before or any(v.activity != "implement" for v in cluster):
        return ()
    issuing = before[-1]
    gap = text[issuing.end : cluster[0].start]
    instrument = _INSTRUMENT.search(gap)
    if instrument is None or len(gap) > 120:
        return ()
    words = (instrument["words"] + instrument["rest"]).strip()
    if issuing.activity == "implement":
        return (Governor("implement", issuing.start, via=words),)
    if issuing.activity not in _ISSUES:
        return ()
    chain = _cluster(text, before)
    made = [Governor(*a) for a in _activities([v for v in chain if v.activity not in _ISSUES | _GENERIC])]
    made.append(Governor("concretize", next(v.start for v in chain if v.activity in _ISSUES), via=words))
    if _BESIDE.search(gap):
        made.append(Governor("implement", cluster[0].start))
    return tuple(made)


def _plain(text: str, cluster: Sequence[Verb], *, numbered: bool) -> tuple[Governor, ...]:
    """Each specific verb of the chain; to issue a numbered directive beside other verbs concretizes it."""
    specific = [v for v in cluster if v.activity not in _GENERIC] or list(cluster[-1:])
    out = []
    for activity, start in _activities(specific):
        if activity in _REVIEWS:
            out.append(_review(text, next(v for v in specific if v.activity == activity)))
        elif activity == "issue" and numbered and len(specific) > 1:
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
