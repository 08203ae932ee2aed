"""How sure a form of recognition is: the share of right ones that annotated reports have shown."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from kg.reference import read_reference

_UNSEEN = "*"


def confidence_of(layer: str, form: str) -> float:
    """Return the share of right ones to expect, 0 to 1; of a form never seen, what its layer allows."""
    known = _confidences()
    return known.get((layer, form), known[layer, _UNSEEN])


@cache
def _confidences() -> Mapping[tuple[str, str], float]:
    return MappingProxyType({(c.layer, c.form): c.confidence for c in read_reference().confidences})
