"""Names that are being typed: which word it is, and what it may become. Pure; no widget, no journal."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

__all__ = ["Typed", "completed", "fitting", "last_word", "likely", "word_of_capture", "word_of_query"]

_MOST = 6
"""So many names are offered; a longer list is slower to read than to type on."""

_ALIKE = 75.0
"""Per cent of likeness from which a misspelt name is offered."""


class Typed(NamedTuple):
    """A name that is being typed.

    Args:
        field: What it is the name of: ``company``, ``theme``, ``person`` …
        text: What is there of it.
        start: Where it begins in the line, after the sign or the field.
        end: Where the cursor is.
        quotes: Whether a name with spaces is to be put in quotes.
    """

    field: str
    text: str
    start: int
    end: int
    quotes: bool = False


_IN_QUERY = re.compile(r'(?:^|[\s(])-?(?:(?P<field>\w+):|(?P<sign>[@#]))(?P<value>"[^"]*|[^\s"()]*)$')
_IN_CAPTURE = re.compile(r'(?:^|\s)(?P<sign>[@#])(?P<value>"[^"]*|[^\s"]*)$')
_SIGNS = {"@": "company", "#": "theme"}


def word_of_query(line: str, cursor: int) -> Typed | None:
    """The value of a field that is being typed in a query: ``theme:tr``, ``@"Amazon E``."""
    found = _IN_QUERY.search(line[:cursor])
    if found is None:
        return None
    field = found["field"] or _SIGNS[found["sign"]]
    return Typed(field.casefold(), found["value"].lstrip('"'), found.start("value"), cursor, quotes=True)


def word_of_capture(line: str, cursor: int) -> Typed | None:
    """The company or theme that is being typed in the grammar of capture; not before its first letter."""
    found = _IN_CAPTURE.search(line[:cursor])
    if found is None or not found["value"].strip('"'):
        return None
    value = found["value"]
    return Typed(_SIGNS[found["sign"]], value.lstrip('"'), found.start("value"), cursor, quotes=True)


def last_word(line: str, cursor: int, *, field: str, several: bool) -> Typed:
    """The name that is being typed in a line of names, which commas part where there are ``several``."""
    before = line[:cursor]
    start = before.rfind(",") + 1 if several else 0
    start += len(before[start:]) - len(before[start:].lstrip())
    return Typed(field, before[start:].lstrip("#@"), start, cursor)


def completed(line: str, typed: Typed, name: str) -> tuple[str, int]:
    """The line with the name in place of what was typed of it, and where the cursor is then."""
    quoted = typed.quotes and any(character.isspace() or character in '()"' for character in name)
    written = f'"{name}"' if quoted else name
    rest = line[typed.end :]
    gap = " " if typed.quotes and not rest.startswith(" ") else ""
    return line[: typed.start] + written + gap + rest, typed.start + len(written) + len(gap)


def likely(typed: Typed, names: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Names that a typed one may become, best first: beginnings, insides, letters in order, misspellings.

    Args:
        typed: What is there of it.
        names: Field -> the names that there are.
    """
    wanted = typed.text.casefold()
    known = names.get(typed.field, ())
    if any(name.casefold() == wanted for name in known):
        return ()
    ranked = [(_fits(wanted, name.casefold()), position, name) for position, name in enumerate(known)]
    found = [name for fit, _, name in sorted(ranked) if fit < _NOT_AT_ALL]
    return tuple(found[:_MOST] or _alike(wanted, known))


def fitting(wanted: str, known: Sequence[Sequence[str]]) -> list[int]:
    """Which of several that have more than one name each are meant, best first: their places.

    Letters in order count only where nothing holds what was typed, and likeness where not even those do.

    Args:
        wanted: What was typed of a name.
        known: The names of each.
    """
    wanted = wanted.strip().casefold()
    best = [min(_fits(wanted, name.casefold()) for name in names) for names in known]
    places = sorted(range(len(known)), key=best.__getitem__)
    for worst in (_IN_ORDER, _NOT_AT_ALL):
        found = [place for place in places if best[place] < worst]
        if found:
            return found
    alike = set(_alike(wanted, [name for names in known for name in names]))
    return [place for place, names in enumerate(known) if alike.intersection(names)]


_IN_ORDER, _NOT_AT_ALL = 3, 4


def _fits(wanted: str, name: str) -> int:
    if name.startswith(wanted):
        return 0
    if re.search(rf"[\W_]{re.escape(wanted)}", name):
        return 1
    if wanted in name:
        return 2
    letters = iter(name)
    return _IN_ORDER if all(letter in letters for letter in wanted) else _NOT_AT_ALL


def _alike(wanted: str, names: Iterable[str]) -> list[str]:
    """Names whose beginning is nearly what was typed."""
    if len(wanted) < 3:
        return []
    from rapidfuzz import fuzz  # noqa: PLC0415 - only for what nothing else fits

    scored = [
        (max(fuzz.ratio(wanted, name.casefold()[: len(wanted) + more]) for more in (-1, 0, 1)), name)
        for name in names
    ]
    return [name for score, name in sorted(scored, reverse=True)[:_MOST] if score >= _ALIKE]
