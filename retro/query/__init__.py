"""The language of queries: one value for the command line, the terminal app, saved searches and exports.

``company:eks theme:trust kind:mistake since:2021 boil "the frog" -draft``

- Words must all occur; ``"a phrase"``, ``beginn*``, ``-not``, ``this OR that``, ``(groups)``. OR binds less
  than words side by side; AND is what side by side means, NOT is ``-``; in small letters all are words.
- ``company:`` ``theme:`` (with its children) ``kind:`` ``status:`` ``person:`` ``id:`` (its beginning)
  ``is:starred|private|unpublished|due|violated|deleted`` ``has:evidence|trigger|body``. ``@eks``, ``#trust``
  and ``!win`` are short for the first three. The start of a kind, status, is or has will do.
- ``since:`` ``until:`` ``on:`` with a date, ISO or in words (``since:"last summer"``), both ends included.
  The words stay as they are, so that a saved search moves with the days.
- A value with spaces or commas stands in quotes. ``kind:win,tip`` is either. A field of which a lesson has
  one (company, kind, status, id) means either when it is given twice; any other means all of them.

Nothing is an error. What is not understood is searched for as text, and ``Query.notes`` says so.
"""

from collections.abc import Iterator

from retro.query.nodes import (
    FIELDS,
    And,
    Field,
    Node,
    Not,
    Or,
    Phrase,
    Word,
    either,
    every,
    negated,
)
from retro.query.parsing import read
from retro.values import Value

__all__ = [
    "FIELDS",
    "And",
    "Field",
    "Node",
    "Not",
    "Or",
    "Phrase",
    "Query",
    "Word",
    "either",
    "every",
    "negated",
    "parse",
]


class Query(Value):
    """What to look for; ``root`` is None for everything.

    ``str(query)`` is its canonical text, which ``parse`` reads as an equal query. ``notes`` are sentences
    about what was not understood, and are no part of equality.
    """

    root: Node | None = None
    notes: tuple[str, ...] = ()

    def __eq__(self, other: object) -> bool:
        return self.root == other.root if isinstance(other, Query) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.root)

    def __str__(self) -> str:
        return "" if self.root is None else str(self.root)

    @property
    def is_empty(self) -> bool:
        """Whether it asks for everything."""
        return self.root is None

    def fields(self, name: str) -> tuple[str, ...]:
        """The values that this field must have (one of, or all of), as far as no OR or ``-`` is round it."""
        return tuple(item.value for item in self._top() if isinstance(item, Field) and item.name == name)

    def with_field(self, name: str, value: str) -> "Query":
        """The query that also asks for this value; beside another company, kind, status or id: for either."""
        if name not in FIELDS or not value.strip():
            raise ValueError(f"{name}:{value} is no field of a query")
        return Query(every([self.root, Field(name, value.strip())]), self.notes)

    def without_field(self, name: str, value: str) -> "Query":
        """The query without this value, as ``fields`` gives it; capitals do not matter."""
        unwanted = name, value.casefold()
        kept = [
            item
            for item in self._top()
            if not (isinstance(item, Field) and (item.name, item.value.casefold()) == unwanted)
        ]
        return Query(every(kept), self.notes)

    def text_terms(self) -> tuple[Word | Phrase, ...]:
        """The words and phrases to rank by and to highlight, in order: all but those behind a ``-``."""
        return tuple(_text_terms(self.root))

    def _top(self) -> tuple[Node, ...]:
        """What side by side makes the query, with the values of an either-field one by one."""
        items = self.root.items if isinstance(self.root, And) else (self.root,)
        single: list[Node] = []
        for item in items:
            single += item.items if isinstance(item, Or) and item.field else (item,) if item else ()
        return tuple(single)


def parse(text: str) -> Query:
    """Read a query; any text is one."""
    return Query(*read(text))


def _text_terms(node: Node | None) -> Iterator[Word | Phrase]:
    if isinstance(node, Word | Phrase):
        yield node
    elif isinstance(node, And | Or):
        for item in node.items:
            yield from _text_terms(item)
