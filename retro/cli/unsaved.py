"""``retro unsaved``: texts that could not be written into the journal when they were meant to."""

from collections.abc import Callable
from pathlib import Path

import click

from retro.cli.framework import Group, journal_path, open_journal, with_journal_option
from retro.cli.leaving import Leaving
from retro.cli.output import emit_json, emit_rows, in_short, narrate, styled, with_output_options
from retro.cli.streams import ask, show
from retro.display import safe_line
from retro.errors import InvalidValue, NothingFound, RetroError, UsageProblem
from retro.journal.identity import SHORTEST_PREFIX
from retro.lesson_text import parse
from retro.model import Lesson, LessonDraft
from retro.unsaved import Unsaved, Waiting, find, folder, waiting

__all__ = ["command", "tell_waiting"]


def tell_waiting(journal: Path) -> None:
    """Say how many texts wait for a journal that can be written again."""
    count = len(_reading(lambda: waiting(journal)))
    if count:
        wait = "1 text that could not be saved waits" if count == 1 else f"{count:,} unsaved texts wait"
        narrate(f"{wait}: “retro unsaved” lists, “retro unsaved add” takes in.")


@click.group(
    "unsaved",
    cls=Group,
    invoke_without_command=True,
    examples=("retro unsaved", "retro unsaved add", "retro unsaved add 3f9c", "retro unsaved drop 3f9c"),
)
@with_output_options
@with_journal_option
@click.pass_context
def command(ctx: click.Context, as_json: bool, plain: bool) -> None:
    """List texts that the journal refused: it was busy, damaged or read-only, or the disk was full.

    Each is in a file of its own, which any editor can change. Nothing else deletes them.
    """
    if ctx.invoked_subcommand is not None:
        return
    mine = str(journal_path().absolute())  # whose texts may be encrypted by its key
    found = _reading(waiting)
    if as_json:
        emit_json("unsaved", [_as_json(each) for each in found])
    elif plain:
        emit_rows((each.name, each.unsaved.kept_at, _title(each.unsaved), each.path) for each in found)
    else:
        for each in found:
            _show(each, mine)
    if not found:
        raise NothingFound("Nothing waits: all that was written is in the journal.")


@command.command("add", examples=("retro unsaved add", "retro unsaved add 3f9c"))
@click.argument("names", metavar="[NAME]...", nargs=-1)
@with_journal_option
def add(names: tuple[str, ...]) -> None:
    """Take texts into the journal: all that were meant for it, or those that are named.

    Doing so again adds nothing; an edit changes only what was changed then.
    """
    from retro.journal.unsaved_lessons import take_in  # noqa: PLC0415 - only to take in

    path = journal_path()
    found = _reading(lambda: find(names) if names else waiting(path))
    if not found:
        raise NothingFound("Nothing waits for this journal.", hint="retro unsaved")
    stayed = 0
    with open_journal(create=True) as journal:
        for each in found:
            try:
                taken = take_in(journal, each.unsaved)
            except (InvalidValue, NothingFound) as error:
                stayed += 1
                narrate(in_short(f"{each.name} stays in {each.path}: {error.sentence}"))
                continue
            _remove(each)
            short = journal.lessons.short_id(taken.lesson.id)
            if taken.was_there:
                narrate(f"{short} · {in_short(taken.lesson.title)}: it was in the journal already.")
                continue
            verb = "Changed" if each.unsaved.fields else "Added"
            narrate(f"{verb} {short} · {in_short(taken.lesson.title)}  (undo: retro undo)")
            if taken.changed_since:
                narrate(f"It had been changed since; what it said is kept: retro show {short} --history")
    if stayed == len(found):
        raise UsageProblem("Nothing was taken in.")


@command.command("drop", examples=("retro unsaved drop 3f9c", "retro unsaved drop 3f9c --yes"))
@click.argument("names", metavar="NAME...", nargs=-1, required=True)
@click.option("-y", "--yes", is_flag=True, help="Do not ask.")
def drop(names: tuple[str, ...], yes: bool) -> None:
    """Delete texts for good, after asking."""
    journal_path()  # whose key may be asked for
    for each in _reading(lambda: find(names)):
        if not yes:
            title = safe_line(in_short(each.unsaved.title))
            ask(f"Delete “{title}” for good?", abort=True)
        _remove(each)
        narrate(f"Deleted {each.name} · {in_short(each.unsaved.title)}")


def _reading(read: Callable[[], list[Waiting]]) -> list[Waiting]:
    try:
        return read()
    except OSError as error:
        raise UsageProblem(f"{folder()} cannot be read: {error.strerror}.") from error


def _remove(each: Waiting) -> None:
    try:
        each.path.unlink(missing_ok=True)
    except OSError as error:
        raise UsageProblem(f"{each.path} could not be deleted: {error.strerror}.") from error


def _title(unsaved: Unsaved) -> str:
    """Its title, as far as it may be printed: of what is private nothing goes into a file."""
    leaving = Leaving()
    if not leaving.into_file:
        return unsaved.title
    try:
        draft = parse(unsaved.text, LessonDraft(""))
    except RetroError:
        return ""
    values = {name: getattr(draft, name) for name in LessonDraft.field_names}
    public = leaving.lesson(Lesson(**values, id="", created_at="", updated_at=""))
    return "" if public is None else public.title


def _what(unsaved: Unsaved) -> str:
    if not unsaved.lesson_id:
        return "text"
    return f"edit of {unsaved.lesson_id[:SHORTEST_PREFIX]}" if unsaved.fields else "lesson"


def _as_json(each: Waiting) -> dict[str, object]:
    return {
        "name": each.name,
        "path": str(each.path),
        "title": _title(each.unsaved),
        "journal": each.unsaved.journal,
        "lesson_id": each.unsaved.lesson_id,
        "fields": each.unsaved.fields,
        "kept_at": each.unsaved.kept_at,
    }


def _show(each: Waiting, mine: str) -> None:
    elsewhere = each.unsaved.journal not in ("", mine)
    said = [_what(each.unsaved), each.unsaved.kept_at[:10], *([each.unsaved.journal] if elsewhere else [])]
    about = styled(" · ".join(part for part in said if part), dim=True)
    show(f"{styled(each.name, fg='yellow')}  {styled(in_short(_title(each.unsaved)), bold=True)}  {about}")
    show(f"      {styled(str(each.path), dim=True)}")
