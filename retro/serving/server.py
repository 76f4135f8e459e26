"""The web server: textual-serve's, behind a guard, with pages that load nothing from elsewhere."""

import asyncio
import json
import shlex
import signal
import socket
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from aiohttp import WSCloseCode, WSMsgType, web
from textual_serve.server import Server

from retro.errors import UsageProblem
from retro.resources import data_folder
from retro.serving.access import HOST, Access
from retro.serving.complaints import complain_in_sentences
from retro.serving.session import PATIENCE, Session

__all__ = ["listen", "serve"]

_PAGES = data_folder() / "browser"

_LARGEST = 1_000
"""Columns and rows that a window may have; the app draws every cell of them."""

_HEARTBEAT = 15.0
"""Seconds between two looks whether a window is still there."""


def listen(port: int) -> socket.socket:
    """A socket on this computer's own address; port 0 finds a free one.

    Raises:
        UsageProblem: When the port cannot be had.
    """
    try:
        return socket.create_server((HOST, port))
    except OSError as error:
        raise UsageProblem(
            f"Port {port} on {HOST} cannot be had: {error.strerror}.",
            hint="retro serve, which finds a free one",
        ) from error


def serve(
    listening: socket.socket,
    words: Sequence[str],
    announce: Callable[[Access], None],
    journal: Path | None = None,
) -> int:
    """Serve until a signal says that it is enough; returns 128 and the signal's number.

    Args:
        listening: From ``listen``.
        words: The program to start for every window, and its arguments.
        announce: Called once the server answers.
        journal: Whose key the program is given, where it is encrypted.

    Raises:
        KeyboardInterrupt: After Ctrl-C, when every window's process is gone.
    """
    complain_in_sentences()
    return asyncio.run(_serve(listening, words, announce, journal))


async def _serve(
    listening: socket.socket,
    words: Sequence[str],
    announce: Callable[[Access], None],
    journal: Path | None,
) -> int:
    access = Access(listening.getsockname()[1])
    app = await _Windows(access, words, journal).application()
    # Longer than a process has for ending, so that none is left behind.
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=3 * PATIENCE)
    await runner.setup()
    try:
        await web.SockSite(runner, listening).start()
        stopped = _signals()
        announce(access)
        return 128 + await stopped
    finally:
        await runner.cleanup()


def _signals() -> asyncio.Future[int]:
    """Comes true when a signal asks to end; Ctrl-C cancels the whole run instead."""
    loop = asyncio.get_running_loop()
    stopped: asyncio.Future[int] = loop.create_future()

    def stop(number: int) -> None:
        if not stopped.done():
            stopped.set_result(number)

    for number in (signal.SIGTERM, getattr(signal, "SIGHUP", None)):
        # What was started with nohup goes on without its terminal.
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            with suppress(NotImplementedError):  # Windows
                loop.add_signal_handler(number, stop, number)
    return stopped


class _Windows(Server):
    """Every window of a browser, each with a process of its own.

    Args:
        access: Who may come in.
        words: The program to start, and its arguments.
        journal: Whose key it is given.
    """

    def __init__(self, access: Access, words: Sequence[str], journal: Path | None = None) -> None:
        super().__init__(
            shlex.join(words),
            host=HOST,
            title="retro",
            public_url=access.origin,
            templates_path=_PAGES,
        )
        self._access = access
        self._words = words
        self._journal = journal
        self._open: set[web.WebSocketResponse] = set()

    async def application(self) -> web.Application:
        """What the web server runs: textual-serve's routes, all of them behind the guard."""
        app = await self._make_app()
        app.router.add_static("/page", _PAGES / "page")
        app.middlewares.append(self._access.guard)
        app.on_response_prepare.append(self._access.protect)
        return app

    async def on_startup(self, app: web.Application) -> None:
        """Say nothing; textual-serve would print an address without the token."""

    async def on_shutdown(self, app: web.Application) -> None:  # noqa: ARG002 - textual-serve's signature
        """Close every window's connection; its process then ends, and is waited for."""
        await asyncio.gather(*(each.close(code=WSCloseCode.GOING_AWAY) for each in tuple(self._open)))

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """Run the app for one window, for as long as both are there."""
        websocket = web.WebSocketResponse(heartbeat=_HEARTBEAT, timeout=PATIENCE)
        await websocket.prepare(request)
        session = Session(self._words, websocket, self.download_manager, self._journal)
        self._open.add(websocket)
        try:
            await session.start(
                _cells(request.query.get("width"), 80), _cells(request.query.get("height"), 24)
            )
            await _pass_on(websocket, session)
        finally:
            self._open.discard(websocket)
            await session.stop()
        return websocket


async def _pass_on(websocket: web.WebSocketResponse, session: Session) -> None:
    """Hand what a window sends to its app, until it closes."""
    async for message in websocket:
        if message.type is not WSMsgType.TEXT:
            continue
        match _read(message.data):
            case ["stdin", str(typed)]:
                # Half of a pair is no key, and would be typed as "?", which is one.
                if keys := typed.encode("utf-8", "ignore"):
                    await session.send_bytes(keys)  # nothing at all would be the last that the app reads
            case ["resize", {"width": width, "height": height}]:
                await session.set_terminal_size(_cells(width, 80), _cells(height, 24))
            case ["ping", str(sent)]:
                await websocket.send_json(["pong", sent])
            case ["focus"]:
                await session.focus()
            case ["blur"]:
                await session.blur()


def _read(text: str) -> object:
    """What a window sent; nothing that anybody answers to where it makes no sense."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _cells(said: object, otherwise: int) -> int:
    """A number of columns or rows; a default where none was said."""
    try:
        return min(max(1, int(str(said))), _LARGEST)
    except ValueError:
        return otherwise
