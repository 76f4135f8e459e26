"""No screen, dialog, title or message of the app writes anything to a real terminal but what Textual must."""

import fcntl
import json
import os
import pty
import struct
import subprocess
import sys
import termios
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from textual.screen import Screen

import retro.tui.screens
from retro.tui.commands import COMMANDS
from tests.hostile.driven_app import OPENERS
from tests.hostile.filled import filled
from tests.hostile.ptys import python_path
from tests.hostile.reading import foreign_on_screen


def all_screens() -> set[str]:
    """The screens that are shown: those of which no other is made."""
    for module in iter_modules(retro.tui.screens.__path__):
        import_module(f"retro.tui.screens.{module.name}")
    found: set[str] = set()

    def visit(above: type[Screen[object]]) -> None:
        below = [each for each in above.__subclasses__() if each.__module__.startswith("retro.")]
        if not below and above.__module__.startswith("retro."):
            found.add(above.__name__)
        for each in above.__subclasses__():
            visit(each)

    visit(Screen)
    return found | {"FormScreen"}


def written_by(*program: str, folder: Path, **environment: str) -> bytes:
    """All that a program writes into its terminal."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 100, 0, 0))
    process = subprocess.Popen(
        [sys.executable, *program],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        cwd=folder,
        env={
            **{name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")},
            "PYTHONPATH": python_path(),
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "EDITOR": "true",
            "TEXTUAL_ANIMATIONS": "none",
            **environment,
        },
        start_new_session=True,
    )
    os.close(theirs)
    parts: list[bytes] = []
    with suppress(OSError):  # so Linux says that a terminal is closed
        while part := os.read(ours, 1 << 16):
            parts.append(part)
    os.close(ours)
    process.wait()
    return b"".join(parts)


def test_every_context_has_a_way_to_it() -> None:
    assert {command.context for command in COMMANDS} == set(OPENERS)


def test_nothing_that_the_app_paints_steers_the_terminal(tmp_path: Path) -> None:
    folder = tmp_path / "\x1b]0;x\x07 \u202e\x9b8m"
    folder.mkdir()
    journal, report = folder / "j\x1b[8m.db", tmp_path / "report.json"
    filled(journal, 1_000, names=80)
    written = written_by("-m", "tests.hostile.driven_app", str(journal), str(report), folder=tmp_path)
    assert report.exists(), written[-3000:]
    told = json.loads(report.read_text())
    assert sorted(all_screens() - set(told["seen"])) == []
    assert not foreign_on_screen(written)
    assert b"Traceback" not in written


BROKEN = """
import sys
from pathlib import Path
from retro.tui.retro_app import RetroApp

class Broken(RetroApp):
    def on_mount(self):
        super().on_mount()
        secret = "only in a variable"
        self.call_later(self.fail)

    def fail(self):
        raise ValueError("\\x1b]0;x\\x07 \\x9b8m [b] said")

sys.exit(Broken(Path(sys.argv[1])).run() or 0)
"""


def test_a_mistake_of_ours_ends_in_two_sentences(tmp_path: Path) -> None:
    filled(tmp_path / "j.db", 300, names=80)
    written = written_by("-c", BROKEN, str(tmp_path / "j.db"), folder=tmp_path)
    assert not foreign_on_screen(written)
    assert "This is a bug in retro: ValueError: ␛]0;x␇ \ufffd8m [b] said" in written.decode()
    assert b"RETRO_DEBUG=1" in written
    assert b"Traceback" not in written
    assert b"only in a variable" not in written
    assert b"\x1b[?1049l" in written


def test_what_is_said_in_leaving_is_text(tmp_path: Path) -> None:
    """A folder for what is not saved whose name would be markup, and an escape sequence."""
    state = tmp_path / "[b]\x1b[8m"
    state.write_text("a file, where a folder should be")
    report = tmp_path / "report.json"
    filled(tmp_path / "j.db", 300, names=80)
    program = ("-m", "tests.hostile.driven_app", str(tmp_path / "j.db"), str(report), "leave")
    written = written_by(*program, folder=tmp_path, XDG_STATE_HOME=str(state))
    assert not foreign_on_screen(written)
    assert "[b]␛[8m" in written.decode().rpartition("\x1b[?1049l")[2]
