"""Saved searches: kept by name, replaced, forgotten, and all of it undone."""

import pytest

from retro.errors import InvalidValue, NothingFound
from retro.journal import Journal
from retro.surroundings import SavedSearch


def test_a_search_is_kept_by_its_name_whatever_the_capitals(journal: Journal) -> None:
    journal.saved_searches.save("  Hiring  well ", " theme:hiring   is:starred ")
    assert journal.saved_searches.get("hiring WELL") == SavedSearch("Hiring well", "theme:hiring is:starred")
    journal.saved_searches.save("HIRING well", "theme:hiring")
    assert journal.saved_searches.all() == (SavedSearch("HIRING well", "theme:hiring"),)
    journal.history.undo()
    assert journal.saved_searches.all() == (SavedSearch("Hiring well", "theme:hiring is:starred"),)
    journal.history.undo()
    assert journal.saved_searches.all() == ()
    journal.history.redo()
    journal.saved_searches.remove("hiring well")
    assert journal.saved_searches.all() == ()
    journal.history.undo()
    assert len(journal.saved_searches.all()) == 1


def test_what_cannot_be_saved_or_found_is_said(journal: Journal) -> None:
    with pytest.raises(InvalidValue, match="needs a name"):
        journal.saved_searches.save(" ", "trust")
    with pytest.raises(InvalidValue, match="no query"):
        journal.saved_searches.save("trust", " ")
    for missing in (journal.saved_searches.get, journal.saved_searches.remove):
        with pytest.raises(NothingFound, match="No search is saved as “trust”"):
            missing("trust")
    assert journal.history.steps() == []
