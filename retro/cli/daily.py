"""Once a day, after a command that wrote: a backup, and a look at whether the journal's folder is safe.

The backup is made in a process of its own, so that nobody waits for it.
"""

import os
import sys
import time
from contextlib import suppress
from pathlib import Path

__all__ = ["back_up_daily", "is_due", "warn_of_folder"]

_A_DAY = 24 * 60 * 60


def is_due(journal: Path) -> bool:
    """Whether a day has passed since the last time; a file beside the backups remembers when that was.

    A journal that has no such file yet gets one: in its first hours it has little to lose.
    """
    return _since_yesterday(journal)[0]


def _since_yesterday(journal: Path) -> tuple[bool, bool]:
    """Whether a day has passed since the last time, and whether this is the first time."""
    mark = journal.resolve().parent / "backups" / f".{journal.resolve().stem}-daily"
    try:
        due = time.time() - mark.stat().st_mtime >= _A_DAY
    except FileNotFoundError:
        mark.parent.mkdir(mode=0o700, exist_ok=True)
        os.close(os.open(mark, os.O_CREAT | os.O_WRONLY, 0o600))
        return False, True
    if due:
        os.utime(mark)
    return due, False


def warn_of_folder(journal: Path) -> None:
    """Say when others may write or copy the journal behind retro's back, and what they left beside it."""
    from retro.cli.output import narrate  # noqa: PLC0415 - once a day
    from retro.journal.folders import dangers, named_as_conflict  # noqa: PLC0415

    for danger in dangers(journal):
        narrate(f"{danger.said} {danger.advice}")
    for copy in named_as_conflict(journal):
        narrate(f"{copy.name} looks like another computer's copy of the journal; retro doctor tells more.")


def back_up_daily(journal: Path) -> None:
    """Start the day's backup if it is due; where nothing may be written there is none to be made."""
    with suppress(OSError):
        due, is_first = _since_yesterday(journal)
        if due or is_first:
            warn_of_folder(journal)
        if due:
            from retro.encryption.handing import handed_on  # noqa: PLC0415 - once a day

            words = [sys.executable, "-m", "retro", "--journal", str(journal.resolve())]
            with handed_on(journal) as descriptor:
                named = [] if descriptor is None else ["--passphrase-fd", str(descriptor)]
                _start([*words, *named, "backup", "--daily"], descriptor)


def _start(words: list[str], descriptor: int | None) -> None:
    """A process that outlives us, away from the terminal. ``subprocess`` would take 8 ms to import."""
    if descriptor is not None:
        os.set_inheritable(descriptor, True)
    if not hasattr(os, "posix_spawn"):
        import subprocess  # noqa: PLC0415 - Windows

        null = subprocess.DEVNULL
        subprocess.Popen(words, stdin=null, stdout=null, stderr=null, close_fds=descriptor is None)
        return
    quiet = [(os.POSIX_SPAWN_OPEN, number, os.devnull, os.O_RDWR, 0) for number in range(3)]
    os.posix_spawn(words[0], words, os.environ, file_actions=quiet, setpgroup=0)
