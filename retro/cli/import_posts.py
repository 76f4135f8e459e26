"""``retro import``: read lessons from posts, and from other journals and tables."""

import datetime as dt
import gc
import io
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import click

from retro.cli.framework import Command, journal_path, open_journal, with_journal_option
from retro.cli.import_output import Table, print_rows, row_as_json, tell
from retro.cli.leaving import Leaving
from retro.cli.output import emit_json, narrate, narrate_all, with_output_options
from retro.cli.streams import say_on_one_line
from retro.errors import JournalUnusable, NothingFound, UsageProblem
from retro.journal import Journal
from retro.posts.finding import AS_POSTS, STDIN, Readable, find_posts, read_posts
from retro.posts.importers import FORMATS, REVIEW_BELOW, Format, Options
from retro.posts.importers.mapping import Mapping
from retro.posts.importing import ImportReport, PostPlan, apply, plan

__all__ = ["command"]


@click.command(
    "import",
    cls=Command,
    examples=(
        "retro import --dry-run my-post.md                 a table of what would come",
        "retro import my-post.md",
        "retro import blog/_posts --company Mesosphere",
        "retro import ~/.local/share/jrnl/journal.txt DayOne.zip notes.org",
        "retro import lessons.csv --map title=Subject,body=Background+Lesson",
        "retro import --review                             decide on what it was not sure of",
        "curl -s https://example.org/post.md | retro import -",
    ),
)
@click.argument("paths", metavar="PATH...", nargs=-1)
@click.option("--company", metavar="NAME", help="The company of all lessons that do not name another.")
@click.option("--private", is_flag=True, help="Keep what comes in private.")
@click.option("-n", "--dry-run", is_flag=True, help="Print what would come, and change nothing.")
@click.option("-v", "--verbose", is_flag=True, help="Name every post that has no lessons, and every draft.")
@click.option(
    "--format",
    "form",
    type=click.Choice([AS_POSTS, *(each.name for each in FORMATS)]),
    metavar="NAME",
    help="What the files are, where retro takes them for something else: "
    f"{', '.join([AS_POSTS, *(each.name for each in FORMATS)])}.",
)
@click.option(
    "--map",
    "mapping",
    metavar="FIELD=COLUMN,...",
    multiple=True,
    help="Which column of a table is what: title=Subject,body=Background+Lesson.",
)
@click.option("--encoding", metavar="NAME", help="The encoding of a journal or table (else it is guessed).")
@click.option(
    "--date-format",
    metavar="FORMAT",
    help="How a journal or table writes dates: %d.%m.%Y %H:%M (else it is guessed).",
)
@click.option(
    "--review-below",
    metavar="0…1",
    type=click.FloatRange(0, 1),
    default=REVIEW_BELOW,
    show_default=True,
    help="What is read with less confidence waits for your review.",
)
@click.option("--review", "is_review", is_flag=True, help="Decide on what waits, by one key each.")
@with_output_options
@with_journal_option
def command(
    paths: tuple[str, ...],
    company: str | None,
    private: bool,
    dry_run: bool,
    verbose: bool,
    form: str | None,
    mapping: tuple[str, ...],
    encoding: str | None,
    date_format: str | None,
    review_below: float,
    is_review: bool,
    as_json: bool,
    plain: bool,
) -> None:
    """Read lessons from posts, journals and tables: files, folders, or - for the input.

    Markdown posts, jrnl, Day One, dnote, tui-journal, Joplin, Org, CSV and JSON lines are told by their
    content. Importing again adds nothing. After a post was edited only what changed changes, and your own
    edits win. The whole import is one step to undo.
    """
    if is_review:
        _review(paths, as_json=as_json, plain=plain)
        return
    if not paths:
        raise UsageProblem("Say what to import: files, folders, or - for the input.")
    gc.enable()
    passed_over: list[str] = []
    files = find_posts(paths, passed_over)
    if not files:
        raise NothingFound(
            "There is nothing in it to import: posts end in .md, .markdown, .mdx or .txt, journals are told "
            "by their content, and tables are read where they are named themselves."
        )
    with _kept_if_refused(files, dry_run=dry_run) as stdin, _journal(dry_run=dry_run) as journal:
        options = Options(
            today=journal.today(),
            mapping=Mapping.parse(mapping) if mapping else None,
            encoding=_encoding(encoding),
            date_format=_date_format(date_format),
            is_private=private,
            review_below=review_below,
        )
        shown = _Shown(dry_run=dry_run, as_json=as_json, plain=plain)
        read = read_posts(files, stdin, _format(form))
        plans = shown.all(plan(journal, read, company=company, options=options))
        report = _carried_out(journal, plans, dry_run=dry_run, is_quiet=dry_run or plain)
        if as_json:
            emit_json("lessons", shown.rows)
        shown.leaving.tell()
        narrate_all([f"Passed over in its folder: {path}" for path in passed_over])
        tell(report, dry_run=dry_run, verbose=verbose)
        if waiting := journal.candidates.count():
            narrate(f"To review: {waiting:,}  (retro import --review)")
        if report.problems and not any(report.counts.values()):
            raise NothingFound("Nothing could be read.")


