"""``retro export``: write lessons as posts for a site."""

from collections.abc import Iterable
from dataclasses import replace
from difflib import unified_diff
from typing import Any

import click

from retro.cli.framework import Command, named_path, open_journal, with_journal_option
from retro.cli.leaving import Leaving
from retro.cli.output import emit_json, narrate, styled
from retro.cli.post_options import look_over, request_of, target_of, with_post_options
from retro.cli.streams import show, show_data
from retro.errors import MustNotLeave, UsageProblem
from retro.posts.asset_files import copy_assets
from retro.posts.chart_files import write_charts
from retro.posts.illustrated import Images
from retro.posts.requests import Requested, requested
from retro.posts.writing import Draft, WrittenFile, prepare, write_drafts

__all__ = ["command"]


@click.command(
    "export",
    cls=Command,
    examples=(
        'retro export company:eks --to blog/_posts --title "What a release taught me"',
        "retro export theme:trust --group-by year          to stdout",
        "retro export is:starred --each --to blog/_posts   one post a lesson",
        "retro export --site blog theme:trust              a site of config.toml",
        "retro export --dialect obsidian --to ~/Vault      notes that link to each other",
        "retro export company:eks --redact all             nobody and no company by name",
        "retro export --dialect json > lessons.json        all that is not private",
    ),
)
@click.argument("query", nargs=-1)
@click.option("--to", metavar="DIR", help="The folder to write to (default: stdout).")
@with_post_options
@click.option("--force", is_flag=True, help="Overwrite what retro did not write, and what was edited since.")
@click.option("--diff", is_flag=True, help="Show what would change in the files, and write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Say as JSON which files were written.")
@with_journal_option
def command(
    query: tuple[str, ...], to: str | None, force: bool, diff: bool, as_json: bool, **options: Any
) -> None:
    """Write the lessons that a query finds as a post, one a lesson, as notes or as a journal.

    Templates: by-company, by-theme, year-in-review, brag-document, decision-checklist; one-lesson with
    --each. Your own lie in the folder "templates" beside config.toml.

    Private lessons and private passages never leave, nor does a post that names someone who never wants
    to be; --redact says whose names are replaced. The same query and title update the same file, and what
    you changed in it stays; a file that retro did not write is not overwritten. What is written can be
    imported again without loss.
    """
    folder = None if to in (None, "-") else named_path(str(to), "--to")
    place = target_of(folder, options)
    folder = None if to == "-" else place.folder
    if folder is None and (as_json or diff or options["charts"]):
        said = "--json" if as_json else "--diff" if diff else "--charts"
        raise UsageProblem(f"{said} is about files; it needs --to DIR.")
    if place.mark is not None:
        narrate(f"For {place.dialect.capitalize()}, as {place.mark} tells (else say --dialect).")
    with open_journal(writable=folder is not None and not diff) as journal:
        request = request_of(journal, query, options, place)
        if folder is None:
            # Nothing is drawn where there is nothing to draw beside.
            request = replace(request, charts=False)
        made = requested(journal, request, folder)
        if made.withheld:
            narrate(f"Left out {_counted(made.withheld, 'private lesson')}.")
        for name in made.renamed:
            narrate(
                f"{name} stays as it is, for its name gives somebody away; delete it where it is published."
            )
        if folder is None:
            look_over(journal, made, made.posts)
            if made.images.shown:
                narrate(
                    f"{_counted(len(made.images.shown), 'image')} not copied; --to DIR takes images along."
                )
            whole = "\n".join(post.text for post in made.posts)
            show_data(whole, nl=False)
            return
        drafts = prepare(journal, made.posts, folder, force=force)
        look_over(journal, made, (draft.shown for draft in drafts))
        if diff:
            _refuse_what_stood_there(made, drafts)
            _show(drafts)
        else:
            _tell(write_drafts(journal, drafts, folder, query=request.query), as_json=as_json)
            _bring(made.images)


def _bring(images: Images) -> None:
    """Bring images and charts to where the posts look for them."""
    if images.place is None:
        return
    copied = copy_assets(images.shown, images.place)
    drawn = write_charts(images.charts, images.place)
    where = f"{images.place.folder}. {images.place.hint}".rstrip()
    if copied:
        narrate(f"Copied {_counted(len(copied), 'image')} to {where}")
    if drawn:
        narrate(f"Drew {_counted(len(drawn), 'chart')} in {where}")


def _refuse_what_stood_there(made: Requested, drafts: Iterable[Draft]) -> None:
    """A difference tells what goes from a post as well, and into a file it may be handed on."""
    if Leaving().into_file:
        leaks = [
            leak
            for draft in drafts
            for leak in made.guard.of_file(f"{draft.path.name} (as it is)", draft.before or b"")
        ]
        if leaks:
            raise MustNotLeave(tuple(map(str, leaks)), hint="retro export --diff, on a terminal")


def _show(drafts: Iterable[Draft]) -> None:
    """What would change in the files, as a unified diff."""
    for draft in drafts:
        there = draft.before
        before = (there or b"").decode("utf-8", "replace")
        names = ("/dev/null" if there is None else str(draft.path), str(draft.path))
        for line in unified_diff(before.splitlines(), draft.text.splitlines(), *names, lineterm=""):
            show(styled(line, fg=_COLOURS.get(line[:1]), bold=line[:3] in {"+++", "---"}))


_COLOURS = {"+": "green", "-": "red", "@": "cyan"}


def _tell(written: list[WrittenFile], *, as_json: bool) -> None:
    if as_json:
        emit_json(
            "files",
            [
                {"path": str(file.path), "changed": file.changed, "lessons": list(file.lesson_ids)}
                for file in written
            ],
        )
        return
    for file in written:
        verb = "Wrote" if file.changed else "Unchanged"
        narrate(f"{verb} {file.path}  ({_counted(len(file.lesson_ids), 'lesson')})")
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
