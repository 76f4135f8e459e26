"""What the tests of the terminal app share."""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.tui.real_terminal import RealTerminal, processes_with, real_terminal, wait_until


@pytest.fixture
def terminal(tmp_path: Path, journal_path: Path) -> Iterator[Callable[..., RealTerminal]]:
    """Opens a real terminal, which an app on the test's journal must not outlive."""
    with ExitStack() as opened:
        yield lambda **named: opened.enter_context(real_terminal(tmp_path, **named))
    journal = str(journal_path)
    try:
        wait_until(lambda: not processes_with(journal), lambda: f"the end of {processes_with(journal)}")
    finally:
        for process in processes_with(journal):
            os.kill(process, signal.SIGKILL)
