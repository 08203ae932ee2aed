"""The folder of a site: whose it is, and its files, written where their bytes differ."""

from __future__ import annotations

import fcntl
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from kg.content import content_path
from kg.errors import UsageError

MARKER = "kg-site.txt"
_MADE = (".html", ".csv", ".js", ".rq", ".xml")
"""What pages are made of."""


@dataclass(frozen=True, slots=True)
class SiteFolder:
    """A folder that holds a site and nothing else. Names of files are relative to it, with slashes."""

    path: Path

    def check(self) -> None:
        """Raise UsageError where the folder holds something else."""
        path, marker = self.path, self.path / MARKER
        if path.exists() and not (path.is_dir() and (not any(path.iterdir()) or marker.is_file())):
            raise UsageError(
                f"{path}: đã có nội dung khác, không phải trang do kg tạo; chọn thư mục khác.",
                f"{path}: holds something else, not a site made by kg; choose another folder.",
            )

    def claim(self) -> IO[bytes]:
        """Make the folder, mark it as a site's, and keep other builds out until the file returned is closed.

        The system frees it when a process dies. Raises UsageError where another build is at work.
        """
        self.path.mkdir(parents=True, exist_ok=True)
        self.write(MARKER, b"https://w3id.org/directive-kg/\n")
        claimed = (self.path / MARKER).open("rb")
        try:
            fcntl.flock(claimed, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            claimed.close()
            raise UsageError(
                f"{self.path}: một chương trình khác đang ghi trang này; chờ xong rồi chạy lại.",
                f"{self.path}: another program is writing this site; wait for it and run again.",
            ) from error
        return claimed

    def rows_file(self) -> Path:
        """Return the file beside the folder that keeps its rows; "." too has a name when it is resolved."""
        folder = self.path.resolve()
        return folder.parent / f"{folder.name}.rows"

    def holds(self, name: str) -> bool:
        """Tell whether a file is there."""
        return (self.path / name).is_file()

    def read(self, name: str) -> bytes:
        """Return the content of a file."""
        return (self.path / name).read_bytes()

    def write(self, name: str, data: bytes) -> bool:
        """Write a file unless it is there with these bytes; tell whether it was written.

        The file itself is compared: what was noted of it is not true where a build was cut short.
        """
        path = self.path / name
        if path.is_file() and path.read_bytes() == data:
            return False
        try:
            path.write_bytes(data)
        except FileNotFoundError:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        return True

    def remove(self, names: Iterable[str]) -> int:
        """Remove files, and folders that they leave empty; return how many files there were."""
        removed = 0
        for name in names:
            if self.holds(name):
                (self.path / name).unlink()
                removed += 1
            for folder in (self.path / name).parents:
                if folder == self.path or not folder.is_dir() or any(folder.iterdir()):
                    break
                folder.rmdir()
        return removed

    def made(self) -> list[str]:
        """Return all files that pages are made of, but what is copied."""
        names = (p.relative_to(self.path).as_posix() for p in self.path.rglob("*") if p.suffix in _MADE)
        return sorted(name for name in names if not name.startswith("static/"))

    def copy_static(self) -> int:
        """Copy style sheets, scripts and vendored libraries; return how many differed."""
        source = content_path("pages") / "static"
        files = (p for p in sorted(source.rglob("*")) if p.is_file())
        return sum(self.write(f"static/{p.relative_to(source).as_posix()}", p.read_bytes()) for p in files)
