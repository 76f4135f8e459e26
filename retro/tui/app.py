"""Open the terminal app. This module is light: the journal is read while Textual is still being imported."""

from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING

from retro.tui.storage import Ask, Found, Storage

if TYPE_CHECKING:
    from retro.search import Facets

__all__ = ["run"]


def run(path: Path, *, demo: bool = False) -> int:
    """Open the app on a journal, made when it is new; returns the exit code.

    The first lessons are read in a thread while this one imports Textual (170 ms), so they are there for the
    first paint.

    Raises:
        JournalUnusable: When the journal cannot be used.
    """
    storage = Storage(path)
    found: Future[Found] = Future()
    facets: Future[Facets] = Future()
    storage.search(Ask(""), found.set_result, found.set_exception)
    storage.facets("", facets.set_result, facets.set_exception)
    try:
        from retro.tui.retro_app import RetroApp, Warm  # noqa: PLC0415 - see above

        first = found.result()
        warm = Warm(first, facets.result() if facets.done() else None)
        app = RetroApp(path, storage=storage, warm=warm, demo=demo)
        app.run()
        return app.return_code or 0
    finally:
        storage.close()
