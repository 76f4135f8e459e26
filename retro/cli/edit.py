"""``retro edit``: change a lesson, in the editor or by options."""

from typing import Any

import click

from retro.cli.fields import fields_given, with_field_options
from retro.cli.framework import Command, open_journal, with_journal_option
from retro.cli.output import in_short, narrate
from retro.errors import RetroError
from retro.model import Lesson, LessonDraft

__all__ = ["command"]


@click.command(
    "edit",
    cls=Command,
    examples=(
        "retro edit 7k3m                            in $VISUAL or $EDITOR",
        'retro edit 7k3m --title "Boil the frog"',
        "retro edit 7k3m --theme trust --theme change --on 2022-03",
        'retro edit 7k3m --company ""                no company',
    ),
)
@click.argument("lesson_id", metavar="ID")
@click.option("--title", metavar="TEXT", help="Its one line.")
@click.option("--body", metavar="MARKDOWN", help="What follows the title.")
@with_field_options
@with_journal_option
def command(lesson_id: str, title: str | None, body: str | None, **options: Any) -> None:
    """Change a lesson: in your editor, or, with options, without one.

    What is not said stays as it is; themes that are said replace those that were there.
    """
    with open_journal() as journal:
        lesson = journal.lessons.get(lesson_id)
        fields = fields_given(options, journal.today())
        if title is not None:
            fields["title"] = title
        if body is not None:
            fields["body"] = body
        edited = lesson.replace(**fields) if fields else _in_editor(lesson)
        after = lesson if edited == lesson else journal.lessons.edit(lesson.id, edited)
        if after == lesson:
            narrate("Nothing was changed.")
        else:
            short = journal.lessons.short_id(after.id)
            narrate(f"Changed {short} · {in_short(after.title)}  (undo: retro undo)")


def _in_editor(lesson: Lesson) -> LessonDraft:
    from retro.editor import edit_text, keep_unsaved  # noqa: PLC0415 - only without options
    from retro.lesson_text import parse, render  # noqa: PLC0415

    before = render(lesson)
    after = edit_text(before)
    if not after.strip() or after == before:
        return lesson
    try:
        return parse(after, lesson)
    except RetroError as error:
        error.sentence += f" What you wrote is in {keep_unsaved(after)}."
        raise
