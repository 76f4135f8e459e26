"""The options that say what a post is to be, shared by ``export`` and ``preview``."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import click

from retro.cli.fields import day
from retro.cli.output import narrate_all
from retro.errors import UsageProblem
from retro.journal import Journal
from retro.model import Lesson
from retro.posts.checks import Finding, Known, Preflight, refuse_what_must_not_go_out, severity
from retro.posts.composing import Post
from retro.posts.grouping import GroupBy
from retro.posts.requests import Request
from retro.posts.sections import EvidenceAs

__all__ = ["look_over", "request_of", "with_post_options"]

F = TypeVar("F", bound=Callable[..., Any])


def with_post_options(function: F) -> F:
    """Add the options; ``request_of`` reads them."""
    for option in (
        click.option("--unpublished", is_flag=True, help="Only lessons that are in no post yet."),
        click.option(
            "--tag", "tags", multiple=True, metavar="NAME", help="A tag of the post (default: its themes)."
        ),
        click.option(
            "--category",
            default="leadership",
            show_default=True,
            metavar="NAME",
            help="The post's category.",
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
            "--group-by",
            type=click.Choice([str(group) for group in GroupBy]),
            help="What the sections are (default: what the template says).",
        ),
        click.option(
            "--template",
            metavar="NAME",
            help="What makes the text: by-company, by-theme, or one of your own.",
        ),
        click.option("--each", is_flag=True, help="One post a lesson."),
    ):
        function = option(function)
    return function


def request_of(journal: Journal, query: tuple[str, ...], options: dict[str, Any]) -> Request:
    """What was asked for.

    Raises:
        UsageProblem: When options were given that mean nothing for one post a lesson.
    """
    if options["each"] and (said := _said_of_one_post()):
        raise UsageProblem(f"{said} says how one post is made; --each makes one a lesson.")
    date = options["date"]
    return Request(
        query=" ".join(query),
        each=options["each"],
        unpublished=options["unpublished"],
        template=options["template"] or "",
        title=options["title"] or "",
        date=None if date is None else day(date, journal.today()).last_day,
        group_by=GroupBy(options["group_by"]) if options["group_by"] else None,
        category=options["category"],
        tags=options["tags"],
        evidence_as=EvidenceAs(options["evidence"]),
    )


def look_over(journal: Journal, posts: Sequence[Post], lessons: Sequence[Lesson]) -> None:
    """Say what should be looked at, and stop before what must not go out.

    Raises:
        MustNotLeave: When a post must not be written; with all places in all posts.
    """
    preflight, by_id = Preflight(Known.of(journal, lessons)), {lesson.id: lesson for lesson in lessons}
    found: list[tuple[str, Finding]] = []
    for post in posts:
        inside = [by_id[lesson_id] for lesson_id in post.lesson_ids if lesson_id in by_id]
        for finding in preflight.post(post, inside):
            whose = f" ({journal.lessons.short_id(finding.lesson_id)})" if finding.lesson_id else ""
            found.append((f"{post.filename}:{finding.line}{whose}", finding))
    found.sort(key=lambda each: severity(each[1].code))
    refuse_what_must_not_go_out(found)
    narrate_all([f"{where}: {each.said} {each.fix} [{each.code}]" for where, each in found])


def _said_of_one_post() -> str:
    """Which options were given that mean nothing for one post a lesson."""
    context = click.get_current_context()
    names = {"group_by": "--group-by", "title": "--title", "date": "--date"}
    given = click.core.ParameterSource.COMMANDLINE
    return ", ".join(option for name, option in names.items() if context.get_parameter_source(name) == given)
