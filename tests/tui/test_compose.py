"""Composing a post in the app: what is chosen, in which order, is what is written, and nothing else."""

from pathlib import Path

import pytest
from textual.widgets import Static

from retro.dates import Span
from retro.journal import Journal
from retro.model import Evidence, Kind, LessonDraft, Visibility
from retro.surroundings import Consent
from retro.tui.retro_app import RetroApp
from retro.tui.screens.compose import ComposeScreen
from retro.tui.widgets.fields import Choice, Line
from tests.conftest import noon
from tests.tui.driving import LESSONS, Driver, driven, fill
from tests.tui.test_hostile import HOSTILE, assert_harmless

ACME = tuple(
    LessonDraft(title, body, kind, company, themes, happened=Span.parse(year))
    for title, body, kind, company, themes, year in (
        ("First", "One.", Kind.LESSON, "Acme", ("trust",), "2018"),
        ("Second", "Two.", Kind.WIN, "Acme", ("change",), "2019"),
        ("Third", "Three.", Kind.LESSON, "Acme", (), "2020"),
        ("Other", "Four.", Kind.MISTAKE, "Globex", ("trust",), "2021"),
    )
)
"""Oldest first: three of one company, one of another."""


@pytest.fixture(autouse=True)
def a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Posts go to the folder in which one is, unless told otherwise."""
    folder = tmp_path / "blog"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def screen_of(app: Driver) -> ComposeScreen:
    screen = app.app.screen
    assert isinstance(screen, ComposeScreen)
    return screen


def outline(app: Driver) -> list[str]:
    """The lines of the outline, without what is drawn around them."""
    found = screen_of(app).outline_list
    lines = ["".join(part.text for part in found.draw_row(row, 0, 40)) for row in range(found.count)]
    return [" ".join(line.replace("▌", " ").split()) for line in lines]


def notices(app: Driver) -> list[str]:
    found = screen_of(app).finding_list
    return [each.code for each in map(found.notice, range(found.count)) if each is not None]


def complaint(app: Driver) -> str:
    """What is said above the keys, on however many lines."""
    return str(app.screen.query_one("#complaint", Static).render())


def panes(app: Driver) -> tuple[str, str]:
    """What the two panes of the post hold, scrolled into sight or not."""
    post, markdown = screen_of(app).post_pane.rendered, screen_of(app).markdown_pane.rendered
    assert post is not None
    assert markdown is not None
    return post.text, markdown.text


def titles(text: str) -> list[str]:
    body = text.partition("\n---\n")[2]
    return [line.lstrip("#*> ") for line in body.split("\n") if line.startswith(("## ", "### ", "* ", "> "))]


def post_in(folder: Path) -> Path:
    [post] = folder.glob("*.md")
    return post


def written(folder: Path) -> str:
    return post_in(folder).read_text(encoding="utf-8")


def nothing_in(folder: Path) -> bool:
    return not list(folder.iterdir())


async def test_the_outline_the_post_and_its_markdown_are_side_by_side(journal_path: Path) -> None:
    fill(journal_path, ACME)
    async with driven(journal_path) as app:
        await app.press("x")
        assert outline(app) == ["☑ Acme 3", "☑ • First", "☑ ✓ Second", "☑ • Third", "☑ Globex 1", "☑ ✗ Other"]
        assert "4 lessons by company" in app.text
        assert "### First" in app.text
        assert "→ 2021-12-31-lessons-learned.md" in app.text
        post, markdown = panes(app)
        assert [word in post for word in ("Lessons learned", "Acme", "First", "One.", "##")] == [True] * 4 + [
            False
        ]
        assert 'title: "Lessons learned"' in markdown


async def test_what_is_written_is_what_was_seen(journal_path: Path, a_folder_of_its_own: Path) -> None:
    fill(journal_path)
    async with driven(journal_path) as app:
        await app.press("x", "f2")
        text = written(a_folder_of_its_own)
        assert titles(text) == [
            "Mesosphere",
            "We shipped every Friday",
            "Amazon EKS",
            "Boil the frog",
            "Nobody jumps at the first degree.",
            "And also",
            "Ask what would change your mind",
        ]
        assert any("Wrote 3 lessons" in said and "1 private stayed" in said for said in app.said)
        assert "✓ written" in app.text
        await app.press("w")
        assert any(said.startswith("Unchanged") for said in app.said)
        await app.press("q")
        assert app.screen is app.browse


@pytest.mark.parametrize("keys", [("J", "K"), ("shift+down", "shift+up")])
async def test_lessons_are_moved_within_their_section(
    journal_path: Path, a_folder_of_its_own: Path, keys: tuple[str, str]
) -> None:
    down, up = keys
    fill(journal_path, ACME)
    async with driven(journal_path) as app:
        await app.press("x", "j", down)
        assert outline(app)[1:4] == ["☑ ✓ Second", "☑ • First", "☑ • Third"]
        assert screen_of(app).outline_list.cursor == 2
        await app.press(down, down, down)
        assert outline(app)[1:4] == ["☑ ✓ Second", "☑ • Third", "☑ • First"]
        await app.press(up)
        await app.press("f2")
        assert titles(written(a_folder_of_its_own)) == ["Acme", "Second", "First", "Third", "Globex", "Other"]


async def test_sections_are_moved_as_a_whole(journal_path: Path, a_folder_of_its_own: Path) -> None:
    fill(journal_path, ACME)
    async with driven(journal_path) as app:
        await app.press("x", "J")
        assert outline(app)[0] == "☑ Globex 1"
        assert screen_of(app).outline_list.cursor == 2
        await app.press("J", "f2")
        assert titles(written(a_folder_of_its_own)) == ["Globex", "Other", "Acme", "First", "Second", "Third"]


async def test_a_lesson_is_left_out_and_taken_in_again(journal_path: Path, a_folder_of_its_own: Path) -> None:
    fill(journal_path, ACME)
    async with driven(journal_path) as app:
        await app.press("x", "j", "space")
        assert outline(app)[:2] == ["☑ Acme 2 of 3", "☐ • First"]
        assert "First" not in "".join(panes(app))
        assert notices(app) == ["left-out"]
        await app.press("space")
        assert notices(app) == []
        await app.press("k", "space")
        assert outline(app)[0] == "☐ Acme 0 of 3"
        await app.press("f2")
        assert titles(written(a_folder_of_its_own)) == ["Globex", "Other"]


async def test_a_post_of_nothing_is_not_written(journal_path: Path, a_folder_of_its_own: Path) -> None:
    fill(journal_path, ACME[:1])
    async with driven(journal_path) as app:
        await app.press("x", "space", "f2")
        assert "No lesson is in the post" in app.text
        assert nothing_in(a_folder_of_its_own)


async def test_each_grouping_keeps_its_order_and_all_know_what_is_left_out(journal_path: Path) -> None:
    fill(journal_path, ACME)
    async with driven(journal_path) as app:
        await app.press("x", "j", "J", "space", "o")
        assert outline(app) == [
            "☑ trust 1 of 2",
            "☐ • First",
            "☑ ✗ Other",
            "☑ change 1",
            "☑ ✓ Second",
            "☑ And also 1",
            "☑ • Third",
        ]
        assert screen_of(app).outline_list.cursor == 1
        await app.press("o")
        assert [line for line in outline(app) if "of" in line or len(line.split()) == 3] == [
            "☑ Lessons 1 of 2",
            "☐ • First",
            "☑ • Third",
            "☑ Mistakes 1",
            "☑ ✗ Other",
            "☑ Wins 1",
            "☑ ✓ Second",
        ]
        await app.press("o")
        assert "by year" in app.text
        await app.press("o")
        assert outline(app) == ["☐ • First", "☑ ✓ Second", "☑ • Third", "☑ ✗ Other"]
        await app.press("J", "o")
        assert outline(app)[:3] == ["☑ Acme 2 of 3", "☑ ✓ Second", "☐ • First"]
        await app.press("o", "o", "o", "o")
        assert outline(app)[:2] == ["☑ ✓ Second", "☐ • First"]


async def test_the_order_of_ones_own_is_written_without_sections(
    journal_path: Path, a_folder_of_its_own: Path
) -> None:
    fill(journal_path, ACME)
    async with driven(journal_path) as app:
        await app.press("x", "o", "o", "o", "o", "G", "K", "K", "K", "f2")
        assert titles(written(a_folder_of_its_own)) == ["Other", "First", "Second", "Third"]


async def test_a_private_lesson_is_in_no_pane_and_in_no_file(
    journal_path: Path, a_folder_of_its_own: Path
) -> None:
    ids = fill(journal_path)
    async with driven(journal_path) as app:
        await app.press("x")
        for _ in range(5):
            assert "yelled" not in "".join((*panes(app), *outline(app)))
            assert "apologised" not in app.text
            await app.press("o")
        assert "private" in notices(app)
        assert "private lessons never leave" in app.text
        await app.press("f2")
        assert "yelled" not in written(a_folder_of_its_own)
        assert ids[1] not in written(a_folder_of_its_own)


async def test_what_became_private_since_stays(journal_path: Path, a_folder_of_its_own: Path) -> None:
    ids = fill(journal_path, ACME)
    async with driven(journal_path) as app:
        await app.press("x")
        with Journal.open(journal_path, clock=noon) as journal:
            journal.lessons.edit(ids[0], ACME[0].replace(visibility=Visibility.PRIVATE))
        await app.press("f2")
        assert "A lesson was changed since" in app.text
        assert nothing_in(a_folder_of_its_own)
        assert "private" in notices(app)
        await app.press("f2")
        assert "First" not in written(a_folder_of_its_own)


async def test_only_private_lessons_make_no_post(journal_path: Path, a_folder_of_its_own: Path) -> None:
    fill(journal_path, [LESSONS[1]])
    async with driven(journal_path) as app:
        await app.press("x")
        assert notices(app) == ["private"]
        await app.press("J", "space", "o", "enter", "f2")
        assert "No lesson is in the post" in app.text
        assert nothing_in(a_folder_of_its_own)


async def test_lessons_that_were_selected_are_composed_oldest_first(journal_path: Path) -> None:
    ids = fill(journal_path, ACME)
    async with driven(journal_path) as app:
        app.app.push_screen(ComposeScreen(app.app.storage, lesson_ids=(ids[3], ids[0])))
        await app.settle()
        assert outline(app) == ["☑ Acme 1", "☑ • First", "☑ Globex 1", "☑ ✗ Other"]


WRONG = LessonDraft(
    "Faster",
    "It went from 16 to 4 weeks, a 400 % improvement.\n\nSee [the paper][boyd].",
    company="Acme",
    evidence=(Evidence("duration", 16, 4, "weeks"),),
)


async def test_what_the_checks_say_is_shown_and_leads_to_its_place(journal_path: Path) -> None:
    fill(journal_path, (*ACME, WRONG))
    async with driven(journal_path) as app:
        await app.press("x")
        assert notices(app) == ["number-claim", "dead-link"]
        assert "2 to check" in app.text
        assert "Write ×4 or −75 %." in app.text
        await app.press("4", "j", "enter")
        screen = screen_of(app)
        assert screen.place == "markdown"
        markdown = screen.markdown_pane.rendered
        assert markdown is not None
        first, end = screen.markdown_pane.marked
        assert [line.text.strip() for line in markdown.lines[first:end]] == ["See [the paper][boyd]."]
        row = screen.outline_list.selected
        assert row is not None
        assert screen.outline_list.place_of_lesson(row.lesson_id) == 4
        await app.click("#findings", (5, 1))
        first, _ = screen.markdown_pane.marked
        assert "400 %" in markdown.lines[first].text


async def test_names_slips_and_whom_a_lesson_points_at_are_shown_with_what_to_do(
    journal_path: Path, a_folder_of_its_own: Path
) -> None:
    told = "Barbara Liskov told me.\n\nOur CTO lied to the board.\n\nKeep {{private: this}}."
    fill(journal_path, (LessonDraft("Ask", told, company="Acme", themes=("starup", "startup")),))
    async with driven(journal_path, size=(140, 40)) as app:
        await app.press("x")
        assert notices(app) == ["spelling-slip", "unknown-name", "singled-out", "redacted"]
        assert 'retro people add "Barbara Liskov"' in app.text
        await app.press("f2")
        assert "private" not in post_in(a_folder_of_its_own).read_text(encoding="utf-8")


async def test_a_finding_without_a_place_leads_to_the_outline_or_says_so(journal_path: Path) -> None:
    fill(journal_path)
    async with driven(journal_path) as app:
        await app.press("x", "j", "space", "k", "4", "G", "enter")
        assert screen_of(app).place == "outline"
        assert screen_of(app).outline_list.cursor == 1
        await app.press("4", "g", "enter")
        assert "There is no place for this in the post." in app.said


async def test_who_never_wants_to_appear_is_not_written_about(
    journal_path: Path, a_folder_of_its_own: Path
) -> None:
    fill(journal_path, (*ACME, LessonDraft("Ask Grace Hopper", "She knows.", company="Acme")))
    with Journal.open(journal_path, clock=noon) as journal:
        journal.people.describe("Grace Hopper", consent=Consent.NEVER)
    async with driven(journal_path) as app:
        await app.press("x")
        assert "✗ must not go out" in app.text
        for key in ("f2", "f8"):
            await app.press(key)
            assert "Grace Hopper is named" in app.text
            assert nothing_in(a_folder_of_its_own)


async def test_names_are_replaced_in_everything_that_is_shown_and_written(
    journal_path: Path, a_folder_of_its_own: Path
) -> None:
    told = LessonDraft("Ask Grace Hopper", "Acme did. {{private: She yelled.}}", company="Acme")
    fill(journal_path, (*ACME, told))
    with Journal.open(journal_path, clock=noon) as journal:
        journal.people.describe("Grace Hopper", consent=Consent.NEVER, role_label="an admiral")
        journal.companies.describe("Acme", pseudonym="a maker of anvils")
    async with driven(journal_path, size=(150, 40)) as app:
        await app.press("x")
        assert "never-named" in notices(app)
        assert "1 private passage was taken out." in app.text
        await app.press("n")
        assert "people by role" in app.text
        assert "Grace Hopper is called “an admiral”, once." in app.text
        assert "never-named" not in notices(app)
        assert all("Grace" not in pane and "Ask an admiral" in pane for pane in panes(app))
        await app.press("n")
        assert "companies by pseudonym" in app.text
        assert "✗ must not go out" in app.text
        await app.press("n")
        assert "nobody by name" in app.text
        for pane in panes(app):
            assert not any(word in pane for word in ("Grace", "Hopper", "Acme", "yelled"))
            assert "a maker of anvils" in pane
        await app.press("f2")
        text = written(a_folder_of_its_own)
        assert not any(word in text for word in ("Grace", "Hopper", "Acme", "yelled"))
        assert "## a maker of anvils" in text
        await app.press("n")
        assert "nobody by name" not in app.text


async def test_a_strangers_file_stays_until_told(journal_path: Path, a_folder_of_its_own: Path) -> None:
    fill(journal_path)
    post = a_folder_of_its_own / "2022-06-30-lessons-learned.md"
    post.write_text("mine", encoding="utf-8")
    async with driven(journal_path) as app:
        await app.press("x", "f2")
        assert "was not written by retro" in complaint(app)
        assert "--force" not in complaint(app)
        assert "f8 Overwrite" in app.text
        assert post.read_text(encoding="utf-8") == "mine"
        await app.press("f8")
        assert "Boil the frog" in post.read_text(encoding="utf-8")
        assert "Overwrite" not in app.text


async def test_what_was_edited_in_the_file_stays(journal_path: Path, a_folder_of_its_own: Path) -> None:
    fill(journal_path)
    async with driven(journal_path) as app:
        await app.press("x", "f2")
        post = post_in(a_folder_of_its_own)
        post.write_text(post.read_text(encoding="utf-8").replace("Boil", "Never boil"), encoding="utf-8")
        await app.press("escape", "x", "j", "space")
        assert "Never boil the frog" in app.text
        await app.press("f2")
        written = post.read_text(encoding="utf-8")
        assert "Never boil the frog" in written
        assert "We shipped every Friday" not in written
        assert post_in(a_folder_of_its_own) == post


async def test_a_file_that_was_written_anew_stays_and_the_conflict_is_told(
    journal_path: Path, a_folder_of_its_own: Path
) -> None:
    fill(journal_path)
    async with driven(journal_path) as app:
        await app.press("x", "f2", "j", "space")
        post = post_in(a_folder_of_its_own)
        post.write_text("edited", encoding="utf-8")
        await app.press("o")
        assert "conflict        line 1" in app.text
        await app.press("f2")
        assert post.read_text(encoding="utf-8") == "edited"


async def test_a_file_that_retro_did_not_write_stays_until_told(
    journal_path: Path, a_folder_of_its_own: Path
) -> None:
    fill(journal_path)
    async with driven(journal_path) as app:
        await app.press("x", "f2")
        post = post_in(a_folder_of_its_own)
    post.write_text("edited", encoding="utf-8")
    other = journal_path.with_name("other.db")
    fill(other)
    async with driven(other) as app:
        await app.press("x", "f2")
        assert "not written by retro" in complaint(app)
        assert post.read_text(encoding="utf-8") == "edited"
        await app.click("KeyBar", (3, 0))
        assert "Boil the frog" in post.read_text(encoding="utf-8")


async def test_title_folder_day_and_site_are_changed(journal_path: Path, tmp_path: Path) -> None:
    fill(journal_path)
    out = tmp_path / "site" / "posts"
    async with driven(journal_path) as app:
        await app.press("x", "e")
        app.screen.query_one("#title", Line).value = "What I learned"
        app.screen.query_one("#folder", Line).value = str(out)
        app.screen.query_one("#date", Line).value = "when pigs fly"
        app.screen.query_one("#dialect", Choice).value = "hugo"
        await app.press("enter")
        assert "is not a date" in app.text
        app.screen.query_one("#date", Line).value = "last friday"
        await app.press("f2")
        assert "What I learned" in app.text
        await app.press("f2")
        [post] = out.iterdir()
        assert post.name == "2024-05-10-what-i-learned.md"
        assert "categories:" in post.read_text(encoding="utf-8")
        await app.press("escape", "x", "f4")
        assert app.screen.query_one("#folder", Line).value == str(out)
        assert app.screen.query_one("#title", Line).value == "Lessons learned"
        await app.press("escape")
        assert screen_of(app).folder == out


async def test_a_day_to_come_is_said(journal_path: Path) -> None:
    fill(journal_path, ACME)
    async with driven(journal_path) as app:
        await app.press("x")
        await app.click("#head", (20, 0))
        app.screen.query_one("#date", Line).value = "2031-01-02"
        await app.press("enter")
        assert notices(app) == ["future-date"]


async def test_closing_asks_once_when_something_was_changed(
    journal_path: Path, a_folder_of_its_own: Path
) -> None:
    fill(journal_path, ACME)
    async with driven(journal_path) as app:
        await app.press("x", "q")
        assert app.screen is app.browse
        await app.press("x", "j", "J", "escape")
        assert "throws its order away" in app.text
        await app.press("K", "escape")
        assert app.screen is app.browse
        await app.press("x", "j", "J", "escape", "escape")
        assert app.screen is app.browse
        await app.press("x", "j", "J", "f2", "escape")
        assert app.screen is app.browse
        assert titles(written(a_folder_of_its_own))[:2] == ["Acme", "Second"]


async def test_the_mouse_leaves_out_moves_and_writes(journal_path: Path, a_folder_of_its_own: Path) -> None:
    fill(journal_path, ACME)
    async with driven(journal_path) as app:
        await app.press("x")
        await app.click("#outline", (4, 2))
        assert outline(app)[1] == "☐ • First"
        await app.click("#outline", (4, 2))
        assert outline(app)[1] == "☑ • First"
        await app.pilot.mouse_down("#outline", (12, 2))
        await app.pilot.hover("#outline", (12, 4))
        await app.settle()
        await app.pilot.mouse_up("#outline", (12, 4))
        await app.settle()
        assert outline(app)[1:4] == ["☑ ✓ Second", "☑ • Third", "☑ • First"]
        await app.pilot.mouse_down("#outline", (12, 1))
        await app.pilot.hover("#outline", (12, 6))
        await app.settle()
        await app.pilot.mouse_up("#outline", (12, 6))
        await app.settle()
        assert outline(app)[0] == "☑ Globex 1"
        await app.click("#post", (5, 3))
        assert screen_of(app).place == "post"
        await app.click("KeyBar", (3, 0))
        assert titles(written(a_folder_of_its_own)) == ["Globex", "Other", "Acme", "Second", "Third", "First"]


@pytest.mark.parametrize(
    "command", ["Write", "Leave out", "Details", "Sections", "View", "Close", "Down", "Up"]
)
async def test_every_key_below_is_a_button(
    journal_path: Path, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(journal_path, ACME)
    called: list[str] = []
    for name in ("write", "toggle", "details", "group", "view", "close", "down", "up"):
        monkeypatch.setattr(ComposeScreen, f"action_compose_{name}", lambda _, name=name: called.append(name))
    async with driven(journal_path) as app:
        await app.press("x")
        await app.click("KeyBar", (app.lines[-1].index(f" {command} ") + 1, 0))
        names = {"Leave out": "toggle", "Sections": "group"}
        assert called == [names.get(command, command.lower())]


async def test_both_panes_follow_the_outline(journal_path: Path) -> None:
    fill(
        journal_path,
        [
            LessonDraft(f"Lesson {number}", "Text.\n\n" * 5, happened=Span.parse("2020"))
            for number in range(40)
        ],
    )
    async with driven(journal_path) as app:
        await app.press("x", "G")
        screen = screen_of(app)
        row = screen.outline_list.selected
        assert row is not None
        for pane in (screen.post_pane, screen.markdown_pane):
            assert pane.rendered is not None
            first, end = pane.marked
            assert first < end
            assert "Lesson" in pane.rendered.lines[first].text
            assert pane.scroll_offset.y <= first < pane.scroll_offset.y + pane.size.height
        await app.press("2", "g")
        assert screen.post_pane.scroll_offset.y == 0
        await app.press("G", "ctrl+u", "k")
        assert screen.post_pane.scroll_offset.y > 0


async def test_one_pane_of_the_post_at_a_time_where_both_do_not_fit(journal_path: Path) -> None:
    fill(journal_path, ACME)
    async with driven(journal_path, size=(80, 24)) as app:
        await app.press("x")
        assert "2 Post" in app.text
        assert "3 Markdown" not in app.text
        await app.press("m")
        assert "3 Markdown" in app.text
        assert "### First" in app.text
        assert screen_of(app).place == "outline"
        await app.press("tab")
        assert screen_of(app).place == "post"
        await app.press("m")
        assert screen_of(app).place == "markdown"
        await app.press("tab", "tab", "shift+tab", "h", "enter")
        assert screen_of(app).place == "outline"


async def test_the_smallest_screen_shows_one_thing_at_a_time(journal_path: Path) -> None:
    fill(journal_path)
    async with driven(journal_path, size=(60, 15)) as app:
        await app.press("x")
        assert "1 Outline" in app.text
        assert "4 To look at" not in app.text
        await app.press("enter")
        assert "2 Post" in app.text
        assert "1 Outline" not in app.text
        await app.press("4")
        assert "stays here" in app.text
        assert "2 Post" not in app.text
        await app.press("1", "J", "escape")
        assert "Not written yet" in app.text


@pytest.mark.parametrize("size", [(60, 15), (80, 24), (200, 60)])
@pytest.mark.parametrize("theme", ["textual-light", "ansi-dark"])
async def test_it_works_at_any_size_and_in_any_theme(
    journal_path: Path, a_folder_of_its_own: Path, size: tuple[int, int], theme: str
) -> None:
    fill(journal_path)
    async with driven(journal_path, size=size) as app:
        app.app.theme = theme
        await app.press("x", "j", "space", "space", "o", "tab", "tab", "tab", "tab", "e")
        assert "Details of the post" in app.text
        await app.press("enter", "f2")
        assert "Boil the frog" in written(a_folder_of_its_own)
        await app.pilot.resize_terminal(100, 30)
        await app.settle()
        assert "1 Outline" in app.text


async def test_hostile_text_is_never_raw(journal_path: Path) -> None:
    fill(journal_path, HOSTILE)
    async with driven(journal_path) as app:
        await app.press("x")
        for key in ("j", "j", "J", "space", "o", "o", "2", "G", "3", "G", "g", "4", "G", "e", "enter", "f2"):
            await app.press(key)
            assert_harmless(app)


async def test_five_hundred_lessons_stay_smooth(journal_path: Path) -> None:
    fill(
        journal_path,
        [
            LessonDraft(f"Lesson {number}", "Some *text*.\n\n- one\n- two", company=f"Company {number % 7}")
            for number in range(500)
        ],
    )
    async with driven(journal_path) as app:
        await app.press("x", "j")
        await app.pilot.press(*["J"] * 20)
        await app.settle()
        assert screen_of(app).outline_list.cursor == 21
        drawn = screen_of(app)._drawn
        assert drawn is not None
        assert drawn.composed.plan == screen_of(app).plan


async def test_a_template_and_tables_are_chosen(journal_path: Path, a_folder_of_its_own: Path) -> None:
    fill(journal_path)
    async with driven(journal_path) as app:
        await app.press("x", "e")
        app.screen.query_one("#template", Choice).value = "decision-checklist"
        app.screen.query_one("#evidence", Choice).value = "table"
        await app.press("enter")
        assert "Every time" in app.text
        await app.press("f2")
        assert "* [ ] Boil the frog" in post_in(a_folder_of_its_own).read_text(encoding="utf-8")


async def test_the_post_is_shown_as_a_page(
    journal_path: Path, a_home_of_its_own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(journal_path)
    opened: list[str] = []
    monkeypatch.setattr(RetroApp, "open_url", lambda _app, url: opened.append(url))
    async with driven(journal_path) as app:
        await app.press("x", "p")
        page = a_home_of_its_own / "state" / "retro" / "preview.html"
        assert opened == [page.as_uri()]
        assert "Boil the frog" in page.read_text(encoding="utf-8")


def chart_in(folder: Path) -> Path:
    [chart] = folder.glob("**/assets/*.svg")
    return chart


async def test_what_was_measured_is_drawn_beside_the_post(
    journal_path: Path, a_folder_of_its_own: Path
) -> None:
    fill(journal_path, [LessonDraft("Release often", evidence=(Evidence("release", 16, 4, "weeks"),))])
    async with driven(journal_path, size=(80, 24)) as app:
        await app.press("x", "e")
        assert "as the site" in app.text
        app.screen.query_one("#charts", Choice).value = "yes"
        await app.press("enter", "f2")
        assert "![release: before 16 weeks, after 4 weeks" in written(a_folder_of_its_own)
        chart_in(a_folder_of_its_own).write_text("mine", encoding="utf-8")
        await app.press("o")
        assert "chart-kept" in notices(app)
