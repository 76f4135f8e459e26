"""``retro show``: a lesson with all that is known about it."""

from collections.abc import Mapping

import click

from retro.cli.claims import claims_as_json, wrong_claims
from retro.cli.framework import Command, open_journal, with_journal_option
from retro.cli.leaving import Leaving
from retro.cli.output import emit_json, emit_rows, lesson_as_json, styled, with_output_options
from retro.cli.streams import show
from retro.display import plain_inline, safe
from retro.errors import PublishRefused
from retro.evidence import describe
from retro.evidence.arithmetic import explained
from retro.journal import Journal
from retro.model import Lesson
from retro.surroundings import ComingBack, Relation, RelationKind

__all__ = ["command"]


@click.command(
    "show", cls=Command, examples=("retro show 7k3m", "retro show 7k3m --history", "retro show 7k3m --json")
)
@click.argument("ids", metavar="ID...", nargs=-1, required=True)
@click.option("--history", "with_history", is_flag=True, help="Also what it said before.")
@with_output_options
@with_journal_option
def command(ids: tuple[str, ...], with_history: bool, as_json: bool, plain: bool) -> None:
    """Show lessons by their ids; the first four characters are enough.

    Private lessons and private passages are left out where the output is a file; a terminal and a pipe
    get them.
    """
    leaving = Leaving()
    with open_journal(writable=False) as journal:
        found = [journal.lessons.get(prefix) for prefix in ids]
        lessons = [lesson for lesson in map(leaving.lesson, found) if lesson is not None]
        if not lessons:
            raise PublishRefused("Nothing was written: what is private does not go into files.")
        short = journal.lessons.short_ids(lesson.id for lesson in lessons)
        if as_json:
            emit_json("lessons", [_as_json(journal, lesson, short[lesson.id], leaving) for lesson in lessons])
        for position, lesson in enumerate(lessons if not as_json else ()):
            if plain:
                emit_rows(_plain(lesson, short[lesson.id]))
                continue
            if position:
                show()
            _print(journal, lesson, short[lesson.id], leaving)
            if with_history:
                _print_history(journal, lesson, leaving)
    leaving.tell()


def _plain(lesson: Lesson, short: str) -> list[tuple[str, str]]:
    """Names and values: what is not known is empty, and lists have commas, as in ``retro list --plain``."""
    fields = lesson_as_json(lesson, short)
    fields |= {
        "themes": ",".join(lesson.themes),
        "people": ",".join(lesson.people),
        "starred": "yes" if lesson.starred else "no",
        "source": lesson.source or "",
        "evidence": "; ".join(describe(item) for item in lesson.evidence),
    }
    return [(name, "" if value is None else str(value)) for name, value in fields.items()]


def _as_json(journal: Journal, lesson: Lesson, short: str, leaving: Leaving) -> dict[str, object]:
    return {
        **lesson_as_json(lesson, short),
        "relations": [
            {
                "kind": relation.kind,
                "source": relation.source_id,
                "target": relation.target_id,
                "when_source": leaving.text(relation.when_source),
                "when_target": leaving.text(relation.when_target),
            }
            for relation in journal.relations.of(lesson.id)
            if not leaving.withholds(_other(journal, lesson, relation))
        ],
        "applications": [
            {
                "outcome": entry.outcome,
                "happened": str(entry.happened),
                "company": entry.company,
                "result": leaving.text(entry.result),
            }
            for entry in journal.applications.of(lesson.id)
        ],
        "posts": [{"title": title, "path": path} for title, path in journal.posts.of_lesson(lesson.id)],
        "review": _review(journal.reviews.coming_back(lesson)),
        "claims": claims_as_json(journal, lesson, leaving),
    }


def _review(returning: ComingBack | None) -> dict[str, object] | None:
    if returning is None:
        return None
    last = returning.last
    return {
        "due": returning.due.isoformat(),
        "answers": returning.answers,
        "last": None if last is None else {"answer": last.answer, "day": last.day.isoformat()},
    }


