"""The tables of a journal as a merge sees them: what their rows are known by, and what belongs together."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

__all__ = ["NAMES", "THINGS", "Fields", "Identity", "NameTable", "Thing"]

Identity = Any
"""An id, a path, or a tuple of them."""

Fields = dict[str, Any]
"""What is said of one thing, with identities for references."""


class NameTable(NamedTuple):
    """A table of names, and what ties it to its aliases and to lessons.

    Args:
        table: Of the names.
        aliases: The table of their aliases.
        owner: The column in it that says whose alias it is.
        noun: What one of them is called.
    """

    table: str
    aliases: str
    owner: str
    noun: str


NAMES = (
    NameTable("companies", "company_aliases", "company", "company"),
    NameTable("themes", "theme_aliases", "theme", "theme"),
    NameTable("people", "person_aliases", "person", "person"),
)


class Thing(NamedTuple):
    """A table whose rows are merged column by column.

    Args:
        table: Its name.
        identity: Makes the identity of a row of its fields.
        references: Column -> the table that it refers to.
        whole: The columns belong together: of two versions one is taken whole.
        stamp: The column that tells which of two versions is the later one.
        noun: What one of them is called.
    """

    table: str
    identity: Callable[[Fields], Identity]
    references: Mapping[str, str]
    whole: bool
    stamp: str
    noun: str


def _of(*columns: str) -> Callable[[Fields], Identity]:
    if len(columns) == 1:
        return lambda fields: fields[columns[0]]
    return lambda fields: tuple(fields[name] for name in columns)


THINGS = (
    Thing("retrospectives", _of("id"), {"company": "companies"}, False, "created_at", "retrospective"),
    Thing(
        "relations",
        _of("source", "target", "kind"),
        {"source": "lessons", "target": "lessons"},
        False,
        "created_at",
        "relation",
    ),
    Thing(
        "applications",
        _of("id"),
        {"lesson": "lessons", "company": "companies"},
        False,
        "created_at",
        "application",
    ),
    Thing("reviews", _of("lesson"), {"lesson": "lessons"}, True, "last_review_at", "review"),
    Thing(
        "answers",
        _of("id"),
        {"retrospective": "retrospectives", "lesson": "lessons"},
        False,
        "id",
        "answer",
    ),
    Thing(
        "commitments",
        _of("id"),
        {"retrospective": "retrospectives", "company": "companies"},
        False,
        "created_at",
        "commitment",
    ),
    Thing("review_answers", _of("id"), {"lesson": "lessons"}, True, "created_at", "answer at a review"),
    Thing(
        "decisions",
        _of("id"),
        {"company": "companies", "changed_by": "lessons"},
        False,
        "created_at",
        "decision",
    ),
    Thing(
        "decision_lessons",
        _of("decision", "lesson"),
        {"decision": "decisions", "lesson": "lessons"},
        True,
        "position",
        "lesson of a decision",
    ),
    Thing("check_ins", _of("id"), {}, False, "created_at", "checklist"),
    Thing(
        "check_in_items",
        _of("check_in", "lesson"),
        {"check_in": "check_ins", "lesson": "lessons"},
        True,
        "answered_at",
        "line of a checklist",
    ),
    Thing(
        "dismissed_relations",
        _of("source", "target", "kind"),
        {"source": "lessons", "target": "lessons"},
        True,
        "kind",
        "relation that was not wanted",
    ),
    Thing("saved_searches", _of("key"), {}, False, "key", "saved search"),
    Thing("posts", _of("path"), {}, True, "written_at", "post"),
    Thing(
        "post_lessons",
        _of("post", "lesson"),
        {"post": "posts", "lesson": "lessons"},
        True,
        "position",
        "lesson of a post",
    ),
    Thing("imported_posts", _of("path"), {}, True, "imported_at", "imported post"),
    Thing(
        "imported_lessons",
        _of("lesson"),
        {"lesson": "lessons", "post": "imported_posts"},
        True,
        "lesson",
        "imported lesson",
    ),
    Thing(
        "import_candidates",
        lambda fields: (fields["post"], fields["told"] or fields["draft"]),
        {"post": "imported_posts"},
        True,
        "state",
        "candidate",
    ),
    Thing(
        "conflicts",
        _of("table_name", "record", "path", "version"),
        {"lesson": "lessons"},
        True,
        "path",
        "version to decide on",
    ),
)
"""In an order in which whatever is referred to comes first. ``lessons`` and names come before all of them."""
