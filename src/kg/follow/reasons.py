"""Why a link was made, in words for a reader."""

from __future__ import annotations

from collections.abc import Iterable

from kg.follow.records import Outcome
from kg.vocabulary import read_vocabulary

_OUTCOMES = {
    "result": ("Báo cáo sau nêu kết quả", "The later report tells a result"),
    "shortcoming": ("Báo cáo sau nêu hạn chế", "The later report admits a shortcoming"),
    "carried-over": ("Báo cáo sau lại đề ra nhiệm vụ này", "The later report sets the task again"),
}


def reason(
    same_directive: bool, acts: Iterable[str], words: Iterable[str], outcome: Outcome, years: float
) -> tuple[str, str]:
    """Return the reason in Vietnamese and English. `acts` are codes; `years` lie between plan and report."""
    activities = read_vocabulary().schemes["activity"]
    named = [activities[code] for code in sorted(acts)]
    quoted = ", ".join(f"“{w}”" for w in words)
    vi, en = [_OUTCOMES[outcome][0]], [_OUTCOMES[outcome][1]]
    if same_directive:
        vi.append("cùng văn bản chỉ đạo")
        en.append("the same directive")
    if named:
        vi.append("cùng hoạt động: " + ", ".join(c.label_vi for c in named))
        en.append("the same activity: " + ", ".join(c.label_en for c in named))
    if quoted:
        vi.append("cùng nói đến " + quoted)
        en.append("both speak of " + quoted)
    if years > 1:
        vi.append(f"kỳ báo cáo sau kỳ nhiệm vụ hơn {int(years)} năm")
        en.append(f"it reports on a time more than {int(years)} years after the task's")
    return "; ".join(vi) + ".", "; ".join(en) + "."
