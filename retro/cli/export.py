"""``retro export``: write lessons as posts for a site."""

import sys
from collections.abc import Sequence
from difflib import unified_diff

import click

from retro.cli.fields import day
from retro.cli.framework import Command, named_path, open_journal, with_journal_option
from retro.cli.output import emit_json, narrate, narrate_all, styled
from retro.display import safe, safe_line
from retro.errors import UsageProblem
from retro.journal import Journal
from retro.model import Lesson
from retro.posts.composing import Post
from retro.posts.grouping import GroupBy
from retro.posts.linting import check, refuse_what_must_not_go_out
from retro.posts.requests import Request, requested
from retro.posts.sections import EvidenceAs
from retro.posts.writing import Draft, WrittenFile, prepare, write_drafts

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
@click.option("--force", is_flag=True, help="Overwrite what retro did not write, and what was edited since.")
@click.option("--unpublished", is_flag=True, help="Only lessons that are in no post yet.")
@click.option("--diff", is_flag=True, help="Show what would change in the files, and write nothing.")
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
    unpublished: bool,
    diff: bool,
    as_json: bool,
) -> None:
    """Write the lessons that a query finds as a Jekyll post, or one a lesson.

    Templates: by-company, by-theme, year-in-review, brag-document, decision-checklist; one-lesson with
    --each. Your own lie in the folder "templates" beside config.toml.

    Private lessons never leave, nor does a post that names someone who never wants to be. The same query
    and title update the same file, and what you changed in it stays; a file that retro did not write is
    not overwritten. What is written can be imported again without loss.
    """
    folder = None if to in (None, "-") else named_path(str(to), "--to")
    if folder is None and (as_json or diff):
        raise UsageProblem(f"{'--json' if as_json else '--diff'} is about files; it needs --to DIR.")
    if each and (said := _said_of_one_post()):
        raise UsageProblem(f"{said} says how one post is made; --each makes one a lesson.")
    with open_journal(writable=folder is not None and not diff) as journal:
        request = Request(
            query=" ".join(query),
            each=each,
            unpublished=unpublished,
            template=template or "",
            title=title or "",
            date=None if date is None else day(date, journal.today()).last_day,
            group_by=GroupBy(group_by) if group_by else None,
            category=category,
            tags=tags,
            evidence_as=EvidenceAs(evidence),
        )
        made = requested(journal, request, folder)
        if made.withheld:
            narrate(f"Left out {_counted(made.withheld, 'private lesson')}.")
        if folder is None:
            _look_over(journal, made.posts, made.lessons)
            whole = "\n".join(post.text for post in made.posts)
            click.echo(safe(whole) if sys.stdout.isatty() else whole, nl=False)
            return
        drafts = prepare(journal, made.posts, folder, force=force)
        _look_over(journal, [draft.shown for draft in drafts], made.lessons)
        if diff:
            _show(drafts)
        else:
            _tell(made.posts, write_drafts(journal, drafts, folder, query=request.query), as_json=as_json)


def _show(drafts: Sequence[Draft]) -> None:
    """What would change in the files, as a unified diff."""
    for draft in drafts:
        before = (draft.before or b"").decode("utf-8", "replace")
        names = ("/dev/null" if draft.before is None else str(draft.path), str(draft.path))
        for line in unified_diff(before.splitlines(), draft.text.splitlines(), *names, lineterm=""):
            click.echo(styled(safe_line(line), fg=_COLOURS.get(line[:1]), bold=line[:3] in {"+++", "---"}))


_COLOURS = {"+": "green", "-": "red", "@": "cyan"}


def _said_of_one_post() -> str:
    """Which options were given that mean nothing for one post a lesson."""
    context = click.get_current_context()
    names = {"group_by": "--group-by", "title": "--title", "date": "--date"}
    given = click.core.ParameterSource.COMMANDLINE
    return ", ".join(option for name, option in names.items() if context.get_parameter_source(name) == given)


def _look_over(journal: Journal, posts: Sequence[Post], lessons: Sequence[Lesson]) -> None:
    """Say what should be looked at, and stop before what must not go out."""
    people = journal.people.all()
    noticed = []
    for post in posts:
        findings = check(post, lessons, today=journal.today(), people=people)
        refuse_what_must_not_go_out(findings)
        noticed += [f"{post.filename}:{each.line}: {each.said} {each.fix} [{each.code}]" for each in findings]
    narrate_all(noticed)


def _tell(posts: Sequence[Post], written: list[WrittenFile], *, as_json: bool) -> None:
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
        if file.saved:
            narrate(f"What stood there is kept in {file.saved}")
        for each in file.conflicts:
            narrate(f"{file.path}:{each.line}: you changed this, and the lesson was changed; yours stands.")
            narrate(_quoted(each.ours))


def _quoted(text: str) -> str:
    """What retro would have written, each line marked as in a diff."""
    return "\n".join(f"    + {line}" for line in text.splitlines()) or "    (nothing)"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
