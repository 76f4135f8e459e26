"""The one place where the command line names the terminal app, whose import costs 190 ms."""

import os
import sys
from pathlib import Path

from retro.cli.daily import back_up_daily
from retro.encryption.keys import key_of
from retro.errors import UsageProblem

__all__ = ["open_terminal_app"]


def open_terminal_app(path: Path, *, demo: bool = False) -> int:
    """Open the app on a journal; returns its exit code.

    Raises:
        UsageProblem: When there is no terminal to open it in, or one that cannot place text.
        JournalUnusable: When the journal cannot be used.
    """
    # A driver of its own, such as the one for a browser, needs no terminal.
    driven = bool(os.environ.get("TEXTUAL_DRIVER"))
    if not driven and not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageProblem("The terminal app needs a terminal.", hint="retro list, or retro -h")
    if os.environ.get("TERM") == "dumb":
        raise UsageProblem(
            "This terminal (TERM=dumb) cannot show the app; the commands work in it.",
            hint="retro list, or retro search WORDS",
        )
    from retro.journal.library import use_for  # noqa: PLC0415 - as the app, only when it opens

    use_for(path)
    key_of(path)  # asked for before the app takes the terminal
    from retro.tui.app import run  # noqa: PLC0415 - the only import of the app

    if not (demo or driven) and path.exists():  # who only ever uses the app has a backup a day, too
        back_up_daily(path)
    return run(path, demo=demo)
