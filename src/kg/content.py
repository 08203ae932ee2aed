"""Where the content folders lie: beside the source in a checkout, inside the package in a wheel."""

import os
from importlib.resources import files
from pathlib import Path
from typing import Literal

from kg.errors import ContentError

Folder = Literal["ontology", "queries", "reference", "templates", "pages"]
_IN_CHECKOUT = {
    "ontology": "ontology",
    "queries": "queries",
    "reference": "data/reference",
    "templates": "templates",
    "pages": "pages",
}
OWN_REFERENCE = "KG_REFERENCE"
"""The variable that names a folder with somebody's own copy of the reference tables."""


def content_path(folder: Folder) -> Path:
    """Return the folder's path; the wheel's own copy goes before the checkout's.

    Raises ContentError where `KG_REFERENCE` names no folder.
    """
    if folder == "reference" and (own := os.environ.get(OWN_REFERENCE)):
        return _own_reference(Path(own))
    packaged = Path(str(files("kg"))) / "content" / folder
    if packaged.is_dir():
        return packaged
    return Path(__file__).resolve().parents[2] / _IN_CHECKOUT[folder]


def _own_reference(folder: Path) -> Path:
    if not folder.is_dir():
        raise ContentError(
            f"{OWN_REFERENCE}={folder}: không có thư mục này. Hãy chép cả data/reference rồi sửa bản chép.",
            f"{OWN_REFERENCE}={folder}: no such folder. Copy the whole of data/reference and edit the copy.",
        )
    return folder
