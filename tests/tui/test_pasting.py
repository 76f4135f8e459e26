"""Pasting: nothing that is pasted goes in twice, is cut, or is lost without a word."""

from pathlib import Path

import pytest
from textual import events

from retro.model import LessonDraft
from retro.tui.pasting import size_said
from retro.tui.screens.capture import CaptureScreen
from retro.tui.screens.confirm import ConfirmScreen
from retro.tui.screens.form import FormScreen
from retro.tui.widgets.body import Body
from retro.tui.widgets.fields import LONGEST_LINE, Line
from retro.tui.widgets.query_bar import LONGEST_QUERY
from tests.tui.driving import Driver, driven, fill


async def paste(app: Driver, text: str) -> None:
    app.app.post_message(events.Paste(text))
    await app.settle()


def body_of(app: Driver) -> Body:
    assert isinstance(app.screen, FormScreen)
    return app.screen.query_one("#body", Body)


async def in_the_body(app: Driver) -> Body:
    """A new lesson's text, with the cursor in it."""
    await app.press("a", "f4", "tab")
    body = body_of(app)
    assert body.has_focus
    return body


async def test_a_text_is_put_in_once_and_whole(journal_path: Path) -> None:
    async with driven(journal_path) as app:
        body = await in_the_body(app)
        await paste(app, "one\rtwo\r\nthree\nfour\x1b]0;x\x07\t|")
        assert body.text == "one\ntwo\nthree\nfour␛]0;x␇\t|"
        assert body.cursor_location == (3, 12)


async def test_a_text_takes_the_place_of_what_is_selected(journal_path: Path) -> None:
    async with driven(journal_path) as app:
        body = await in_the_body(app)
        await app.type("old text")
        body.select_all()
        await paste(app, "new")
        assert body.text == "new"
        await app.press("ctrl+z")
        assert body.text == "old text"


async def test_several_lines_of_evidence_stay_several(journal_path: Path) -> None:
    async with driven(journal_path) as app:
        await in_the_body(app)
        app.screen.query_one("#evidence", Body).focus()
        await app.settle()
        await paste(app, "release | 16 | 4 | weeks\nteam | 3 | 6")
        assert "×4" in app.text
        assert app.screen.query_one("#evidence", Body).document.line_count == 2


@pytest.mark.parametrize("answer", ["y", "enter", "f2"])
async def test_a_large_text_is_put_in_when_one_says_so(journal_path: Path, answer: str) -> None:
    text = "A line of some words.\n" * 5_000
    async with driven(journal_path) as app:
        body = await in_the_body(app)
        await paste(app, text)
        assert isinstance(app.screen, ConfirmScreen)
        assert "Paste 110 kB?" in app.text
        assert body.text == ""
        await app.press(answer)
        assert body.text == text
        assert body.has_focus


@pytest.mark.parametrize("answer", ["n", "escape"])
async def test_a_large_text_is_left_out_when_one_says_so(journal_path: Path, answer: str) -> None:
    async with driven(journal_path) as app:
        body = await in_the_body(app)
        await app.type("before")
        await paste(app, "ä" * 50_000)
        assert "Paste 100 kB?" in app.text
        await app.press(answer)
        assert body.text == "before"
        assert "Nothing was pasted" in app.said[-1]


async def test_the_question_warns_of_one_long_line(journal_path: Path) -> None:
    async with driven(journal_path) as app:
        await in_the_body(app)
        await paste(app, "lorem ipsum " * 100_000)
        assert "Paste 1.2 MB?" in app.text
        assert "one long line" in app.text


async def test_what_is_too_large_for_any_screen_is_refused_with_the_way_on(journal_path: Path) -> None:
    async with driven(journal_path) as app:
        body = await in_the_body(app)
        await paste(app, "x" * 5_000_001)
        assert body_of(app) is body
        assert body.text == ""
        assert "retro import" in app.said[-1]


async def test_a_short_text_is_put_in_without_a_question(journal_path: Path) -> None:
    async with driven(journal_path) as app:
        body = await in_the_body(app)
        await paste(app, "x" * 99_999)
        assert body.text == "x" * 99_999


async def test_several_lines_in_the_capture_line_go_on_in_the_form(journal_path: Path) -> None:
    async with driven(journal_path) as app:
        await app.press("a")
        await app.type("Mistake: ")
        await paste(app, "I yelled @eks\r\rAnd apologised too late.\r")
        assert app.screen.query_one("#title", Line).value == "I yelled"
        assert body_of(app).text == "And apologised too late."
        assert app.screen.query_one("#company", Line).value == "eks"
        assert "goes on here" in app.said[-1]
        assert app.app._unsaved()


