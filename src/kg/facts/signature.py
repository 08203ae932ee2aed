"""The end of a document: recipients ("Nơi nhận") and signature, also where both share lines."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.outline.view import one_form
from kg.words import LOWER, UPPER, alternation, upper_first

_RECIPIENTS = re.compile(r"(?m)^\W*(?:Nơi|Noi)\s+(?:nhận|nhân|nhan)\b.*")
_OFFICES = (
    "BÍ THƯ", "CHỦ TỊCH", "CHÁNH VĂN PHÒNG", "GIÁM ĐỐC", "TRƯỞNG BAN", "TRƯỞNG BẠN", "CHỦ NHIỆM",
    "BỘ TRƯỞNG", "THỦ TƯỚNG", "CHÁNH THANH TRA", "CỤC TRƯỞNG", "TỔNG GIÁM ĐỐC", "VIỆN TRƯỞNG",
    "CHỈ HUY TRƯỞNG", "HIỆU TRƯỞNG", "TRƯỞNG PHÒNG", "TỔNG BÍ THƯ", "CHÁNH ÁN",
)  # fmt: skip
_OFFICE = re.compile(rf"(?:PHÓ |QUYỀN |Q\. ?)?{alternation(_OFFICES)}(?: THƯỜNG TRỰC)?")
# "T/M" (on behalf of a body), "K/T" (for a superior), "T/L" (by order), "TUQ" (by authority)
_FOR = re.compile(r"(?:T/M|TM\.?|T\.M|K/T|KT\.?|T/L|TL\.?|TUQ\.?)\s*(?P<whom>[^\n*]+)")
_PERSON = re.compile(rf"[{UPPER}][{LOWER}]+(?: [{UPPER}][{LOWER}]+){{1,4}}")
_COLUMNS = re.compile(r"\s{4,}")
_ITEM = re.compile(r"\s*[-–+•~]\s*(?P<item>\S.*)")

# What keeps its capitals in a sentence.
_CAPITALS = (
    "Bí thư", "Chủ tịch", "Giám đốc", "Trưởng ban", "Chủ nhiệm", "Chánh Văn phòng", "Thường vụ",
    "Chấp hành", "Thường trực", "Tỉnh ủy", "Thành ủy", "Huyện ủy", "Thị ủy", "Đảng ủy", "Khối", "Ủy ban",
    "Đảng bộ", "Phó Chánh",
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
    return Signature(
        signer=_name(right[end:]) if position else None,
        position=position,
        on_behalf_of=whom,
        recipients=_recipients(left) if found else (),
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
        words = match["whom"].strip(" *.,")
        if not re.match(rf"[{UPPER}]{{2}}", words):
            continue
        if whom is None:
            whom = _sentence_case(words)
        at = match.end()
    office = _OFFICE.search(signature, at)
    return whom, _sentence_case(office[0]) if office else None, office.end() if office else 0


def _name(behind: str) -> str | None:
    for line in behind[:300].splitlines():
        plain = line.strip(" *\t.")
        if _PERSON.fullmatch(plain):
            return plain
    return None


def _recipients(tail: str) -> tuple[str, ...]:
    items: list[str] = []
    for line in tail.splitlines()[1:]:
        plain = line.strip().strip("*").strip()
        item = _ITEM.match(plain)
        if item:
            items.append(item["item"].strip())
        elif (
            _FOR.match(plain)
            or _OFFICE.match(plain)
            or (items and items[-1].endswith(".") and not plain.startswith("-"))
        ):
            break
        elif plain and items and not items[-1].endswith((";", ".")) and not re.match(r"\d+\.|\(", plain):
            items[-1] += " " + plain
    cleaned = (re.sub(r"[;,.]+$", "", re.sub(r"\s+", " ", item)).strip() for item in items)
    return tuple(item for item in cleaned if item)


def _sentence_case(words: str) -> str:
    """Return words printed in capitals as they would stand in a sentence: "PHÓ BÍ THƯ" → "Phó Bí thư"."""
    if not words.isupper():
        return words.strip()
    lowered = words.strip().lower()
    for known in _CAPITALS:
        lowered = re.sub(rf"\b{re.escape(known.lower())}\b", known, lowered)
    return upper_first(lowered)
