"""``retro serve``: the terminal app in a browser on this computer."""

import gc
import shlex
import sys
from importlib.util import find_spec
from threading import Thread
from typing import TYPE_CHECKING

import click

from retro.cli.framework import Command, journal_path, open_journal, with_journal_option
from retro.cli.output import narrate
from retro.cli.streams import show
from retro.errors import JournalUnusable, UsageProblem
from retro.settings import read_settings

if TYPE_CHECKING:
    from retro.serving.access import Access

__all__ = ["command"]


@click.command(
    "serve", cls=Command, examples=("retro serve", "retro serve --open", "retro serve --port 8321")
)
@click.option(
    "--port",
    type=click.IntRange(0, 65_535),
    default=0,
    metavar="NUMBER",
    help="Listen on this port instead of a free one.",
)
@click.option(
    "--open/--no-open", "opens", default=False, help="Open it in your browser, or only print the address."
)
@with_journal_option
def command(port: int, opens: bool) -> None:
    """Offer the terminal app in a browser on this computer, until Ctrl-C.

    It listens on 127.0.0.1 alone, and nobody comes in without the token in the address that it prints.
    """
    _need_the_extra()
    from retro.serving.server import listen, serve  # noqa: PLC0415 - costs twice what Textual does

    read_settings()  # what is wrong with them is better said here than in the browser
    try:
        open_journal(create=True).close()
    except JournalUnusable:
        open_journal(writable=False).close()  # the app can show it all the same
    gc.enable()  # a server lives for long

    def announce(access: "Access") -> None:
        show(access.address())
        sys.stdout.flush()
        narrate("There retro is, for this computer alone. Ctrl-C ends it.")
        if opens:
            # A browser in the terminal would keep the server waiting until it is left.
            Thread(target=_open_browser, args=(access.address_for_once(),), daemon=True).start()

    # -P: what lies in the folder that one is in must not be taken for a part of retro.
    words = [sys.executable, "-P", "-m", "retro", "--journal", str(journal_path().absolute())]
    click.get_current_context().exit(serve(listen(port), words, announce, journal_path()))


def _need_the_extra() -> None:
    for module in ("aiohttp", "textual_serve"):
        if find_spec(module) is None:
            raise UsageProblem(
                "retro serve needs the extra “serve”, which is not installed.",
                hint=f"{shlex.quote(sys.executable)} -m pip install 'retro-journal[serve]'",
            )


def _open_browser(address: str) -> None:
    import webbrowser  # noqa: PLC0415

    if not webbrowser.open(address):
        narrate("No browser could be opened; open the address yourself.")
