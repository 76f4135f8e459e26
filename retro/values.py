"""What every value on the way of a capture inherits: fields as in a dataclass, without making one at import.

A frozen, slotted dataclass of 15 fields takes 1 ms to make, because it writes its methods as text and
compiles them, and ``dataclasses`` itself 0.7 ms to import; ``retro add`` has 15 ms in all. These methods are
written once, and read the fields when they are called.
"""

from typing import Any, ClassVar, Self, dataclass_transform

__all__ = ["Value"]


@dataclass_transform(frozen_default=True)
class Value:
    """A frozen record of the fields that its class, and the classes above it, annotate.

    Equal when of one class with equal fields; hashed and printed by its fields, as a dataclass is.
    ``field_names`` are they, in order; those without a default must be given.
    """

    field_names: ClassVar[tuple[str, ...]] = ()
    _positional: ClassVar[int] = 0
    _allowed: ClassVar[frozenset[str]] = frozenset()
    _required: ClassVar[frozenset[str]] = frozenset()

    def __init_subclass__(cls, *, kw_only: bool = False) -> None:
        """Collect the fields.

        Args:
            kw_only: The fields of this class are given by name alone.
        """
        cls.field_names = (*cls.field_names, *cls.__annotations__)
        cls._allowed = frozenset(cls.field_names)
        cls._required = frozenset(name for name in cls.field_names if not hasattr(cls, name))
        if not kw_only:
            cls._positional = len(cls.field_names)

    def __init__(self, *values: Any, **named: Any) -> None:
        """Take the fields by place or by name.

        Raises:
            TypeError: When one is unknown, missing, or given twice.
        """
        cls = type(self)
        names, given = cls.field_names, self.__dict__
        given.update(zip(names, values, strict=False))
        given.update(named)
        known = len(given) == len(values) + len(named) and len(values) <= cls._positional
        if not known or not cls._required <= given.keys() <= cls._allowed:
            raise TypeError(f"{cls.__name__} has the fields {', '.join(names)}, each once")
        self._check()

    def _check(self) -> None:
        """Where a class refuses what is no value of it, by a ValueError."""

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} is frozen; replace() makes another")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"{type(self).__name__} is frozen, and its fields stay")

    def replace(self, **changes: Any) -> Self:
        """Another value of this class with some fields changed, as ``datetime.date.replace`` does."""
        return type(self)(**{**dict(zip(self.field_names, self._fields(), strict=True)), **changes})

    def _fields(self) -> tuple[object, ...]:
        return tuple(getattr(self, name) for name in self.field_names)

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return self._fields() == other._fields()

    def __hash__(self) -> int:
        return hash(self._fields())

    def __repr__(self) -> str:
        said = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.field_names)
        return f"{type(self).__name__}({said})"
