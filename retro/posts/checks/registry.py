"""Every check, in the order of how much it matters. A check is a module of this package and a line here."""

from retro.posts.checks import (
    braces,
    claims,
    days,
    links,
    people,
    private,
    singling_out,
    spelling,
    unknown_names,
)
from retro.posts.checks.finding import Check

__all__ = ["CHECKS", "severity"]

CHECKS: tuple[Check, ...] = (
    private.CHECK,
    people.NEVER,
    people.NAMED,
    unknown_names.CHECK,
    singling_out.CHECK,
    claims.CHECK,
    days.CHECK,
    links.CHECK,
    braces.CHECK,
    spelling.CHECK,
)

_ORDER = {check.code: place for place, check in enumerate(CHECKS)}


def severity(code: str) -> int:
    """The place of a check among all: the less, the worse."""
    return _ORDER[code]
