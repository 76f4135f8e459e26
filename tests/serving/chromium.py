"""Drives a real headless Chromium over its DevTools protocol: opens pages, presses keys, reads the screen."""

import asyncio
import itertools
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from aiohttp import ClientSession, ClientWebSocketResponse

from tests.needs import program

__all__ = ["Page", "chromium"]

_PATIENCE = 60.0
"""Seconds."""

_KEEP_THE_TERMINAL = """
Object.defineProperty(Object.prototype, "webglAddon", {
    configurable: true,
    set(value) {
        window.terminal = this.terminal;
        Object.defineProperty(this, "webglAddon", {value, writable: true});
    },
});
"""
"""The page keeps its terminal to itself, and paints it on a canvas, which has no text to read."""

_SCREEN = """
(() => {
    const screen = window.terminal?.buffer.active;
    if (!screen) return "";
    const row = (_, at) => screen.getLine(screen.viewportY + at)?.translateToString(true) ?? "";
    return Array.from({length: window.terminal.rows}, row).join("\\n");
})()
"""


class Page:
    """One tab.

    Args:
        socket: To the browser.
    """

    def __init__(self, socket: ClientWebSocketResponse) -> None:
        self._socket = socket
        self._numbers = itertools.count(1)
        self._waiting: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self._session = ""
        self.requested: list[str] = []
        """Every address that the page has asked for."""
        self.referred: list[str] = []
        """What it has told about where it came from."""
        self.complaints: list[str] = []
        """What the browser has written to its console as an error."""

    async def open(self) -> None:
        """Open the tab, and listen to what happens in it."""
        target = await self.call("Target.createTarget", url="about:blank")
        attached = await self.call("Target.attachToTarget", targetId=target["targetId"], flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            await self.call(f"{domain}.enable")
        await self.call("Page.addScriptToEvaluateOnNewDocument", source=_KEEP_THE_TERMINAL)

    async def listen(self) -> None:
        """Hand answers to those who wait for them, until the browser is gone."""
        async for message in self._socket:
            said = message.json()
            waiting = self._waiting.pop(said.get("id", 0), None)
            if waiting is not None:
                waiting.set_result(said)
            else:
                self._note(said.get("method", ""), said.get("params", {}))

    def _note(self, event: str, told: dict[str, Any]) -> None:
        if event == "Network.requestWillBeSent":
            self.requested.append(told["request"]["url"])
            self.referred.append(told["request"]["headers"].get("Referer", ""))
        elif event == "Network.webSocketCreated":
            self.requested.append(told["url"])
        elif event == "Log.entryAdded" and told["entry"]["level"] == "error":
            self.complaints.append(f"{told['entry']['text']} {told['entry'].get('url', '')}")
        elif event == "Runtime.exceptionThrown":
            self.complaints.append(told["exceptionDetails"]["exception"]["description"])

    async def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """One call of the protocol, and its result."""
        number = next(self._numbers)
        answer = self._waiting[number] = asyncio.get_running_loop().create_future()
        session = {"sessionId": self._session} if self._session else {}
        await self._socket.send_json({"id": number, "method": method, "params": parameters, **session})
        said = await asyncio.wait_for(answer, _PATIENCE)
        assert "error" not in said, (method, said)
        result: dict[str, Any] = said["result"]
        return result

    async def go(self, address: str) -> None:
        """Go to an address, as from the address bar."""
        await self.call("Page.navigate", url=address)

    async def evaluate(self, expression: str) -> Any:
        """The value of a JavaScript expression in the page."""
        said = await self.call(
            "Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True
        )
        assert "exceptionDetails" not in said, said
        return said["result"].get("value")

    async def screen(self) -> str:
        """The text that the terminal in the page shows."""
        return str(await self.evaluate(_SCREEN))

    async def wait_for(self, text: str) -> str:
        """What the terminal shows, once a text is there."""
        return await self._wait(self.screen, lambda seen: text in seen)

    async def wait_for_value(self, expression: str, value: str) -> None:
        """Wait until a JavaScript expression has a value, told as Python would."""
        await self._wait(lambda: self.evaluate(expression), lambda seen: seen == value)

    async def _wait(self, look: Callable[[], Awaitable[object]], there: Callable[[str], bool]) -> str:
        end = asyncio.get_running_loop().time() + _PATIENCE
        while not there(seen := str(await look())):
            assert asyncio.get_running_loop().time() < end, f"it never came:\n{seen}\n{self.complaints}"
            await asyncio.sleep(0.05)
        return seen

    async def press(self, *keys: str) -> None:
        """Press keys: a letter, or a name such as ``Escape``."""
        for key in keys:
            code = {"Escape": 27, "Enter": 13}.get(key, 0)
            text = key if len(key) == 1 else {"Enter": "\r"}.get(key, "")
            for kind in ("keyDown", "keyUp"):
                said = {"text": text} if text and kind == "keyDown" else {}
                await self.call(
                    "Input.dispatchKeyEvent", type=kind, key=key, windowsVirtualKeyCode=code, **said
                )


@asynccontextmanager
async def chromium(folder: Path, *options: str) -> AsyncIterator[Page]:
    """A browser of its own, with a profile in ``folder``, and a tab in it."""
    process = await asyncio.create_subprocess_exec(
        program("chromium"),
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--window-size=1200,800",
        "--remote-debugging-port=0",
        f"--user-data-dir={folder}",
        *options,
        "about:blank",
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        port, path = await _devtools(folder / "DevToolsActivePort", process)
        async with (
            ClientSession() as client,
            client.ws_connect(f"ws://127.0.0.1:{port}{path}", max_msg_size=0) as socket,
        ):
            page = Page(socket)
            listening = asyncio.create_task(page.listen())
            await page.open()
            yield page
            listening.cancel()
    finally:
        process.terminate()
        await asyncio.wait_for(process.wait(), _PATIENCE)


async def _devtools(file: Path, process: asyncio.subprocess.Process) -> tuple[str, str]:
    """The port and path of the protocol, which the browser writes into its profile."""
    end = asyncio.get_running_loop().time() + _PATIENCE
    while len(lines := _lines(file)) < 2:
        assert process.returncode is None, "chromium has ended"
        assert asyncio.get_running_loop().time() < end, "chromium never came"
        await asyncio.sleep(0.05)
    return lines[0], lines[1]


def _lines(file: Path) -> list[str]:
    return file.read_text(encoding="ascii").splitlines() if file.exists() else []
