"""``retro purge``: lessons deleted for good."""

import sys
from typing import TYPE_CHECKING, Any

import click

from retro.cli.framework import Command, open_journal, with_journal_option
from retro.cli.output import emit_json, in_short, narrate, narrate_all
from retro.cli.streams import ask
from retro.errors import AmbiguousId, InvalidValue, NothingFound, UsageProblem
from retro.journal.identity import id_prefix

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retro.journal import Journal
    from retro.journal.purging.purge import Purged

__all__ = ["command"]


@click.command(
    "purge",
    cls=Command,
    examples=("retro purge 7k3m", "retro purge company:eks --yes", "retro purge 7k3m --backups"),
)
@click.argument("words", metavar="[ID... | QUERY]", nargs=-1)
@click.option("--also-kept", is_flag=True, help="Also lessons that are not deleted.")
@click.option("--backups", is_flag=True, help="Take them out of the backups as well.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--finish", is_flag=True, help="Empty the log that another program kept from being emptied.")
@click.option("--json", "as_json", is_flag=True, help="JSON, in a schema that is stable.")
@with_journal_option
def command(
    words: tuple[str, ...], also_kept: bool, backups: bool, yes: bool, finish: bool, as_json: bool
) -> None:
    """Delete lessons for good: their text, their history, drafts of them, and what posts and imports told.

    It takes lessons that are deleted already ("retro rm"), by their ids or by a query. No undo brings them
    back. Backups keep them unless you say --backups; it tells which ones do. Posts that you have published,
    files that you have imported and copies elsewhere are yours to delete: it tells where they are.
    """
    with open_journal() as journal:
        if finish:
            if words:
                raise UsageProblem("--finish goes with no lesson: it finishes what was begun.")
            _exit_if(journal.purging.finish())
            narrate("The journal was written anew, and its log is empty.")
            return
        ids = _chosen(journal, words, also_kept=also_kept)
        if not (yes or _agreed(journal, ids, backups=backups)):
            narrate("Nothing was deleted.")
            click.get_current_context().exit(1)
        purged = journal.purging.purge(ids, with_backups=backups)
        if as_json:
            emit_json("purged", _as_json(purged))
        _tell(purged)
    _exit_if(purged.unfinished or bool(purged.left))


def _exit_if(unfinished: str | bool) -> None:
    """Leave with 1 where something is left to be done."""
    if isinstance(unfinished, str) and unfinished:
        narrate(f"{unfinished} Close it, then: retro purge --finish")
    if unfinished:
        click.get_current_context().exit(1)


def _chosen(journal: "Journal", words: "Sequence[str]", *, also_kept: bool) -> list[str]:
    """The ids of the lessons that are meant.

    Raises:
        UsageProblem: When nothing is named, or a lesson that is not deleted.
        NothingFound: When nothing fits.
    """
    if not words:
        raise UsageProblem("Say which lessons: ids, or a query.", hint="retro list is:deleted")
    found = [_known(journal, word) for word in words]
    ids = [lesson_id for lesson_id in found if lesson_id is not None]
    if len(ids) < len(words):
        return _asked_for(journal, " ".join(words), also_kept=also_kept)
    for lesson_id in ids:
        lesson = journal.lessons.find(lesson_id)
        if lesson is not None and lesson.deleted_at is None and not also_kept:
            short = journal.lessons.short_id(lesson_id)
            raise UsageProblem(
                f"Lesson {short} is not deleted; --also-kept takes it all the same.", f"retro rm {short}"
            )
    return list(dict.fromkeys(ids))


def _known(journal: "Journal", word: str) -> str | None:
    try:
        found = journal.purging.known(id_prefix(word))
    except InvalidValue:
        return None
    if len(found) > 1:
        raise AmbiguousId(
            f"“{word}” could be {len(found)} lessons.", tuple((each, "") for each in found[:10])
        )
    return found[0] if found else None


def _asked_for(journal: "Journal", query: str, *, also_kept: bool) -> list[str]:
    from retro.search import SearchEngine  # noqa: PLC0415 - ids need no search

    engine = SearchEngine(journal)
    found = []
    for asked in (f"{query} is:deleted", query) if also_kept else (f"{query} is:deleted",):
        results = engine.find(asked)
        found += [hit.lesson.id for hit in results.page(0, results.total)]
    if not found:
        raise NothingFound(f"No deleted lesson matches “{query}”.", hint="retro list is:deleted")
    return list(dict.fromkeys(found))


def _agreed(journal: "Journal", ids: "Sequence[str]", *, backups: bool) -> bool:
    """Ask, having shown what is to go.

    Raises:
        UsageProblem: Where nobody can answer.
    """
    if not sys.stdin.isatty():
        raise UsageProblem("Nobody can be asked here; --yes deletes for good without asking.")
    lessons = [(each, journal.lessons.find(each)) for each in ids]
    narrate_all(
        [f"{each}  {in_short('(gone)' if lesson is None else lesson.title)}" for each, lesson in lessons]
    )
    number = "this lesson" if len(ids) == 1 else f"these {len(ids):,} lessons"
    where = ", also from every backup" if backups else ""
    return ask(f"Delete {number} for good{where}? No undo brings them back")


def _tell(purged: "Purged") -> None:
    count = len(purged.removed.ids)
    narrate(f"Deleted for good: {'1 lesson' if count == 1 else f'{count:,} lessons'}.")
    narrate_all([f"Taken out of the backup {each.name}" for each in purged.purged_backups])
    narrate_all([f"Taken out of {path}, too" for path in purged.cleared])
    narrate_all([f"Still there, since it is yours: {path}, a post" for path in sorted(purged.removed.posts)])
    narrate_all(
        [f"Still there, since it is yours: {path}, imported" for path in sorted(purged.removed.sources)]
    )
    narrate_all(
        [
            f"Another copy of the journal holds it: {path}. Delete it, or purge it there, too (--journal)."
            for path in purged.copies
        ]
    )
    if purged.holding:
        narrate_all([f"The backup {each.name} still holds it." for each in purged.holding])
        narrate(f"Take it out of them, too: retro purge --backups {' '.join(sorted(purged.removed.ids)[:5])}")
    narrate_all(
        [
            f"The backup {each.name} is encrypted, cannot be opened here, and may still hold it."
            for each in purged.locked
        ]
    )
    narrate_all([f"Some of the text was found in {path} all the same." for path in purged.left])


def _as_json(purged: "Purged") -> dict[str, Any]:
    return {
        "ids": sorted(purged.removed.ids),
        "posts": sorted(purged.removed.posts),
        "sources": sorted(purged.removed.sources),
        "cleared": [str(path) for path in purged.cleared],
        "backups_purged": [str(each.path) for each in purged.purged_backups],
        "backups_holding": [str(each.path) for each in purged.holding],
        "backups_locked": [str(each.path) for each in purged.locked],
        "copies": [str(path) for path in purged.copies],
        "left": [str(path) for path in purged.left],
        "unfinished": purged.unfinished,
    }
