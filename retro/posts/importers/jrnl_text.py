"""jrnl's own text: ``[2023-10-19 21:07] Title *`` and the body below it, with dates of any ``timeformat``.

Journals of jrnl 1 have no brackets around the date; brackets are text in them.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from retro.posts.importers.entry import Entry, Format, Options, Trouble
from retro.posts.importers.given import Given
from retro.posts.importers.jrnl import jrnl_entry
from retro.posts.importers.moments import DateOrder, Moment, order_of, read_moment
from retro.posts.importers.text import LONGEST_TEXT, TextLines

__all__ = ["FORMAT"]

_BRACKETS = re.compile(r"\[([^\]\n]{7,60})\](?: |\Z)")  # what is shorter is a footnote: [1]
_BARE = re.compile(r"(\d{1,4}([-./])\d{1,2}\2\d{1,4} \d{1,2}:\d{2}(?: ?[AaPp][Mm])?) (?=\S)", re.ASCII)
_SUFFIXES = frozenset({".journal", ".jrnl"})
_A_DAY = dt.date(2000, 1, 1)


def _recognises(given: Given) -> bool:
    lines = given.beginning.split("\n")
    if given.suffix in _SUFFIXES:
        return any(_BRACKETS.match(line) for line in lines) or _BARE.match(lines[0]) is not None
    dated = [line for line in lines if (match := _BRACKETS.match(line)) and read_moment(match[1], _A_DAY)]
    return bool(dated) and (dated[0] == lines[0] or len(dated) > 1)


def _read(given: Given, options: Options) -> Iterator[Entry | Trouble]:
    text = TextLines(given, options)
    style = _style(text, options)
    if style.is_open:
        yield Trouble(f"Its dates were read {style.order}, which they leave open (--date-format says it).")
    current = _Collected(None, "", 0)
    for number, line in enumerate(text, 1):
        match = style.start.match(line)
        moment = read_moment(match[1], options.today, style.order, options.date_format) if match else None
        if match is None or (moment is None and style.is_dated):
            current.add(line)
            continue
        yield from current.entries()
        current = _Collected(moment, match[1], number)
        current.add(line[match.end() :])
    yield from current.entries()
    yield from text.troubles


@dataclass(frozen=True, slots=True)
class _Style:
    """How this journal begins its entries, and writes their dates.

    ``is_dated`` tells that at least one date could be read: what stands in brackets and is no date is text
    then. Where none could, it is a date that nobody can read.
    """

    start: re.Pattern[str]
    order: DateOrder
    is_dated: bool
    is_open: bool


def _style(text: TextLines, options: Options) -> _Style:
    """Look at all beginnings of entries at once: only together they tell the order of day and month."""
    first = next((line for line in text if line.strip()), "")
    start = _BARE if _BARE.match(first) else _BRACKETS
    is_dated = False

    def dates() -> Iterator[str]:
        nonlocal is_dated
        for line in text:
            if match := start.match(line):
                is_dated = is_dated or bool(read_moment(match[1], options.today, form=options.date_format))
                yield match[1]

    found = order_of(dates())
    return _Style(start, found.order, is_dated, found.is_open and is_dated and not options.date_format)


@dataclass(slots=True)
class _Collected:
    """An entry whose lines are still coming."""

    moment: Moment | None
    written: str
    line: int
    _lines: list[str] = field(default_factory=list)
    _size: int = 0

    def add(self, line: str) -> None:
        """One line more, while there is room."""
        self._size += len(line) + 1
        if self._size <= LONGEST_TEXT:
            self._lines.append(line)

    def entries(self) -> Iterator[Entry]:
        """The entry, unless it is nothing but the blank lines before the first."""
        text = "\n".join(self._lines)
        if not self.line and not text.strip():
            return
        problems = []
        if self.line and self.moment is None:
            problems.append(f"The date “{self.written}” could not be read; the entry has none.")
        if not self.line:
            problems.append("It begins without a date; that text became an entry of its own.")
        if self._size > LONGEST_TEXT:
            problems.append(f"Only the first {LONGEST_TEXT // 1024**2} MiB of the entry were read.")
        yield jrnl_entry(text, self.moment, line=self.line or 1, problems=tuple(problems))


FORMAT = Format("jrnl", "jrnl: text of any timeformat", _recognises, _read)
