"""Names in filters, forgiven like words: ``company:mesosfere``, ``company:meso``, ``theme:hiring``."""

from collections.abc import Callable, Sequence

from retro.journal import Journal
from retro.journal.identity import name_key
from retro.query import And, Field, Node, Not, Or, either, every, negated
from retro.search.suggestions import similar_names

__all__ = ["forgiven"]


def forgiven(root: Node | None, journal: Journal) -> tuple[Node | None, tuple[str, ...]]:
    """A query whose names are names of the journal, and what was taken for what.

    A name that is none is taken for all that begin like it, or, of a theme, end in it, or else for the one
    that it is a misspelling of.
    """
    known: dict[str, Callable[[], list[str]]] = {
        "company": journal.companies.all_names,
        "theme": journal.themes.all_names,
        "person": journal.people.all_names,
    }
    notes: list[str] = []

    def of(node: Node | None) -> Node | None:
        if isinstance(node, And | Or):
            items = [of(item) for item in node.items]
            return every(items) if isinstance(node, And) else either(items)
        if isinstance(node, Not):
            return negated(of(node.item))
        if isinstance(node, Field) and node.name in known:
            meant, note = _meant(node, known[node.name]())
            notes.extend([note] if note else [])
            return meant
        return node

    return of(root), tuple(dict.fromkeys(notes))


def _meant(field: Field, names: Sequence[str]) -> tuple[Node, str]:
    key = name_key(field.value).lstrip("#@")
    if field.name == "theme":
        key = key.replace(" ", "-")
    keys = {name: name_key(name) for name in names}
    if any(key == other or other.startswith(f"{key}/") for other in keys.values()):
        return field, ""
    alike = [name for name, other in keys.items() if other.endswith(f"/{key}") or f"/{key}/" in other]
    alike = alike or [name for name, other in keys.items() if other.startswith(key)]
    if alike:
        meant = either(Field(field.name, name) for name in alike)
        assert meant is not None  # noqa: S101 - there is at least one
        return meant, ""
    similar = similar_names(field.value, names)
    if similar is None:
        return field, f"There is no {field.name} called “{field.value}”."
    return Field(
        field.name, similar
    ), f"There is no {field.name} “{field.value}”; “{similar}” is taken for it."
