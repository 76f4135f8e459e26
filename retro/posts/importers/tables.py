"""Rows of a table, whatever file it comes in, as entries: a row is a lesson."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from retro.model import Kind, LessonDraft
from retro.posts.importers.entry import Entry, Options, Trouble
from retro.posts.importers.mapping import Columns, NotMapped
from retro.posts.importers.mapping import Mapping as ColumnMapping
from retro.posts.importers.moments import DateOrder, order_of, read_moment
from retro.posts.importers.text import LONGEST_TEXT
from retro.posts.importers.wording import Labels, one_line, title_and_body, with_link
from retro.sentences import first_sentence

__all__ = ["Row", "Rows", "entries_of"]

_NOTHING = frozenset({"", "-", "–", "na", "n/a", "nan", "none", "null", "nil", "unknown"})
_TRUE = frozenset({"true", "yes", "y", "1", "x", "*", "★", "✓", "on"})
_MOST_TOLD = 50
"""Rows with something wrong that are told one by one; of the others it is said how many there are."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: what stands under each column's name, its line, its number, and what is wrong with it."""

    cells: Mapping[str, str | tuple[str, ...]]
    line: int
    number: int
    problem: str = ""


Rows = Callable[[], Iterator[Row | Trouble]]
"""Reads the table from its first row each time it is called: dates are looked at all together first."""


@dataclass(slots=True)
class _Told:
    """How many rows something is wrong with, so that a broken table does not say it a million times."""

    count: int = 0
    kinds: Counter[str] = field(default_factory=Counter)

    def told(self, sentence: str) -> Iterator[Trouble]:
        self.count += 1
        if self.count <= _MOST_TOLD:
            yield Trouble(sentence)

    def rest(self) -> Iterator[Trouble]:
        if self.count > _MOST_TOLD:
            yield Trouble(f"{self.count - _MOST_TOLD:,} more rows have something wrong with them.")
        if self.kinds:
            words = ", ".join(f"“{word}”" for word, _ in self.kinds.most_common(5))
            yield Trouble(f"What is no kind of lesson was left out: {words}. Kinds are {', '.join(Kind)}.")


def entries_of(names: Sequence[str], rows: Rows, options: Options) -> Iterator[Entry | Trouble]:
    """Read a table.

    Args:
        names: Its columns, in order.
        rows: Reads it from the first row.
        options: Which column is what, and how dates are written.
    """
    try:
        columns = (options.mapping or ColumnMapping()).columns(names)
    except NotMapped as reason:
        yield Trouble(str(reason))
        return
    unread = f"; not read: {', '.join(columns.unread)}" if columns.unread else ""
    yield Trouble(f"Its columns are read as {columns}{unread}.")
    order, troubles = _order(columns.one("date"), rows, options)
    yield from troubles
    wrong = _Told()
    for row in rows():
        if isinstance(row, Trouble):
            yield row
            continue
        if row.problem:
            yield from wrong.told(row.problem)
        entry = _entry(row, columns, order, options, wrong)
        if entry is None:
            yield from wrong.told(
                f"Row {row.number:,} (line {row.line:,}) has neither title nor text; it was left out."
            )
            continue
        for problem in entry.problems:
            yield from wrong.told(f"Row {row.number:,} (line {row.line:,}): {problem}")
        yield entry
    yield from wrong.rest()


def _order(column: str, rows: Rows, options: Options) -> tuple[DateOrder, list[Trouble]]:
    if not column or options.date_format:
        return DateOrder.MONTH_FIRST, []
    found = order_of(_text(row, column) for row in rows() if isinstance(row, Row))
    said = []
    if found.is_open:
        said.append(
            f"Its dates under {column} were read {found.order}, which they leave open (--date-format)."
        )
    if found.is_mixed:
        said.append(f"Its dates under {column} are in different orders; {found.order} was tried first.")
    return found.order, [Trouble(sentence) for sentence in said]


def _text(row: Row, column: str) -> str:
    cell = row.cells.get(column, "")
    return cell if isinstance(cell, str) else ", ".join(cell)


def _said(row: Row, column: str) -> str:
    """What a cell says, if it says something."""
    text = one_line(_text(row, column)) if column else ""
    return "" if text.casefold() in _NOTHING else text


def _entry(row: Row, columns: Columns, order: DateOrder, options: Options, wrong: _Told) -> Entry | None:
    problems = []
    title, body = _title_and_body(row, columns)
    if not title:
        return None
    if len(body) > LONGEST_TEXT:
        body = body[:LONGEST_TEXT]
        problems.append(f"only the first {LONGEST_TEXT // 1024**2} MiB were read.")
    date = _said(row, columns.one("date"))
    moment = read_moment(date, options.today, order, options.date_format) if date else None
    if date and moment is None:
        problems.append(f"“{date[:60]}” is no date that can be read; the lesson has none.")
    kind = _said(row, columns.one("kind")).lower()
    if kind and kind not in _KINDS:
        wrong.kinds[kind[:40]] += 1
    labels = Labels(_tags(row, columns))
    identity = _said(row, columns.one("key"))
    return Entry(
        f"row {identity}" if identity else f"{moment or 'undated'} {title}",
        LessonDraft(
            title=title,
            body=with_link(body, _text(row, columns.one("link"))),
            kind=Kind(kind) if kind in _KINDS else labels.kind or Kind.LESSON,
            company=_said(row, columns.one("company")) or None,
            themes=labels.themes,
            people=tuple(_parts(_said(row, columns.one("people")))),
            happened=None if moment is None else moment.span,
            trigger=_said(row, columns.one("trigger")),
            starred=_said(row, columns.one("starred")).casefold() in _TRUE,
        ),
        moment="" if moment is None else str(moment),
        mentions=labels.mentions,
        line=row.line,
        is_whole=True,
        problems=tuple(problems),
    )


_KINDS = frozenset(Kind)


def _title_and_body(row: Row, columns: Columns) -> tuple[str, str]:
    title = one_line(_text(row, columns.one("title")))
    parts = [(name, _text(row, name).strip()) for name in columns.of.get("body", ())]
    parts = [(name, text) for name, text in parts if text.casefold() not in _NOTHING]
    if not title and len(parts) == 1:
        return title_and_body(parts[0][1])
    if not title and parts:
        title = first_sentence(one_line(parts[0][1][:_FOR_A_TITLE]))[0]
    if len(parts) == 1:
        return title, parts[0][1]
    return title, "\n\n".join(f"## {one_line(name)}\n\n{text}" for name, text in parts)


_FOR_A_TITLE = 2_000


def _tags(row: Row, columns: Columns) -> Iterator[str]:
    for column in columns.of.get("tags", ()):
        cell = row.cells.get(column, "")
        for tag in _parts(cell) if isinstance(cell, str) else cell:
            if tag.casefold() not in _NOTHING:
                yield tag


def _parts(text: str) -> list[str]:
    """What a cell with several names holds: parted by semicolons, bars or commas, whichever it has."""
    mark = next((mark for mark in ";|," if mark in text), None)
    return [part.strip() for part in (text.split(mark) if mark else [text]) if part.strip()]
