"""The app as people see it: in a real browser, with its font, its keyboard and its clipboard."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import web

from retro.posts.demo import build_demo
from tests.serving.chromium import Page, chromium
from tests.serving.conftest import Served, Start

ALL = "90 lessons"
SOME = "3 of 90"
PREVIEWED = "when one customer would be"

PAINTED = "document.querySelector('.xterm-rows')?.innerText ?? ''"
"""Where the terminal is not painted on a canvas, it is text in the page."""


@pytest.fixture
def demo(serve: Start, tmp_path: Path) -> Served:
    """A server on the demo journal."""
    build_demo(tmp_path / "demo.db")
    return serve(journal=tmp_path / "demo.db")


async def search(page: Page, words: str) -> None:
    """Type a query as people do: letter by letter, looking at what comes."""
    await page.press("/")
    typed = ""
    for letter in words:
        typed += letter
        await page.press(letter)
        await page.wait_for(f"/ {typed}")


@pytest.mark.parametrize("options", [(), ("--disable-3d-apis",)], ids=["canvas", "text"])
async def test_a_browser_shows_the_lessons_and_finds_what_is_typed(
    demo: Served, tmp_path: Path, options: tuple[str, ...]
) -> None:
    async with chromium(tmp_path / "profile", *options) as page:
        await page.go(demo.address)
        first = await page.wait_for(ALL)
        assert "An idea reaches the field in 8 days" in first
        await page.wait_for_value("document.activeElement.className", "xterm-helper-textarea")
        await search(page, "bigger than")
        await page.wait_for(SOME)
        found = await page.wait_for(PREVIEWED)
        assert "Never take on a customer who is bigger" in found
        assert "An idea reaches the field in 8 days" not in found
        painted = await page.evaluate(PAINTED)
        assert ("Never take on a customer" in painted.replace("\xa0", " ")) == bool(options)
        assert page.complaints == []


async def test_the_page_asks_no_other_server_and_forgets_the_token(demo: Served, tmp_path: Path) -> None:
    async with chromium(tmp_path / "profile") as page:
        await page.go(demo.address)
        await page.wait_for(ALL)
        await page.wait_for_value("[...document.fonts].some(font => font.status == 'loaded')", "True")
        assert await page.evaluate("location.href") == f"{demo.origin}/"
        assert await page.evaluate("document.cookie") == ""
        assert await page.evaluate("performance.getEntriesByType('navigation')[0].name") == f"{demo.origin}/"
        history = await page.call("Page.getNavigationHistory")
        assert [each["url"] for each in history["entries"] if demo.token in each["url"]] == []
        assert {address.split("/")[2] for address in page.requested} == {demo.host}
        assert demo.token not in "".join(page.referred)
        assert page.complaints == []


async def test_y_copies_into_the_clipboard_of_the_browser(demo: Served, tmp_path: Path) -> None:
    async with chromium(tmp_path / "profile") as page:
        await page.go(demo.address)
        await page.wait_for(ALL)
        await page.wait_for_value("document.activeElement.className", "xterm-helper-textarea")
        # What a browser with a window grants to the tab in front, and a test's to read it.
        permissions = ["clipboardSanitizedWrite", "clipboardReadWrite"]
        await page.call("Browser.grantPermissions", permissions=permissions)
        await page.press("y")
        await page.wait_for("Copied")
        copied = "navigator.clipboard.readText().then(text => text.split(',')[0])"
        await page.wait_for_value(copied, "## An idea reaches the field in 8 days")


async def test_a_window_that_has_ended_can_be_opened_again(demo: Served, tmp_path: Path) -> None:
    async with chromium(tmp_path / "profile") as page:
        await page.go(demo.address)
        await page.wait_for(ALL)
        await page.wait_for_value("document.activeElement.className", "xterm-helper-textarea")
        await page.press("q")
        await page.wait_for_value("document.body.innerText.includes('retro has ended here')", "True")
        await page.evaluate("document.querySelector('.ended a').click()")
        await page.wait_for(ALL)


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost"], ids=["the same site", "another site"])
async def test_a_page_of_another_server_gets_neither_the_app_nor_its_scripts(
    demo: Served, tmp_path: Path, name: str
) -> None:
    """To a browser another port is the same site, which gets the same cookies."""
    async with chromium(tmp_path / "profile") as page, another_server() as port:
        await page.go(demo.address)
        await page.wait_for(ALL)
        await page.go(f"http://{name}:{port}/")
        await page.wait_for_value("document.title", "Another page")
        assert not await page.evaluate(_OPENS.format(f"ws://{demo.host}/ws"))
        assert not await page.evaluate(_LOADS.format(f"{demo.origin}/page/page.js"))
        assert await page.evaluate(_LOADS.format(f"http://{name}:{port}/own.js"))
        await page.evaluate(f"location.href = '{demo.origin}/'")
        await page.wait_for_value("document.body.innerText.includes('Open the address')", "True")


@asynccontextmanager
async def another_server() -> AsyncIterator[int]:
    """A server that somebody else runs on this computer; yields its port."""

    async def answer(request: web.Request) -> web.Response:
        if request.path == "/own.js":
            return web.Response(text="", content_type="text/javascript")
        return web.Response(text="<title>Another page</title>", content_type="text/html")

    app = web.Application()
    app.router.add_get("/{any:.*}", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield runner.addresses[0][1]
    finally:
        await runner.cleanup()


_OPENS = """
new Promise(answer => {{
    const socket = new WebSocket("{}");
    socket.onopen = () => answer(true);
    socket.onerror = () => answer(false);
}})
"""

_LOADS = """
new Promise(answer => {{
    const script = document.createElement("script");
    script.onload = () => answer(true);
    script.onerror = () => answer(false);
    script.src = "{}";
    document.head.append(script);
}})
"""
