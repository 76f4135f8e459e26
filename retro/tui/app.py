"""Open the terminal app. This module is light: the journal is read while Textual is still being imported."""

import gc
import os
import shutil
from concurrent.futures import Future
from pathlib import Path

from retro.settings import read_settings
from retro.tui.pages import PAGE
from retro.tui.remembered import Remembered, recall
from retro.tui.storage import Ask, Found, Storage

__all__ = ["run"]


def run(path: Path, *, demo: bool = False) -> int:
    """Open the app on a journal, made when it is new; returns the exit code.

    The first lessons are read in a thread while this one imports Textual (170 ms), so they are there for the
    first paint.

    Raises:
        JournalUnusable: When the journal cannot be used.
        UsageProblem: When the settings cannot be read.
    """
    # Textual paints 60 times a second, so that what is found would wait up to 17 ms for its turn.
    os.environ.setdefault("TEXTUAL_FPS", "120")
    settings = read_settings()
    gc.disable()  # walking the objects of imports costs 20 ms; the app turns it on after its first paint
    storage = Storage(path)
    found: Future[Found] = Future()
    left = Remembered() if demo else recall(str(path.absolute()))
    rows = max(PAGE, shutil.get_terminal_size().lines // 2)  # a lesson has two lines, but in a low terminal
    ask = Ask(left.query, left.order, keep=left.lesson_id, near=left.row, rows=rows)
    storage.search(ask, found.set_result, found.set_exception)
    try:
        from retro.tui.retro_app import RetroApp, Warm  # noqa: PLC0415 - see above

        app = RetroApp(
            path,
            storage=storage,
            warm=Warm(found.result(), left),
            demo=demo,
            keys=settings.keys,
            sync_every=None if demo else settings.sync.every,
        )
        app.run()
        return app.return_code or 0
    finally:
        gc.enable()
        storage.close()
