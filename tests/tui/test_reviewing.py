"""Reviewing an import in the app: each decision by its key and by the mouse, undone, and shown as it is."""

from pathlib import Path

import pytest

from retro.journal import Journal
from retro.model import Kind, LessonDraft, Source
from retro.tui.screens.candidate_form import CandidateForm
from retro.tui.screens.review_import import ReviewImportScreen
from retro.tui.widgets.candidate_list import CandidateList
from retro.tui.widgets.fields import Line
from retro.tui.widgets.key_bar import KeyBar
from tests.conftest import noon
from tests.tui.driving import Driver, driven, fill
from tests.tui.test_contrast import hardly_readable
from tests.tui.test_hostile import ESCAPES, MARKUP, assert_harmless

FROG = LessonDraft(
    "Raise the heat",
    "In milestones.\n\nNever at once.",
    Kind.TIP,
    "Acme",
    ("trust",),
    source=Source("/post.md", "Lessons", 7),
)
TWICE = LessonDraft("Ask two times", source=Source("/post.md", "", 9))


@pytest.fixture
def listed(journal_path: Path) -> Path:
    fill(journal_path)
    put_on_the_list(journal_path, FROG, TWICE)
    return journal_path


def put_on_the_list(path: Path, *drafts: LessonDraft) -> None:
    with Journal.open(path, clock=noon) as journal, journal.step("import"):
        post = journal.imports.record(None, "/post.md", "Post", "", "0" * 32)
        for draft in drafts:
            journal.candidates.record(post, draft, 0.57, "prose: generalises")


def titles(path: Path) -> set[str]:
    with Journal.open(path, clock=noon) as journal:
        found = journal.lessons.by_numbers(range(1, 100))
        return {lesson.title for lesson in found if lesson.deleted_at is None}


def waiting(path: Path) -> list[str]:
    with Journal.open(path, clock=noon) as journal:
        return [candidate.draft.title for candidate in journal.candidates.waiting()]


def rows(app: Driver) -> CandidateList:
    return app.screen.query_one("#candidates", CandidateList)


async def test_what_waits_is_shown_with_its_text(listed: Path) -> None:
    async with driven(listed) as app:
        await app.press("I")
        assert isinstance(app.screen, ReviewImportScreen)
        for said in ("To decide · 2", "57 %", "Raise the heat", "Ask two times", "In milestones.", "post.md"):
            assert said in app.text, said
        await app.press("j")
        assert "In milestones." not in app.text
        await app.press("escape")
        assert not isinstance(app.screen, ReviewImportScreen)


async def test_accepting_goes_to_the_next_and_shows_it_when_closed(listed: Path) -> None:
    async with driven(listed) as app:
        await app.press("I", "a")
        assert "Accepted “Raise the heat”" in app.said
        assert "To decide · 1" in app.text
        await app.press("escape")
        assert app.selected == "Raise the heat"
    assert "Raise the heat" in titles(listed)
    assert waiting(listed) == ["Ask two times"]


async def test_two_keys_at_once_are_for_two_of_them(listed: Path) -> None:
    async with driven(listed) as app:
        await app.press("I")
        await app.pilot.press("a", "d")
        await app.settle()
        assert "Nothing waits for your review" in app.text
        assert {"Accepted “Raise the heat”", "Dropped “Ask two times”"} <= set(app.said)
        await app.press("a")
        assert "There is nothing to decide." in app.said
    assert waiting(listed) == []


async def test_every_decision_is_undone(listed: Path) -> None:
    async with driven(listed) as app:
        await app.press("I")
        for key in ("a", "d", "s", "m"):
            await app.press(key)
            await app.press("u")
            assert waiting(listed) == ["Raise the heat", "Ask two times"], key
            assert rows(app).count == 2, key
            await app.press("k")
        await app.press("d", "u", "U")
        assert len(waiting(listed)) == 1


