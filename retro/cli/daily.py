"""The day's backup, started in a process of its own after a command that wrote: nobody waits for it."""

import os
import sys
import time
from contextlib import suppress
from pathlib import Path

__all__ = ["back_up_daily", "is_due"]

_A_DAY = 24 * 60 * 60


def is_due(journal: Path) -> bool:
    """Whether a day has passed since the last time; a file beside the backups remembers when that was.

    A journal that has no such file yet gets one: in its first hours it has little to lose.
    """
    mark = journal.resolve().parent / "backups" / f".{journal.resolve().stem}-daily"
    try:
        due = time.time() - mark.stat().st_mtime >= _A_DAY
    except FileNotFoundError:
        mark.parent.mkdir(mode=0o700, exist_ok=True)
        due = False
        os.close(os.open(mark, os.O_CREAT | os.O_WRONLY, 0o600))
    if due:
        os.utime(mark)
    return due


def back_up_daily(journal: Path) -> None:
    """Start the day's backup if it is due; where nothing may be written there is none to be made."""
    with suppress(OSError):
        if is_due(journal):
            _start([sys.executable, "-m", "retro", "--journal", str(journal.resolve()), "backup", "--daily"])


def _start(words: list[str]) -> None:
    """A process that outlives us, away from the terminal. ``subprocess`` would take 8 ms to import."""
    if not hasattr(os, "posix_spawn"):
        import subprocess  # noqa: PLC0415 - Windows

        null = subprocess.DEVNULL
        subprocess.Popen(words, stdin=null, stdout=null, stderr=null)
        return
    quiet = [(os.POSIX_SPAWN_OPEN, number, os.devnull, os.O_RDWR, 0) for number in range(3)]
    os.posix_spawn(words[0], words, os.environ, file_actions=quiet, setpgroup=0)
