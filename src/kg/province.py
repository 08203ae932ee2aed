"""What a user types for a province → its name: accents are optional, and so is "tỉnh" before it."""

from __future__ import annotations

import difflib
import re
from functools import cache

from kg.errors import UsageError
from kg.iri import slug
from kg.reference import read_reference

_KIND = re.compile(r"^(?:tinh|thanh-pho|tp)-")


def find_province(typed: str) -> str:
    """Return the name of a province, as it was before July 2025 or as it is since: "tra vinh" → "Trà Vinh".

    Raises UsageError that names those of a similar name, or all.
    """
    names = _names()
    wanted = slug(typed)
    found = names.get(wanted) or names.get(_KIND.sub("", wanted))
    if found:
        return found
    near = difflib.get_close_matches(_KIND.sub("", wanted), names, n=5, cutoff=0.6)
    shown = ", ".join(names[n] for n in near or sorted(names))
    raise UsageError(
        f"Không có tỉnh «{typed}»; {'có phải' if near else 'các tỉnh'}: {shown}",
        f"No province “{typed}”; {'did you mean' if near else 'there are'}: {shown}",
    )


def province_names() -> list[str]:
    """Return the names of all provinces, before July 2025 and since, in the order of their slugs."""
    names = _names()
    return [names[key] for key in sorted(names)]


@cache
def _names() -> dict[str, str]:
    provinces = read_reference().provinces
    return {slug(name): name for p in provinces for name in (p.name, p.successor)}
