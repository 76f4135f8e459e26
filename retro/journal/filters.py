"""The filter part of a query as SQL: one function for lists, searches, exports and facets."""

from typing import NamedTuple

__all__ = ["EVERYTHING", "INDEXED", "Condition"]


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
