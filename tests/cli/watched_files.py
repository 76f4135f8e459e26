"""Runs commands in one process with an umask that allows everything, and looks at every file as it is made.

A program: ``python -m tests.cli.watched_files FOLDER``. It reads lists of words as JSON lines, and writes
down what was wider than it should be. Whatever Python opens or makes is a moment to look: also between the
steps in which SQLite makes its files.
"""

import json
import os
import stat
import sys
from pathlib import Path
from typing import Any

__all__: list[str] = []


class Watch:
    """Looks into some folders whenever Python does anything that it tells its auditors of.

    Args:
        folder: What is in it has to be for its owner alone.
    """

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self.found: dict[str, str] = {}
        self.seen: set[str] = set()
        self._looks = False

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        """An event: look, unless it is a look that has caused it."""
        if self._looks:
            return
        self._looks = True
        try:
            if event == "open" and isinstance(arguments[0], str):
                self._opened(*arguments)
            if event.startswith(("open", "os.", "sqlite3.", "shutil.", "tempfile.", "subprocess.", "retro")):
                self.look()
        finally:
            self._looks = False

    def _opened(self, path: str, mode: str | None, flags: int) -> None:
        """Python's own ``open`` makes files as wide as the umask allows, which a later look might miss."""
        is_new = bool(flags & os.O_CREAT) and not os.path.exists(path)  # noqa: PTH110 - no events of its own
        if mode is not None and is_new and os.path.abspath(path).startswith(self.folder):  # noqa: PTH100
            self.found[path] = f"made by open(…, {mode!r})"

    def look(self) -> None:
        """Remember what is open to others."""
        waiting = [self.folder]
        while waiting:
            try:
                entries = list(os.scandir(waiting.pop()))
            except OSError:  # it has just gone
                continue
            for entry in entries:
                try:
                    mode = entry.stat(follow_symlinks=False).st_mode
                except OSError:
                    continue
                self.seen.add(entry.path)
                if mode & 0o077:
                    self.found.setdefault(entry.path, stat.filemode(mode))
                if stat.S_ISDIR(mode):
                    waiting.append(entry.path)


def main(folder: str) -> None:
    """Run what is read, and print what was found."""
    watch = Watch(folder)
    os.umask(0)
    sys.addaudithook(watch)
    from retro.cli.main import run  # noqa: PLC0415 - under the eyes of the watch

    codes = []
    for line in sys.stdin.read().splitlines():
        codes.append(run(json.loads(line)))
        watch.look()
    from retro.drafts import Draft, Drafts  # noqa: PLC0415
    from retro.tui.clipboard import copy  # noqa: PLC0415 - as above
    from retro.tui.remembered import Remembered, remember  # noqa: PLC0415

    Drafts("journal").keep((Draft("half a thought"),))
    remember("journal", Remembered())
    os.environ["TERM"] = "linux"
    copy("copied", print)
    watch.look()
    report = {"codes": codes, "found": watch.found, "seen": sorted(watch.seen)}
    Path(f"{folder}.json").write_text(json.dumps(report))


if __name__ == "__main__":
    main(sys.argv[1])
