"""Jinja's sandbox with limits: a template may not make what fills memory out of a few letters.

Jinja computes constants while it reads a template: ``{{ 'a' * 999999999 }}`` took half a minute and a
gigabyte before anything was printed. Loops in loops are not limited; Ctrl-C ends them.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from typing import Any

from jinja2 import Environment
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

__all__ = ["BoundedSandbox"]

LARGEST = 1_000_000
"""Characters or items that one operation may make, and the largest number that a filter may be told."""

_MOST_BITS = 4096
"""Of a whole number."""

_WIDE = re.compile(r"[0-9]{6,}")


class BoundedSandbox(ImmutableSandboxedEnvironment):
    """The sandbox, whose operators, filters and methods make nothing that is very large."""

    intercepted_binops = frozenset({"*", "**", "%"})

    def __init__(self, **options: Any) -> None:
        # To compute constants beforehand takes the third power of how long an expression is.
        super().__init__(**options, optimized=False)
        self.globals.pop("lipsum")  # pages of words that nobody wrote
        self.filters = {name: _bounded(each) for name, each in self.filters.items()}

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Compute, if what comes of it has a bound.

        Raises:
            SecurityError: When it would be too large.
        """
        if operator == "%" and isinstance(left, str):
            _refuse_wide(left)
        for one, other in ((left, right), (right, left)):
            if operator == "*" and isinstance(one, int) and hasattr(other, "__len__"):
                _refuse_above(one * len(other))
        if isinstance(left, int) and isinstance(right, int):
            bits = left.bit_length() * right if operator == "**" else left.bit_length() + right.bit_length()
            if operator != "%" and bits > _MOST_BITS:
                raise SecurityError("a number is too large")
        return super().call_binop(context, operator, left, right)

    def wrap_str_format(self, value: Any) -> Callable[..., str] | None:
        """What stands for ``str.format``, whose widths are numbers in a text.

        Raises:
            SecurityError: When one is large.
        """
        if isinstance(owner := getattr(value, "__self__", None), str) and "{" in owner:
            _refuse_wide(owner)
        return super().wrap_str_format(value)

    def call(self, context: Context, function: Any, *args: Any, **named: Any) -> Any:
        """Call a function or a method with numbers that are not very large.

        Raises:
            SecurityError: When one is.
        """
        if isinstance(getattr(function, "__self__", None), str):
            _refuse_large((*args, *named.values()))
        return super().call(context, function, *args, **named)


def _bounded(function: Callable[..., Any]) -> Callable[..., Any]:
    """A filter whose arguments, besides what it is applied to, are not very large."""

    @wraps(function)
    def bounded(*args: Any, **named: Any) -> Any:
        told = args[1:] if args and not isinstance(args[0], Environment | Context) else args[2:]
        _refuse_large((*told, *named.values()))
        if function.__name__ == "do_format":
            _refuse_wide(str(args[0]))
        return function(*args, **named)

    return bounded


def _refuse_large(values: Iterable[object] | Mapping[str, object]) -> None:
    for value in values:
        if isinstance(value, int):
            _refuse_above(value)


def _refuse_above(size: int) -> None:
    if size > LARGEST:
        raise SecurityError(f"{size:,} is more than the {LARGEST:,} that a template may ask for")


def _refuse_wide(text: str) -> None:
    """A width in a format is a number in a text."""
    if _WIDE.search(text) and ("%" in text or "{" in text):
        raise SecurityError("a format is too wide")
