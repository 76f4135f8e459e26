"""What is being typed, on disk: written as it is, taken over once, by the next app on the same journal."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retro.drafts import Draft, Drafts
from retro.errors import UsageProblem
from retro.paths import state_folder
from retro.tui.commands import command
from tests.tui.driving import driven, fill

JOURNAL = "journal.db"
LINE, FORM = Draft("Half a thought"), Draft("kind: lesson\n\n# A title\n", whole=True, lesson_id="7k3m")


def gone() -> int:
    """The number of a process that has ended."""
    child = subprocess.Popen([sys.executable, "-c", ""])
    child.wait()
    return child.pid


def left_behind(monkeypatch: pytest.MonkeyPatch, *drafts: Draft, journal: str = JOURNAL) -> None:
    with monkeypatch.context() as patch:
        process = gone()
        patch.setattr(os, "getpid", lambda: process)
        Drafts(journal).keep(drafts)


def files() -> list[Path]:
    return sorted((state_folder() / "drafts").glob("*"))


def test_what_was_left_is_taken_over_once(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = Draft("Half an answer", prompt=("0123456789ab", "liked"))
    left_behind(monkeypatch, LINE, FORM, answer)
    drafts = Drafts(JOURNAL)
    assert drafts.take() == (LINE, FORM, answer)
    [file] = files()
    assert str(os.getpid()) in file.name
    assert file.stat().st_mode & 0o777 == 0o600
    assert drafts.take() == ()
    drafts.keep(())
    assert files() == []


def test_a_running_app_and_another_journal_keep_theirs(monkeypatch: pytest.MonkeyPatch) -> None:
    Drafts(JOURNAL).keep((LINE,))
    left_behind(monkeypatch, FORM, journal="other.db")
    assert Drafts(JOURNAL).take() == ()
    assert len(files()) == 2


def test_a_file_with_something_else_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    left_behind(monkeypatch, LINE)
    [file] = files()
    broken = ('[{"text": "a", "colour": "red"}]', '[{"text": "a", "prompt": ["one"]}]')
    for content in ("", "{", *broken, "[1]", "\xff"):
        file.write_bytes(content.encode("latin-1"))
        assert Drafts(JOURNAL).take() == ()
        assert file.read_bytes() == content.encode("latin-1")


def test_what_cannot_be_kept_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "retro").write_text("in the way", encoding="utf-8")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    with pytest.raises(UsageProblem, match="cannot be kept"):
        Drafts(JOURNAL).keep((LINE,))


@given(st.text(st.characters(exclude_categories=())))
def test_every_text_comes_back(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        for file in files():
            file.unlink()
        left_behind(patch, Draft(text))
        assert Drafts(JOURNAL).take() == (Draft(text),)


async def test_more_than_one_line_and_a_lesson_that_is_gone_are_put_aside(journal_path: Path) -> None:
    fill(journal_path)
    async with driven(journal_path, size=(120, 40)) as app:
        app.browse.find_again((LINE, Draft("Another line"), FORM))
        await app.settle()
        assert app.browse.unfinished_capture == "Half a thought"
        kept = sorted(file.read_text(encoding="utf-8") for file in (state_folder() / "unsaved").iterdir())
        assert kept == ["Another line", FORM.text]
        await app.press("a")
        assert "Half a thought" in app.text


async def test_a_new_lesson_goes_on_in_the_form(journal_path: Path) -> None:
    fill(journal_path)
    async with driven(journal_path, size=(120, 40)) as app:
        app.browse.find_again((Draft("kind: mistake\n\n# Said too late\n", whole=True),))
        await app.settle()
        assert type(app.screen).__name__ == "FormScreen"
        assert "Said too late" in app.text
        await app.press("escape")
        assert "Not saved yet" in app.text


async def test_a_line_that_goes_on_in_the_form_is_still_to_be_saved(journal_path: Path) -> None:
    fill(journal_path)
    async with driven(journal_path, size=(120, 40)) as app:
        await app.press("a")
        await app.type("Said too late")
        await app.press(command("capture.form").keys[0])
        assert type(app.screen).__name__ == "FormScreen"
        [draft] = app.app._unsaved()
        assert "# Said too late" in draft.text
        await app.press("escape")
        assert "Not saved yet" in app.text


async def test_a_post_that_was_composed_is_gone_on_with(
    journal_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    fill(journal_path)
    async with driven(journal_path, size=(140, 40)) as app:
        await app.press("x")
        assert app.app._unsaved() == ()
        await app.press("o", "n", "space", "j", "J")
        before = app.text.replace("▌", " ").splitlines()[:20]
        [draft] = app.app._unsaved()
        assert draft.post
    async with driven(journal_path, size=(140, 40)) as app:
        app.browse.find_again((draft,))
        await app.settle()
        assert type(app.screen).__name__ == "ComposeScreen"
        assert app.app._unsaved() == (draft,)
        assert app.text.replace("▌", " ").splitlines()[:20] == before
        await app.press("escape")
        assert "Not written yet" in app.text
        await app.press("escape")
        assert app.app._unsaved() == ()


async def test_a_post_that_cannot_be_read_is_put_aside(journal_path: Path) -> None:
    fill(journal_path)
    async with driven(journal_path, size=(120, 40)) as app:
        for text in ("", "{}", "[1]", '{"details": {"folder": "x", "colour": "red"}, "outlines": {}}'):
            app.browse.find_again((Draft(text, post=True),))
            await app.settle()
            assert app.screen is app.browse
        kept = sorted(file.read_text(encoding="utf-8") for file in (state_folder() / "unsaved").iterdir())
        assert len(kept) == 4
