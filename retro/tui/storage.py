"""The one object through which the screens reach the journal: everything in threads, nothing waited for.

Three lanes, each with a journal of its own: one reads for the screen, where a newer search takes the place of
one that still waits; one writes; one counts. The reader sees another program's changes and our own in the
same way, by ``data_version``. Nothing here knows of widgets; answers go to callbacks.
"""

import datetime as dt
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from retro.errors import JournalUnusable
from retro.journal import Journal
from retro.tui.counting import Counting, to_count
from retro.tui.lanes import Lane
from retro.tui.pages import PAGE, pages_of
from retro.tui.reader import Reader
from retro.tui.syncing import Syncer

if TYPE_CHECKING:
    from retro.journal.filters import Condition
    from retro.posts.redacting.pseudonyms import Pseudonyms
    from retro.search import Facets, Hit, Results, SearchEngine

__all__ = [
    "Ask",
    "Found",
    "Page",
    "Storage",
]

_LOCATING = 500
"""After a change, the selected lesson is looked for in so many rows before and after where it was."""

T = TypeVar("T")
Failed = Callable[[Exception], object]


class Ask(NamedTuple):
    """A search. ``generation`` tells late answers from current ones.

    ``order`` is one of ``retro.search.Order``, by default the first. ``keep`` is the id of the lesson that
    the cursor should stay on, ``near`` the row where it was. ``rows`` says how many are seen at once.
    """

    text: str
    order: str = ""
    generation: int = 0
    keep: str = ""
    near: int = 0
    rows: int = PAGE


class Page(NamedTuple):
    """Some of the hits: those from ``start`` on."""

    generation: int
    start: int
    hits: "tuple[Hit, ...]"


class Found(NamedTuple):
    """What a search found, with the pages of the rows that are likely seen.

    ``total`` counts what was found, ``everything`` all lessons of the journal.
    """

    ask: Ask
    total: int
    everything: int
    notes: tuple[str, ...]
    suggestion: str
    pages: tuple[Page, ...]
    cursor: int


