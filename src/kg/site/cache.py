"""The site's rows and pages between two builds: one SQLite file beside the site.

Three things make a rebuild exact and fast. Each table of rows knows which of them came of one report,
directive or body. Each page knows what it looked up (`uses`): when such rows change it is made again, and
only then. What waits to be made (`waiting`) is written in the same transaction as the rows, so that nothing
is lost when a build is cut short.
"""

from __future__ import annotations

import hashlib
import sqlite3
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.site.rowsets import RowSet

Values = tuple[str | int | float | None, ...]
Row = sqlite3.Row
Lookup = tuple[str, str, str | None]
"""A table, the column that is looked up in it ("" for all rows), and the value."""

_OURS = 0x6B677369
"""What tells our files from other databases: they may be deleted and made anew."""
_TABLES = f"""
PRAGMA application_id = {_OURS};
PRAGMA journal_mode = WAL;
PRAGMA synchronous = OFF;
CREATE TABLE IF NOT EXISTS state (name TEXT PRIMARY KEY, value TEXT);
CREATE TABLE IF NOT EXISTS page (id INTEGER PRIMARY KEY, kind TEXT, key TEXT, uses BLOB, UNIQUE (kind, key));
CREATE TABLE IF NOT EXISTS file (path TEXT PRIMARY KEY, kind TEXT, key TEXT, digest TEXT) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS file_of ON file (kind, key);
CREATE TABLE IF NOT EXISTS waiting (kind TEXT, key TEXT, PRIMARY KEY (kind, key)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS entry (key TEXT PRIMARY KEY, path TEXT, title TEXT, change TEXT, updated TEXT)
  WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS leaving (path TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS uses (used INTEGER, page INTEGER, PRIMARY KEY (used, page)) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Made:
    """A page as it was made: its files with their digests, and the hashes of what it looked up."""

    kind: str
    key: str
    files: tuple[tuple[str, str], ...]
    uses: tuple[int, ...]


class Cache:
    """An open cache. Builders write; those who make pages open it with `writable=False`."""

    def __init__(self, path: Path, *, writable: bool = True) -> None:
        self.path = path
        mode = "rwc" if writable else "ro"
        self._db = sqlite3.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None)
        self._db.row_factory = sqlite3.Row
        if writable:
            # The cache can be made anew from the store: speed goes before durability against power loss.
            self._refuse_other_databases()
            self._db.executescript(_TABLES)

    def _refuse_other_databases(self) -> None:
        held = self._db.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()[0]
        if held and self._db.execute("PRAGMA application_id").fetchone()[0] != _OURS:
            self._db.close()
            raise sqlite3.DatabaseError("another database")

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def __enter__(self) -> Cache:
        self._db.execute("BEGIN")
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._db.execute("ROLLBACK" if kind else "COMMIT")

    def state(self, name: str) -> str | None:
        """Return what was noted under a name."""
        found = self._db.execute("SELECT value FROM state WHERE name = ?", (name,)).fetchone()
        return found["value"] if found else None

    def note(self, name: str, value: str | None) -> None:
        """Note something under a name."""
        self._db.execute("INSERT OR REPLACE INTO state VALUES (?, ?)", (name, value))

    def replace_table(self, rows: RowSet, values: Iterable[Values]) -> None:
        """Fill a table anew."""
        table, marks = _quoted(rows.name), ", ".join("?" * len(rows.columns))
        self._db.execute(f"DROP TABLE IF EXISTS main.{table}")
        self._db.execute(f"CREATE TABLE main.{table} ({', '.join(map(_quoted, rows.columns))})")
        self._db.executemany(f"INSERT INTO main.{table} VALUES ({marks})", values)

    def take_table(self, rows: RowSet, file: Path) -> None:
        """Fill a table from another cache that has it, each row once: several graphs can say the same."""
        self._db.execute("ATTACH ? AS taken", (str(file),))
        with self:
            self.replace_table(rows, ())
            table = _quoted(rows.name)
            self._db.execute(f"INSERT INTO main.{table} SELECT DISTINCT * FROM taken.{table}")
            for key in rows.keys:
                index = _quoted(f"{rows.name} {key}")
                self._db.execute(f"CREATE INDEX {index} ON {table} ({_quoted(key)})")
        self._db.execute("DETACH taken")

    def replace_rows(self, rows: RowSet, scope: str | None, new: Iterable[Values]) -> set[int]:
        """Put rows in the place of those of one thing, or of all; return the hashes of changed look-ups."""
        table = _quoted(rows.name)
        where = f" WHERE {_quoted(rows.scope or '')} = ?" if scope is not None else ""
        given = (scope,) if scope is not None else ()
        old = {tuple(row) for row in self._db.execute(f"SELECT * FROM {table}{where}", given)}
        wanted = set(new)
        if old == wanted:
            return set()
        self._db.execute(f"DELETE FROM {table}{where}", given)
        marks = ", ".join("?" * len(rows.columns))
        self._db.executemany(f"INSERT INTO {table} VALUES ({marks})", sorted(wanted, key=repr))
        places = [rows.columns.index(key) for key in rows.keys]
        changed = {use_of(rows.name)}
        for row in old ^ wanted:
            changed |= {use_of(rows.name, rows.columns[i], row[i]) for i in places}
        return changed

    def select(self, table: str, column: str | None = None, value: object = None) -> list[Row]:
        """Return the rows of a table that have a value, in the order of their contents."""
        where = f" WHERE {_quoted(column)} = ?" if column else ""
        found = self._db.execute(
            f"SELECT * FROM {_quoted(table)}{where}", (value,) if column else ()
        ).fetchall()
        return sorted(found, key=_contents) if len(found) > 1 else found

    def select_columns(self, table: str, *columns: str) -> Iterator[Row]:
        """Yield some columns of all rows of a table, in no order that means anything."""
        return iter(self._db.execute(f"SELECT {', '.join(map(_quoted, columns))} FROM {_quoted(table)}"))

    def count(self, table: str, column: str | None = None, value: object = None) -> int:
        """Return how many rows a table has, or how many of them have a value."""
        where = f" WHERE {_quoted(column)} = ?" if column else ""
        query = f"SELECT COUNT(*) FROM {_quoted(table)}{where}"
        return int(self._db.execute(query, (value,) if column else ()).fetchone()[0])

    def tally(self, table: str, column: str) -> dict[str, int]:
        """Return how many rows each value of a column has: {value: rows}, in the order of the values."""
        name = _quoted(column)
        known = f"{_quoted(table)} WHERE {name} IS NOT NULL"
        query = f"SELECT {name}, COUNT(*) FROM {known} GROUP BY 1 ORDER BY 1"
        return {row[0]: row[1] for row in self._db.execute(query)}

    def distinct(self, table: str, column: str) -> Iterator[str]:
        """Yield the values of a column once each, in order."""
        # With the table: SQLite takes the quoted name of a column that is not there for a text.
        name = f"{_quoted(table)}.{_quoted(column)}"
        query = f"SELECT DISTINCT {name} FROM {_quoted(table)} WHERE {name} IS NOT NULL ORDER BY {name}"
        return (row[0] for row in self._db.execute(query))

    def most(self, table: str, column: str, limit: int, *, at_most: int = -1) -> tuple[str, ...]:
        """Return the values that most rows have; of equals, the first by name.

        With `at_most`, those go first that no more rows have.
        """
        name = _quoted(column)
        query = (
            f"SELECT {name} FROM {_quoted(table)} WHERE {name} IS NOT NULL GROUP BY {name} "
            f"ORDER BY ? >= 0 AND COUNT(*) > ?, COUNT(*) DESC, {name} LIMIT ?"
        )
        return tuple(row[0] for row in self._db.execute(query, (at_most, at_most, limit)))

    def extremes(self, table: str, column: str) -> tuple[str | None, str | None]:
        """Return the least and the greatest value of a column."""
        name = _quoted(column)
        least, greatest = self._db.execute(
            f"SELECT MIN({name}), MAX({name}) FROM {_quoted(table)}"
        ).fetchone()
        return least, greatest

    def holds_table(self, table: str) -> bool:
        """Tell whether a table has been filled."""
        query = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?"
        return self._db.execute(query, (table,)).fetchone() is not None

    def await_pages(self, pages: Iterable[tuple[str, str]]) -> None:
        """Let pages wait to be made."""
        self._db.executemany("INSERT OR IGNORE INTO waiting VALUES (?, ?)", pages)

    def await_users(self, changed: Iterable[int]) -> None:
        """Let the pages wait that looked at what has changed."""
        for used in changed:
            users = "SELECT kind, key FROM uses JOIN page ON page.id = uses.page WHERE used = ?"
            self._db.execute(f"INSERT OR IGNORE INTO waiting {users}", (used,))

    def all_pages(self) -> list[tuple[str, str]]:
        """Return all pages, in order."""
        found = self._db.execute("SELECT kind, key FROM page ORDER BY kind, key")
        return [(row["kind"], row["key"]) for row in found]

    def update_pages(self, kind: str, keys: Sequence[str]) -> None:
        """Let a kind have these pages: new ones wait, the files of those that are gone are to leave."""
        held = {row["key"] for row in self._db.execute("SELECT key FROM page WHERE kind = ?", (kind,))}
        new, gone = sorted(set(keys) - held), sorted(held - set(keys))
        self._db.executemany("INSERT INTO page (kind, key) VALUES (?, ?)", ((kind, key) for key in new))
        self.await_pages((kind, key) for key in new)
        for key in gone:
            self._db.executemany(
                "INSERT OR IGNORE INTO leaving VALUES (?)", ((path,) for path, _ in self.files_of(kind, key))
            )
            self._note_uses((kind, key), ())
            for table in ("page", "file", "waiting"):
                self._db.execute(f"DELETE FROM {table} WHERE kind = ? AND key = ?", (kind, key))

    def leaving(self) -> list[str]:
        """Return the files to be deleted, also those that a build which was cut short left behind."""
        return [row["path"] for row in self._db.execute("SELECT path FROM leaving ORDER BY path")]

    def have_left(self) -> None:
        """Note that all these files are deleted."""
        self._db.execute("DELETE FROM leaving")

    def pages_of(self, files: Iterable[str]) -> set[tuple[str, str]]:
        """Return the pages that some files belong to."""
        query = "SELECT kind, key FROM file WHERE path = ?"
        return {tuple(row) for file in files for row in self._db.execute(query, (file,))}

    def waiting(self) -> list[tuple[str, str]]:
        """Return the pages that wait, in order."""
        found = self._db.execute("SELECT kind, key FROM waiting ORDER BY kind, key")
        return [(row["kind"], row["key"]) for row in found]

    def files_of(self, kind: str, key: str) -> list[tuple[str, str]]:
        """Return the files of a page with their digests."""
        query = "SELECT path, digest FROM file WHERE kind = ? AND key = ? ORDER BY path"
        return [(row["path"], row["digest"]) for row in self._db.execute(query, (kind, key))]

    def files(self) -> list[tuple[str, str]]:
        """Return all files with their digests, in order."""
        found = self._db.execute("SELECT path, digest FROM file ORDER BY path")
        return [(row["path"], row["digest"]) for row in found]

    def expect(self, coming: Iterable[Made]) -> None:
        """Note the files of pages that are about to be written."""
        files = ((path, made.kind, made.key, "") for made in coming for path, _ in made.files)
        self._db.executemany("INSERT OR IGNORE INTO file VALUES (?, ?, ?, ?)", files)

    def enter(self, entries: Iterable[tuple[str, ...]]) -> None:
        """Note what the feed is to tell: key, file, title, change, moment; of a page, the last stays."""
        self._db.executemany("INSERT OR REPLACE INTO entry VALUES (?, ?, ?, ?, ?)", entries)

    def entries(self, limit: int) -> list[tuple[str, ...]]:
        """Return what the feed tells, the last first; forget the rest."""
        ordered = "SELECT key FROM entry ORDER BY updated DESC, key LIMIT ?"
        self._db.execute(f"DELETE FROM entry WHERE key NOT IN ({ordered})", (limit,))
        return [tuple(row) for row in self._db.execute("SELECT * FROM entry ORDER BY updated DESC, key")]

    def keep(self, made: Made) -> None:
        """Note a page that has been made."""
        place = (made.kind, made.key)
        for table in ("file", "waiting"):
            self._db.execute(f"DELETE FROM {table} WHERE kind = ? AND key = ?", place)
        self._db.executemany("INSERT INTO file VALUES (?, ?, ?, ?)", ((p, *place, d) for p, d in made.files))
        self._note_uses(place, made.uses)

    def _note_uses(self, page: tuple[str, str], uses: Sequence[int]) -> None:
        """Note what a page looks up now; a page that is not there looks up nothing."""
        held = self._db.execute("SELECT id, uses FROM page WHERE kind = ? AND key = ?", page).fetchone()
        if held is None:
            return
        number, old = held["id"], set(array("q", held["uses"] or b""))
        gone, new = sorted(old - set(uses)), sorted(set(uses) - old)
        self._db.executemany("DELETE FROM uses WHERE used = ? AND page = ?", ((u, number) for u in gone))
        self._db.executemany("INSERT INTO uses VALUES (?, ?)", ((used, number) for used in new))
        self._db.execute("UPDATE page SET uses = ? WHERE id = ?", (array("q", uses).tobytes(), number))


def use_of(table: str, column: str = "", value: str | int | float | None = None) -> int:
    """Return what stands for a look-up: 63 bits of a hash, since a page makes tens of them."""
    digest = hashlib.blake2b(f"{table}\0{column}\0{value}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1


def _contents(row: Row) -> tuple[tuple[bool, str], ...]:
    return tuple((cell is not None, str(cell)) for cell in row)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
