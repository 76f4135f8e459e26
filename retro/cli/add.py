"""``retro add``: capture a lesson in seconds."""

import datetime as dt
import sys
from typing import TYPE_CHECKING, Any

import click

from retro.cli.fields import fields_given, with_field_options
from retro.cli.framework import Command, journal_path, open_journal, with_journal_option
from retro.cli.output import (
    MOST_NOTES,
    emit_json,
    emit_rows,
    in_short,
    lesson_as_json,
    narrate,
    narrate_all,
    with_output_options,
)
from retro.errors import JournalUnusable, RetroError, UsageProblem
from retro.journal import Journal
from retro.journal.identity import new_id
from retro.journal.lessons import Added
from retro.model import Lesson, LessonDraft

if TYPE_CHECKING:
    from retro.capture import Capture

__all__ = ["command"]


@click.command(
    "add",
    cls=Command,
    examples=(
        'retro add "Boil the frog. Pitch in milestones @eks #trust #change !mistake"',
        'retro add "last friday: Pro tip: take the day off before you yell *"',
        "retro add                              asks, so nothing needs quoting",
        "retro add -e                           opens your editor",
        "pbpaste | retro add --company eks",
    ),
)
@click.argument("text", nargs=-1)
@click.option("-e", "--edit", "in_editor", is_flag=True, help="Write it in $VISUAL or $EDITOR.")
@with_field_options
@with_output_options
@with_journal_option
def command(text: tuple[str, ...], in_editor: bool, as_json: bool, plain: bool, **options: Any) -> None:
    """Capture a lesson.

    @company, #theme/with/levels and !kind (lesson, mistake, win, tip, practice, outcome, quote) anywhere; a
    date before a colon ("yesterday:", "2021-06:", "mid 2018:"); "Lesson learned:", "Pro tip:" or "Mistake:"
    at the start also say the kind; a * at the start or end stars it. The first sentence or line is the
    title. Without text it asks for one line, or reads what is piped in. In most shells # and ! need quotes.
    """
    lesson_id = new_id()
    given: str | None = None
    added: Added | None = None
    try:
        with open_journal(create=True) as journal:
            given = _text(text, in_editor=in_editor)
            capture, draft = _understood(given, options, journal.today(), in_editor=in_editor)
            added = journal.lessons.add(draft, lesson_id=lesson_id)
            short = journal.lessons.short_id(added.lesson.id)
            if as_json or plain:
                _emit(added.lesson, short, as_json=as_json)
            narrate_all(capture.notes)
            _tell(journal, added, short)
    except (JournalUnusable, KeyboardInterrupt) as error:
        if added is None:
            _keep(error, given if given is not None else _at_hand(text), options, lesson_id)
        raise


def _understood(
    given: str, options: dict[str, Any], today: dt.date, *, in_editor: bool = False
) -> tuple["Capture", LessonDraft]:
    """What a text and the options mean; what the editor has written is kept where they mean nothing."""
    from retro.capture import parse  # noqa: PLC0415

    try:
        capture = parse(given, today)
        return capture, capture.draft.replace(**fields_given(options, today))
    except RetroError as error:
        if in_editor and given.strip():
            from retro.editor import keep_unsaved  # noqa: PLC0415

            error.sentence += f" What you wrote is in {keep_unsaved(given)}."
        raise


def _at_hand(words: tuple[str, ...]) -> str:
    """What there is to add where the journal could not even be opened: nobody is asked for it then."""
    text = " ".join(words)
    if (not text.strip() or text == "-") and not sys.stdin.isatty():
        return sys.stdin.buffer.read().decode("utf-8", "replace")
    return text


def _keep(error: BaseException, given: str, options: dict[str, Any], lesson_id: str) -> None:
    """Keep what could not be added, and say where; that it has an id already lets it come in only once."""
    if not given.strip():
        return
    from retro.cli.refused import keep_words, tell  # noqa: PLC0415 - only where a journal refuses
    from retro.journal.history import utc_now  # noqa: PLC0415
    from retro.journal.unsaved_lessons import keep_new  # noqa: PLC0415

    try:
        _, draft = _understood(given, options, utc_now().astimezone().date())
    except RetroError as unclear:
        tell(error, f"{unclear.sentence} {keep_words(given)}")
    else:
        tell(error, keep_new(journal_path(), draft, lesson_id))


def _emit(added: Lesson, short: str, *, as_json: bool) -> None:
    """Print what was added: of a private lesson a file gets the id alone."""
    from retro.cli.leaving import Leaving  # noqa: PLC0415 - only for scripts

    lesson = Leaving().lesson(added)
    if not as_json:
        emit_rows([[added.id, "" if lesson is None else lesson.title]])
    elif lesson is None:
        emit_json("lesson", {"id": added.id, "short_id": short, "visibility": added.visibility})
    else:
        emit_json("lesson", lesson_as_json(lesson, short))


def _text(words: tuple[str, ...], *, in_editor: bool) -> str:
    text = " ".join(words)
    if text == "-":
        return _read_pipe()
    if in_editor:
        from retro.editor import edit_text  # noqa: PLC0415

        text = edit_text(text)
        if not text.strip():
            raise UsageProblem("Nothing was written, so nothing was added.")
        return text
    if text.strip():
        return text
    if sys.stdin.isatty():
        return str(click.prompt("What did you learn?", prompt_suffix=" ", err=True))
    return _read_pipe()


def _read_pipe() -> str:
    text = sys.stdin.buffer.read().decode("utf-8", "replace")
    if not text.strip():
        raise UsageProblem("There is no lesson in it: the input is empty.", hint='retro add "What I learned"')
    return text


def _tell(journal: Journal, added: Added, short: str) -> None:
    """Say what was understood, on one line, and what may be a slip."""
    lesson = added.lesson
    parts = [f"Added {short}", lesson.kind, *_said(lesson)]
    narrate(in_short(" · ".join(parts)) + "  (undo: retro undo)")
    new = [] if added.new_company is None else [("company", "companies", "@", added.new_company)]
    new += [("theme", "themes", "#", theme) for theme in added.new_themes]
    plainly_new: list[str] = []
    slips: list[str] = []
    for noun, plural, sign, name in new:
        names = journal.companies.all_names() if sign == "@" else journal.themes.all_names()
        near = None if len(slips) == MOST_NOTES else _near(name, [other for other in names if other != name])
        if near is None:
            plainly_new.append(f"{sign}{name}")
        else:
            import shlex  # noqa: PLC0415 - only for a slip

            mend = f"retro {plural} merge {shlex.quote(name)} {shlex.quote(near)}"
            slips.append(f"{sign}{name} is a new {noun}. Did you mean {near}?  ({mend})")
    for slip in slips:
        narrate(slip)
    if plainly_new:
        narrate(in_short(f"New: {' '.join(plainly_new)}"))
    for twin in journal.fulltext.near_duplicates(lesson, but=lesson.id):
        narrate(in_short(f"Nearly the same as {journal.lessons.short_id(twin.id)}: {twin.title}"))


def _said(draft: LessonDraft | Lesson) -> list[str]:
    said = []
    if draft.company:
        said.append(f"@{draft.company}")
    if draft.themes:
        said.append(" ".join(f"#{theme}" for theme in draft.themes))
    if draft.happened:
        said.append(str(draft.happened))
    if draft.starred:
        said.append("starred")
    if draft.visibility == "private":
        said.append("private")
    return said


def _near(name: str, others: list[str]) -> str | None:
    """The old name that a new one is probably a slip of."""
    if not others:
        return None
    from retro.search.suggestions import similar_names  # noqa: PLC0415 - loads rapidfuzz

    return similar_names(name, others)
