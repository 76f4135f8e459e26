"""The filter part of a query as SQL: one function for lists, searches, exports and facets."""

from dataclasses import dataclass

__all__ = ["EVERYTHING", "Condition"]


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition on ``lessons AS lesson``, with the values that it binds."""

    sql: str
    parameters: tuple[object, ...] = ()


EVERYTHING = Condition("lesson.deleted_at IS NULL")
"""Every lesson that is not deleted."""
