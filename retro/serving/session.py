"""One browser window: its own process of the app, from the first paint to the last."""

import asyncio
import shlex
from collections.abc import Sequence
from contextlib import nullcontext, suppress
from pathlib import Path

from aiohttp import web
from textual_serve.app_service import AppService
from textual_serve.download_manager import DownloadManager

from retro.display import safe
from retro.encryption.handing import handed_on

__all__ = ["PATIENCE", "Session"]

PATIENCE = 5.0
"""Seconds that a process has for keeping what was typed and ending, before it is ended."""

_ELSEWHERE = ("TMUX", "TMUX_PANE", "STY", "VTE_VERSION")
"""Variables about the terminal that the server was started in; the app would wrap what it copies for it."""

_PLAIN_SCREEN = "\x1b[?1049l\x1b[?25l\x1b[2J\x1b[H"


class Session(AppService):
    """The app of one window.

    textual-serve hands a line to a shell, waits for the process without end, and prints what it complains of
    to the server's terminal alone. Here a list of words is started, the process ends with its window, and
    the window shows what it said last.

    Args:
        words: The program and its arguments.
        websocket: To the window.
        downloads: Shared by all windows.
        journal: Whose key the app is given, where it is encrypted.
    """

    _child: asyncio.subprocess.Process
    _complaints: asyncio.Task[bytes]

    def __init__(
        self,
        words: Sequence[str],
        websocket: web.WebSocketResponse,
        downloads: DownloadManager,
        journal: Path | None = None,
    ) -> None:
        super().__init__(
            shlex.join(words),
            write_bytes=self._show,
            write_str=websocket.send_str,
            close=self._close,
            download_manager=downloads,
        )
        self._words = words
        self._journal = journal
        self._websocket = websocket

    def _build_environment(self, width: int = 80, height: int = 24) -> dict[str, str]:
        environment = super()._build_environment(width, height)
        for name in _ELSEWHERE:
            environment.pop(name, None)
        environment["TERM"] = "xterm-256color"  # what the page is
        return environment

    async def _open_app_process(self, width: int = 80, height: int = 24) -> asyncio.subprocess.Process:
        pipe = asyncio.subprocess.PIPE
        with nullcontext() if self._journal is None else handed_on(self._journal) as key:
            self._child = process = await asyncio.create_subprocess_exec(
                *self._words,
                *([] if key is None else ["--passphrase-fd", str(key)]),
                stdin=pipe,
                stdout=pipe,
                stderr=pipe,
                env=self._build_environment(width, height),
                # Away from the server's terminal, whose Ctrl-C would end the app before it is asked to.
                start_new_session=True,
                pass_fds=() if key is None else (key,),
            )
        self._process = process
        self._stdin = process.stdin
        self._complaints = asyncio.create_task(_all_of(process.stderr))
        process.stderr = asyncio.StreamReader()  # nothing left for textual-serve to print
        process.stderr.feed_eof()
        return process

    async def run(self) -> None:
        """Show what the app paints until it ends, then what it had to say, and let the window go."""
        try:
            await super().run()
        finally:
            if said := await self._last_words():
                await self._show(said)
            await self._websocket.close()

    async def stop(self) -> None:
        """End the app as its own key does, and wait until its process is gone."""
        if self._task is None:
            return
        task, self._task = self._task, None
        await self._download_manager.cancel_app_downloads(self.app_service_id)
        await self.send_meta({"type": "quit"})
        await asyncio.wait({task}, timeout=PATIENCE)
        if not task.done():
            self._kill()
        await task

    async def _last_words(self) -> bytes:
        """What the process complained of, ready to be shown, once it is gone."""
        try:
            await asyncio.wait_for(self._child.wait(), PATIENCE)
        except TimeoutError:
            self._kill()
        said = safe((await self._complaints).decode("utf-8", "replace")).strip()
        return f"{_PLAIN_SCREEN}{said}".replace("\n", "\r\n").encode() if said else b""

    def _kill(self) -> None:
        with suppress(ProcessLookupError):  # it has just ended
            self._child.kill()

    async def _show(self, painted: bytes) -> None:
        """Paint in the window. One that is closed must not keep the app from writing on to its end."""
        with suppress(ConnectionResetError):
            await self._websocket.send_bytes(painted)

    async def _close(self) -> None:
        """The app says that it ends; the window waits until it has."""


async def _all_of(pipe: asyncio.StreamReader | None) -> bytes:
    return b"" if pipe is None else await pipe.read()
