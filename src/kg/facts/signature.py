"""The end of a document: recipients ("Nơi nhận") and signature, also where both share lines."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.outline.view import one_form
from kg.words import LOWER, UPPER, alternation, fold, upper_first

_RECIPIENTS = re.compile(r"(?m)^\W*(?:Nơi|Noi)\s+(?:nhận|nhân|nhan)\b.*")
_OFFICES = (
    "Bí thư", "Chủ tịch", "Chánh Văn phòng", "Giám đốc", "Trưởng ban", "Chủ nhiệm", "Bộ trưởng", "Thủ tướng",
    "Chánh Thanh tra", "Cục trưởng", "Tổng Giám đốc", "Viện trưởng", "Chỉ huy trưởng", "Hiệu trưởng",
    "Trưởng phòng", "Tổng Bí thư", "Chánh án",
)  # fmt: skip
_RANKS = {"PHO": "Phó", "QUYEN": "Quyền", "Q.": "Quyền"}
# Offices are read without accents: a scan writes "TRƯỞNG BẠN", "GIÁM ĐÓC".
_OFFICE_OF = {fold(office).upper(): office for office in _OFFICES}
_OFFICE = re.compile(
    rf"(?:(?P<rank>{alternation(_RANKS)}) ?)?(?P<office>{alternation(_OFFICE_OF)})"
    r"(?P<standing> THUONG TRUC)?\b"
)
# An office stands on a line of its own; a line with residue ("KCHỦ TỊCH?") may have lost "KT." or "PHÓ".
_OFFICE_LINE = re.compile(
    rf"^(?:N[Oo][Ii] [Nn][Hh][Aa][Nn]:)?[ \t*_]*(?P<words>{_OFFICE.pattern}[A-Z ,*_-]*)\.?[ \t]*$",
    re.MULTILINE,
)
# "T/M" (on behalf of a body), "K/T" (for a superior), "T/L" (by order), "TUQ" (by authority)
_FOR = re.compile(
    r"(?:^[ \t*_]*|(?<=[:;.,] ))(?:T/M|TM\.?|T\.M|K/T|KT\.?|T/L|TL\.?|TUQ\.?)\s*"
    rf"(?P<whom>[{UPPER}]{{2}}[{UPPER} ,&\-]*)",
    re.MULTILINE,
)
_PERSON = re.compile(rf"[{UPPER}][{LOWER}]+(?: [{UPPER}][{LOWER}]+){{1,4}}")
# A name without an office beside it must begin like one.
_FAMILY_NAMES = (
    "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô",
    "Dương", "Lý", "Đinh", "Đoàn", "Trịnh", "Mai", "Tô", "Cao", "Hà", "Lương", "Tạ", "Chu", "Trương", "Đào",
    "Lâm", "Phùng", "Đàm", "Thái", "Tống", "Quách", "Châu", "Nông", "Lò", "Hứa", "Kiều", "Doãn",
)  # fmt: skip
_FULL_NAME = re.compile(rf"(?!Hồ Chí Minh){alternation(_FAMILY_NAMES)}(?: [{UPPER}][{LOWER}]+){{2,3}}")
_SIGNS_WITHIN = 200
_COLUMNS = re.compile(r"\s{4,}")
_ITEM = re.compile(r"\s*[-–+•~]\s*(?P<item>\S.*)")
_KEPT = re.compile(r"Lưu\b")
# A second list behind the paper copies: "Bản điện tử:".
_MORE_COPIES = re.compile(r"\W*Bản điện tử\W*", re.IGNORECASE)
_NO_CONTINUATION = re.compile(r"\d+\.|\(")
# What no recipient has: the second column's residue behind a semicolon.
_RESIDUE = re.compile(r"[^\w\s,.&/()+'\"“”-]")

# What keeps its capitals in a sentence.
_CAPITALS = (
    "Bí thư", "Chủ tịch", "Giám đốc", "Trưởng ban", "Chủ nhiệm", "Chánh Văn phòng", "Thường vụ",
    "Chấp hành", "Thường trực", "Tỉnh ủy", "Thành ủy", "Huyện ủy", "Thị ủy", "Đảng ủy", "Khối", "Ủy ban",
    "Đảng bộ", "Phó Chánh", "Chính trị", "Trung ương", "Thủ tướng", "Chính phủ", "Bộ trưởng",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Signature:
    """Signer, office and on whose behalf, in sentence case; and to whom the document goes."""

    signer: str | None
    position: str | None
    on_behalf_of: str | None
    recipients: tuple[str, ...]


def read_signature(text: str) -> Signature:
    """Read the end of a document. Fields that are not there are null."""
    found = list(_RECIPIENTS.finditer(text))
    tail = one_form(text[found[0].start() :] if found else text[-600:])
    left, right = _columns(tail)
    whom, position, end = _office(right)
    recipients, behind = _recipients(left) if found else ((), "")
    return Signature(
        signer=_name(right[end:]) if whom or position else _lone_name(behind),
        position=position,
        on_behalf_of=whom,
        recipients=recipients,
    )


def _columns(tail: str) -> tuple[str, str]:
    """Part recipients and signature where they stand side by side."""
    left, right = [], []
    for line in tail.splitlines():
        parts = [p for p in _COLUMNS.split(line.rstrip()) if p.strip()]
        if len(parts) == 2:
            left.append(parts[0])
            right.append(parts[1])
        elif line.startswith(" " * 8) and parts:
            right.append(parts[0])
        else:
            left.append(line)
            right.append(line)
    return "\n".join(left), "\n".join(right)


def _office(signature: str) -> tuple[str | None, str | None, int]:
    """Return on whose behalf, the signer's office and where it ends: "K/T TRƯỞNG BAN⏎PHÓ TRƯỞNG BAN"."""
    whom: str | None = None
    at = 0
    for match in _FOR.finditer(signature):
        whom = whom or _sentence_case(match["whom"].strip(" ,-"))
        at = match.end()
    office = _OFFICE_LINE.search(fold(signature), at)
    if office is None:
        return whom, None, at
    rank, standing = office["rank"], office["standing"]
    position = " ".join(
        filter(None, (rank and _RANKS[rank], _OFFICE_OF[office["office"]], standing and "Thường trực"))
    )
    return whom, position, office.end()


