"""Queries as SQL: one function for lists, searches, exports and facets.

Fields are conditions on a lesson's row. Words inside a group or behind a ``-`` are conditions, too: what the
index has, without typos; only words side by side are ranked and forgiven (``retro.search``).
"""

import datetime as dt
from typing import TYPE_CHECKING, NamedTuple

from retro.journal.folding import tokens
from retro.journal.identity import name_key

if TYPE_CHECKING:
    from retro.query import Field, Node

__all__ = ["EVERYTHING", "INDEXED", "Condition", "due", "filtered", "start_of"]


class Condition(NamedTuple):
    """A condition on ``lessons AS lesson``, with the values that it binds."""

    sql: str
    parameters: tuple[object, ...] = ()

    def __and__(self, other: "Condition") -> "Condition":
        """Both."""
        if self in (INDEXED, other):
            return other
        if other == INDEXED:
            return self
        return Condition(f"({self.sql}) AND ({other.sql})", self.parameters + other.parameters)


INDEXED = Condition("TRUE")
"""No condition: what the full-text index holds, which is every lesson that is not deleted."""

EVERYTHING = Condition("lesson.deleted_at IS NULL")
"""Every lesson that is not deleted."""

_DELETED = Condition("lesson.deleted_at IS NOT NULL")
_NOTHING = Condition("FALSE")


def filtered(node: "Node | None", today: dt.date) -> Condition:
    """What a query, or a part of one, leaves of all lessons.

    Deleted lessons are left out unless ``is:deleted`` asks for them.

    Args:
        node: The root of a query, or the part of it that is not ranked.
        today: What words such as "last summer" count from.
    """
    condition = _condition(node, today)
    return condition if _asks_for_deleted(node) else EVERYTHING & condition


def _condition(node: "Node | None", today: dt.date) -> Condition:
    from retro.query import And, Field, Not, Or, Phrase  # noqa: PLC0415 - capturing has no query

    if node is None:
        return INDEXED
    if isinstance(node, And | Or):
        parts = [_condition(item, today) for item in node.items]
        glue = " AND " if isinstance(node, And) else " OR "
        return Condition(
            "(" + glue.join(f"({part.sql})" for part in parts) + ")",
            tuple(value for part in parts for value in part.parameters),
        )
    if isinstance(node, Not):
        inner = _condition(node.item, today)
        return Condition(f"NOT coalesce(({inner.sql}), FALSE)", inner.parameters)
    if isinstance(node, Field):
        return _field(node, today)
    return _text(node.text, beginning=not isinstance(node, Phrase) and node.prefix)


def _asks_for_deleted(node: "Node | None") -> bool:
    from retro.query import And, Field, Or  # noqa: PLC0415 - capturing has no query

    if isinstance(node, And | Or):
        return any(_asks_for_deleted(item) for item in node.items)
    return isinstance(node, Field) and (node.name, node.value) == ("is", "deleted")


def _text(text: str, *, beginning: bool) -> Condition:
    """What the index has, side by side; nothing to look for leaves everything."""
    words = tokens(text)
    if not words:
        return INDEXED
    expression = '"' + " ".join(words) + '"' + ("*" if beginning else "")
    return Condition(
        "lesson.number IN (SELECT rowid FROM lesson_index WHERE lesson_index MATCH ?)", (expression,)
    )


def _field(field: "Field", today: dt.date) -> Condition:
    name, value = field.name, field.value
    if name in ("kind", "status"):
        return Condition(f"lesson.{name} = ?", (value,))
    if name == "id":
        return Condition("substr(lesson.id, 1, ?) = ?", (len(value), value.lower()))
    if name in ("since", "until", "on"):
        return _days(*field.days(today))
    if name == "is":
        return due(today) if value == "due" else _STATES.get(value, _NOTHING)
    if name == "has":
        return _PARTS.get(value, _NOTHING)
    return _name(name, name_key(value))


def start_of(day: dt.date) -> str:
    """Midnight where the user is, as moments are kept."""
    return dt.datetime.combine(day, dt.time.min).astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def due(today: dt.date) -> Condition:
    """Lessons that are up for review: all that are not retired are in the schedule, with a card or without.

    Without one, a lesson is due from the day after it was captured. What lies in the future came from a clock
    that was wrong, and does not keep a lesson back; a day is allowed for time zones.
    """
    tonight, beyond = f"{today}T23:59:59Z", f"{today + dt.timedelta(days=1)}T23:59:59Z"
    return Condition(
        "lesson.status <> 'retired' AND coalesce("
        "(SELECT CASE WHEN last_review_at > ? THEN NULL ELSE due_at <= ? END"
        " FROM reviews WHERE reviews.lesson = lesson.number),"
        " lesson.created_at < ? OR lesson.created_at > ?)",
        (beyond, tonight, start_of(today), beyond),
    )


def _days(first: dt.date | None, last: dt.date | None) -> Condition:
    """A date that is not exact counts when it can overlap; without one, the day of capture does."""
    condition = INDEXED
    if first is not None:
        condition = condition & Condition("coalesce(lesson.last_day, lesson.day) >= ?", (first.isoformat(),))
    if last is not None:
        condition = condition & Condition("coalesce(lesson.first_day, lesson.day) <= ?", (last.isoformat(),))
    return condition


def _name(field: str, key: str) -> Condition:
    """By a name or an alias; of a theme, also those below it."""
    if field == "company":
        return Condition(
            "lesson.company IN (SELECT number FROM companies WHERE key = ?"
            " UNION ALL SELECT company FROM company_aliases WHERE key = ?)",
            (key, key),
        )
    if field == "person":
        return Condition(
            "lesson.number IN (SELECT lesson FROM lesson_people WHERE person IN"
            " (SELECT number FROM people WHERE key = ?"
            " UNION ALL SELECT person FROM person_aliases WHERE key = ?))",
            (key, key),
        )
    theme = key.lstrip("#").replace(" ", "-")
    return Condition(
        "lesson.number IN (SELECT tag.lesson FROM lesson_themes AS tag WHERE tag.theme IN"
        " (SELECT below.number FROM themes AS below JOIN (SELECT key FROM themes WHERE key = ?"
        "   UNION SELECT themes.key FROM theme_aliases JOIN themes ON themes.number = theme"
        "   WHERE theme_aliases.key = ? UNION SELECT ?) AS named"
        "  ON below.key = named.key OR substr(below.key, 1, length(named.key) + 1) = named.key || '/'))",
        (theme, theme, theme),
    )


_STATES = {
    "starred": Condition("lesson.starred = 1"),
    "private": Condition("lesson.visibility = 'private'"),
    "unpublished": Condition("lesson.number NOT IN (SELECT lesson FROM post_lessons)"),
    "violated": Condition("lesson.number IN (SELECT lesson FROM applications WHERE outcome = 'violated')"),
    "deleted": _DELETED,
}

_PARTS = {
    "evidence": Condition("lesson.number IN (SELECT lesson FROM evidence)"),
    "trigger": Condition("lesson.\"trigger\" <> ''"),
    "body": Condition("lesson.body <> ''"),
}
