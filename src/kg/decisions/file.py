"""The decisions file: CSV in UTF-8 that a spreadsheet opens and `git diff` shows, a line a decision.

Rows are appended and never rewritten, so that the file's history is the history of what was decided, and
the files of two people are joined by putting their lines together.
"""

from __future__ import annotations

import csv
import errno
import fcntl
import io
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from io import FileIO
from pathlib import Path

from kg.decisions.records import NOTHING_DECIDED, Decision, Decisions, Fault, gather, mint_id
from kg.decisions.rows import COLUMNS, decision_of, fields_of
from kg.errors import ContentError, UsageError

_MARK = "\ufeff"
"""Excel takes a file without it for something else than UTF-8."""
_SEPARATORS = ",;\t"
"""Excel writes ";" where the comma is the decimal mark, as in Vietnam."""
_CONFLICT = ("<<<<<<<", "=======", ">>>>>>>")


def read_decisions(path: Path) -> Decisions:
    """Read the file; where there is none, nothing is decided.

    Raises ContentError that lists every faulty line, with what to do.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return NOTHING_DECIDED
    except OSError as error:
        raise _unusable(path, error) from error
    return _parsed(path, data)


def append_decision(path: Path, decision: Decision) -> Decisions:
    """Add one row at the end of the file, on the disk when this returns; make the file where there is none.

    Returns all decisions. Raises ContentError where the file is faulty, UsageError where the new row does
    not go with what stands there; then nothing is written.
    """
    _with(read_decisions(path), decision)  # so that a row which is refused makes no empty file
    try:
        with path.open("a+b", buffering=0) as file:
            fcntl.flock(file, fcntl.LOCK_EX)  # the file may serve several stores
            file.seek(0)
            data = file.read()
            held = _parsed(path, data)
            new = replace(decision, id=mint_id(decision, {d.id for d in held.rows}))
            decisions = _with(held, new)
            _write_whole(file, _line(data, new), len(data))
    except OSError as error:
        raise _unusable(path, error) from error
    return decisions


def _write_whole(file: FileIO, line: bytes, size: int) -> None:
    """Write a line to the disk, or nothing of it where the disk is full."""
    try:
        if file.write(line) != len(line):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        os.fsync(file.fileno())
    except OSError:
        file.truncate(size)
        raise


def _with(held: Decisions, new: Decision) -> Decisions:
    decisions, faults = gather((*held.rows, new))
    if faults:
        raise UsageError(faults[0].message, faults[0].english)
    return decisions


def _line(data: bytes, decision: Decision) -> bytes:
    """Return what to write at the end: the header in a new file, a line break where the last one lacks it."""
    table = _Table.of(data.decode("utf-8-sig"))
    out = io.StringIO()
    ending = "\r\n" if b"\r\n" in data else "\n"
    writer = csv.writer(out, delimiter=table.separator, lineterminator=ending)
    begun = _MARK if not data else ""
    if not table.header:
        writer.writerow(COLUMNS)
    elif not data.endswith(b"\n"):
        begun = ending
    fields = fields_of(decision)
    writer.writerow([fields.get(name, "") for name in table.header or COLUMNS])
    return (begun + out.getvalue()).encode()


@dataclass(frozen=True, slots=True)
class _Table:
    """A file's header, separator and rows, each row with the line that it begins on."""

    header: tuple[str, ...]
    separator: str
    rows: tuple[tuple[int, tuple[str, ...]], ...]

    @classmethod
    def of(cls, text: str) -> _Table:
        """Read a table; spreadsheets leave empty rows, which are none."""
        first = text.partition("\n")[0]
        separator = max(_SEPARATORS, key=first.count)
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        rows, begins = [], 1
        for row in reader:
            if any(cell.strip() for cell in row):
                rows.append((begins, tuple(cell.strip() for cell in row)))
            begins = reader.line_num + 1
        return cls(rows[0][1] if rows else (), separator if rows else ",", tuple(rows[1:]))


def _parsed(path: Path, data: bytes) -> Decisions:
    table = _Table.of(_decoded(path, data))
    if missing := [name for name in COLUMNS if table.header and name not in table.header]:
        raise ContentError(
            f"{path}:1: thiếu cột {', '.join(missing)}; dòng đầu phải là: {','.join(COLUMNS)}",
            f"{path}:1: no column {', '.join(missing)}; the first line must be: {','.join(COLUMNS)}",
        )
    found = list(_rows(table))
    decisions, faults = gather(d for d in found if isinstance(d, Decision))
    faults = (*(f for f in found if isinstance(f, Fault)), *faults)
    if faults:
        raise _faulty(path, sorted(faults, key=lambda f: f.line or 0))
    return decisions


def _rows(table: _Table) -> Iterator[Decision | Fault]:
    for line, cells in table.rows:
        if cells[0].startswith(_CONFLICT):
            yield Fault(
                line,
                "dấu xung đột của git; giữ các dòng của cả hai bên và xóa dòng này",
                "a conflict marker of git; keep the rows of both sides and delete this line",
            )
        elif len(cells) != len(table.header):
            yield Fault(
                line,
                f"có {len(cells)} ô, cần {len(table.header)}; ô có dấu phẩy phải nằm trong dấu ngoặc kép",
                f"{len(cells)} cells instead of {len(table.header)}; quote a cell that holds the separator",
            )
        else:
            fields: Mapping[str, str] = dict(zip(table.header, cells, strict=True))
            yield decision_of(fields, line)


def _decoded(path: Path, data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ContentError(
            f"{path}:{line}: không phải UTF-8; lưu lại tệp dạng «CSV UTF-8»",
            f"{path}:{line}: not UTF-8; save the file as “CSV UTF-8”",
        ) from error


def _faulty(path: Path, faults: Sequence[Fault]) -> ContentError:
    """Name all faulty lines at once, each with what to do; one alone stands in one line."""
    told = [(f"{path}:{f.line}: {f.message}", f"{path}:{f.line}: {f.english}") for f in faults]
    if len(told) == 1:
        return ContentError(*told[0])
    vi, en = ("\n".join(f"  {words}" for words in each) for each in zip(*told, strict=True))
    return ContentError(
        f"{path}: {len(told)} dòng không đọc được:\n{vi}", f"{path}: {len(told)} faulty lines:\n{en}"
    )


def _unusable(path: Path, error: OSError) -> ContentError:
    reason = error.strerror or error
    return ContentError(
        f"{path}: không dùng được tệp quyết định ({reason}); kiểm tra thư mục, quyền ghi, hoặc --decisions",
        f"{path}: the decisions file is unusable ({reason}); check folder, permissions, or --decisions",
    )
