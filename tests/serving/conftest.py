"""Real servers: a process of their own each, asked by plain HTTP and by websockets."""

import asyncio
import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import NamedTuple, Protocol
from urllib.parse import parse_qs, urlsplit

import pyte
import pytest
from aiohttp import ClientSession, ClientWebSocketResponse, WSMessage, WSMsgType

from tests.needs import skip
from tests.tui.driving import fill

PATIENCE = 60.0
"""Seconds."""


class Answer(NamedTuple):
    status: int
    headers: Mapping[str, str]
    text: str


class Window:
    """What a page does: it sends keys, and shows what is painted."""

    def __init__(self, socket: ClientWebSocketResponse) -> None:
        self._socket = socket
        self._screen = pyte.Screen(100, 30)
        self._stream = pyte.ByteStream(self._screen)
        self.told: list[str] = []
        """What the page is told besides what it has to paint."""
        self.painted = b""

    @property
    def text(self) -> str:
        return "\n".join(self._screen.display)

    async def wait_for(self, text: str) -> None:
        """Read what is painted until a text is there."""
        async with asyncio.timeout(PATIENCE):
            while text not in self.text:
                message = await self._socket.receive()
                assert message.type in (WSMsgType.BINARY, WSMsgType.TEXT), (
                    f"closed, no {text!r} in\n{self.text}"
                )
                self._take(message)

    def _take(self, message: WSMessage) -> None:
        if message.type is WSMsgType.BINARY:
            self.painted += message.data
            self._stream.feed(message.data)
        elif message.type is WSMsgType.TEXT:
            self.told.append(message.data)

    async def rest(self) -> str:
        """What it shows last, once the server has closed it."""
        async with asyncio.timeout(PATIENCE):
            async for message in self._socket:
                self._take(message)
        return self.text

    async def close(self) -> None:
        """Close it, as a browser does with a tab."""
        await self._socket.close()

    async def send(self, raw: str) -> None:
        await self._socket.send_str(raw)

    async def type(self, keys: str) -> None:
        await self._socket.send_json(["stdin", keys])


class Served:
    """A server at work."""

    def __init__(self, process: "subprocess.Popen[str]", address: str) -> None:
        self.process = process
        self.address = address
        parts = urlsplit(address)
        self.host = parts.netloc
        self.origin = f"http://{parts.netloc}"
        [self.token] = parse_qs(parts.query)["token"]

    def ask(self, target: str, method: str = "GET", **headers: str) -> Answer:
        """One request, with just these headers and a right ``Host`` where none is given."""
        connection = http.client.HTTPConnection(self.host, timeout=PATIENCE)
        try:
            connection.putrequest(method, target, skip_host=True, skip_accept_encoding=True)
            for name, value in {"Host": self.host, **headers}.items():
                connection.putheader(name.replace("_", "-"), value)
            connection.endheaders()
            response = connection.getresponse()
            text = "" if response.status == 101 else response.read().decode("utf-8", "replace")
            return Answer(response.status, dict(response.getheaders()), text)
        finally:
            connection.close()

    def cookie(self) -> str:
        """What a browser sends after it has opened the address."""
        return self.ask(f"/?token={self.token}").headers["Set-Cookie"].partition(";")[0]

    @asynccontextmanager
    async def window(self, size: str = "width=100&height=30") -> AsyncIterator[Window]:
        """A page that is open."""
        headers = {"Cookie": self.cookie(), "Origin": self.origin}
        async with (
            ClientSession() as client,
            client.ws_connect(f"ws://{self.host}/ws?{size}", headers=headers) as socket,
        ):
            yield Window(socket)

    def stop(self, number: signal.Signals) -> tuple[int, str]:
        """Send a signal; returns the exit code and what is left on stderr."""
        self.process.send_signal(number)
        _, complaints = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, complaints


class Start(Protocol):
    def __call__(
        self, *words: str, journal: str | Path = ..., below_nohup: bool = ..., **environment: str
    ) -> Served: ...


def _signals(hangup: signal.Handlers) -> None:
    """What a new process heeds: tests that are run in the background were told to pass over both."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.signal(signal.SIGHUP, hangup)


@pytest.fixture
def serve(journal_path: Path, tmp_path: Path) -> Iterator[Start]:
    """Starts servers, on a journal with four lessons, and ends them."""
    fill(journal_path)
    started: list[subprocess.Popen[str]] = []

    def start(
        *words: str, journal: str | Path = journal_path, below_nohup: bool = False, **environment: str
    ) -> Served:
        hangup = signal.SIG_IGN if below_nohup else signal.SIG_DFL
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "retro", "--journal", str(journal), "serve", *words],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=tmp_path,
            env={**os.environ, **environment},
            preexec_fn=partial(_signals, hangup),  # noqa: PLW1509 - no threads are at work here
        )
        started.append(process)
        assert process.stdout is not None
        return Served(process, process.stdout.readline().strip())

    yield start
    for process in started:
        if process.returncode is None:
            process.terminate()
            process.communicate(timeout=PATIENCE)


@pytest.fixture
def served(serve: Start) -> Served:
    return serve()


def children(process: int) -> list[int]:
    """The processes that another has started."""
    folder = Path("/proc")
    if not folder.exists():
        skip("needs /proc")
    found = []
    for each in folder.glob("[0-9]*/stat"):
        try:
            fields = each.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        except OSError:  # it has just ended
            continue
        if fields[1] == str(process) and fields[0] != "Z":
            found.append(int(each.parent.name))
    return found


def runs(process: int) -> bool:
    return Path(f"/proc/{process}").exists()


def wait_until(there: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not there():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.05)
