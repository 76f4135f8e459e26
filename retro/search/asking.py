"""A query taken apart: words that are forgiven and ranked, and the condition that they are ranked under."""

from typing import NamedTuple

from retro.journal import Journal
from retro.journal.filters import INDEXED, Condition, filtered
from retro.journal.folding import tokens
from retro.journal.identity import storable
from retro.query import And, Field, Node, Not, Or, Phrase, Query, Word, every, parse
from retro.search.forgiving import forgiven
from retro.search.slots import Typed

__all__ = ["Asked", "asked", "told"]

_MOST_WORDS = 16
"""Words that are looked for; what is pasted beyond them does not make a query any clearer."""

_MOST_TOLD = 60
"""Words of a situation: a long paragraph."""


class Asked(NamedTuple):
    """What a query asks.

    Args:
        text: The query as text.
        words: To be forgiven and ranked.
        condition: What they are looked for in.
        marked: Further words that decide nothing more but are to be ranked by and marked: those in groups.
        notes: Sentences about how the query was understood.
        deleted: It asks for deleted lessons, which the index does not have.
    """

    text: str
    words: tuple[Typed, ...]
    condition: Condition
    marked: tuple[Typed, ...]
    notes: tuple[str, ...]
    deleted: bool


def asked(query: Query | str, journal: Journal) -> Asked:
    """Take a query apart.

    The last word may still be being typed, unless a space follows it. Phrases are a condition, and their
    words are ranked; groups with OR, and what is behind a ``-``, are a condition alone.
    """
    parsed = parse(storable(query)) if isinstance(query, str) else query
    finished = isinstance(query, str) and query.endswith(" ")
    root, notes = forgiven(parsed.root, journal)
    items = root.items if isinstance(root, And) else (root,)
    words: list[Typed] = []
    others: list[Node | None] = []
    for item in items:
        if not isinstance(item, Word):
            others.append(item)
        if isinstance(item, Phrase):
            words += [Typed(text, strict=True) for text in tokens(item.text)]
        if isinstance(item, Word):
            texts = tokens(item.text)
            is_open = item.prefix or (item is items[-1] and not finished)
            words += [Typed(text, last=is_open and text is texts[-1]) for text in texts]
    if len(words) > _MOST_WORDS:
        notes += (f"Only the first {_MOST_WORDS} words are looked for.",)
    rest = every(others)
    condition = INDEXED if rest is None and words else filtered(rest, journal.today())
    in_groups = [text for term in Query(rest).text_terms() for text in tokens(term.text)]
    return Asked(
        text=str(parsed),
        words=tuple(dict.fromkeys(words))[:_MOST_WORDS],
        condition=condition,
        marked=tuple(Typed(text, strict=True) for text in dict.fromkeys(in_groups))[:_MOST_WORDS],
        notes=parsed.notes + notes,
        deleted="deleted" in Query(root).fields("is"),
    )


def told(situation: str, journal: Journal) -> tuple[list[str], Condition]:
    """The words of a situation in order, and the condition that its fields and what is behind a ``-`` make.

    Quotes and OR mean nothing more here: people use both when they tell something.
    """
    root, _ = forgiven(parse(storable(situation)).root, journal)
    items = root.items if isinstance(root, And) else (root,)
    conditions = [
        item for item in items if isinstance(item, Field | Not) or (isinstance(item, Or) and item.field)
    ]
    rest = every(conditions)
    words = [text for term in Query(root).text_terms() for text in tokens(term.text)]
    return words[:_MOST_TOLD], INDEXED if rest is None else filtered(rest, journal.today())
