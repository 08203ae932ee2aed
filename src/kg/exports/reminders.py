"""Letters of reminder from the store: one a body."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from kg.content import content_path
from kg.errors import UsageError
from kg.exports.letters import SHIPPED, letter_names, reminded, render_letter
from kg.exports.network import Progress
from kg.exports.output import whole_file
from kg.exports.selection import Scope
from kg.exports.sheets import currency_words
from kg.exports.source import Source
from kg.exports.tracked import read_holding, read_tracked
from kg.naming import find_body


def write_letters(
    source: Source,
    scope: Scope,
    body: str | None,
    as_of: date,
    *,
    template: str | None = None,
    progress: Progress | None = None,
) -> dict[str, bytes]:
    """Return {file name: letter} for all bodies, or the one named, that are to be asked after tasks on a day.

    Raises UsageError for a template or a body that is not there, ContentError for a faulty template.
    """
    read = _read_template(template)
    unit = source.name(find_body(source.store, body)) if body else None
    holding = read_holding(source, scope.graphs)
    units = reminded(read_tracked(source, scope, holding, as_of, progress), as_of, unit)
    names, currency = letter_names(units), currency_words(holding, "vi")
    return {
        names[unit]: render_letter(read, tasks, as_of, currency, template or SHIPPED)
        for unit, tasks in units.items()
    }


def copy_template(to: str) -> None:
    """Copy the template that comes with the program, for editing.

    Raises UsageError where the file is there already, StoreError where it cannot be written.
    """
    if Path(to).exists():
        raise UsageError(
            f"{to}: đã có; viết công văn theo mẫu này: kg export reminders THƯ-MỤC --template {to}",
            f"{to}: is there already; letters by it: kg export reminders FOLDER --template {to}",
        )
    with whole_file(to) as file:
        file.write((content_path("templates") / SHIPPED).read_bytes())


def _read_template(template: str | None) -> bytes:
    path = Path(template) if template else content_path("templates") / SHIPPED
    if not path.is_file():
        raise UsageError(
            f"{path}: không có tệp mẫu này; «kg export reminders --template {path}» chép mẫu ra để sửa.",
            f"{path}: no such template; “kg export reminders --template {path}” copies one to edit.",
        )
    return path.read_bytes()
