"""Plain and Markdown text in UTF-8."""

import unicodedata

from kg.errors import UnreadableFileError

SUFFIXES = (".txt", ".md")
_LEAST_LETTERS = 40
_LEAST_VIETNAMESE = 0.12
"""Share of letters beyond ASCII: 0.27 and more in Vietnamese reports, about 0.04 in French, 0 in English."""
_CONTROLS_ALLOWED = "\n\r\t\f\v"


def read_text(data: bytes) -> str:
    """Decode a text file. A byte order mark is no content; everything else stays as it is.

    Raises UnreadableFileError that names the place and what to do: empty, binary, not UTF-8, hardly any
    words, not Vietnamese.
    """
    if not data.strip():
        raise UnreadableFileError(
            "tệp trống; hãy xuất lại báo cáo", "the file is empty; export the report again"
        )
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        raise UnreadableFileError(
            "byte 0: UTF-16; hãy lưu tệp dạng UTF-8", "byte 0: UTF-16; save the file as UTF-8"
        )
    if (at := data.find(b"\x00")) >= 0:
        raise UnreadableFileError(
            f"byte {at}: dữ liệu nhị phân, không phải văn bản; hãy chuyển thành tệp chữ (UTF-8) trước",
            f"byte {at}: binary data, not text; convert the document to text (UTF-8) first",
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UnreadableFileError(
            f"dòng {line}, byte {error.start}: không phải UTF-8; hãy lưu tệp dạng UTF-8",
            f"line {line}, byte {error.start}: not UTF-8; save the file as UTF-8",
        ) from error
    _check_is_prose(text)
    return text


def _check_is_prose(text: str) -> None:
    letters = sum(c.isalpha() for c in text)
    if letters < _LEAST_LETTERS:
        raise UnreadableFileError(
            f"chỉ có {letters} chữ cái, không phải báo cáo; bản chụp cần nhận dạng chữ trước",
            f"only {letters} letters, so no report; a scan needs text recognition first",
        )
    controls = sum(unicodedata.category(c) == "Cc" and c not in _CONTROLS_ALLOWED for c in text)
    if controls > letters // 10:
        raise UnreadableFileError(
            "phần lớn là ký tự điều khiển, không phải văn bản; hãy chuyển thành tệp chữ (UTF-8) trước",
            "mostly control characters, not text; convert the document to text (UTF-8) first",
        )
    composed = unicodedata.normalize("NFC", text)
    if sum(c.isalpha() and not c.isascii() for c in composed) < _LEAST_VIETNAMESE * letters:
        raise UnreadableFileError(
            "không phải tiếng Việt có dấu, nên không phải báo cáo; kiểm tra tệp và phông chữ (Unicode)",
            "not Vietnamese with its marks, so no report; check the file and its encoding (Unicode)",
        )
