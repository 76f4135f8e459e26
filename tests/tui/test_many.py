"""Many lessons at once: selected, changed in one step, and taken back by one undo."""

from collections.abc import Callable
from pathlib import Path

import pytest

from retro.journal import Journal
from retro.journal.filters import EVERYTHING
from retro.model import Lesson, LessonDraft, Visibility
from retro.tui.screens.compose import ComposeScreen
from retro.tui.screens.prompt import PromptScreen
from tests.conftest import noon
from tests.tui.driving import driven, fill


def lessons(path: Path) -> dict[str, Lesson]:
    with Journal.open(path, clock=noon) as journal:
        found = journal.fulltext.listed(EVERYTHING, "date", 0, -1)
        return {lesson.title: lesson for lesson in journal.lessons.by_numbers(found)}


async def test_space_selects_and_goes_on_and_the_title_counts(journal_path: Path) -> None:
    fill(journal_path)
    async with driven(journal_path) as app:
        await app.press("space", "space")
        assert app.browse.lessons.cursor == 2
        assert "2 selected" in app.text
        assert app.text.count("■") == 2
        await app.press("k", "k", "space")
        assert "1 selected" in app.text
        await app.press("escape")
        assert "selected" not in app.text


async def test_a_star_is_what_selects_all_that_a_query_finds_and_then_none(journal_path: Path) -> None:
    fill(journal_path)
    async with driven(journal_path) as app:
        await app.press("slash")
        await app.type("theme:trust")
        await app.press("enter", "asterisk")
        assert "2 selected" in app.text
        await app.press("escape")
        assert "2 selected" in app.text
        await app.press("asterisk")
        assert "4 selected" in app.text
        await app.press("asterisk")
        assert "selected" not in app.text
        await app.press("asterisk", "ampersand")
        assert "selected" not in app.text


@pytest.mark.parametrize(
    ("keys", "answer", "changed"),
    [
        ("s", None, lambda lesson: lesson.starred),
        ("p", None, lambda lesson: lesson.visibility is Visibility.PRIVATE),
        ("t", "hiring, #release", lambda lesson: {"hiring", "release"} <= set(lesson.themes)),
        ("minus", "trust", lambda lesson: "trust" not in lesson.themes),
        ("at", "Acme", lambda lesson: lesson.company == "Acme"),
        ("at", "", lambda lesson: lesson.company is None),
    ],
)
async def test_what_is_done_to_many_is_one_step_to_undo(
    journal_path: Path, keys: str, answer: str | None, changed: Callable[[Lesson], bool]
) -> None:
    fill(journal_path)
    before = lessons(journal_path)
    async with driven(journal_path) as app:
        await app.press("asterisk", keys)
        if answer is not None:
            assert isinstance(app.screen, PromptScreen)
            await app.type(answer)
            await app.press("enter")
        after = lessons(journal_path)
        assert all(changed(lesson) for lesson in after.values())
        assert after != before
        assert "4 selected" in app.text
        await app.press("u")
        assert {name: each.replace(updated_at="") for name, each in lessons(journal_path).items()} == {
            name: each.replace(updated_at="") for name, each in before.items()
        }
        await app.press("U")
        assert all(changed(lesson) for lesson in lessons(journal_path).values())


async def test_deleting_many_leaves_the_rest_and_undo_brings_all_back(journal_path: Path) -> None:
    fill(journal_path)
    async with driven(journal_path) as app:
        await app.press("space", "space", "d")
        assert app.said[-1] == "Deleted 2 lessons"
        assert len(app.shown) == 2
        assert app.selected in app.shown
        assert "selected" not in app.text
        await app.press("u")
        assert len(app.shown) == 4


async def test_a_selected_lesson_that_is_gone_meanwhile_does_not_stop_the_rest(journal_path: Path) -> None:
    ids = fill(journal_path)
    async with driven(journal_path) as app:
        await app.press("asterisk")
        with Journal.open(journal_path, clock=noon) as other:
            other.lessons.delete([ids[0]])
        await app.press("s")
        assert "3 lessons" in app.said[-1]
        with Journal.open(journal_path, clock=noon) as other:
            other.lessons.delete(ids[1:])
        await app.press("s")
        assert app.said[-1] == "These lessons are gone."


async def test_taking_a_theme_that_nobody_has_says_so(journal_path: Path) -> None:
    fill(journal_path)
    async with driven(journal_path) as app:
        await app.press("minus")
        await app.type("sailing")
        await app.press("enter")
        assert "has no #sailing." in app.said[-1]


async def test_a_prompt_without_an_answer_changes_nothing(journal_path: Path) -> None:
    fill(journal_path)
    before = lessons(journal_path)
    async with driven(journal_path) as app:
        await app.press("t", "enter")
        assert "Type a name." in app.text
        await app.press("escape")
        assert app.screen is app.browse
    assert lessons(journal_path) == before


async def test_names_that_exist_are_offered(journal_path: Path) -> None:
    fill(journal_path)
    async with driven(journal_path) as app:
        await app.press("t")
        await app.type("ptch")
        assert "leadership/pitching" in app.text
        await app.press("tab", "comma", "space")
        await app.type("tru")
        await app.press("down", "enter", "enter")
        assert "#leadership/pitching, #trust" in app.said[-1]


async def test_a_thousand_lessons_are_selected_and_changed(journal_path: Path) -> None:
    fill(journal_path, [LessonDraft(f"Lesson {number}") for number in range(1000)])
    async with driven(journal_path) as app:
        await app.press("asterisk", "s")
        assert app.said[-1] == "Starred 1,000 lessons"


async def test_a_post_is_composed_of_what_is_selected(journal_path: Path) -> None:
    fill(journal_path)
    async with driven(journal_path) as app:
        await app.press("space", "j", "space", "x")
        assert isinstance(app.screen, ComposeScreen)
        assert set(app.screen.outline.order) == set(app.browse.picked)
