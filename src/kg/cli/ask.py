"""`kg ask`: a named question; the options are the parameters in the questions' headers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from kg.cli.completing import complete_question, completer_of
from kg.cli.output import Shown, form_options, language, opened, print_answer
from kg.errors import UsageError
from kg.query_process import select_apart
from kg.questions import (
    Answer,
    Column,
    Parameter,
    Question,
    Words,
    answer_of,
    ask,
    bind_parameters,
    question_names,
    read_question,
)

_GIVEN = "param_"
_GENERAL = Words(
    "Câu hỏi nào cũng nhận --lang, --limit, --timeout và các dạng in ra: kg ask --help.",
    "Every question takes --lang, --limit, --timeout and the forms of output: kg ask --help.",
)


def _parameters() -> Iterator[Parameter]:
    """Yield each parameter of any question once; the language has its own option."""
    found: dict[str, Parameter] = {}
    for name in question_names():
        for parameter in read_question(name).accepted:
            found.setdefault(parameter.name, parameter)
    return (p for p in found.values() if p.kind != "language")


def _option(parameter: Parameter) -> click.Option:
    label = parameter.label
    # Click takes a name with a hyphen for an option of its own.
    name = _GIVEN + parameter.option.replace("-", "_")
    return click.Option(
        [f"--{parameter.option}", name],
        help=f"{label.vi}. / {label.en}.",
        shell_complete=completer_of(parameter),
        # The name alone means yes.
        flag_value="yes" if parameter.kind == "boolean" else None,
        is_flag=False,
        default=None,
    )


@click.command("ask", short_help="Trả lời một câu hỏi. / Answer a question.", add_help_option=False)
@click.argument("question", required=False, shell_complete=complete_question)
@click.option("--lang", type=click.Choice(["vi", "en"]), help="Ngôn ngữ của nhãn. / Language of labels.")
@click.option("--limit", type=click.IntRange(min=1), help="Chỉ bấy nhiêu dòng đầu. / Only the first rows.")
@click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True),
    metavar="SECONDS",
    help="Dừng sau bấy nhiêu giây. / End after so many seconds.",
)
@click.option("-h", "--help", "helped", is_flag=True, help="Tham số của câu hỏi. / A question's parameters.")
@form_options
@click.pass_context
def ask_command(  # noqa: PLR0917  # named by click
    ctx: click.Context,
    /,
    question: str | None,
    lang: str | None,
    limit: int | None,
    timeout: float | None,
    helped: bool,
    form: Shown | None,
    **given: Any,
) -> None:
    """Trả lời một câu hỏi có tên; không nêu tên thì liệt kê. `kg ask QUESTION --help` nói rõ từng câu.

    Answer a named question; without a name, list the questions. `kg ask QUESTION --help` tells of one.
    """
    lang = ctx.find_root().obj["lang"] = lang or language(ctx)
    typed = {name: value for name, value in given.items() if value is not None}
    values = {name.removeprefix(_GIVEN).replace("_", "-"): value for name, value in typed.items()}
    if helped:
        click.echo(_help(read_question(question), lang) if question else ctx.get_help())
        return
    if question is None:
        if values:
            raise UsageError("Hãy nêu câu hỏi trước các tham số.", "Name the question before its parameters.")
        print_answer(_all_questions(lang), form, lang)
        return
    asked = read_question(question)
    if any(p.kind == "language" for p in asked.parameters):
        values["lang"] = lang
    answer = _answer(ctx, asked, values, timeout)
    answer = Answer(answer.columns, answer.rows[:limit])
    print_answer(answer, form, lang, asked.title.of(lang))
    ctx.exit(0 if answer.rows else 1)


def _answer(ctx: click.Context, asked: Question, values: dict[str, str], timeout: float | None) -> Answer:
    """Ask here, which is quick; with a time limit, in a process that can be ended."""
    with opened(ctx) as store:
        bindings = bind_parameters(store, asked, values)
        if timeout is None:
            return ask(store, asked, bindings)
    rows = select_apart(ctx.find_root().obj["store"], asked.text, timeout, bindings)
    return answer_of(asked, rows)


def _help(question: Question, lang: str) -> str:
    """Return what a question asks and takes, in one language."""
    formatter = click.HelpFormatter(max_width=100)
    formatter.write_usage("kg ask", f"{question.name} {_usage(question)}")
    formatter.write_paragraph()
    formatter.write_text(f"{question.title.of(lang)}. {question.explanation.of(lang)}")
    rows = [
        (f"--{p.option}{'*' if p.required else ''}", p.label.of(lang))
        for p in question.accepted
        if p.kind != "language"
    ]
    heading = Words("Tham số (*: phải có)", "Parameters (*: required)").of(lang)
    with formatter.section(heading):
        formatter.write_dl(rows)
    with formatter.section(Words("Cột", "Columns").of(lang)):
        formatter.write_dl([(c.name, c.label.of(lang)) for c in question.columns])
    formatter.write_paragraph()
    formatter.write_text(_GENERAL.of(lang))
    return formatter.getvalue().rstrip("\n")


def _usage(question: Question) -> str:
    taken = (p for p in question.accepted if p.kind != "language")
    return " ".join(f"--{p.option}" if p.required else f"[--{p.option}]" for p in taken)


def _all_questions(lang: str) -> Answer:
    columns = (
        Column("question", "text", Words("Câu hỏi", "Question")),
        Column("title", "text", Words("Hỏi gì", "What it asks")),
        Column("parameters", "text", Words("Tham số", "Parameters")),
    )
    questions = map(read_question, question_names())
    return Answer(columns, tuple((q.name, q.title.of(lang), _usage(q)) for q in questions))


ask_command.params.extend(map(_option, _parameters()))
