"""The options that say what a post is to be, shared by ``export`` and ``preview``."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from retro.cli.fields import day
from retro.cli.output import narrate, narrate_all
from retro.errors import MustNotLeave, UsageProblem
from retro.journal import Journal
from retro.posts.checks import Finding, Known, Preflight, refuse_what_must_not_go_out, severity
from retro.posts.composing import Post
from retro.posts.dialects import JOURNALS, NAMES, NOTES
from retro.posts.grouping import GroupBy
from retro.posts.looking_over import looked_over
from retro.posts.redacting.leaks import Leak
from retro.posts.redacting.redactor import Level
from retro.posts.requests import Request, Requested
from retro.posts.sections import EvidenceAs
from retro.posts.sites import Target, target
from retro.settings import read_settings

__all__ = ["look_over", "request_of", "target_of", "with_post_options"]

F = TypeVar("F", bound=Callable[..., Any])


def with_post_options(function: F) -> F:
    """Add the options; ``request_of`` reads them."""
    for option in (
        click.option("--unpublished", is_flag=True, help="Only lessons that are in no post yet."),
        click.option(
            "--tag", "tags", multiple=True, metavar="NAME", help="A tag of the post (default: its themes)."
        ),
        click.option("--author", metavar="NAME", help="The post's author (default: the site's)."),
        click.option(
            "--category", metavar="NAME", help="The post's category (default: the site's, or leadership)."
        ),
        click.option("--date", metavar="DATE", help="The post's day (default: its latest lesson's)."),
        click.option("--title", metavar="TEXT", help="The post's title."),
        click.option(
            "--evidence",
            type=click.Choice([str(way) for way in EvidenceAs]),
            default="sentence",
            show_default=True,
            help="How what was measured is told.",
        ),
        click.option(
            "--charts/--no-charts",
            default=None,
            help="Draw what was measured as pictures beside the post, too (default: the site's, or none).",
        ),
        click.option(
            "--group-by",
            type=click.Choice([str(group) for group in GroupBy]),
            help="What the sections are (default: what the template says).",
        ),
        click.option(
            "--template",
            metavar="NAME",
            help="What makes the text: by-company, by-theme, or one of your own.",
        ),
        click.option(
            "--redact",
            type=click.Choice([str(level) for level in Level]),
            help="Whose names are replaced by pseudonyms and roles: people's who have not agreed to be named,"
            " companies', or everyone's (default: the site's, or none).",
        ),
        click.option("--each", is_flag=True, help="One post a lesson."),
        click.option(
            "--dialect",
            type=click.Choice(NAMES),
            help="What it is written for (default: what the folder is, else jekyll).",
        ),
        click.option(
            "--site", metavar="NAME", help="A site of config.toml: where it lies, and how it is written for."
        ),
    ):
        function = option(function)
    return function


def target_of(folder: Path | None, options: dict[str, Any]) -> Target:
    """Where it goes and how, by what was said, by the settings and by what lies there.

    Raises:
        UsageProblem: When there is no such site, or the settings are wrong.
    """
    return target(
        folder,
        read_settings(),
        site=options["site"],
        dialect=options["dialect"],
        category=options["category"],
        author=options["author"],
        charts=options["charts"],
    )


def request_of(journal: Journal, query: tuple[str, ...], options: dict[str, Any], place: Target) -> Request:
    """What was asked for.

    Raises:
        UsageProblem: When options were given that mean nothing for what is to be written.
    """
    _refuse_what_means_nothing(place.dialect, each=options["each"])
    date = options["date"]
    return Request(
        query=" ".join(query),
        each=options["each"],
        unpublished=options["unpublished"],
        template=options["template"] or "",
        title=options["title"] or "",
        date=None if date is None else day(date, journal.today(place.zone)).last_day,
        group_by=GroupBy(options["group_by"]) if options["group_by"] else None,
        category=place.category,
        tags=options["tags"],
        evidence_as=EvidenceAs(options["evidence"]),
        dialect=place.dialect,
        author=place.author,
        taxonomies=place.taxonomies,
        zone=place.zone,
        redact=Level(options["redact"] or (place.site.redact if place.site else "none")),
        charts=place.charts,
    )


def look_over(journal: Journal, made: Requested, posts: Iterable[Post]) -> None:
    """Say what should be looked at, and stop before what must not go out.

    Args:
        journal: Knows who is who.
        made: What was asked for.
        posts: Its posts as they would be written.

    Raises:
        MustNotLeave: When a post must not be written; with all places in all posts.
    """
    if said := str(made.redaction):
        narrate(said)
    narrate_all([*made.images.problems, *made.images.charts.problems])
    guard, known = made.guard, Known.of(journal, made.lessons, made.small)
    by_id = {lesson.id: lesson for lesson in made.lessons}
    leaks: list[Leak] = []
    found: list[tuple[str, Finding]] = []
    if made.texts:
        # One file with all lessons of a journal: nobody knows where in it a text stands.
        seen = Preflight(known).texts(made.texts)
        for post in posts:
            leaks += guard.of_file(post.filename, post.text.encode())
            found += [(post.filename, finding) for finding in seen]
    else:
        inside = ((post, tuple(by_id[each] for each in post.lesson_ids if each in by_id)) for post in posts)
        for each in looked_over(inside, len(made.posts), guard, known):
            leaks += each.leaks
            for finding in each.findings:
                whose = f" ({journal.lessons.short_id(finding.lesson_id)})" if finding.lesson_id else ""
                found.append((f"{each.post.filename}:{finding.line}{whose}", finding))
    _refuse_leaks(made.level, [*leaks, *guard.leaks(made.images.contents)])
    found.sort(key=lambda each: severity(each[1].code))
    refuse_what_must_not_go_out(found)
    narrate_all([f"{where}: {each.said} {each.fix} [{each.code}]" for where, each in found])


def _refuse_leaks(level: Level, leaks: Sequence[Leak]) -> None:
    """Stop before anything goes out that must not, and say where it is."""
    if not leaks:
        return
    unnamed = level in {Level.PEOPLE, Level.ALL} or all(leak.code != "never-named" for leak in leaks)
    raise MustNotLeave(tuple(map(str, leaks)), hint="" if unnamed else "retro export --redact people")


_OF_ONE_POST = {"group_by": "--group-by", "title": "--title", "date": "--date"}
_OF_POSTS = {
    **_OF_ONE_POST,
    "template": "--template",
    "evidence": "--evidence",
    "category": "--category",
    "author": "--author",
}
_OF_FILES = {**_OF_POSTS, "each": "--each", "tags": "--tag", "charts": "--charts"}


def _refuse_what_means_nothing(dialect: str, *, each: bool) -> None:
    """Stop at options that say how something is made which is not made."""
    if dialect in JOURNALS and (said := _said(_OF_FILES)):
        raise UsageProblem(f"{said} says how posts are made; {dialect} is one file of all lessons.")
    if dialect == NOTES and (said := _said(_OF_POSTS)):
        raise UsageProblem(f"{said} says how posts are made; {dialect} has a note for each lesson.")
    if each and (said := _said(_OF_ONE_POST)):
        raise UsageProblem(f"{said} says how one post is made; --each makes one a lesson.")


def _said(names: Mapping[str, str]) -> str:
    """Which of the options were given."""
    context = click.get_current_context()
    given = click.core.ParameterSource.COMMANDLINE
    return ", ".join(option for name, option in names.items() if context.get_parameter_source(name) == given)
