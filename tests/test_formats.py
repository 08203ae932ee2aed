"""Files that are no reports are refused with the place and what to do, in two languages."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from kg.errors import UnreadableFileError
from kg.formats import document_from_bytes, read_document
from kg.report import extract

_WORDS = "Đảng ủy đã ban hành kế hoạch thực hiện nghị quyết của cấp trên trong năm.\n"


@pytest.mark.parametrize(
    ("data", "place", "advice"),
    [
        (b"", "empty", "export"),
        (b" \n\t ", "empty", "export"),
        (_WORDS.encode("utf-16"), "byte 0", "UTF-8"),
        (_WORDS.encode() + b"\x00\x01", f"byte {len(_WORDS.encode())}", "convert"),
        (_WORDS.encode() + b"c\xf4ng t\xe1c", "line 2", "UTF-8"),
        (b"%PDF-1.7 \x01\x02", "letters", "recognition"),
        (
            b"The committee has carried out the resolution this year.",
            "Vietnamese",
            "encoding",
        ),
    ],
)
def test_bad_files_say_where_and_what_to_do(data: bytes, place: str, advice: str) -> None:
    with pytest.raises(UnreadableFileError) as caught:
        document_from_bytes(data, "a.txt")
    assert place in caught.value.english
    assert advice in caught.value.english
    assert str(caught.value) != caught.value.english


def test_a_text_that_nothing_marks_as_a_report_is_refused() -> None:
    story = "Trời hôm nay đẹp quá, chúng tôi đi chợ mua rau, mua cá, rồi về nhà nấu cơm ăn cùng nhau."
    with pytest.raises(UnreadableFileError, match="không phải báo cáo"):
        extract(document_from_bytes(story.encode(), "a.txt"))


def test_the_text_is_the_files_own_in_nfc_without_the_byte_order_mark() -> None:
    decomposed = unicodedata.normalize("NFD", _WORDS)
    document = document_from_bytes(b"\xef\xbb\xbf" + decomposed.encode(), "a.txt")
    assert document.text == _WORDS
    plain = document_from_bytes(_WORDS.encode(), "a.txt")
    assert document.text_sha256 == plain.text_sha256
    assert document.sha256 != plain.sha256


def test_an_unknown_format_and_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match=r"\.docx"):
        document_from_bytes(b"PK", "a.docx", ".docx")
    with pytest.raises(UnreadableFileError, match="không đọc được"):
        read_document(tmp_path / "none.txt")
