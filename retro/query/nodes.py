"""What a query is made of: frozen nodes in a normal form, each of which prints as the text that means it.

``And``, ``Or`` and ``Not`` are plain logic. The functions ``every``, ``either`` and ``negated`` keep the
normal form: no node inside one of its own sort, nothing twice, and never fewer than two items.
"""

import datetime as dt
import re
from collections.abc import Iterable

from retro.values import Value

__all__ = [
    "EITHER_FIELDS",
    "FIELDS",
    "And",
    "Field",
    "Node",
    "Not",
    "Or",
    "Phrase",
    "Word",
    "either",
    "every",
    "negated",
    "quoted",
]

# Each field, and the values it may have; None is any.
FIELDS: dict[str, tuple[str, ...] | None] = {
    "company": None,
    "theme": None,
    "kind": ("lesson", "mistake", "win", "tip", "practice", "outcome", "quote"),
    "status": ("observed", "identified", "learned", "retired"),
    "person": None,
    "since": None,
    "until": None,
    "on": None,
    "is": ("starred", "private", "unpublished", "due", "violated", "deleted"),
    "has": ("evidence", "trigger", "body"),
    "id": None,
}
# A lesson has one of each, so that two of them can only mean either: ``company:a company:b``.
EITHER_FIELDS = frozenset({"company", "kind", "status", "id"})
_NEEDS_QUOTES = re.compile(r'[\s"“”(),\\]')


class Word(Value):
    """A word, or with ``prefix`` the beginning of one. It may hold punctuation (``node.js``, ``foo:bar``)."""

    text: str
    prefix: bool = False

    def __str__(self) -> str:
        return f"{self.text}*" if self.prefix else self.text


class Phrase(Value):
    """Words that stand side by side."""

    text: str

    def __str__(self) -> str:
        return quoted(self.text)


class Field(Value):
    """One of ``FIELDS`` and its value. Names of companies, themes and people mean their aliases too."""

    name: str
    value: str

    def __str__(self) -> str:
        needs_quotes = not self.value or _NEEDS_QUOTES.search(self.value)
        return f"{self.name}:{quoted(self.value) if needs_quotes else self.value}"

    def days(self, today: dt.date) -> tuple[dt.date | None, dt.date | None]:
        """The first and last day, both included, that ``since:``, ``until:`` or ``on:`` leaves.

        Words such as "last summer" count from ``today``; None is an open end. Other fields leave every day.
        """
        if self.name not in {"since", "until", "on"}:
            return None, None
        from retro.natural_dates import parse_span  # noqa: PLC0415 - few queries have a date

        span = parse_span(self.value, today, strict=False)
        if span is None:
            return None, None
        return (
            None if self.name == "until" else span.first_day,
            None if self.name == "since" else span.last_day,
        )


class Not(Value):
    """Everything but the item."""

    item: "Word | Phrase | Field | And | Or"

    def __str__(self) -> str:
        if isinstance(self.item, Or):
            return f"-({' OR '.join(map(str, self.item.items))})"
        return f"-({self.item})" if isinstance(self.item, And) else f"-{self.item}"


class And(Value):
    """What every item means."""

    items: tuple["Word | Phrase | Field | Not | Or", ...]

    def __str__(self) -> str:
        return " ".join(
            f"({item})" if isinstance(item, Or) and item.field is None else str(item) for item in self.items
        )


class Or(Value):
    """What at least one item means."""

    items: tuple["Word | Phrase | Field | Not | And", ...]

    @property
    def field(self) -> str | None:
        """The field of which a lesson has one, if all items are values of it."""
        names = {item.name if isinstance(item, Field) else "" for item in self.items}
        name = names.pop()
        return name if not names and name in EITHER_FIELDS else None

    def __str__(self) -> str:
        return (" " if self.field else " OR ").join(map(str, self.items))


Node = Word | Phrase | Field | Not | And | Or


def quoted(text: str) -> str:
    """The text in quotes."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def every(nodes: Iterable[Node | None]) -> Node | None:
    """All of them; several values of a field of which a lesson has one become either of these."""
    items: dict[Node | str, None] = {}  # the name of a field holds the place of its group
    groups: dict[str, list[Node]] = {}
    for node in nodes:
        for item in node.items if isinstance(node, And) else (node,) if node else ():
            name = _either_field(item)
            items[name or item] = None
            if name:
                groups.setdefault(name, []).append(item)
    placed = (either(groups[item]) if isinstance(item, str) else item for item in items)
    kept = tuple(item for item in placed if item is not None and not isinstance(item, And))
    return And(kept) if len(kept) > 1 else kept[0] if kept else None


def either(nodes: Iterable[Node | None]) -> Node | None:
    """At least one of them."""
    items: dict[Node, None] = {}
    for node in nodes:
        items |= dict.fromkeys(node.items if isinstance(node, Or) else (node,) if node else ())
    kept = tuple(item for item in items if not isinstance(item, Or))
    return Or(kept) if len(kept) > 1 else kept[0] if kept else None


def negated(node: Node | None) -> Node | None:
    """All but this."""
    if node is None:
        return None
    return node.item if isinstance(node, Not) else Not(node)


def _either_field(node: Node) -> str | None:
    if isinstance(node, Or):
        return node.field
    return node.name if isinstance(node, Field) and node.name in EITHER_FIELDS else None
