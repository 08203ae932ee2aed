"""What several modules of tests need, made once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from kg.load import load_files
from kg.site import build_site
from kg.store import open_store
from sites import quick_builds

SAMPLES = Path(__file__).parent.parent / "data" / "reports"


@dataclass(frozen=True)
class SampleSite:
    """The samples' store and its site. Do not change them: copy."""

    store: Path
    out: Path


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> SampleSite:
    """Return the site of the samples, built once for all tests."""
    folder = tmp_path_factory.mktemp("samples")
    site = SampleSite(folder / "store", folder / "site")
    with open_store(site.store, create=True) as opened:
        load_files(opened, [SAMPLES])
    with quick_builds():
        build_site(site.store, site.out, workers=1)
    return site
