"""The filter part of a query as SQL: one function for lists, searches, exports and facets."""

from typing import NamedTuple

__all__ = ["EVERYTHING", "Condition"]


class Condition(NamedTuple):
    """A condition on ``lessons AS lesson``, with the values that it binds."""

    sql: str
    parameters: tuple[object, ...] = ()


EVERYTHING = Condition("lesson.deleted_at IS NULL")
"""Every lesson that is not deleted."""
