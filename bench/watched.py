"""An app on whose event loop a timer runs: it notes how long the loop was held up, and when.

    python bench/watched.py REPORT [JOURNAL]

retro on a journal, or else an empty Textual app with an input. No benchmark itself: ``tui_keys.py`` starts it
on a pseudo-terminal and reads the report, a line for each time: when it ended (by the monotonic clock), and
seconds by the clock, without waiting for a processor, and on one.
"""

import asyncio
import sys
import threading
import time
from pathlib import Path
from typing import Any

TICK = 0.001
NOTED = 0.004
"""Seconds; what is shorter is not worth a line."""


async def watch(report: Path) -> None:
    """Note what is long."""
    scheduled = Path(f"/proc/self/task/{threading.get_native_id()}/schedstat")

    def waited() -> float:
        return int(scheduled.read_bytes().split()[1]) / 1e9

    with report.open("w", encoding="ascii") as file:
        moment, waiting, running = time.perf_counter(), waited(), time.thread_time()
        while True:
            await asyncio.sleep(TICK)
            now, waits, runs = time.perf_counter(), waited(), time.thread_time()
            held = now - moment - TICK
            if held > NOTED:
                print(now, held, max(0.0, held - (waits - waiting)), runs - running, file=file, flush=True)
            # Writing the line is not the app's doing.
            moment, waiting, running = time.perf_counter(), waited(), time.thread_time()


def watching(app: type[Any], report: Path) -> type[Any]:
    """The same app with the timer, from its first paint on."""

    class Watched(app):  # type: ignore[misc]
        def on_ready(self) -> None:
            self._watch = asyncio.create_task(watch(report))

    return Watched


def main() -> None:
    """Run one of the two."""
    report = Path(sys.argv[1])
    if len(sys.argv) > 2:
        from retro.tui import app, retro_app  # noqa: PLC0415 - each app pays for its own imports

        retro_app.RetroApp = watching(retro_app.RetroApp, report)  # type: ignore[misc]
        app.run(Path(sys.argv[2]))
    else:
        from textual.app import App, ComposeResult  # noqa: PLC0415
        from textual.widgets import Input  # noqa: PLC0415

        class Empty(App[None]):
            def compose(self) -> ComposeResult:
                yield Input(compact=True)

        watching(Empty, report)().run()


if __name__ == "__main__":
    main()
