"""What the shell offers while people type: names out of the store, words out of the vocabulary.

Completion never fails loudly: without a store it offers nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click
from click.shell_completion import CompletionItem

from kg.errors import KgError
from kg.iri import slug
from kg.naming import complete_bodies, complete_directives
from kg.province import province_names
from kg.questions import Parameter, question_names, read_question
from kg.store import Store, read_store
from kg.vocabulary import read_vocabulary

Completer = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]


def complete_question(_ctx: click.Context, _param: click.Parameter, begun: str) -> list[CompletionItem]:
    """Offer the questions, with their titles."""
    found = (read_question(name) for name in question_names() if name.startswith(begun))
    return [CompletionItem(q.name, help=q.title.vi) for q in found]


def complete_directive(ctx: click.Context, _param: click.Parameter, begun: str) -> list[CompletionItem]:
    """Offer directives of the store by their symbols."""
    return _from_store(ctx, begun, complete_directives)


def complete_body(ctx: click.Context, _param: click.Parameter, begun: str) -> list[CompletionItem]:
    """Offer bodies of the store by the words of their names."""
    return _from_store(ctx, begun, complete_bodies)


def complete_province(_ctx: click.Context, _param: click.Parameter, begun: str) -> list[CompletionItem]:
    """Offer provinces, with or without accents."""
    found = (name for name in province_names() if slug(name).startswith(slug(begun) if begun else ""))
    return [CompletionItem(name) for name in found]


def complete_truth(_ctx: click.Context, _param: click.Parameter, begun: str) -> list[CompletionItem]:
    """Offer yes and no."""
    offered = (("yes", "có"), ("no", "không"))
    return [CompletionItem(word, help=vi) for word, vi in offered if word.startswith(begun)]


def complete_concept(scheme: str) -> Completer:
    """Return what offers the codes of a scheme, with their Vietnamese names, by either."""

    def complete(_ctx: click.Context, _param: click.Parameter, begun: str) -> list[CompletionItem]:
        start = slug(begun) if begun else ""
        concepts = read_vocabulary().schemes.get(scheme, {}).values()
        return [
            CompletionItem(c.code, help=c.label_vi)
            for c in concepts
            if c.code.startswith(begun) or slug(c.label_vi).startswith(start)
        ]

    return complete


def completer_of(parameter: Parameter) -> Completer | None:
    """Return what offers values for a parameter, by its kind."""
    match parameter.kind:
        case "directive":
            return complete_directive
        case "body":
            return complete_body
        case "province":
            return complete_province
        case "concept":
            return complete_concept(parameter.name)
        case "boolean":
            return complete_truth
        case _:
            return None


def _from_store(
    ctx: click.Context, begun: str, find: Callable[[Store, str], list[tuple[str, str]]]
) -> list[CompletionItem]:
    path = (ctx.find_root().params or {}).get("store")
    try:
        with read_store(Path(path or "kg-store")) as store:
            found = find(store, begun)
    except KgError:
        return []
    return [CompletionItem(key, help=label) for key, label in found]
