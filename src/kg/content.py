"""Where the content folders lie: beside the source in a checkout, inside the package in a wheel."""

from importlib.resources import files
from pathlib import Path
from typing import Literal

Folder = Literal["ontology", "queries", "reference"]
_IN_CHECKOUT = {"ontology": "ontology", "queries": "queries", "reference": "data/reference"}


def content_path(folder: Folder) -> Path:
    """Return the folder's path; the wheel's own copy goes before the checkout's."""
    packaged = Path(str(files("kg"))) / "content" / folder
    if packaged.is_dir():
        return packaged
    return Path(__file__).resolve().parents[2] / _IN_CHECKOUT[folder]
