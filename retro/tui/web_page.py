"""The page of a browser, in the place of a terminal."""

import asyncio
from concurrent.futures import wait

from textual.drivers.web_driver import WebDriver

__all__ = ["WebPage"]

_PATIENCE = 5.0
"""Seconds; what a loop that is busy, or at its end, does not answer in."""


class WebPage(WebDriver):
    """Textual's driver for pages, which reads nothing before the app knows how large it is at the start.

    What a page sends at once would overtake that: resized while the app starts, a page kept its first size.
    """

    def run_input_thread(self) -> None:
        """Hand on what the page sends, behind what was handed on when the app was started."""
        wait([asyncio.run_coroutine_threadsafe(asyncio.sleep(0), self._loop)], _PATIENCE)
        super().run_input_thread()
