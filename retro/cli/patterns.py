"""``retro patterns``: what lessons look like together, what rises and falls, and what was learned twice."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

from retro.cli.framework import Group, named_path, open_journal, with_journal_option
from retro.cli.leaving import Leaving
from retro.cli.output import (
    emit_json,
    emit_rows,
    in_short,
    narrate,
    with_output_options,
)
from retro.cli.patterns_output import Found, blocks, patterns_as_json
from retro.cli.streams import show
from retro.errors import InvalidValue, NothingFound

if TYPE_CHECKING:
    from retro.journal import Journal
    from retro.journal.filters import Condition
    from retro.journal.patterns import Matrix

__all__ = ["command"]

_LEVELS = ("none", "people", "companies", "all")
_MOST_NEVER = 5


@click.group(
    "patterns",
    cls=Group,
    invoke_without_command=True,
    examples=(
        "retro patterns",
        "retro patterns --in since:2020",
        "retro patterns --json",
        "retro patterns --svg patterns.svg --redact companies",
        "retro patterns accept trust",
        "retro patterns dismiss trust",
    ),
)
@click.option("--in", "query", metavar="QUERY", default="", help="Only of the lessons that it finds.")
@click.option("--svg", metavar="FILE", help="Draw companies and themes for a post; - is the output.")
@click.option("--force", is_flag=True, help="With --svg, write over a file that retro did not draw.")
@click.option(
    "--redact",
    type=click.Choice(_LEVELS),
    help="With --svg, whose names are replaced by pseudonyms and roles.  [default: none]",
)
@with_output_options
@with_journal_option
@click.pass_context
def command(
    ctx: click.Context,
    query: str,
    svg: str | None,
    force: bool,
    redact: str | None,
    as_json: bool,
    plain: bool,
) -> None:
    """Show lessons by theme and company, what rises and falls, and what was never applied.

    What was learned at two companies or more is proposed as a principle that cites its lessons. Private
    lessons are not counted where the output is a file, nor in a picture.
    """
    if ctx.invoked_subcommand is not None:
        return
    if (redact or force) and svg is None:
        raise InvalidValue("--redact and --force are of a picture: give --svg, too.")
    with open_journal(writable=False) as journal:
        if svg is not None:
            _draw(journal, query, svg, redact or "none", force=force)
            return
        leaving = Leaving()
        found = _found(journal, query, leaving)
    if as_json:
        emit_json("patterns", patterns_as_json(found))
    elif plain:
        emit_rows(
            (theme, company, count)
            for (company, theme), count in sorted(found.cells.items(), key=lambda each: each[0][::-1])
        )
    else:
        show("\n\n".join("\n".join(block) for block in blocks(found) if block))
    leaving.tell()


def _found(journal: "Journal", query: str, leaving: Leaving) -> Found:
    from retro.practice.principles import principles  # noqa: PLC0415 - -h needs no rules
    from retro.practice.trends import trends  # noqa: PLC0415

    condition = _condition(journal, query, public=leaving.into_file)
    matrix = journal.patterns.matrix(condition)
    told = trends(journal.patterns.halves(condition))
    rising_and_falling = [each.theme for each in (*told.rising, *told.falling)]
    ids, count = journal.patterns.never_applied(condition, _MOST_NEVER)
    never = tuple(filter(None, map(leaving.lesson, journal.lessons.by_ids(ids))))
    proposed = principles(journal, condition, told=leaving.lesson)
    named = {each: leaving.text(each) for each in (*matrix.companies, *matrix.themes, *rising_and_falling)}
    return Found(
        tuple(named[each] for each in matrix.companies),
        tuple(named[each] for each in matrix.themes),
        _counted(matrix, named),
        told._replace(
            rising=tuple(each._replace(theme=named[each.theme]) for each in told.rising),
            falling=tuple(each._replace(theme=named[each.theme]) for each in told.falling),
        ),
        {
            named[theme]: counts
            for theme, counts in journal.patterns.over_time(condition, rising_and_falling).items()
        },
        [each._replace(theme=leaving.text(each.theme)) for each in proposed],
        never,
        count,
        journal.lessons.short_ids({lesson.id for each in proposed for lesson in each.cites} | set(ids)),
    )


def _condition(journal: "Journal", query: str, *, public: bool) -> "Condition":
    """What a query finds; what is public of it.

    Raises:
        NothingFound: When that is nothing.
    """
    from retro.journal.filters import EVERYTHING, Condition  # noqa: PLC0415
    from retro.search import SearchEngine  # noqa: PLC0415

    condition = EVERYTHING & SearchEngine(journal).condition(query)
    if public:
        condition = condition & Condition("lesson.visibility = 'publishable'")
    if not journal.patterns.count(condition):
        raise NothingFound("No lesson matches." if query else "No lessons yet, so there are no patterns.")
    return condition


def _counted(matrix: "Matrix", named: Mapping[str, str]) -> dict[tuple[str, str], int]:
    """Company and theme -> lessons, under the names that they are told by; two of one name count together."""
    cells: dict[tuple[str, str], int] = {}
    for (company, theme), count in matrix.cells.items():
        if company is not None and theme is not None:
            place = named[company], named[theme]
            cells[place] = cells.get(place, 0) + count
    return cells


def _draw(journal: "Journal", query: str, name: str, level: str, *, force: bool) -> None:
    from retro.errors import MustNotLeave  # noqa: PLC0415 - only for a picture
    from retro.posts.chart_files import signed, write_picture  # noqa: PLC0415
    from retro.posts.redacting.redactor import Level, Redactor  # noqa: PLC0415
    from retro.practice.matrix_picture import matrix_picture  # noqa: PLC0415

    matrix = journal.patterns.matrix(_condition(journal, query, public=True))
    redactor = Redactor(journal.companies.all(), journal.people.all(), Level(level))
    named = {company: redactor.text(company) for company in matrix.companies}
    named |= {theme: redactor.word(theme) for theme in matrix.themes}
    companies = tuple(dict.fromkeys(filter(None, map(named.__getitem__, matrix.companies))))
    themes = tuple(dict.fromkeys(filter(None, map(named.__getitem__, matrix.themes))))
    picture = matrix_picture(companies, themes, _counted(matrix, named))
    if not picture:
        raise NothingFound("No lesson that may be published has both a company and a theme.")
    content = signed(picture)
    if leaks := redactor.leaks({name: content}):
        raise MustNotLeave(tuple(map(str, leaks)), "retro patterns --svg FILE --redact all")
    if said := str(redactor.told):
        narrate(said)
    if name == "-":
        show(picture)
        return
    path = named_path(name, "--svg")
    write_picture(path, content, force=force)
    narrate(f"Drew {path}.")


@command.command(
    "accept",
    examples=(
        "retro patterns accept trust",
        'retro patterns accept trust --title "Trust is earned in drops"',
    ),
)
@click.argument("theme")
@click.option(
    "--title", metavar="TEXT", default="", help="How to say it (default: as one of its lessons does)."
)
@with_journal_option
def accept(theme: str, title: str) -> None:
    """Keep the principle that is proposed of a theme: a practice that its lessons support."""
    from retro.journal.filters import EVERYTHING  # noqa: PLC0415
    from retro.practice import principles  # noqa: PLC0415

    with open_journal() as journal:
        found = principles.principles(journal, EVERYTHING, most=1_000)
        principle = principles.of_theme(found, theme)
        lesson = principles.accept(journal, principle, title)
        short = journal.lessons.short_id(lesson.id)
        said = f"{len(principle.cites)} lessons of {', '.join(principle.companies)} support it"
        narrate(f"Kept {short} · {in_short(lesson.title)}; {said}.  (undo: retro undo)")


@command.command("dismiss", examples=("retro patterns dismiss trust",))
@click.argument("theme")
@with_journal_option
def dismiss(theme: str) -> None:
    """Say that it is no principle: it is not proposed again on these lessons; retro undo takes that back."""
    from retro.journal.filters import EVERYTHING  # noqa: PLC0415
    from retro.practice import principles  # noqa: PLC0415

    with open_journal() as journal:
        principle = principles.of_theme(principles.principles(journal, EVERYTHING, most=1_000), theme)
        principles.dismiss(journal, principle)
        narrate(f"Not proposed again: “{in_short(principle.title)}”.  (undo: retro undo)")
