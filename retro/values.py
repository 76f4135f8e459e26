"""What every dataclass on the way of a capture inherits, so that it need not be generated each time.

A frozen dataclass of 15 fields takes 1.0 ms to make, 0.6 without its own equality, hash and text.
"""

__all__ = ["Value"]


class Value:
    """Equal when of one class with equal fields; hashed and printed by its fields, as a dataclass is."""

    __slots__ = ()

    def _fields(self) -> tuple[object, ...]:
        return tuple(getattr(self, name) for name in type(self).__dataclass_fields__)  # type: ignore[attr-defined]

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return self._fields() == other._fields()

    def __hash__(self) -> int:
        return hash(self._fields())

    def __repr__(self) -> str:
        names = type(self).__dataclass_fields__  # type: ignore[attr-defined]
        said = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
        return f"{type(self).__name__}({said})"
