"""Copying: what is copied, by which sequences, through a real tmux, and where there is no clipboard."""

import base64
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retro.dates import Span
from retro.errors import UsageProblem
from retro.model import Evidence, Lesson, LessonDraft, Visibility
from retro.tui.clipboard import copy, sequences
from retro.tui.copying import as_markdown, as_quote
from tests.conftest import noon
from tests.needs import program
from tests.tui.driving import driven, fill

XTERM = {"TERM": "xterm-256color"}


def decoded(sequence: str) -> str:
    match = re.fullmatch("\x1b]52;c;([A-Za-z0-9+/=]*)\x07", sequence)
    assert match is not None
    return base64.b64decode(match[1]).decode()


@given(st.text(max_size=2_000))
def test_every_text_comes_out_as_it_went_in(text: str) -> None:
    said = text.encode("utf-8", "replace").decode()
    [plain] = sequences(text, XTERM)
    assert decoded(plain) == said
    bare, wrapped = sequences(text, {**XTERM, "TMUX": "socket,1,0"})
    assert decoded(bare) == said
    assert (
        decoded(wrapped.removeprefix("\x1bPtmux;").removesuffix("\x1b\\").replace("\x1b\x1b", "\x1b")) == said
    )
    [parted] = sequences(text, {**XTERM, "STY": "1.pts"})
    parts = parted.removeprefix("\x1bP").removesuffix("\x1b\\").split("\x1b\\\x1bP")
    assert all(len(part) <= 764 for part in parts)
    assert decoded("".join(parts)) == said


@pytest.mark.parametrize(
    "environment",
    [
        {},
        {"TERM": "dumb"},
        {"TERM": "linux"},
        {**XTERM, "TERM_PROGRAM": "Apple_Terminal"},
        {**XTERM, "VTE_VERSION": "7006"},
    ],
)
def test_a_terminal_without_a_clipboard_gets_nothing(environment: dict[str, str]) -> None:
    assert sequences("text", environment) == []


def test_what_is_too_long_for_a_terminal_goes_into_a_private_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    written: list[str] = []
    file = copy("ä" * 50_000, written.append)
    assert file is not None
    assert written == []
    assert file.read_text(encoding="utf-8") == "ä" * 50_000
    assert file.stat().st_mode & 0o777 == 0o600
    assert copy("x" * 80_000, written.append) == file
    assert file.stat().st_size == 80_000


def test_a_file_that_cannot_be_written_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "retro").write_text("in the way", encoding="utf-8")
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    with pytest.raises(UsageProblem, match="cannot be copied"):
        copy("text", lambda _: None)


LESSON = Lesson(
    id="7k3m0000aaaa",
    created_at=noon().isoformat(),
    updated_at=noon().isoformat(),
    title="Boil the frog",
    body="Pitch in milestones.\n\n* one\n",
    company="Harbour Nine",
    themes=("trust",),
    happened=Span.parse("2021-06"),
    evidence=(Evidence("cycle", 8.0, 4.0, "weeks"),),
)


def test_a_lesson_as_markdown_and_as_a_quotation() -> None:
    text = as_markdown(LESSON)
    assert text.startswith("## Boil the frog\n\nPitch in milestones.\n\n* one\n\n* ")
    assert text.endswith("\n\nHarbour Nine · 2021-06 · trust\n")
    assert as_quote(LESSON) == (
        "> Boil the frog\n>\n> Pitch in milestones.\n>\n> * one\n>\n> — Harbour Nine, 2021-06\n"
    )


def test_private_passages_are_not_copied() -> None:
    lesson = LESSON.replace(
        title="Boil {{private: Ada's}} the frog",
        body="Pitch. {{private: It was\n\nanger}}",
        evidence=(Evidence("cycle {{private: in anger}}", 8.0, 4.0, "weeks"),),
    )
    for text in (as_markdown(lesson), as_quote(lesson)):
        assert "Boil the frog" in text
        assert "Pitch." in text
        assert not any(word in text for word in ("private", "Ada", "anger", "{{", "}}"))


async def test_the_keys_copy_and_private_lessons_stay(
    journal_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    for name in ("TMUX", "STY", "TERM_PROGRAM", "VTE_VERSION"):
        monkeypatch.delenv(name, raising=False)
    fill(
        journal_path,
        [
            LessonDraft("Say it early{{private: or not}}", happened=Span.parse("2022")),
            LessonDraft("A secret", happened=Span.parse("2021"), visibility=Visibility.PRIVATE),
        ],
    )
    async with driven(journal_path) as app:
        written: list[str] = []
        driver = app.app._driver
        assert driver is not None
        monkeypatch.setattr(driver, "write", written.append)

        def copied() -> list[str]:
            found = [decoded(each) for each in written if each.startswith("\x1b]52")]
            written.clear()
            return found

        await app.press("2", "y")
        assert copied() == ["## Say it early\n\n2022\n"]
        assert app.said[-1] == "Copied “Say it early” as Markdown without 1 private passage."
        await app.press("c")
        assert copied() == ["> Say it early\n>\n> — 2022\n"]
        await app.press("Y")
        hit = app.browse.selected()
        assert hit is not None
        assert copied() == [hit.short_id]
        await app.press("j", "y", "c")
        assert copied() == []
        assert "private" in app.text


def test_tmux_gets_what_was_copied(journal_path: Path) -> None:
    program("tmux")
    tmux = shutil.which("tmux")
    assert tmux is not None
    fill(journal_path)
    server = [tmux, "-L", f"retro-copy-{os.getpid()}", "-f", os.devnull]

    def told(*arguments: str) -> str:
        return subprocess.run([*server, *arguments], check=False, capture_output=True, text=True).stdout

    command = f"{sys.executable} -m retro --journal {journal_path}"
    try:
        told("new-session", "-d", "-x", "100", "-y", "30", command, ";", "set", "-s", "set-clipboard", "on")
        wait_for(lambda: "Boil the frog" in told("capture-pane", "-p"))
        told("send-keys", "2", "y")
        wait_for(lambda: told("show-buffer").startswith("## Boil the frog\n"))
    finally:
        told("kill-server")


def wait_for(there: Callable[[], bool]) -> None:
    until = time.monotonic() + 20
    while not there():
        assert time.monotonic() < until, "it never came"
        time.sleep(0.1)
