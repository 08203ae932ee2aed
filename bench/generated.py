"""Variants of the samples, as many as wanted: other provinces, districts, figures, days, local symbols.

Variant n is a function of n alone. Central directives keep number and date, so that questions about them
find something to count; periods stay, so that all variants of a sample report on the same one.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from functools import cache

from bench.corpora import sample_paths
from kg.iri import slug
from kg.reference import District, read_reference

_DATE = re.compile(
    r"(?P<before>(?:-TW|/TW|-CP|/TTg|-TTg|Chính trị|Bí thư|Trung ương)[^.;\n]{0,20}?)?"
    r"(?P<ngay>ngày )(?P<day>\d{1,2})(?=/\d|\s+tháng)"
)
_LOCAL_NUMBER = re.compile(r"(?<![\d/.-])\d{2,4}(?=-\w+/(?!TW)\w|/\w+-(?:UBND|HĐND|SNV|VPTU))")
_FIGURE = re.compile(
    r"(?:\b(?P<name>ngày|tháng|năm|số|khóa|thị|quyết|luận|định) )?"
    r"(?<![\w/.,-])(?!(?:19|20)\d\d\b)(?P<digits>\d{1,3}(?:\.\d{3})+|[1-9]\d{1,3})(?= [a-zđ])"
)


def reports(count: int) -> Iterator[tuple[str, str]]:
    """Yield (file name, text) of the first variants."""
    return (report(number) for number in range(count))


def report(number: int) -> tuple[str, str]:
    """Return one variant: the samples in turn, those of one province together in another each time."""
    samples = _samples()
    name, text, province = samples[number % len(samples)]
    chance = random.Random(number)
    if province:
        provinces = [p.name for p in read_reference().provinces if _districts(p.name)]
        at = provinces.index(province) + 1 + number // len(samples)
        text = _moved(text, province, provinces[at % len(provinces)], chance)
    text = _DATE.sub(lambda m: m[0] if m["before"] else f"{m['ngay']}{chance.randint(10, 28)}", text)
    text = _LOCAL_NUMBER.sub(lambda m: str(_like(m[0], chance)), text)
    text = _FIGURE.sub(lambda m: m[0] if m["name"] else _other_figure(m["digits"], chance), text)
    return f"{number:06}-{name}", text


@cache
def _samples() -> tuple[tuple[str, str, str | None], ...]:
    """Return (file name, text, province) of each sample."""
    provinces = {slug(p.name): p.name for p in read_reference().provinces}
    found = []
    for path in sample_paths():
        own = next((name for start, name in provinces.items() if path.stem.startswith(start)), None)
        found.append((path.name, path.read_text("utf-8"), own))
    return tuple(found)


@cache
def _districts(province: str) -> tuple[District, ...]:
    return tuple(d for d in read_reference().districts if d.province == province and not d.name[0].isdigit())


def _moved(text: str, province: str, other: str, chance: random.Random) -> str:
    """Put other names of provinces and districts for those of the sample, in capitals where they stand so."""
    names = {province: other}
    for district in _districts(province):
        if district.name in text and district.name != province:
            same = [d for d in _districts(other) if d.full_name.split()[0] == district.full_name.split()[0]]
            names[district.name] = chance.choice(same or _districts(other)).name
    forms = {**names, **{old.upper(): new.upper() for old, new in names.items()}}
    longest = sorted(forms, key=lambda name: -len(name))
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)")
    return pattern.sub(lambda m: forms[m[0]], text)


def _like(digits: str, chance: random.Random) -> int:
    """Return another number of as many digits."""
    return chance.randrange(10 ** (len(digits) - 1), 10 ** len(digits))


def _other_figure(figure: str, chance: random.Random) -> str:
    number = _like(figure.replace(".", ""), chance)
    return f"{number:,}".replace(",", ".") if "." in figure else str(number)
