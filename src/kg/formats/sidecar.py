"""What a user states of one report, in a file beside it: `bao-cao.txt` has `bao-cao.txt.meta.toml`.

province = "Trà Vinh"
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from kg.errors import ContentError, UsageError
from kg.province import find_province

SUFFIX = ".meta.toml"
_KEYS = ("province",)
_AT_LINE = re.compile(r"\s*\(at line (\d+), column \d+\)$|\s*\(at end of document\)$")


def stated_province(path: Path) -> str | None:
    """Return the province that the file beside a report states, by its full name; null where it states none.

    Raises ContentError that names the file, the line and what to do.
    """
    sidecar = path.with_name(path.name + SUFFIX)
    if not sidecar.is_file():
        return None
    text = _read(sidecar)
    stated = _parse(sidecar, text)
    if unknown := sorted(stated.keys() - set(_KEYS)):
        raise _faulty(
            sidecar,
            _line_of(text, unknown[0]),
            f"không có mục «{unknown[0]}»; chỉ nhận {', '.join(_KEYS)}",
            f"no key “{unknown[0]}”; only {', '.join(_KEYS)}",
        )
    return _province(sidecar, text, stated["province"]) if "province" in stated else None


def _province(sidecar: Path, text: str, value: object) -> str:
    line = _line_of(text, "province")
    if not isinstance(value, str):
        raise _faulty(sidecar, line, 'viết province = "Trà Vinh"', 'write province = "Trà Vinh"')
    try:
        return find_province(value)
    except UsageError as error:
        raise _faulty(sidecar, line, str(error), error.english) from None


def _read(sidecar: Path) -> str:
    try:
        return sidecar.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise _faulty(
            sidecar, line, "không phải UTF-8; lưu lại tệp dạng UTF-8", "not UTF-8; save the file as UTF-8"
        ) from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise ContentError(
            f"{sidecar}: không đọc được ({reason}); kiểm tra quyền đọc",
            f"{sidecar}: cannot be read ({reason}); check its permissions",
        ) from error


def _parse(sidecar: Path, text: str) -> dict[str, object]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        told = str(error)
        found = _AT_LINE.search(told)
        line = int(found[1]) if found and found[1] else text.count("\n") + 1
        reason = _AT_LINE.sub("", told)
        raise _faulty(
            sidecar,
            line,
            f'không phải TOML ({reason}); viết như province = "Trà Vinh"',
            f'no TOML ({reason}); write it like province = "Trà Vinh"',
        ) from error


def _line_of(text: str, key: str) -> int:
    """Return the line on which a key stands, 1 where it is written in another way."""
    found = re.search(rf"""^\s*\[*["']?{re.escape(key)}\b""", text, re.MULTILINE)
    return text.count("\n", 0, found.end()) + 1 if found else 1


def _faulty(sidecar: Path, line: int, vi: str, en: str) -> ContentError:
    return ContentError(f"{sidecar}:{line}: {vi}", f"{sidecar}:{line}: {en}")
