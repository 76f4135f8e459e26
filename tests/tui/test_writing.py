"""Writing from the app: each command makes one step, which undo takes back."""

from pathlib import Path

import pytest

from retro.dates import Span
from retro.journal import Journal
from retro.model import Kind, Lesson, LessonDraft, Status, Visibility
from retro.tui.widgets.fields import Choice, Line
from tests.conftest import noon
from tests.tui.driving import LESSONS, driven, fill


def stored(path: Path, lesson_id: str) -> Lesson:
    with Journal.open(path, clock=noon) as journal:
        return journal.lessons.get(lesson_id)


async def test_capture_reads_the_grammar_and_shows_what_it_understood(journal_path: Path) -> None:
    fill(journal_path)
    async with driven(journal_path) as app:
        await app.press("a")
        await app.type("yesterday: Ask twice. People hear once @mesosphere #trust #listening !tip")
        for part in (
            "Ask twice",
            "People hear once",
            "» tip",
            "@mesosphere",
            "#listening new",
            "14 May 2024",
        ):
            assert part in app.text, part
        assert "@mesosphere new" not in app.text
        await app.press("enter")
        assert app.selected.startswith("Ask twice")
        assert any("is new" in said for said in app.said)
        hit = app.browse.lessons.selected
        assert hit is not None
        assert hit.lesson.kind is Kind.TIP
        assert hit.lesson.company == "Mesosphere"
        assert str(hit.lesson.happened) == "2024-05-14"
        await app.press("u")
        assert len(app.shown) == 4
        await app.press("U")
        assert len(app.shown) == 5


async def test_a_change_that_is_seen_before_its_answer_does_not_keep_one_from_the_lesson_that_was_added(
    journal_path: Path,
) -> None:
    fill(journal_path)
    [added] = fill(journal_path, [LessonDraft("Ask twice", happened=Span.parse("2010"))])
    async with driven(journal_path) as app:
        assert app.selected == "Boil the frog"
        app.browse.refresh_found(added)
        app.browse._changed(True)
        await app.settle()
        assert app.selected == "Ask twice"


async def test_capture_offers_again_what_was_not_saved(journal_path: Path) -> None:
    async with driven(journal_path) as app:
        await app.press("a")
        await app.type("Half a thou")
        await app.press("escape", "a")
        assert app.screen.query_one("#capture", Line).value == "Half a thou"


async def test_capture_refuses_nothing_and_says_why(journal_path: Path) -> None:
    async with driven(journal_path) as app:
        await app.press("a", "enter")
        assert "There is nothing to capture" in app.text


async def test_capture_goes_on_in_the_form(journal_path: Path) -> None:
    fill(journal_path)
    async with driven(journal_path) as app:
        await app.press("a")
        await app.type("Ask twice @mesosphere !tip")
        await app.press("f4")
        assert app.screen.query_one("#title", Line).value == "Ask twice"
        assert app.screen.query_one("#kind", Choice).value == "tip"
        await app.press("f2")
        assert "Ask twice" in app.shown


async def test_names_complete_while_capturing(journal_path: Path) -> None:
    fill(journal_path)
    async with driven(journal_path) as app:
        await app.press("a")
        await app.type("Ask twice @mes")
        await app.press("right")
        assert app.screen.query_one("#capture", Line).value.casefold() == "ask twice @mesosphere "


