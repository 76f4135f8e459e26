"""Saved searches; each function makes a job for ``Storage.read`` or ``Storage.write``."""

from collections.abc import Callable

from retro.journal import Journal
from retro.surroundings import SavedSearch
from retro.tui.jobs.lessons import Wrote

__all__ = ["forget", "save", "saved"]


def saved(journal: Journal) -> tuple[SavedSearch, ...]:
    """Every saved search by name."""
    return journal.saved_searches.all()


def save(name: str, query: str) -> Callable[[Journal], Wrote]:
    """Keep a query under a name."""
    return lambda journal: Wrote(f"Saved the search “{journal.saved_searches.save(name, query).name}”")


def forget(name: str) -> Callable[[Journal], Wrote]:
    """Forget a search."""
    return lambda journal: Wrote(f"Forgot the search “{journal.saved_searches.remove(name).name}”")
