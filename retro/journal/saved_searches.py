"""Queries that were given a name."""

from retro.errors import InvalidValue, NothingFound
from retro.journal.connection import Connection
from retro.journal.history import History
from retro.journal.identity import name_key, storable
from retro.surroundings import SavedSearch

__all__ = ["SavedSearches"]


class SavedSearches:
    """Saved searches, by name; capital letters and spaces make no difference."""

    def __init__(self, connection: Connection, history: History) -> None:
        self._connection = connection
        self._history = history

    def all(self) -> tuple[SavedSearch, ...]:
        """Every saved search by name."""
        rows = self._connection.rows("SELECT name, query FROM saved_searches ORDER BY key")
        return tuple(SavedSearch(row["name"], row["query"]) for row in rows)

    def get(self, name: str) -> SavedSearch:
        """The search of a name.

        Raises:
            NothingFound: When there is none.
        """
        row = self._connection.row("SELECT name, query FROM saved_searches WHERE key = ?", (_key(name),))
        if row is None:
            raise NothingFound(f"No search is saved as “{name}”.", hint="retro searches")
        return SavedSearch(row["name"], row["query"])

    def save(self, name: str, query: str) -> SavedSearch:
        """Keep a query under a name; one that was there is replaced, and undo brings it back.

        Raises:
            InvalidValue: When the name or the query is empty.
        """
        name, query = " ".join(storable(name).split()), " ".join(storable(query).split())
        if not name:
            raise InvalidValue("A saved search needs a name.")
        if not query:
            raise InvalidValue("There is no query to save.")
        with self._history.step("searches", f"Saved the search “{name}”"):
            key = _key(name)
            if self._connection.row("SELECT 1 FROM saved_searches WHERE key = ?", (key,)):
                self._connection.execute(
                    "UPDATE saved_searches SET name = ?, query = ? WHERE key = ?", (name, query, key)
                )
            else:
                self._connection.execute(
                    "INSERT INTO saved_searches (key, name, query) VALUES (?, ?, ?)", (key, name, query)
                )
        return SavedSearch(name, query)

    def remove(self, name: str) -> SavedSearch:
        """Forget a search.

        Raises:
            NothingFound: When there is none of that name.
        """
        with self._history.step("searches", f"Forgot the search “{name}”"):
            found = self.get(name)
            self._connection.execute("DELETE FROM saved_searches WHERE key = ?", (_key(name),))
        return found


def _key(name: str) -> str:
    return name_key(" ".join(storable(name).split()))
