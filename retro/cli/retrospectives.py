"""``retro retrospectives``: those that were held, and what came of them."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click

from retro.cli.commitments import leaving_commitment
from retro.cli.framework import Group, named_path, open_journal, with_journal_option
from retro.cli.leaving import Leaving
from retro.cli.output import (
    emit_json,
    emit_rows,
    fit,
    in_short,
    narrate,
    styled,
    with_output_options,
)
from retro.cli.streams import show, show_data
from retro.errors import NothingFound, PublishRefused, UsageProblem
from retro.surroundings import Answer, Retrospective

if TYPE_CHECKING:
    from retro.practice.retrospectives.summary import Summary

__all__ = ["answers_as_json", "as_it_may_leave", "command", "retrospective_as_json"]


@click.group(
    "retrospectives",
    cls=Group,
    invoke_without_command=True,
    examples=(
        "retro retrospectives",
        "retro retrospectives show 7k3m",
        "retro retrospectives export 7k3m --to blog/_posts --redact all",
        "retro run four-ls --company eks --period 2022..2023",
    ),
)
@with_output_options
@with_journal_option
@click.pass_context
def command(ctx: click.Context, as_json: bool, plain: bool) -> None:
    """List retrospectives, the newest first; show, export, finish and reopen them."""
    if ctx.invoked_subcommand is not None:
        return
    with open_journal(writable=False) as journal:
        found = [
            (each, len(journal.retrospectives.answers(each.id))) for each in journal.retrospectives.all()
        ]
    leaving = Leaving()
    told = [{**retrospective_as_json(each, leaving), "answers": count} for each, count in found]
    if as_json:
        emit_json("retrospectives", told)
    elif plain:
        fields = ("id", "state", "format", "company", "period", "step", "answers")
        emit_rows(["" if each[name] is None else each[name] for name in fields] for each in told)
    else:
        for each in told:
            _show_one(each)
    leaving.tell()
    if not told:
        raise NothingFound("No retrospective was held yet.", hint="retro run --list")


def _show_one(each: dict[str, Any]) -> None:
    state = f"open, at {each['step']}" if each["state"] == "open" else f"finished {each['finished_at'][:10]}"
    facts = [f"@{each['company']}" if each["company"] else "", each["period"] or ""]
    noun = "answer" if each["answers"] == 1 else "answers"
    facts += [f"{each['answers']} {noun}", state]
    said = styled(" · ".join(fact for fact in facts if fact), dim=True)
    show(f"{styled(each['id'][:4], fg='yellow')}  {styled(fit(each['format'], 22), bold=True)}  {said}")


def retrospective_as_json(each: Retrospective, leaving: Leaving) -> dict[str, Any]:
    """A retrospective as ``--json`` prints it."""
    return {
        "id": each.id,
        "format": leaving.text(each.format),
        "company": leaving.text(each.company) if each.company else None,
        "period": None if each.period is None else str(each.period),
        "state": "open" if each.is_open else "finished",
        "step": str(each.step),
        "created_at": each.created_at,
        "finished_at": each.finished_at,
    }


def answers_as_json(answers: Iterable[Answer]) -> list[dict[str, Any]]:
    """Answers as ``--json`` prints them, once they are as they may leave."""
    return [
        {
            "id": each.id,
            "prompt": each.prompt,
            "text": each.text,
            "group": each.group,
            "rank": each.rank,
            "lesson": each.lesson_id,
        }
        for each in answers
    ]


@command.command("show", examples=("retro retrospectives show 7k3m", "retro retrospectives show 7k3m --json"))
@click.argument("retrospective_id", metavar="ID")
@click.option("--json", "as_json", is_flag=True, help="JSON, in a schema that is stable.")
@with_journal_option
def show_one(retrospective_id: str, as_json: bool) -> None:
    """Print what came of a retrospective, as Markdown.

    Into a file goes nothing that is private: no private lesson, no answer that has become one, no private
    passage.
    """
    from retro.practice.retrospectives.formats import read_formats  # noqa: PLC0415
    from retro.practice.retrospectives.session import summary_of  # noqa: PLC0415
    from retro.practice.retrospectives.summary import whole_summary  # noqa: PLC0415

    with open_journal(writable=False) as journal:
        held = journal.retrospectives.get(retrospective_id)
        summary = summary_of(journal, held.id, read_formats().of(held.format))
    leaving = Leaving()
    told = as_it_may_leave(summary, leaving)
    if as_json:
        document = {
            **retrospective_as_json(told.retrospective, leaving),
            "answers": answers_as_json(told.answers),
            "lessons": [each.id for each in told.lessons],
            "commitments": [each.id for each in told.commitments],
        }
        emit_json("retrospective", document)
    else:
        show_data(whole_summary(told), nl=False)
    leaving.tell()


def as_it_may_leave(summary: "Summary", leaving: Leaving) -> "Summary":
    """A summary as it may be printed: into a file goes nothing that is private."""
    from retro.model import Visibility  # noqa: PLC0415 - a list needs no lessons

    held = summary.retrospective
    private = {each.id for each in summary.lessons if each.visibility is Visibility.PRIVATE}
    return summary._replace(
        retrospective=held._replace(company=leaving.text(held.company) if held.company else None),
        answers=tuple(
            each._replace(text=leaving.text(each.text), group=leaving.text(each.group))
            for each in summary.answers
            if not (leaving.into_file and each.lesson_id in private)
        ),
        lessons=tuple(each for each in map(leaving.lesson, summary.lessons) if each is not None),
        commitments=tuple(leaving_commitment(each, leaving) for each in summary.commitments),
    )


@command.command("finish", examples=("retro retrospectives finish 7k3m",))
@click.argument("retrospective_id", metavar="ID")
@with_journal_option
def finish(retrospective_id: str) -> None:
    """Close a retrospective; it can be reopened."""
    with open_journal() as journal:
        held = journal.retrospectives.finish(journal.retrospectives.get(retrospective_id).id)
    narrate(f"Finished {held.id[:4]}.  (undo: retro undo)")


@command.command("reopen", examples=("retro retrospectives reopen 7k3m",))
@click.argument("retrospective_id", metavar="ID")
@with_journal_option
def reopen(retrospective_id: str) -> None:
    """Take up again what was finished."""
    with open_journal() as journal:
        held = journal.retrospectives.reopen(journal.retrospectives.get(retrospective_id).id)
    narrate(f"{held.id[:4]} is open: retro run")


@command.command("rm", examples=("retro retrospectives rm 7k3m",))
@click.argument("retrospective_id", metavar="ID")
@with_journal_option
def remove(retrospective_id: str) -> None:
    """Throw a retrospective away with its answers; its lessons and commitments stay."""
    with open_journal() as journal:
        held = journal.retrospectives.get(retrospective_id)
        count = len(journal.retrospectives.answers(held.id))
        journal.retrospectives.remove(held.id)
    noun = "answer" if count == 1 else "answers"
    narrate(f"Threw {held.id[:4]} away with {count:,} {noun}.  (undo: retro undo)")


@command.command(
    "export",
    examples=(
        "retro retrospectives export 7k3m                        to stdout",
        "retro retrospectives export 7k3m --to blog/_posts --redact all",
        'retro retrospectives export 7k3m --site blog --title "Two years of releases"',
    ),
)
@click.argument("retrospective_id", metavar="ID")
@click.option("--to", metavar="DIR", help="The folder to write to (default: stdout).")
@click.option("--site", metavar="NAME", help="A site of config.toml.")
@click.option("--title", metavar="TEXT", help="The post's title.")
@click.option("--date", metavar="DATE", help="The post's day (default: its latest lesson's).")
@click.option(
    "--redact",
    type=click.Choice(["none", "people", "companies", "all"]),
    help="Whose names are replaced (default: the site's, or none).",
)
@click.option("--force", is_flag=True, help="Overwrite what retro did not write, and what was edited since.")
@with_journal_option
def export(retrospective_id: str, to: str | None, force: bool, **options: Any) -> None:
    """Write a retrospective as a post: its answers and commitments, and its lessons below them.

    What holds for "retro export" holds here: private lessons, the answers that they come from and private
    passages never leave, nor does a post that names someone who never wants to be.
    """
    from retro.cli.post_options import look_over, target_of  # noqa: PLC0415 - only to publish
    from retro.posts.requests import requested  # noqa: PLC0415
    from retro.posts.writing import prepare, write_drafts  # noqa: PLC0415

    folder = None if to in (None, "-") else named_path(str(to), "--to")
    unsaid = {"dialect": None, "category": None, "author": None, "charts": None}
    place = target_of(folder, {**unsaid, "site": options["site"]})
    folder = None if to == "-" else place.folder
    with open_journal(writable=folder is not None) as journal:
        made = requested(journal, _request(journal, retrospective_id, place, options), folder)
        if folder is None:
            look_over(journal, made, made.posts)
            show_data("\n".join(post.text for post in made.posts), nl=False)
            return
        drafts = prepare(journal, made.posts, folder, force=force)
        look_over(journal, made, (draft.shown for draft in drafts))
        for file in write_drafts(journal, drafts, folder):
            narrate(f"{'Wrote' if file.changed else 'Unchanged'} {in_short(str(file.path))}")
            if file.saved:
                narrate(f"What stood there is kept in {file.saved}")
            for each in file.conflicts:
                narrate(f"{file.path}:{each.line}: you changed this, and retro would, too; yours stands.")


def _request(journal: Any, retrospective_id: str, place: Any, options: dict[str, Any]) -> Any:
    """What is to be published of a retrospective.

    Raises:
        PublishRefused: When none of its lessons may be.
        UsageProblem: When the place is for no posts.
    """
    from retro.cli.fields import day  # noqa: PLC0415
    from retro.posts.dialects import JOURNALS, NOTES  # noqa: PLC0415
    from retro.posts.redacting.redactor import Level  # noqa: PLC0415
    from retro.posts.requests import Request  # noqa: PLC0415
    from retro.practice.retrospectives.formats import read_formats  # noqa: PLC0415
    from retro.practice.retrospectives.session import summary_of  # noqa: PLC0415
    from retro.practice.retrospectives.summary import post_intro, purpose_of, title_of  # noqa: PLC0415

    if place.dialect in JOURNALS or place.dialect == NOTES:
        raise UsageProblem(f"A retrospective is written as one post, which {place.dialect} has not.")
    held = journal.retrospectives.get(retrospective_id)
    summary = summary_of(journal, held.id, read_formats().of(held.format))
    if not summary.public_ids:
        raise PublishRefused(
            "Nothing was written: none of its answers has become a lesson that may be published.",
            hint="retro run --from lessons",
        )
    date = options["date"]
    return Request(
        lesson_ids=summary.public_ids,
        intro=post_intro(summary),
        purpose=purpose_of(held),
        template="retrospective",
        title=options["title"] or title_of(summary.how, held),
        date=None if date is None else day(date, journal.today(place.zone)).last_day,
        category=place.category,
        dialect=place.dialect,
        author=place.author,
        taxonomies=place.taxonomies,
        zone=place.zone,
        redact=Level(options["redact"] or (place.site.redact if place.site else "none")),
    )
