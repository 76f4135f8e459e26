"""``retro export``: write lessons as posts for a site."""

import datetime as dt
import sys

import click

from retro.cli.fields import day
from retro.cli.framework import Command, named_path, open_journal, with_journal_option
from retro.cli.output import emit_json, narrate, narrate_all
from retro.display import safe
from retro.errors import NothingFound, PublishRefused, UsageProblem
from retro.journal import Journal
from retro.model import Lesson
from retro.posts.assets import Assets, assets_of, copy_assets, place_for
from retro.posts.composing import Post, Selection, compose, compose_each, post_date, publishable
from retro.posts.grouping import GroupBy
from retro.posts.linting import check, refuse_what_must_not_go_out
from retro.posts.sections import EvidenceAs
from retro.posts.writing import WrittenFile, write_posts
from retro.search import Order, SearchEngine

__all__ = ["command"]


@click.command(
    "export",
    cls=Command,
    examples=(
        'retro export company:eks --to blog/_posts --title "What a release taught me"',
        "retro export theme:trust --group-by year          to stdout",
        "retro export is:starred --each --to blog/_posts   one post a lesson",
    ),
)
@click.argument("query", nargs=-1)
@click.option("--to", metavar="DIR", help="The folder to write to (default: stdout).")
@click.option("--each", is_flag=True, help="One post a lesson.")
@click.option(
    "--group-by",
    type=click.Choice([str(group) for group in GroupBy]),
    help="What the sections are (default: what the template says).",
)
@click.option(
    "--template", metavar="NAME", help="What makes the text: by-company, by-theme, or one of your own."
)
@click.option(
    "--evidence",
    type=click.Choice([str(way) for way in EvidenceAs]),
    default="sentence",
    show_default=True,
    help="How what was measured is told.",
)
@click.option("--title", metavar="TEXT", help="The post's title.")
@click.option("--date", metavar="DATE", help="The post's day (default: its latest lesson's).")
@click.option(
    "--category", default="leadership", show_default=True, metavar="NAME", help="The post's category."
)
@click.option("--tag", "tags", multiple=True, metavar="NAME", help="A tag of the post (default: its themes).")
@click.option(
    "--force", is_flag=True, help="Overwrite files that retro did not write, or that were edited since."
)
@click.option("--json", "as_json", is_flag=True, help="Say as JSON which files were written.")
@with_journal_option
def command(
    query: tuple[str, ...],
    to: str | None,
    each: bool,
    group_by: str | None,
    template: str | None,
    evidence: str,
    title: str | None,
    date: str | None,
    category: str,
    tags: tuple[str, ...],
    force: bool,
    as_json: bool,
) -> None:
    """Write the lessons that a query finds as a Jekyll post, or one a lesson.

    Templates: by-company, by-theme, year-in-review, brag-document, decision-checklist; one-lesson with
    --each. Your own lie in the folder "templates" beside config.toml.

    Private lessons never leave, nor does a post that names someone who never wants to be. A file that
    retro did not write, or that was edited since, is not overwritten. What is written can be imported
    again without loss.
    """
    folder = None if to in (None, "-") else named_path(str(to), "--to")
    if folder is None and as_json:
        raise UsageProblem("--json says which files were written; it needs --to DIR.")
    if each and (said := _said_of_one_post()):
        raise UsageProblem(f"{said} says how one post is made; --each makes one a lesson.")
    text = " ".join(query)
    with open_journal(writable=folder is not None) as journal:
        selection = _selected(journal, text)
        place = None if folder is None else place_for(folder)
        assets = assets_of(selection.lessons)
        lessons = selection.lessons if place is None else assets.placed(selection.lessons, place)
        if each:
            posts = compose_each(
                lessons,
                today=journal.today(),
                category=category,
                tags=tags,
                template=template or "one-lesson",
                evidence_as=EvidenceAs(evidence),
                people=journal.people.all(),
            )
        else:
            posts = (
                compose(
                    lessons,
                    title=title or ("" if template else _title(text)),
                    date=_date(journal, selection.lessons, date),
                    group_by=GroupBy(group_by) if group_by else None,
                    category=category,
                    tags=tags,
                    template=template or "by-company",
                    evidence_as=EvidenceAs(evidence),
                    people=journal.people.all(),
                ),
            )
        if selection.withheld:
            narrate(f"Left out {_counted(selection.withheld, 'private lesson')}.")
        _tell_of_images(assets, copied=place is not None)
        _look_over(journal, posts, lessons)
        if folder is None:
            whole = "\n".join(post.text for post in posts)
            click.echo(safe(whole) if sys.stdout.isatty() else whole, nl=False)
            return
        written = write_posts(journal, posts, folder, query=text, force=force)
        copied = () if place is None else copy_assets(assets.found, place)
        _tell(posts, written, as_json=as_json)
        if copied and place is not None:
            narrate(f"Copied {_counted(len(copied), 'image')} to {place.folder}. {place.hint}".rstrip())


def _tell_of_images(assets: Assets, *, copied: bool) -> None:
    """Which images will be missing, and which are shown from where they are."""
    narrate_all(assets.problems)
    if assets.found and not copied:
        narrate(f"{_counted(len(assets.found), 'image')} not copied; --to DIR takes images along.")


def _said_of_one_post() -> str:
    """Which options were given that mean nothing for one post a lesson."""
    context = click.get_current_context()
    names = {"group_by": "--group-by", "title": "--title", "date": "--date"}
    given = click.core.ParameterSource.COMMANDLINE
    return ", ".join(option for name, option in names.items() if context.get_parameter_source(name) == given)


def _selected(journal: Journal, text: str) -> Selection:
    """The lessons that a query finds and that may leave, oldest first, as a post tells them."""
    results = SearchEngine(journal).find(text, order=Order.DATE)
    if results.notes:
        # Searching may guess; publishing what a guess brought in cannot be taken back.
        raise PublishRefused(f"The query is not exact, so nothing was written. {' '.join(results.notes)}")
    found = [hit.lesson for hit in results.page(0, results.total)][::-1]
    if not found:
        raise NothingFound("No lesson matches, so nothing was written.")
    selection = publishable(found)
    if not selection.lessons:
        raise NothingFound(f"Nothing was written: all that matches is private ({len(found)}).")
    return selection


def _look_over(journal: Journal, posts: tuple[Post, ...], lessons: tuple[Lesson, ...]) -> None:
    """Say what should be looked at, and stop before what must not go out."""
    people = journal.people.all()
    noticed = []
    for post in posts:
        findings = check(post, lessons, today=journal.today(), people=people)
        refuse_what_must_not_go_out(findings)
        noticed += [f"{post.filename}:{each.line}: {each.said} {each.fix} [{each.code}]" for each in findings]
    narrate_all(noticed)


def _title(query: str) -> str:
    return f"Lessons: {query}" if query.strip() else "Lessons learned"


def _date(journal: Journal, lessons: tuple[Lesson, ...], said: str | None) -> dt.date:
    if said is None:
        return post_date(lessons, journal.today())
    return day(said, journal.today()).last_day


def _tell(posts: tuple[Post, ...], written: list[WrittenFile], *, as_json: bool) -> None:
    if as_json:
        emit_json(
            "files",
            [
                {"path": str(file.path), "changed": file.changed, "lessons": list(post.lesson_ids)}
                for post, file in zip(posts, written, strict=True)
            ],
        )
        return
    for post, file in zip(posts, written, strict=True):
        verb = "Wrote" if file.changed else "Unchanged"
        narrate(f"{verb} {file.path}  ({_counted(len(post.lesson_ids), 'lesson')})")


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