class Storage:
    """Reads and writes one journal for the screens.

    Args:
        path: The journal's file; made when it is new.
        open_journal: How it is opened; tests pass one with a clock that stands still.
    """

    def __init__(self, path: Path, open_journal: Callable[..., Journal] = Journal.open) -> None:
        self.path = path
        self._open = open_journal
        self._reading = Lane("retro-reading")
        self._writing = Lane("retro-writing")
        self._counting = Counting(path, open_journal)
        self._reader = Reader(path, open_journal)
        self.syncer = Syncer(path, open_journal)
        self._writer: Journal | None = None
        self._engine: SearchEngine | None = None
        self._warm = False
        self._results: Results | None = None
        self._version = -1
        self._everything = -1
        self.on_waiting: Callable[[], object] = lambda: None
        self._today: Callable[[], dt.date] | None = None
        self._veil: tuple[tuple[int, int], Pseudonyms] | None = None
        self.hidden: Pseudonyms | None = None

    # Reading

    def hide_names(
        self, done: Callable[["Pseudonyms | None"], object], failed: Failed, *, hide: bool
    ) -> None:
        """Read under pseudonyms from now on, or under names again; the screens then set ``hidden``."""

        def work() -> "Pseudonyms | None":
            self._veil = None
            if hide:
                self._veil = (self._reading_journal().state(), self._read_pseudonyms())
            return self._pseudonyms()

        self._reading.submit(work, done, failed)

    def search(self, ask: Ask, done: Callable[[Found], object], failed: Failed) -> None:
        """Search; only the last of those that wait is carried out."""
        self._reading.submit(lambda: self._search(ask), done, failed, name="search")

    def facets(self, text: str, done: Callable[["Facets"], object], failed: Failed) -> None:
        """Count the facets of what a query finds."""
        self._reading.submit(lambda: self._count(text, done, failed), lambda _: None, failed, name="facets")

    def pages(
        self,
        generation: int,
        starts: tuple[int, ...],
        done: Callable[[tuple[Page, ...]], object],
        failed: Failed,
    ) -> None:
        """Read more pages of the last search; only the last of those requests that wait is carried out."""
        self._reading.submit(
            lambda: tuple(self._page(generation, start) for start in starts), done, failed, name="pages"
        )

    def candidates(self, text: str, done: "Callable[[tuple[Hit, ...]], object]", failed: Failed) -> None:
        """The first page of what a query finds, beside the search of the screen, which goes on as it is."""
        self._reading.submit(
            lambda: self._hits(self._searching().find(self._asked(text)), 0), done, failed, name="candidates"
        )

    def found_ids(self, done: Callable[[list[str]], object], failed: Failed) -> None:
        """The ids of all that the last search found."""
        self._reading.submit(
            lambda: [] if self._results is None else self._results.ids(), done, failed, name="ids"
        )

    def read(
        self,
        job: Callable[[Journal], T],
        done: Callable[[T], object],
        failed: Failed,
        *,
        name: str = "",
        veiled: "Callable[[T, Pseudonyms], T] | None" = None,
    ) -> None:
        """Read something; of the jobs of one name that wait, only the last is carried out.

        Args:
            job: What to read.
            done: Called with it.
            failed: Called with what went wrong.
            name: Of the job.
            veiled: Puts pseudonyms into it, for private mode.
        """

        def work() -> T:
            found = job(self._reading_journal())
            names = self._pseudonyms()
            return found if names is None or veiled is None else veiled(found, names)

        self._reading.submit(work, done, failed, name=name)

    def within(
        self,
        text: str,
        job: "Callable[[Journal, Condition], T]",
        done: Callable[[T], object],
        failed: Failed,
        *,
        name: str = "",
        veiled: "Callable[[T, Pseudonyms], T] | None" = None,
    ) -> None:
        """Read something of what a query finds, which ``job`` gets as a condition; else like ``read``."""

        def within(journal: Journal) -> T:
            return job(journal, self._searching().condition(self._asked(text)))

        self.read(within, done, failed, name=name, veiled=veiled)

    def asking(
        self,
        text: str,
        job: "Callable[[Journal, SearchEngine, str], T]",
        done: Callable[[T], object],
        failed: Failed,
        *,
        name: str = "",
        veiled: "Callable[[T, Pseudonyms], T] | None" = None,
    ) -> None:
        """Read something by the search engine; ``job`` gets the text under real names; else like ``read``."""

        def asking(journal: Journal) -> T:
            return job(journal, self._searching(), self._asked(text))

        self.read(asking, done, failed, name=name, veiled=veiled)

    def watch(self, changed: Callable[[bool], object], failed: Failed) -> None:
        """Ask whether another connection has changed the journal since the last time."""
        self._reading.submit(lambda: self._watched(failed), changed, failed, name="watch")

    # Writing; ``on_waiting`` is called in its lane when another program holds the journal for long

    def write(self, job: Callable[[Journal], T], done: Callable[[T], object], failed: Failed) -> None:
        """Change something; what was asked for is done in its order, and nothing is dropped."""
        self._writing.submit(lambda: job(self._writing_journal()), done, failed)

    # Life

    @property
    def idle(self) -> bool:
        """True when nothing is being read, written or synced."""
        return self._reading.idle and self._writing.idle and self._counting.idle and self.syncer.idle

    def today(self) -> dt.date:
        """The present day where the user is, by the journal's clock."""
        return self._today() if self._today is not None else dt.datetime.now().astimezone().date()

    def close(self) -> None:
        """Finish what was asked for, then close the journal."""
        self.syncer.stop()
        self._writing.close(lambda: self._writer.close() if self._writer else None)
        self._reading.close(self._reader.close)
        self._counting.close()
        self.syncer.close()

    # In the lanes

    def _reading_journal(self) -> Journal:
        journal = self._reader.journal
        self._today = journal.today
        return journal

    def _writing_journal(self) -> Journal:
        if self._writer is None:
            self._writer = self._open(self.path, waiting=self.on_waiting)
        return self._writer

    def _searching(self) -> "SearchEngine":
        if self._engine is None:
            from retro.search import SearchEngine  # noqa: PLC0415 - imported beside Textual, not after it

            self._engine = SearchEngine(self._reading_journal())
        return self._engine

    def _search(self, ask: Ask) -> Found:
        from retro.search import Order  # noqa: PLC0415

        self._changed()
        engine = self._searching()
        if self._everything < 0:
            self._everything = engine.find("").total
        order = Order(ask.order or Order.RELEVANCE)
        results = engine.find(self._asked(ask.text), order=order, raise_violated=True)
        self._results = results
        read = lru_cache(maxsize=None)(partial(self._hits, results))
        cursor = self._locate(results, ask, read) if ask.keep else 0
        seen = pages_of(range(cursor - ask.rows + 1, cursor + ask.rows), results.total)
        return Found(
            ask,
            results.total,
            self._everything,
            tuple(self._shown(note) for note in results.notes),
            self._shown(results.suggestion),
            tuple(Page(ask.generation, start, read(start)) for start in seen),
            cursor,
        )

    @staticmethod
    def _locate(results: "Results", ask: Ask, read: "Callable[[int], tuple[Hit, ...]]") -> int:
        """Where a lesson is now: looked for in the pages around where it was, nearest first."""
        cursor = min(ask.near, max(0, results.total - 1))
        around = pages_of(range(cursor - _LOCATING, cursor + _LOCATING), results.total)
        for start in sorted(around, key=lambda start: abs(start + PAGE // 2 - cursor)):
            for index, hit in enumerate(read(start)):
                if hit.lesson.id == ask.keep:
                    return start + index
        return cursor

    def _count(self, text: str, done: "Callable[[Facets], object]", failed: Failed) -> None:
        wanted = to_count(self._searching(), self._asked(text), self._pseudonyms())
        self._counting.submit(wanted, done, failed)

    def _page(self, generation: int, start: int) -> Page:
        hits = () if self._results is None else self._hits(self._results, start)
        return Page(generation, start, hits)

    # Private mode

    def _read_pseudonyms(self) -> "Pseudonyms":
        from retro.posts.redacting.pseudonyms import Pseudonyms  # noqa: PLC0415 - only in private mode

        journal = self._reading_journal()
        return Pseudonyms(journal.companies.all(), journal.people.all())

    def _pseudonyms(self) -> "Pseudonyms | None":
        """What to put in the place of names; made anew when the journal has changed."""
        if self._veil is None:
            return None
        state = self._reading_journal().state()
        if state != self._veil[0]:
            self._veil = (state, self._read_pseudonyms())
        return self._veil[1]

    def _asked(self, text: str) -> str:
        names = self._pseudonyms()
        return text if names is None else names.reveal(text)

    def _shown(self, text: str) -> str:
        names = self._pseudonyms()
        return text if names is None else names.hide(text)

    def _hits(self, results: "Results", start: int) -> "tuple[Hit, ...]":
        """A page of hits from ``start`` on."""
        hits = tuple(results.page(start, start + PAGE))
        names = self._pseudonyms()
        if names is None:
            return hits
        from retro.tui.veil import veiled_hit  # noqa: PLC0415 - only in private mode

        return tuple(veiled_hit(hit, names) for hit in hits)

    def _watched(self, failed: Failed) -> bool:
        """Nobody waits for this job, so it is also when the engine gets ready, and the index is tidied."""
        if self._engine is not None and not self._warm:
            self._engine.warm()
            self._warm = True
            self._writing.submit(self._tidied, lambda _: None, failed)
        return self._changed()

    def _tidied(self) -> None:
        # A journal that may only be read is searched as it is.
        with suppress(JournalUnusable):
            self._writing_journal().fulltext.tidy()

    def _changed(self) -> bool:
        outdated = self._reader.is_outdated()
        if outdated:
            self._engine = self._results = None
        version = self._reading_journal().data_version()
        changed = outdated or self._version not in (-1, version)
        self._version = version
        if changed:
            self._everything = -1
        return changed
