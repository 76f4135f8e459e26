"""What stays of a lesson that was deleted for good: that it was, and its random id, in a step of its own.

So that a copy of the journal that still holds it does not bring it back when it is merged.
"""

import re

from retro.journal.connection import Connection

__all__ = ["COMMAND", "purged_ids", "purged_summary"]

COMMAND = "purge"

_PURGED = re.compile(r"Purged lesson ([0-9a-z]{12})")


def purged_summary(lesson_id: str) -> str:
    """What the step says: nothing of the lesson but its id."""
    return f"Purged lesson {lesson_id}"


def purged_ids(connection: Connection) -> frozenset[str]:
    """The ids of all lessons that were deleted for good."""
    rows = connection.rows("SELECT summary FROM steps WHERE command = ?", (COMMAND,))
    found = (_PURGED.fullmatch(row["summary"]) for row in rows)
    return frozenset(match[1] for match in found if match)
