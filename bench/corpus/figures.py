"""Numbers as reports write them: counts, shares and their rates, money, a whole with its parts."""

from __future__ import annotations

import random

from bench.corpus.draft import Draft
from bench.corpus.templates import Token


def write_figure(draft: Draft, chance: random.Random, token: Token) -> None:
    """Write the number that a slot asks for (`sentences.txt`)."""
    least, _, most = (token.arguments or ("0-0",))[0].partition("-")
    match token.words:
        case "n":
            value = chance.randint(int(least), int(most))
            draft.figure(f"{counted(value)} {token.arguments[1]}", token.arguments[1], value)
        case "of":
            of = chance.randint(int(least), int(most))
            value = of - chance.randrange(of // 3)
            draft.figure(
                f"{counted(value)}/{counted(of)} {token.arguments[1]}", token.arguments[1], value, of
            )
        case "rate":
            whole = draft.figures[-1]
            draft.figure(*_percent(round(100 * whole["value"] / whole["of"], 1)))
        case "pct":
            decimals = chance.randrange(2)
            rate = chance.randint(int(least) * 10, int(most) * 10) / 10
            draft.figure(*_percent(rate if decimals else float(round(rate))))
        case "money":
            value = chance.randint(int(least), int(most))
            draft.figure(f"{counted(value)} tỷ đồng", "đồng", value * 10**9)
        case "sum":
            write_sum(draft, chance.randint(int(least), int(most)), token.arguments[1])
        case other:
            raise ValueError(f"no slot {other}")


def write_sum(draft: Draft, whole: int, unit: str, over: int = 0) -> None:
    """Write a whole and its parts in brackets; `over` makes the parts more than it.

    It must be none of the parts but the first: a reader takes such a part to lie within another.
    """
    warned, expelled = 1 + whole // 5, 1 + whole // 9
    while over in (warned, expelled, warned + expelled):
        over += 1
    draft.figure(f"{counted(whole)} {unit}", unit, whole)
    first = whole - warned - expelled + over
    for words, value in ((" (khiển trách ", first), (", cảnh cáo ", warned), (", khai trừ ", expelled)):
        draft.write(words)
        draft.figure(f"{counted(value)} {unit}", unit, value)
    draft.write(")")


def counted(value: int) -> str:
    """Return a count as offices write it: "06", "1.250"."""
    return f"{value:02}" if value < 10 else f"{value:,}".replace(",", ".")


def _percent(value: float) -> tuple[str, str, float]:
    words = f"{value:.1f}".replace(".", ",").removesuffix(",0")
    return f"{words}%", "%", value