def _print(journal: Journal, lesson: Lesson, short: str, leaving: Leaving) -> None:
    star = "★ " if lesson.starred else ""
    show(star + styled(plain_inline(lesson.title), bold=True))
    said = [short, str(lesson.kind), lesson.company or "", str(lesson.happened or ""), str(lesson.status)]
    if lesson.visibility == "private":
        said.append("private")
    show(styled(" · ".join(part for part in said if part), dim=True))
    if lesson.themes:
        show(styled(" ".join(f"#{theme}" for theme in lesson.themes), fg="cyan"))
    if lesson.body:
        show("\n" + safe(lesson.body))
    show()
    _print_facts(journal, lesson, leaving)


def _print_facts(journal: Journal, lesson: Lesson, leaving: Leaving) -> None:
    if lesson.trigger:
        _fact("When", lesson.trigger)
    for item in lesson.evidence:
        _fact("Evidence", explained(item))
    for claim in wrong_claims(journal, lesson, leaving):
        _fact("Check", f"{claim.sentence} It is {claim.right}.")
    for relation in journal.relations.of(lesson.id):
        if (said := _relation(journal, lesson, relation, leaving)) is not None:
            _fact(*said)
    for entry in journal.applications.of(lesson.id):
        at = f" at {entry.company}" if entry.company else ""
        result = f": {leaving.text(entry.result)}" if entry.result else ""
        _fact(str(entry.outcome).capitalize(), f"{entry.happened}{at}{result}")
    _print_origin(journal, lesson)


def _print_origin(journal: Journal, lesson: Lesson) -> None:
    """What one looks up rather than reads."""
    if lesson.people:
        _fact("People", ", ".join(lesson.people))
    for title, path in journal.posts.of_lesson(lesson.id):
        _fact("Post", f"{title} ({path})")
    if lesson.source:
        heading = f", under “{lesson.source.heading}”" if lesson.source.heading else ""
        _fact("Source", f"{lesson.source}{heading}")
    if (returning := journal.reviews.coming_back(lesson)) is not None:
        _fact("Review", returning.told(journal.today()))
    _fact("Captured", lesson.created_at[:10])


def _relation(
    journal: Journal, lesson: Lesson, relation: Relation, leaving: Leaving
) -> tuple[str, str] | None:
    """How another lesson stands to this one, with this side's "when"; None where it may not be named."""
    outward = relation.source_id == lesson.id
    other = leaving.lesson(_other(journal, lesson, relation))
    if other is None:
        return None
    label = str(relation.kind).capitalize() if outward else _SEEN_FROM_THE_OTHER[relation.kind]
    when = leaving.text(relation.when_source if outward else relation.when_target)
    return label, f"{journal.lessons.short_id(other.id)} {plain_inline(other.title)}" + (
        f" — {when}" if when else ""
    )


def _other(journal: Journal, lesson: Lesson, relation: Relation) -> Lesson:
    """The lesson at the other end."""
    there = relation.target_id if relation.source_id == lesson.id else relation.source_id
    return journal.lessons.get(there)


_SEEN_FROM_THE_OTHER = {
    RelationKind.SUPPORTS: "Supported by",
    RelationKind.CONTRADICTS: "Contradicts",
    RelationKind.REFINES: "Refined by",
    RelationKind.SUPERSEDES: "Superseded by",
}


def _titled(before: Mapping[str, object], leaving: Leaving) -> str:
    """What a lesson was called; a title of when it was private is as private as it was."""
    if leaving.into_file and before["visibility"] == "private":
        return "private"
    return leaving.text(str(before["title"]))


def _fact(label: str, text: str) -> None:
    show(styled(f"{label:<13} ", dim=True) + styled(text))


def _print_history(journal: Journal, lesson: Lesson, leaving: Leaving) -> None:
    for change in journal.history.of_lesson(journal.lessons.number(lesson.id)):
        before = "new" if change.before is None else f"before: {_titled(change.before, leaving)}"
        _fact(change.made_at[:16].replace("T", " "), f"{change.command or 'outside retro'} · {before}")