@contextmanager
def _kept_if_refused(files: list[str], *, dry_run: bool) -> Iterator[Readable]:
    """Stdin, which is kept where the journal refuses what comes in from it."""
    if STDIN not in files or dry_run:
        yield sys.stdin.buffer
        return
    from retro.cli.refused import Heard, tell  # noqa: PLC0415 - only where something is piped in

    heard = Heard(sys.stdin.buffer)
    try:
        yield heard
    except JournalUnusable as error:
        if kept := heard.keep():
            tell(error, kept)
        raise


class _Shown:
    """Prints what is asked for while it comes: nothing is kept but what JSON needs."""

    def __init__(self, *, dry_run: bool, as_json: bool, plain: bool) -> None:
        self.rows: list[dict[str, object]] = []
        self._as_json = as_json
        self._plain = plain
        self.leaving = Leaving()
        self._table = Table() if dry_run and not plain and not as_json else None

    def all(self, plans: Iterable[PostPlan]) -> Iterator[PostPlan]:
        for each in plans:
            told = self._public(each)
            if self._as_json:
                self.rows.extend(row_as_json(told, row) for row in told.rows)
            elif self._plain:
                print_rows(told)
            elif self._table is not None:
                self._table.add(told)
            yield each

    def _public(self, plan: PostPlan) -> PostPlan:
        """A plan as it may be printed."""
        if not self.leaving.into_file:
            return plan
        drafts = ((row, self.leaving.lesson(row.draft)) for row in plan.rows)
        rows = tuple(replace(row, draft=draft) for row, draft in drafts if draft is not None)
        return replace(plan, title=self.leaving.text(plan.title), rows=rows)


def _carried_out(
    journal: Journal, plans: Iterable[PostPlan], *, dry_run: bool, is_quiet: bool
) -> ImportReport:
    if dry_run:
        return _counted(plans)
    with _progress(is_quiet=is_quiet) as step:
        report = apply(journal, plans, progress=step)
    with suppress(JournalUnusable):  # what was imported is there, and found in an untidy index as well
        journal.fulltext.tidy()
    return report


def _review(paths: tuple[str, ...], *, as_json: bool, plain: bool) -> None:
    from retro.cli.review_import import list_waiting, review  # noqa: PLC0415 - importing needs no keys

    if paths:
        raise UsageProblem("--review takes no files: it is about what earlier imports have found.")
    with open_journal(writable=not (as_json or plain)) as journal:
        if as_json or plain:
            list_waiting(journal, as_json=as_json)
        else:
            review(journal)


def _format(name: str | None) -> Format | str:
    return next((each for each in FORMATS if each.name == name), name or "")


def _encoding(name: str | None) -> str:
    if not name:
        return ""
    try:
        io.TextIOWrapper(io.BytesIO(b"a\xff"), name, errors="replace").read()
    except (LookupError, ValueError) as error:
        raise UsageProblem(f"--encoding {name}: there is no such encoding of text.") from error
    return name


def _date_format(form: str | None) -> str:
    if not form:
        return ""
    noon = dt.datetime(2024, 5, 15, 12, tzinfo=dt.UTC)
    try:
        told = dt.datetime.strptime(noon.strftime(form), form)  # noqa: DTZ007 - only whether it reads
    except ValueError as error:
        raise UsageProblem(f"--date-format {form}: dates cannot be read by it.") from error
    if told.date() != noon.date():
        raise UsageProblem(f"--date-format {form}: it must say year, month and day, such as %d.%m.%Y.")
    return form


@contextmanager
def _journal(*, dry_run: bool) -> Iterator[Journal]:
    """The journal; for a dry run without one, an empty one that is gone afterwards."""
    if dry_run and not journal_path().exists():
        with (
            tempfile.TemporaryDirectory(prefix="retro-") as folder,
            Journal.open(Path(folder) / "empty.db") as journal,
        ):
            yield journal
        return
    with open_journal(create=not dry_run, writable=not dry_run) as journal:
        yield journal


def _counted(plans: Iterable[PostPlan]) -> ImportReport:
    """What an import would do, as if it had been done."""
    report = ImportReport()
    for post in plans:
        report.count(post)
        report.near += [row for row in post.rows if row.near]
    return report


@contextmanager
def _progress(*, is_quiet: bool) -> Iterator[Callable[[int], None] | None]:
    """How much has been read, on stderr: after the first second's work, some fifty posts or entries.

    Not a bar: how many entries a journal has is known at its end.
    """
    if is_quiet or not sys.stderr.isatty():
        yield None
        return
    told = 0

    def step(done: int) -> None:
        nonlocal told
        if done - told >= _PROGRESS_EVERY:
            told = done
            say_on_one_line(f"Importing: {done:,} read ")

    try:
        yield step
    finally:
        if told:
            say_on_one_line("")


_PROGRESS_EVERY = 50