async def test_the_form_has_every_field_and_saves_them(journal_path: Path) -> None:
    ids = fill(journal_path)
    async with driven(journal_path) as app:
        await app.press("i")
        values = {
            "title": "Boil it slowly",
            "company": "AWS",
            "themes": "change, patience",
            "happened": "last friday",
            "trigger": "before anything big",
            "people": "Ada, Grace",
        }
        for name, value in values.items():
            app.screen.query_one(f"#{name}", Line).value = value
        for name, value in (
            ("kind", "practice"),
            ("status", "learned"),
            ("visibility", "private"),
            ("starred", "no"),
        ):
            app.screen.query_one(f"#{name}", Choice).value = value
        app.screen.query_one("#evidence").text = "releases | 3 | 12 | a month"  # type: ignore[attr-defined]
        app.screen.query_one("#body").text = "Slower."  # type: ignore[attr-defined]
        await app.settle()
        assert "releases: 3 → 12 a month · ×4, +300 %" in app.text
        await app.press("f2")
        lesson = stored(journal_path, ids[0])
        assert (lesson.title, lesson.body, lesson.company) == ("Boil it slowly", "Slower.", "AWS")
        assert lesson.themes == ("change", "patience")
        assert lesson.happened == Span.parse("2024-05-10")
        assert (lesson.kind, lesson.status) == (Kind.PRACTICE, Status.LEARNED)
        assert lesson.visibility is Visibility.PRIVATE
        assert not lesson.starred
        assert lesson.people == ("Ada", "Grace")
        assert lesson.trigger == "before anything big"
        assert lesson.evidence[0].after == 12
        assert lesson.source == LESSONS[0].source
        await app.press("u")
        assert stored(journal_path, ids[0]).title == "Boil the frog"


async def test_saving_an_untouched_form_changes_nothing(journal_path: Path) -> None:
    hostile = LessonDraft(
        "red \x1b[31m\u202e title",
        "body \x1b]52;c;x\x07 \x00end",
        company="A\x07B",
        happened=Span.parse("2020"),
    )
    ids = fill(journal_path, [hostile])
    before = stored(journal_path, ids[0])
    async with driven(journal_path) as app:
        await app.press("i", "f2")
        assert stored(journal_path, ids[0]) == before


async def test_the_form_says_what_is_wrong_and_keeps_what_was_typed(journal_path: Path) -> None:
    ids = fill(journal_path)
    async with driven(journal_path) as app:
        await app.press("i")
        app.screen.query_one("#happened", Line).value = "when pigs fly"
        app.screen.query_one("#title", Line).value = "Other"
        await app.press("f2")
        assert "is not a date" in app.text
        await app.press("escape")
        assert "throws the changes away" in app.text
        assert app.screen.query_one("#title", Line).value == "Other"
        await app.press("escape")
        assert app.screen is app.browse
        assert stored(journal_path, ids[0]).title == "Boil the frog"


async def test_a_choice_is_made_by_key_letter_and_mouse(journal_path: Path) -> None:
    fill(journal_path)
    async with driven(journal_path) as app:
        await app.press("i")
        kind = app.screen.query_one("#kind", Choice)
        kind.focus()
        await app.press("right")
        assert kind.value == "mistake"
        await app.press("left", "q")
        assert kind.value == "quote"
        starred = app.screen.query_one("#starred", Choice)
        await app.click("#starred", (6, 0))
        assert starred.value == "yes"
        await app.click("#starred", (1, 0))
        assert starred.value == "no"


async def test_star_private_and_delete_are_undone(journal_path: Path) -> None:
    ids = fill(journal_path)
    async with driven(journal_path) as app:
        await app.press("s")
        assert not stored(journal_path, ids[0]).starred
        await app.press("p")
        assert stored(journal_path, ids[0]).visibility is Visibility.PRIVATE
        await app.press("d")
        assert "Boil the frog" not in app.shown
        assert app.selected == "Ask what would change your mind"
        await app.press("u")
        assert "Boil the frog" in app.shown
        await app.press("u", "u")
        assert stored(journal_path, ids[0]).starred
        assert stored(journal_path, ids[0]).visibility is Visibility.PUBLISHABLE
        await app.press("ctrl+y")
        assert not stored(journal_path, ids[0]).starred


async def test_undo_with_nothing_to_undo_says_so(journal_path: Path) -> None:
    async with driven(journal_path) as app:
        await app.press("u")
        assert "There is nothing to undo." in app.said


async def test_without_an_editor_the_form_opens(journal_path: Path) -> None:
    fill(journal_path)
    async with driven(journal_path) as app:
        await app.press("e")
        assert type(app.screen).__name__ == "FormScreen"


@pytest.mark.parametrize("keys", [("enter", "enter"), ("f2", "f2")])
async def test_saving_twice_saves_once(journal_path: Path, keys: tuple[str, str]) -> None:
    async with driven(journal_path) as app:
        await app.press("a")
        await app.type("Once is enough")
        await app.pilot.press(*keys)
        await app.settle()
        assert app.shown == ["Once is enough"]
