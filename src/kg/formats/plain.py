"""Plain and Markdown text in UTF-8."""

import unicodedata

SUFFIXES = (".txt", ".md")
_LEAST_LETTERS = 40
_CONTROLS_ALLOWED = "\n\r\t\f\v"


def read_text(data: bytes) -> str:
    """Decode a text file. A byte order mark is no content; everything else stays as it is.

    Raises ValueError that names the place and what to do: empty, binary, not UTF-8, hardly any words.
    """
    if not data.strip():
        raise ValueError("the file is empty; check the export")
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise ValueError("byte 0: UTF-16; save the file as UTF-8")
    if b"\x00" in data:
        at = data.index(b"\x00")
        raise ValueError(f"byte {at}: binary data, not text; convert the document to text (UTF-8) first")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ValueError(f"line {line}, byte {error.start}: not UTF-8; save the file as UTF-8") from error
    _check_is_prose(text)
    return text


def _check_is_prose(text: str) -> None:
    letters = sum(c.isalpha() for c in text)
    if letters < _LEAST_LETTERS:
        raise ValueError(f"only {letters} letters, so no report; a scan needs text recognition first")
    controls = sum(unicodedata.category(c) == "Cc" and c not in _CONTROLS_ALLOWED for c in text)
    if controls > letters // 10:
        raise ValueError("mostly control characters, not text; convert the document to text (UTF-8) first")
