"""Stopping before a post is written that must not be."""

from collections.abc import Iterable

from retro.errors import MustNotLeave
from retro.posts.checks.finding import Finding

__all__ = ["refuse_what_must_not_go_out"]


def refuse_what_must_not_go_out(found: Iterable[tuple[str, Finding]]) -> None:
    """Stop when a finding refuses.

    Args:
        found: All that was found in what would be written, each with its place: a file and a line.

    Raises:
        MustNotLeave: With all places.
    """
    places = tuple(f"{where}: {each.said} {each.fix} [{each.code}]" for where, each in found if each.refuses)
    if places:
        raise MustNotLeave(places)
