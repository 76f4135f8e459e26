"""``retro edit``: change a lesson, in the editor or by options."""

from typing import Any

import click

from retro.cli.fields import fields_given, with_field_options
from retro.cli.framework import Command, journal_path, open_journal, with_journal_option
from retro.cli.output import in_short, narrate
from retro.errors import JournalUnusable, RetroError
from retro.journal.history import utc_now
from retro.model import Lesson, LessonDraft

__all__ = ["command", "in_editor"]


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
    said = {name: value for name, value in (("title", title), ("body", body)) if value is not None}
    lesson: Lesson | None = None
    edited: LessonDraft | None = None
    after: Lesson | None = None
    try:
        with open_journal() as journal:
            lesson = journal.lessons.get(lesson_id)
            fields = {**fields_given(options, journal.today()), **said}
            edited = lesson.replace(**fields) if fields else in_editor(lesson)
            after = lesson if edited == lesson else journal.lessons.edit(lesson.id, edited)
            if after == lesson:
                narrate("Nothing was changed.")
            else:
                short = journal.lessons.short_id(after.id)
                narrate(f"Changed {short} · {in_short(after.title)}  (undo: retro undo)")
    except (JournalUnusable, KeyboardInterrupt) as error:
        if lesson is not None and edited is not None and after is None:
            _keep(error, lesson.id, edited, lesson)
        elif lesson is None:
            fields = {**fields_given(options, utc_now().astimezone().date()), **said}
            if _TEXTS & fields.keys():
                _keep(error, lesson_id, LessonDraft("(as it was)").replace(**fields), None, tuple(fields))
        raise


_TEXTS = {"title", "body", "trigger"}
"""What one would have to write again; everything else is a word on the command line."""


def _keep(
    error: BaseException,
    lesson_id: str,
    edited: LessonDraft,
    before: Lesson | None,
    fields: tuple[str, ...] = (),
) -> None:
    """Keep an edit that could not be made, and say where; making it again later changes nothing more."""
    from retro.cli.refused import tell  # noqa: PLC0415 - only where a journal refuses
    from retro.journal.unsaved_lessons import edited_fields, keep_edit  # noqa: PLC0415

    changed = fields if before is None else edited_fields(before, edited)
    if changed:
        tell(error, keep_edit(journal_path(), lesson_id, edited, changed))


def in_editor(lesson: Lesson) -> LessonDraft:
    """The lesson as its user's editor left it; itself where nothing was changed, or all was deleted.

    Raises:
        RetroError: When the text is no lesson any more; it is kept in a file then.
    """
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