def _name(behind: str) -> str | None:
    for line in behind[:300].splitlines():
        plain = line.strip(" *\t.")
        if _PERSON.fullmatch(plain):
            return plain
    return None


def _lone_name(behind: str) -> str | None:
    """Return the signer whose office is lost: a full name alone on a line right behind the recipients."""
    lines = (line.strip(" *\t.") for line in behind[:_SIGNS_WITHIN].splitlines())
    return next((line for line in lines if _FULL_NAME.fullmatch(line)), None)


def _recipients(tail: str) -> tuple[tuple[str, ...], str]:
    """Return the recipients, and the text behind them, at its head a name that stood in a second column.

    "Lưu" closes the list; behind it only electronic copies have a list of their own.
    """
    items: list[str] = []
    gap = kept = False
    at = tail.find("\n") + 1
    for line in tail[at:].splitlines(keepends=True):
        plain = line.strip().strip("*").strip()
        item = _ITEM.match(plain)
        if _MORE_COPIES.fullmatch(plain):
            kept = False
        elif item and not (kept and gap):
            items.append(item["item"].strip())
            kept = bool(_KEPT.match(items[-1]))
        elif plain and (not items or (kept and gap) or not _goes_on(items[-1], plain, after_gap=gap)):
            if items or _FOR.match(plain):
                break
        elif plain:
            items[-1] += " " + plain
        gap = not plain
        at += len(line)
    beside = ""
    if items and _KEPT.match(items[-1]):
        items[-1], beside = _without_name(items[-1])
    cleaned = tuple(name for item in items if (name := _without_residue(item)))
    return cleaned, f"{beside}\n{tail[at:]}"


def _goes_on(item: str, line: str, *, after_gap: bool) -> bool:
    """Say whether a line goes on with a recipient that the line before did not finish."""
    if item.endswith((";", ".")) or _NO_CONTINUATION.match(line) or _FOR.match(line):
        return False
    if _OFFICE_LINE.match(fold(line)):
        return False
    return line[0].islower() or not after_gap


def _without_name(item: str) -> tuple[str, str]:
    """Part the signer's name off the last recipient: "Lưu: VT, NC. Nguyễn Văn An"."""
    stop = item.rfind(". ")
    if stop >= 0 and _FULL_NAME.fullmatch(item[stop + 2 :].strip(" .")):
        return item[: stop + 1], item[stop + 2 :].strip(" .")
    return item, ""


def _without_residue(item: str) -> str:
    """Return a recipient without its punctuation and without what a second column left behind a semicolon."""
    first, *more = re.sub(r"\s+", " ", item).split(";")
    kept = [
        piece
        for piece in more
        if re.search(r"\w\w", piece) and not _RESIDUE.search(piece) and piece.count("(") == piece.count(")")
    ]
    return re.sub(r"(?:[;,.]| -)+$", "", ";".join([first, *kept]).strip()).strip()


def _sentence_case(words: str) -> str:
    """Return words printed in capitals as they would stand in a sentence: "PHÓ BÍ THƯ" → "Phó Bí thư"."""
    if not words.isupper():
        return words.strip()
    lowered = words.strip().lower()
    for known in _CAPITALS:
        lowered = re.sub(rf"\b{re.escape(known.lower())}\b", known, lowered)
    return upper_first(lowered)
