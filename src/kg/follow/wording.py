"""The words that name what a sentence is about, as pairs of neighbouring syllables with a weight.

Vietnamese writes syllables apart, so two neighbours come closest to a word. Words of the genre, function
words, figures, dates and the words that cite a directive weigh nothing, and no pair reaches across them.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from kg.vocabulary import read_vocabulary
from kg.words import alternation, is_syllable

Pair = tuple[str, str]

_COMMON = 0.3
_TITLE = 0.5
_TONES = {"\u0300": "1", "\u0301": "2", "\u0303": "3", "\u0309": "4", "\u0323": "5"}
# A symbol, a figure, a date: any run with a digit. Else letters, or a mark at which a phrase ends.
_TOKEN = re.compile(r"\S*\d\S*|[^\W\d_]+|[^\w\s]")
_BREAK = "|"
_LISTED = re.compile(r"; ?")


@dataclass(frozen=True, slots=True)
class Wording:
    """The pairs of one text, each with its weight before rarity, in the order of the text."""

    pairs: Mapping[Pair, float]
    titles: frozenset[Pair]
    """Those that stand in a cited directive's title only."""


def word(quote: str, citations: Iterable[str] = (), titles: Iterable[str] = ()) -> Wording:
    """Return what a quote is about. `citations` and `titles` are parts of it that name directives."""
    words = " ".join(quote.split())
    title_words = [t for t in _longest_first(titles) if t in words]
    bare = _without(words, (*citations, *title_words))
    own = _pairs(bare)
    entitled = {p: w * _TITLE for t in title_words for p, w in _pairs(t).items() if p not in own}
    return Wording({**own, **entitled}, frozenset(entitled))


@lru_cache(maxsize=4096)
def clauses(quote: str, citations: tuple[str, ...] = (), titles: tuple[str, ...] = ()) -> tuple[Wording, ...]:
    """Return the same for each part between semicolons: what stands in two of them is not said together.

    A sentence is read for itself and for each statement in it: the last ones are kept.
    """
    parts = _LISTED.split(" ".join(quote.split()))
    return tuple(word(part, citations, titles) for part in parts)


def untitled(quote: str, titles: Iterable[str]) -> str:
    """Return a quote without the titles of what it cites: "tiếp tục thực hiện …" in a title is no act."""
    return _without(" ".join(quote.split()), titles)


def _without(words: str, named: Iterable[str]) -> str:
    for name in _longest_first(named):
        words = words.replace(name, f" {_BREAK} ")
    return words


def _longest_first(names: Iterable[str]) -> list[str]:
    return sorted({plain for n in names if (plain := " ".join(n.split()))}, key=lambda n: (-len(n), n))


def shared(one: Wording, other: Wording, *, same_directive: bool) -> tuple[Pair, ...]:
    """Return the pairs of both in the order of `one`; the title of a directive that both cite is none."""
    return tuple(
        p
        for p in one.pairs
        if p in other.pairs and not (same_directive and (p in one.titles or p in other.titles))
    )


def rarity(texts: Iterable[Iterable[Wording]]) -> dict[Pair, float]:
    """Return {pair: 1/√n} for the n texts of a report that have it, each given by its clauses."""
    counts = Counter(p for text in texts for p in {p for clause in text for p in clause.pairs})
    return {pair: n**-0.5 for pair, n in counts.items()}


def phrases(pairs: Iterable[Pair], quote: str) -> tuple[str, ...]:
    """Return the pairs as phrases, joined where they overlap in the quote and spelled as it spells them."""
    wanted = frozenset(pairs)
    runs: list[list[str]] = []
    open_run = False
    for (first, one), (second, other) in pairwise(_syllables(quote)):
        if (first, second) in wanted:
            if not open_run:
                runs.append([one])
            runs[-1].append(other)
        open_run = (first, second) in wanted
    return tuple(dict.fromkeys(" ".join(run).lower() for run in runs))


@lru_cache(maxsize=65536)
def syllable_key(syllable: str) -> str:
    """Return a syllable without differences of spelling: "hoá" and "hóa", "kỹ" and "kĩ" are one."""
    marks = unicodedata.normalize("NFD", syllable.lower())
    tone = "".join(_TONES.get(c, "") for c in marks)
    bare = unicodedata.normalize("NFC", "".join(c for c in marks if c not in _TONES))
    return re.sub(r"^([bcdđghklmnpqrstvx]{1,2})y$", r"\1i", bare) + tone


def key_of(words: str) -> str:
    """Return a phrase in keys of syllables; what is no syllable ends a phrase."""
    return " ".join(_keys(words))


def _keys(words: str) -> list[str]:
    return [key for key, _ in _syllables(words)]


def _syllables(words: str) -> list[tuple[str, str]]:
    """Return (key, spelling) of each syllable; a break for what is none."""
    found = []
    for token in _TOKEN.findall(words):
        # Abbreviations and numerals name bodies and terms; lower-case words from elsewhere stay.
        plain = token.isalpha() and not ((token.isupper() and not is_syllable(token)) or len(token) == 1)
        found.append((syllable_key(token) if plain else _BREAK, token))
    return found


def _pairs(words: str) -> dict[Pair, float]:
    """Return {pair: weight} in order: 1, less where the pair stands in words that most reports have."""
    line = _weightless().sub(_BREAK, key_of(words))
    common = _common().findall(line)
    weak = {pair for phrase in common for pair in _neighbours(phrase.split())}
    pairs: dict[Pair, float] = {}
    for run in line.split(_BREAK):
        for pair in _neighbours(run.split()):
            pairs.setdefault(pair, _COMMON if pair in weak else 1.0)
    return pairs


def _neighbours(syllables: Sequence[str]) -> list[Pair]:
    return list(pairwise(syllables))


@cache
def _weightless() -> re.Pattern[str]:
    vocabulary = read_vocabulary()
    forms = {f for code in ("function-word", "boilerplate") for f in vocabulary.forms("cue", code)}
    forms |= {f for kind in vocabulary.schemes["kind"].values() for f in kind.forms}
    return _whole(forms)


@cache
def _common() -> re.Pattern[str]:
    return _whole(read_vocabulary().forms("cue", "common-object"))


def _whole(forms: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<![^ ]){alternation({key_of(f) for f in forms})}(?![^ ])")