async def test_splitting_and_merging(listed: Path) -> None:
    async with driven(listed) as app:
        await app.press("I", "s")
        assert waiting(listed) == ["Raise the heat", "Never at once.", "Ask two times"]
        await app.press("j", "m")
        assert waiting(listed) == ["Raise the heat", "Never at once."]
        await app.press("j", "m")
        assert any("None follows it" in said for said in app.said)


async def test_editing_opens_the_form_and_accepts(listed: Path) -> None:
    async with driven(listed) as app:
        await app.press("I", "e")
        assert isinstance(app.screen, CandidateForm)
        assert app.screen.query_one("#company", Line).value == "Acme"
        await app.press("escape")
        assert waiting(listed) == ["Raise the heat", "Ask two times"]
        await app.press("e")
        app.screen.query_one("#title", Line).value = "As I say it"
        await app.settle()
        await app.press("ctrl+s")
        assert isinstance(app.screen, ReviewImportScreen)
        assert "Accepted “As I say it”" in app.said
    assert "As I say it" in titles(listed)
    assert waiting(listed) == ["Ask two times"]


async def test_by_mouse(listed: Path) -> None:
    async with driven(listed) as app:
        await app.press("I")
        await app.click("#candidates", offset=(5, 2))
        assert rows(app).cursor == 1
        bar = app.screen.query_one(KeyBar)
        line = app.lines[bar.region.y]
        await app.click("KeyBar", offset=(line.index("Drop"), 0))
        assert waiting(listed) == ["Raise the heat"]
        await app.click("#candidates", offset=(5, 1), times=2)
        assert isinstance(app.screen, CandidateForm)


async def test_what_another_program_decides_and_finds(listed: Path) -> None:
    async with driven(listed) as app:
        await app.press("I", "j")
        with Journal.open(listed, clock=noon) as journal:
            journal.candidates.drop(journal.candidates.waiting()[0].number)
        app.screen._look()  # type: ignore[attr-defined]
        await app.settle()
        assert rows(app).count == 1
        with Journal.open(listed, clock=noon) as journal:
            journal.candidates.drop(journal.candidates.waiting()[0].number)
        await app.press("a")
        # Whether the screen had looked again by then, or the journal had to say it.
        assert {"That candidate has been decided already.", "There is nothing to decide."} & set(app.said)


async def test_without_anything_to_review(journal_path: Path) -> None:
    fill(journal_path)
    async with driven(journal_path, size=(80, 24)) as app:
        await app.press("I")
        assert "Nothing waits for your review" in app.text
        put_on_the_list(journal_path, FROG)
        app.screen._look()  # type: ignore[attr-defined]
        await app.settle()
        await app.press("a")
        assert waiting(journal_path) == []


async def test_in_private_mode_it_stays_closed(listed: Path) -> None:
    async with driven(listed) as app:
        await app.press("P", "I")
        assert not isinstance(app.screen, ReviewImportScreen)
        assert any("would show names" in said for said in app.said)


@pytest.mark.parametrize("size", [(140, 40), (80, 24), (50, 15), (20, 5)])
async def test_every_size(listed: Path, size: tuple[int, int]) -> None:
    async with driven(listed, size=size) as app:
        await app.press("I", "j", "J", "K")
        assert isinstance(app.screen, ReviewImportScreen)
        await app.press("a", "d")
    assert waiting(listed) == []


@pytest.mark.parametrize("theme", ["textual-dark", "textual-light"])
async def test_what_is_painted_can_be_read(listed: Path, theme: str) -> None:
    async with driven(listed) as app:
        app.app.theme = theme
        await app.press("I")
        assert hardly_readable(app) == []


@pytest.mark.parametrize("text", [*ESCAPES, *MARKUP])
async def test_hostile_text(journal_path: Path, text: str) -> None:
    fill(journal_path)
    hostile = LessonDraft(f"t {text}", text, company=f"c {text}", source=Source(f"/{text}", f"h {text}", 1))
    put_on_the_list(journal_path, hostile, hostile)
    async with driven(journal_path) as app:
        await app.press("I")
        assert_harmless(app)
        await app.press("a")
        assert_harmless(app)
        assert app.app.return_code is None
