"""The sentences and the work that reports tell of, read from their files (`sentences.txt` says the form)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.model import Relationship

_HERE = Path(__file__).parent
_TOKENS = re.compile(r"\{([^{}]*)\}|([<>;])")
_RELATION = re.compile(r"(\w+)-(implements|replaces|guides)-(\w+)")


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a sentence: "text", "any" of several words, "slot", a clause's "open", "close", "next"."""

    kind: str
    words: str = ""
    arguments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """One directive of a sentence does something to another: slots and the relation."""

    source: str
    relation: Relationship
    target: str


@dataclass(frozen=True, slots=True)
class Template:
    """A sentence with slots. `claims` are (activity, slot)."""

    tokens: tuple[Token, ...]
    claims: tuple[tuple[str, str], ...] = ()
    links: tuple[Link, ...] = ()
    ongoing: bool = False

    @property
    def slots(self) -> frozenset[str]:
        """Names of all slots."""
        return frozenset(t.words for t in self.tokens if t.kind == "slot")


@dataclass(frozen=True, slots=True)
class WorkTemplate:
    """A piece of work: the activity on {a} or null, how it is planned and how it is told of."""

    activity: str | None
    planned: tuple[Token, ...]
    done: tuple[Token, ...]


@cache
def sentences() -> dict[str, tuple[Template, ...]]:
    """Return the sentences by topic, "shortcomings", "plan", "note issue" …"""
    return {name: tuple(map(_template, lines)) for name, lines in _sections("sentences.txt").items()}


@cache
def works() -> tuple[WorkTemplate, ...]:
    """Return all kinds of work."""
    return tuple(_work(line) for line in _sections("works.txt")[""])


@cache
def things() -> tuple[str, ...]:
    """Return what work without a directive is about."""
    return tuple(_sections("works.txt")["things"])


def _sections(name: str) -> dict[str, list[str]]:
    out: dict[str, list[str]] = {}
    section = ""
    for line in (_HERE / name).read_text("utf-8").splitlines():
        if line.startswith("## "):
            section = line[3:]
        elif line and not line.startswith("#"):
            out.setdefault(section, []).append(line)
    return out


def _template(line: str) -> Template:
    head, bar, words = line.partition(" | ")
    if not bar:
        return Template(_tokens(line))
    marks = [] if head == "-" else head.split()
    claims = tuple((m.split(":")[0], m.split(":")[1]) for m in marks if ":" in m)
    links = tuple(Link(f[1], f[2], f[3]) for m in marks if (f := _RELATION.fullmatch(m)))  # type: ignore[arg-type]
    return Template(_tokens(words), claims, links, "ongoing" in marks)


def _work(line: str) -> WorkTemplate:
    activity, planned, done = line.split(" | ")
    return WorkTemplate(
        None if activity == "-" else activity.partition(":")[0], _tokens(planned), _tokens(done)
    )


def _tokens(words: str) -> tuple[Token, ...]:
    out, at = [], 0
    for found in _TOKENS.finditer(words):
        if found.start() > at:
            out.append(Token("text", words[at : found.start()]))
        out.append(_mark(found[2]) if found[2] else _slot(found[1]))
        at = found.end()
    if at < len(words):
        out.append(Token("text", words[at:]))
    return tuple(out)


def _mark(sign: str) -> Token:
    return Token({"<": "open", ">": "close", ";": "next"}[sign], sign)


def _slot(inside: str) -> Token:
    if "|" in inside:
        return Token("any", arguments=tuple(inside.split("|")))
    name, *arguments = inside.split(":")
    return Token("slot", name, tuple(arguments))
