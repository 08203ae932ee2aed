"""The verbs of a view that name an activity of the vocabulary: "quán triệt", "sơ kết", "ban hành" …"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kg.vocabulary import read_vocabulary
from kg.words import alternation


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb of an activity in a view."""

    start: int
    end: int
    activity: str


# Words of a basis ("theo", "căn cứ") are no verbs: `kg.facts.governors` reads them with what stands beside.
_NO_VERB = frozenset({"basis"})
# Nouns of the same shape as verbs: "công tác kiểm tra", "ban chỉ đạo", "báo cáo viên".
_NOUN_LIKE = frozenset({"inspect", "supervise", "direct", "report"})
_NOUN_BEFORE = re.compile(
    alternation((
        "công tác", "ủy ban", "chương trình", "nhiệm vụ", "ban", "việc kiểm tra,", "bồi dưỡng", "cán bộ",
        "về", "ban chỉ đạo", "ban chỉ", "sự", "văn bản", "thông tin,", "chế độ", "nghiệp vụ",
        "chức năng",
    )) + " $",
    re.IGNORECASE,
)  # fmt: skip
_NOUN_BEHIND = re.compile(
    r" (?:viên|đảng|cơ sở đảng|của (?:Trung ương|cấp trên|Tỉnh ủy|Ban|Đảng ủy|Thủ tướng))"
)
# "công tác xây dựng Đảng": what is built is no document.
_BUILT = re.compile(r" (?:Đảng|chỉnh đốn|nông thôn|đô thị|hệ thống|đội ngũ|nền |đời sống|gia đình|con người)")
# "học tập và làm theo" is no teaching of the directive.
_LEARNT_BEHIND = re.compile(r" (?:và )?làm theo")


def find_verbs(text: str) -> list[Verb]:
    """Return the verbs of activities in a view, in order; nouns of the same shape are left out."""
    found = (Verb(*match.span(), match.lastgroup or "") for match in _verb_pattern().finditer(text))
    return [verb for verb in found if not _is_noun(text, verb)]


@cache
def _verb_pattern() -> re.Pattern[str]:
    activities = read_vocabulary().schemes["activity"]
    forms = {code: c.forms for code, c in activities.items() if c.forms and code not in _NO_VERB}
    parts = [f"(?P<{code}>{alternation(words)})" for code, words in forms.items()]
    # Few words begin a verb at all: one look for any spares these the trial of each activity.
    any_verb = alternation(word for words in forms.values() for word in words)
    return re.compile(rf"(?<![\w“])(?={any_verb})(?:{'|'.join(parts)})(?!\w)", re.IGNORECASE)


def _is_noun(text: str, verb: Verb) -> bool:
    before = text[max(0, verb.start - 16) : verb.start]
    if verb.activity == "amend" and before.rstrip().endswith("(") and text[verb.end :].lstrip()[:1] == ")":
        return True
    if verb.activity in _NOUN_LIKE and _NOUN_BEFORE.search(before):
        return True
    if verb.activity == "issue" and text[verb.start : verb.end].lower() == "xây dựng":
        return bool(_BUILT.match(text, verb.end))
    if verb.activity in {"direct", "report"}:
        return bool(_NOUN_BEHIND.match(text, verb.end))
    return verb.activity == "disseminate" and bool(_LEARNT_BEHIND.match(text, verb.end))
