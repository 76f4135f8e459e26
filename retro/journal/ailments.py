"""What can be wrong, as ``retro doctor`` tells it."""

from collections.abc import Callable
from typing import NamedTuple

__all__ = ["MOST_TOLD", "Ailment"]

MOST_TOLD = 20
"""Of one sort: whoever has more has one cause for all."""


class Ailment(NamedTuple):
    """Something wrong.

    Args:
        code: What sort of thing.
        said: In one sentence.
        advice: What to do about it.
        mend: Puts it right; None where only a person can.
        serious: Something is lost or may get lost.
    """

    code: str
    said: str
    advice: str
    mend: Callable[[], None] | None = None
    serious: bool = True
