"""`kg ask`: a named question; the options are the parameters in the questions' headers."""

from __future__ import annotations

from typing import Any

import click
from click.shell_completion import CompletionItem

from kg.cli.output import Shown, form_options, language, opened, print_answer
from kg.errors import KgError
from kg.naming import complete_directives
from kg.questions import Answer, Column, Words, ask, bind_parameters, question_names, read_question
from kg.store import read_store


def complete_directive(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Offer the directives of the store; completion never fails loudly."""
    root = ctx.find_root()
    try:
        with read_store((root.params or {})["store"]) as store:
            found = complete_directives(store, incomplete)
    except (KgError, KeyError):
        return []
    return [CompletionItem(key, help=label) for key, label in found]


def _complete_question(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    found = (read_question(name) for name in question_names() if name.startswith(incomplete))
    return [CompletionItem(q.name, help=q.title.vi) for q in found]


def _parameter_options() -> list[click.Option]:
    """Return one option a parameter, over all questions; the language has its own option."""
    labels: dict[str, Words] = {}
    kinds: dict[str, str] = {}
    for name in question_names():
        for parameter in read_question(name).parameters:
            labels.setdefault(parameter.name, parameter.label)
            kinds.setdefault(parameter.name, parameter.kind)
    return [
        click.Option(
            [f"--{name}", f"param_{name}"],
            help=f"{label.vi}. / {label.en}.",
            shell_complete=complete_directive if kinds[name] == "directive" else None,
        )
        for name, label in labels.items()
        if kinds[name] != "language"
    ]


@click.command("ask", short_help="Trả lời một câu hỏi. / Answer a question.")
@click.argument("question", required=False, shell_complete=_complete_question)
@form_options
@click.pass_context
def ask_command(ctx: click.Context, /, question: str | None, form: Shown | None, **given: Any) -> None:
    """Trả lời một câu hỏi có tên; không nêu tên thì liệt kê các câu hỏi.

    Answer a named question; without a name, list the questions.
    """
    lang = language(ctx)
    if question is None:
        print_answer(_all_questions(), form, lang)
        return
    asked = read_question(question)
    values = {name.removeprefix("param_"): value for name, value in given.items() if value is not None}
    if any(p.kind == "language" for p in asked.parameters):
        values["lang"] = lang
    with opened(ctx) as store:
        answer = ask(store, asked, bind_parameters(store, asked, values))
    print_answer(answer, form, lang, asked.title.of(lang))
    ctx.exit(0 if answer.rows else 1)


def _all_questions() -> Answer:
    columns = (
        Column("question", "text", Words("Câu hỏi", "Question")),
        Column("title_vi", "text", Words("Tiếng Việt", "Vietnamese")),
        Column("title_en", "text", Words("Tiếng Anh", "English")),
        Column("parameters", "text", Words("Tham số", "Parameters")),
    )
    rows = []
    for question in map(read_question, question_names()):
        names = [f"--{p.name}" if p.required else f"[--{p.name}]" for p in question.parameters]
        told = " ".join(n for n in names if "lang" not in n)
        rows.append((question.name, question.title.vi, question.title.en, told))
    return Answer(columns, tuple(rows))


ask_command.params.extend(_parameter_options())
