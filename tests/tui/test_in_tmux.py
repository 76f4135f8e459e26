"""The app in a real terminal of several kinds and sizes, hurried, resized and flooded."""

import re
import shlex
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from retro.journal import Journal
from retro.model import LessonDraft
from retro.search import SearchEngine
from tests.conftest import noon
from tests.tui.driving import fill
from tests.tui.real_terminal import RealTerminal, call, wait_until

BROKEN = """
import sys
from pathlib import Path
from retro.tui.retro_app import RetroApp

class Broken(RetroApp):
    def action_app_jump(self):
        raise BrokenPipeError("nobody reads what is painted")

app = Broken(Path(sys.argv[1]))
app.run()
sys.exit(app.return_code)
"""

MEGABYTE = "".join(f"Line {number} of what was pasted, and some more words.\n" for number in range(21_000))


def start(terminal: RealTerminal, journal: Path) -> None:
    terminal.shell(f"{call(journal)}; echo left with $?")
    terminal.wait_for("Boil the frog")
    wait_until(lambda: terminal.modes.mouse)


def leave(terminal: RealTerminal) -> None:
    terminal.keys("q")
    terminal.wait_for("left with 0")
    terminal.assert_clean()


@pytest.mark.parametrize(
    ("size", "term"),
    [((80, 24), "tmux-256color"), ((60, 15), "xterm"), ((60, 15), "screen"), ((140, 40), "screen")],
)
def test_one_can_search_add_undo_resize_and_leave(
    terminal: Callable[..., RealTerminal], journal_path: Path, size: tuple[int, int], term: str
) -> None:
    fill(journal_path)
    shown = terminal(size=size, term=term)
    start(shown, journal_path)
    shown.keys("/", "milest")
    shown.wait_for("2 of 4")
    shown.keys("C-u", "Enter")
    shown.wait_for("4 lessons")
    shown.keys("a")
    shown.wait_for("What did you learn")
    shown.type("Ask twice @mesosphere")
    shown.wait_for("@mesosphere")
    shown.keys("Enter")
    shown.wait_for("5 lessons")
    shown.keys("u")
    shown.wait_for("4 lessons")
    shown.run("resize-window", "-x", "100", "-y", "30")
    shown.wait_for("Preview")
    leave(shown)


def test_what_is_typed_is_kept_when_a_mistake_of_ours_ends_the_app(
    terminal: Callable[..., RealTerminal], journal_path: Path
) -> None:
    fill(journal_path)
    shown = terminal()
    shown.shell(shlex.join([sys.executable, "-c", BROKEN, str(journal_path)]) + "; echo left with $?")
    shown.wait_for("Boil the frog")
    shown.keys("a")
    shown.wait_for("What did you learn")
    shown.run("send-keys", "-l", "Half a thought", ";", "send-keys", "F5")
    shown.wait_for("BrokenPipeError", "left with 1", "here again when you come back")
    shown.assert_clean()
    start(shown, journal_path)
    shown.wait_for("goes on with it")
    shown.keys("a")
    shown.wait_for("Half a thought")


DIRECT, INDEXED = re.compile(r"\x1b\[[\d;]*[34]8[;:]2[;:]"), re.compile(r"\x1b\[[\d;]*[34]8[;:]5[;:]")
"""Colours by their parts, and by their number among 256."""


@pytest.mark.parametrize(
    ("term", "colours", "direct", "indexed"),
    [
        ("xterm-256color", "truecolor", True, False),
        ("xterm-256color", "", False, True),
        ("tmux-256color", "", False, True),
        ("xterm", "", False, False),
    ],
)
def test_a_terminal_gets_the_colours_that_it_has(
    terminal: Callable[..., RealTerminal],
    journal_path: Path,
    term: str,
    colours: str,
    direct: bool,
    indexed: bool,
) -> None:
    fill(journal_path)
    shown = terminal(term=term, environment={"COLORTERM": colours})
    start(shown, journal_path)
    shown.wait_for("Nobody jumps")
    painted = shown.run("capture-pane", "-p", "-e")
    assert "\x1b[" in painted
    assert (bool(DIRECT.search(painted)), bool(INDEXED.search(painted))) == (direct, indexed)
    leave(shown)


def test_resized_again_and_again_while_it_is_busy_it_fills_the_terminal(
    terminal: Callable[..., RealTerminal], journal_path: Path
) -> None:
    fill(journal_path, [LessonDraft(f"Boil the frog, part {number}") for number in range(2_000)])
    shown = terminal(size=(80, 24))
    start(shown, journal_path)
    shown.keys("/")
    for columns, rows in ((60, 15), (140, 40), (30, 8), (200, 60), (80, 24), (60, 15), (120, 30)):
        shown.type("boil")
        shown.run("resize-window", "-x", str(columns), "-y", str(rows))
        shown.keys("C-u", "Down")
    shown.type("part 1999")
    shown.keys("Enter")
    shown.wait_for("Boil the frog, part 1999", "2 Lessons", "3 Preview")
    lines = shown.screen.splitlines()
    assert len(lines) == 30
    assert max(map(len, lines)) == 120
    leave(shown)


def test_a_pasted_megabyte_is_put_into_a_text_whole_when_one_says_so(
    terminal: Callable[..., RealTerminal], journal_path: Path
) -> None:
    lesson_id, *_ = fill(journal_path)
    shown = terminal()
    start(shown, journal_path)
    shown.keys("i")
    shown.wait_for("metric")
    shown.paste(MEGABYTE)
    shown.wait_for("Paste 1.1 MB?")
    shown.keys("n")
    shown.wait_for("Nothing was pasted")
    shown.paste(MEGABYTE)
    shown.wait_for("Paste 1.1 MB?")
    shown.keys("y")
    shown.wait_for("Line 20999")
    shown.keys("F2")
    shown.wait_for("Saved “Boil the frog”")
    leave(shown)
    with Journal.open(journal_path, clock=noon) as journal:
        assert journal.lessons.get(lesson_id).body.startswith(MEGABYTE)


def test_a_pasted_megabyte_goes_on_in_the_form_from_the_line_of_capture(
    terminal: Callable[..., RealTerminal], journal_path: Path
) -> None:
    fill(journal_path)
    shown = terminal()
    start(shown, journal_path)
    shown.keys("a")
    shown.wait_for("What did you learn")
    shown.paste(f"Read it all @eks\n{MEGABYTE}")
    shown.wait_for("Paste 1.1 MB?")
    shown.keys("y")
    shown.wait_for("New lesson", "Read it all", "eks")
    shown.keys("F2")
    shown.wait_for("5 lessons")
    leave(shown)
    with Journal.open(journal_path, clock=noon) as journal:
        [hit] = SearchEngine(journal).find("company:eks Read").page(0, 2)
        assert hit.lesson.title == "Read it all"
        assert hit.lesson.body == MEGABYTE.strip()


def test_a_megabyte_pasted_into_the_query_is_refused_with_a_word(
    terminal: Callable[..., RealTerminal], journal_path: Path
) -> None:
    fill(journal_path)
    shown = terminal()
    start(shown, journal_path)
    shown.keys("/")
    shown.type("frog")
    shown.paste(MEGABYTE)
    shown.wait_for("do not fit", "1 of 4")
    shown.keys("Enter")
    leave(shown)
