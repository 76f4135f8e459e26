"""CSV and its relatives: any delimiter, any encoding, any line ends; the first row names the columns."""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice

from retro.posts.importers.entry import Entry, Format, Options, Trouble
from retro.posts.importers.given import Given
from retro.posts.importers.mapping import Mapping, NotMapped
from retro.posts.importers.tables import Row, entries_of
from retro.posts.importers.text import LONGEST_TEXT, TextLines
from retro.posts.importers.wording import one_line

__all__ = ["FORMAT"]

_SUFFIXES = frozenset({".csv", ".tsv", ".tab"})
_TEXT_SUFFIXES = frozenset({"", ".txt", ".dat"})
_DELIMITERS = (",", ";", "\t", "|")
_LINES_LOOKED_AT = 200
_LONGEST_NAME = 60
_MOST_COLUMNS = 1_000


def _recognises(given: Given) -> bool:
    lines = given.beginning.split("\n")[:_LINES_LOOKED_AT]
    if given.suffix in _SUFFIXES:
        return bool(lines[0].strip()) and "\0" not in lines[0]
    if given.suffix not in _TEXT_SUFFIXES:
        return False
    rows = list(csv.reader(lines[:2], delimiter=_delimiter(lines)))
    names = rows[0] if rows else []
    if len(names) < 2 or len(rows) < 2 or len(rows[1]) != len(names):
        return False
    if any(len(name) > _LONGEST_NAME for name in names):
        return False
    try:
        return len(Mapping().columns(names).of) >= 2
    except NotMapped:
        return False


def _delimiter(lines: Iterable[str]) -> str:
    """The one that gives most rows as many cells as the first has, and the most of them."""
    sample = [f"{line}\n" for line in islice(lines, _LINES_LOOKED_AT)]

    def fit(delimiter: str) -> tuple[float, int]:
        try:
            widths = [len(row) for row in csv.reader(sample, delimiter=delimiter) if row]
        except csv.Error:
            return (0.0, 0)
        columns = widths[0] if widths else 1
        return (Counter(widths)[columns] / len(widths) if columns > 1 else 0.0, columns)

    return max(_DELIMITERS, key=fit)


def _read(given: Given, options: Options) -> Iterator[Entry | Trouble]:
    text = TextLines(given, options, longest=LONGEST_TEXT)
    csv.field_size_limit(LONGEST_TEXT)
    delimiter = _delimiter(text)
    header = next(csv.reader(_lines(text), delimiter=delimiter), [])
    if len(header) > _MOST_COLUMNS:
        yield Trouble(f"It has {len(header):,} columns; a table of lessons has at most {_MOST_COLUMNS:,}.")
        return
    names = _names(header)
    yield from entries_of(names, lambda: _rows(text, delimiter, names), options)
    yield from text.troubles


def _names(header: list[str]) -> list[str]:
    """The columns' names, each once: a second Notes is Notes 2; one without a name is Column 7."""
    names: dict[str, None] = {}
    counts: Counter[str] = Counter()
    for number, cell in enumerate(header, 1):
        name = column = one_line(cell) or f"Column {number}"
        while name in names:
            counts[column] += 1
            name = f"{column} {counts[column] + 1}"
        names[name] = None
    return list(names)


def _lines(text: Iterable[str]) -> Iterator[str]:
    return (f"{line}\n" for line in text)


class _Counting:
    """Lines on their way to the reader of rows, with the quotation marks in them counted."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self.marks = 0

    def __iter__(self) -> Iterator[str]:
        for line in self._lines:
            self.marks += line.count('"')
            yield line


def _rows(text: TextLines, delimiter: str, names: list[str]) -> Iterator[Row | Trouble]:
    lines = _Counting(_lines(text))
    reader = csv.reader(lines, delimiter=delimiter)
    start, number = 1, -1
    while True:
        lines.marks = 0
        try:
            cells = next(reader, None)
        except csv.Error:
            yield Trouble(
                f"From line {start:,} on it is no table any more (is a quotation mark never closed?); "
                "the rest was left out."
            )
            return
        number += 1
        begins, start = start, reader.line_num + 1
        if cells is None:
            return
        if number and any(cell.strip() for cell in cells):
            yield Row(
                dict(zip(names, cells, strict=False)), begins, number, _problem(cells, names, number, begins)
            )
            if lines.marks % 2 and start - begins > 1:
                yield Trouble(f"A quotation mark from line {begins:,} on is not closed; look at that row.")


def _problem(cells: list[str], names: list[str], number: int, line: int) -> str:
    if len(cells) < len(names):
        return f"Row {number:,} (line {line:,}) has only {len(cells)} of {len(names)} columns."
    if any(cell.strip() for cell in cells[len(names) :]):
        return f"Row {number:,} (line {line:,}) has more than {len(names)} columns; the rest was left out."
    return ""


FORMAT = Format("csv", "CSV: any delimiter, with a mapping", _recognises, _read, is_table=True)