async def test_one_line_stays_in_the_capture_line(journal_path: Path) -> None:
    async with driven(journal_path) as app:
        await app.press("a")
        await app.type("Ask ")
        await paste(app, "twice @eks\r\n")
        assert isinstance(app.screen, CaptureScreen)
        assert app.screen.text == "Ask twice @eks"


async def test_a_long_line_goes_on_in_the_form_and_nothing_is_cut(journal_path: Path) -> None:
    text = "lorem ipsum " * 1_000
    async with driven(journal_path) as app:
        await app.press("a")
        await paste(app, text)
        assert body_of(app).text == text.strip()
        await app.press("escape", "escape")
        await app.press("a")
        await paste(app, "lorem ipsum " * 90_000)
        assert "Paste 1.1 MB?" in app.text
        await app.press("n")
        assert isinstance(app.screen, CaptureScreen)


async def test_a_query_keeps_what_is_pasted_and_says_how_much_is_searched_for(journal_path: Path) -> None:
    fill(journal_path)
    text = "frog " * 100
    async with driven(journal_path) as app:
        await app.press("slash")
        await paste(app, text)
        assert app.browse.query_line.value == text
        assert LONGEST_QUERY - 6 < len(app.browse.text) <= LONGEST_QUERY
        assert f"Only the first {len(app.browse.text)} characters" in app.text
        assert app.selected == "Boil the frog"
        await app.type("x")
        assert app.browse.query_line.value == f"{text}x"
        await app.press("ctrl+u")
        await app.type("frog")
        assert "Only the first" not in app.text


async def test_typing_past_what_is_searched_for_is_told(journal_path: Path) -> None:
    fill(journal_path)
    async with driven(journal_path) as app:
        await app.press("slash")
        await paste(app, "f" * LONGEST_QUERY)
        assert "Only the first" not in app.text
        await app.type("g")
        assert app.browse.query_line.value == "f" * LONGEST_QUERY + "g"
        assert f"Only the first {LONGEST_QUERY} characters" in app.text


async def test_several_lines_become_one_where_there_is_one(journal_path: Path) -> None:
    fill(journal_path)
    async with driven(journal_path) as app:
        await app.press("slash")
        await paste(app, "boil\rfrog")
        assert app.browse.query_line.value == "boil frog"
        assert app.said[-1] == "Pasted as one line."
        await app.press("escape", "question_mark")
        await paste(app, "undo\n\n")
        assert app.screen.query_one("#wanted", Line).value == "undo"


async def test_what_is_too_long_for_a_line_is_left_out_whole(journal_path: Path) -> None:
    fill(journal_path)
    async with driven(journal_path) as app:
        await app.press("slash")
        await app.type("frog")
        await paste(app, "x" * LONGEST_LINE)
        assert app.browse.query_line.value == "frog"
        assert "nothing was pasted" in app.said[-1]
        await paste(app, "x" * (LONGEST_LINE - 4))
        await app.type("y")
        assert len(app.browse.query_line.value) == LONGEST_LINE
        assert "full" in app.said[-1]


async def test_where_nothing_is_written_a_paste_is_answered(journal_path: Path) -> None:
    fill(journal_path)
    async with driven(journal_path) as app:
        await paste(app, "dddd")
        assert len(app.shown) == 4
        assert "Nothing here takes what you paste" in app.said[-1]


async def test_a_long_title_is_not_cut_when_another_field_is_changed(journal_path: Path) -> None:
    title = "word " * 3_000 + "end"
    fill(journal_path, [LessonDraft(title)])
    async with driven(journal_path) as app:
        await app.press("i")
        await app.type("A body.")
        await app.press("f2")
        hit = app.browse.lessons.selected
        assert hit is not None
        assert (hit.lesson.title, hit.lesson.body) == (title, "A body.")


@pytest.mark.parametrize(
    ("size", "said"),
    [
        (100_000, "100 kB"),
        (999_400, "999 kB"),
        (999_600, "1.0 MB"),
        (1_000_000, "1.0 MB"),
        (1_234_567, "1.2 MB"),
    ],
)
def test_a_size_is_said_as_people_do(size: int, said: str) -> None:
    assert size_said("x" * size) == said
