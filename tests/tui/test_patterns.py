"""The patterns: opened, walked, entered, in every size and theme; and counted as the lessons are found."""

from pathlib import Path

import pytest
from textual.widgets import Input

from retro.dates import Span
from retro.journal import Journal
from retro.model import Kind, LessonDraft
from retro.tui.screens.patterns import PatternsScreen
from retro.tui.widgets.bars import heights, lay_out, round_numbers
from tests.tui.driving import LESSONS, Driver, driven, fill
from tests.tui.test_contrast import hardly_readable
from tests.tui.test_hostile import HOSTILE, assert_harmless

MANY = [
    *LESSONS,
    LessonDraft(
        "Ask first", company="Amazon EKS", themes=("trust",), kind=Kind.WIN, happened=Span.parse("2016")
    ),
    LessonDraft("Ask twice", company="Amazon EKS", themes=("trust",), happened=Span.parse("2016-05")),
]


def patterns(app: Driver) -> PatternsScreen:
    """The screen that is open."""
    assert isinstance(app.screen, PatternsScreen)
    return app.screen


def said(app: Driver) -> str:
    """The line above the keys."""
    lines = [line.strip() for line in app.lines[:-1] if line.strip()]
    return lines[-1]


async def test_patterns_open_over_time_and_close_to_where_one_was(journal_path: Path) -> None:
    fill(journal_path, MANY)
    async with driven(journal_path) as app:
        await app.press("j", "v")
        assert "Lessons by year" in app.text
        assert "6 lessons" in app.lines[0]
        assert "all lessons" in app.lines[1]
        assert "2016" in app.text
        assert "Mesosphere 2" in app.text
        assert said(app) == "2022 · 1 lesson, most at Amazon EKS (1)"
        for key in ("escape", "q"):
            await app.press(key)
            assert app.screen is app.browse
            assert app.selected == "Ask what would change your mind"
            assert app.browse.text == ""
            await app.press("v")


async def test_patterns_open_from_the_palette_and_the_footer(journal_path: Path) -> None:
    fill(journal_path, MANY)
    async with driven(journal_path, size=(200, 40)) as app:
        await app.press("colon")
        app.screen.query_one(Input).value = "View patterns"
        for _ in range(100):
            await app.pilot.pause(0.02)
            if "View patterns" in app.text:
                break
        await app.press("enter")
        assert patterns(app)
        await app.press("q")
        await app.click("KeyBar", (app.lines[-1].index("Patterns"), 0))
        assert patterns(app)
        await app.click("KeyBar", (app.lines[-1].index("Close"), 0))
        assert app.screen is app.browse


async def test_a_year_is_walked_to_and_entered(journal_path: Path) -> None:
    fill(journal_path, MANY)
    async with driven(journal_path) as app:
        await app.press("v", "left", "h", "k")
        assert said(app) == "2019 · 1 lesson, most at Mesosphere (1)"
        await app.press("l", "right", "g")
        assert said(app) == "2016 · 2 lessons, most at Amazon EKS (2)"
        await app.press("l")
        assert said(app) == "2017 · 0 lessons"
        await app.press("enter")
        assert "There are no lessons of 2017." in app.said
        await app.press("h", "enter")
        assert app.screen is app.browse
        assert app.browse.text == "on:2016"
        assert set(app.shown) == {"Ask first", "Ask twice"}


async def test_a_query_is_counted_and_kept(journal_path: Path) -> None:
    fill(journal_path, MANY)
    async with driven(journal_path) as app:
        app.browse.query_line.value = "theme:trust ask"
        await app.settle()
        await app.press("v")
        assert "3 lessons" in app.lines[0]
        assert "theme:trust ask" in app.lines[1]
        await app.press("g", "enter")
        assert app.browse.text == "theme:trust ask on:2016"
        await app.press("v")
        assert "Lessons by month" in app.text
        await app.press("g", "enter")
        assert app.browse.text == "theme:trust ask on:2016-05"
        assert "Ask twice" in app.shown


async def test_a_bar_is_entered_by_a_click(journal_path: Path) -> None:
    fill(journal_path, MANY)
    async with driven(journal_path, size=(80, 24)) as app:
        await app.press("v")
        row = next(row for row, line in enumerate(app.lines) if "2016" in line)
        column = app.lines[row].index("2016") + 1
        region = patterns(app).timeline.content_region
        await app.click("#timeline", (column - region.x, row - 3 - region.y))
        assert app.browse.text == "on:2016"


async def test_the_matrix_is_walked_and_a_cell_entered(journal_path: Path) -> None:
    fill(journal_path, MANY)
    async with driven(journal_path) as app:
        await app.press("v", "2")
        assert patterns(app).grid.selected == ("Amazon EKS", "trust")
        assert said(app) == "trust × Amazon EKS · 2 lessons"
        await app.press("l")
        assert said(app) == "trust × Mesosphere · 1 lesson"
        await app.press("j")
        assert patterns(app).grid.selected == ("Mesosphere", "leadership")
        await app.press("left", "k", "enter")
        assert app.browse.text == 'company:"Amazon EKS" theme:trust'
        assert set(app.shown) == {"Ask first", "Ask twice"}


async def test_the_first_row_and_column_take_one_field_only(journal_path: Path) -> None:
    fill(journal_path, MANY)
    async with driven(journal_path) as app:
        await app.press("v", "tab", "h")
        assert said(app) == "trust · 4 lessons"
        await app.press("enter")
        assert app.browse.text == "theme:trust"
        assert len(app.shown) == 4
        await app.press("escape", "v", "2", "g")
        assert said(app) == "Amazon EKS · 3 lessons"
        await app.press("enter")
        assert app.browse.text == 'company:"Amazon EKS"'
        assert len(app.shown) == 3
        await app.press("escape", "v", "2", "g", "h")
        assert said(app) == "all · 6 lessons"
        await app.press("enter")
        assert app.browse.text == ""


async def test_a_cell_of_one_of_two_companies_leaves_only_that_one(journal_path: Path) -> None:
    fill(journal_path, MANY)
    async with driven(journal_path) as app:
        app.browse.query_line.value = 'company:mesosphere company:"amazon eks" ask'
        await app.settle()
        await app.press("v", "2", "enter")
        assert app.browse.text == 'ask company:"Amazon EKS" theme:trust'


async def test_an_empty_cell_says_so(journal_path: Path) -> None:
    fill(journal_path, MANY)
    async with driven(journal_path) as app:
        await app.press("v", "2", "l")
        while patterns(app).grid.selected != ("Mesosphere", "change"):
            await app.press("j")
        await app.press("enter")
        assert "There are no lessons in this cell." in app.said
        assert patterns(app)


async def test_cells_and_names_are_entered_by_a_click(journal_path: Path) -> None:
    fill(journal_path, MANY)
    async with driven(journal_path, size=(80, 24)) as app:

        async def clicked(on: str, beside: str) -> str:
            app.browse.query_line.value = ""
            await app.press("v", "2")
            row = next(row for row, line in enumerate(app.lines) if on in line)
            column = next(line.index(beside) for line in app.lines[2:] if beside in line)
            await app.pilot.click(offset=(column + 1, row))
            await app.settle()
            return app.browse.text

        assert await clicked("trust", "Mesosphere") == "company:Mesosphere theme:trust"
        assert await clicked("trust", "trust") == "theme:trust"
        assert await clicked("Mesosphere", "Mesosphere") == "company:Mesosphere"


async def test_the_views_are_reached_by_key_and_by_click(journal_path: Path) -> None:
    fill(journal_path, MANY)
    async with driven(journal_path) as app:
        await app.press("v")

        def focused() -> str | None:
            return app.app.focused.id if app.app.focused else None

        await app.click("PatternsBar", (app.lines[0].index("Matrix"), 0))
        assert focused() == "matrix"
        await app.click("PatternsBar", (app.lines[0].index("Timeline"), 0))
        assert focused() == "timeline"
        await app.press("tab")
        assert focused() == "matrix"
        await app.press("tab")
        assert focused() == "rows"
        await app.press("shift+tab")
        assert focused() == "matrix"
        await app.press("1")
        assert focused() == "timeline"


async def test_mistakes_and_wins_over_time(journal_path: Path) -> None:
    fill(journal_path, MANY)
    async with driven(journal_path) as app:
        await app.press("v", "2", "m", "g")
        assert "Mistakes and wins by year" in app.text
        assert "mistakes 1" in app.text
        assert said(app) == "2016 · 2 lessons: mistakes 0, wins 1, other kinds 1"
        await app.press("m")
        assert "Lessons by year" in app.text


async def test_each_company_has_a_pattern_of_its_own(journal_path: Path) -> None:
    fill(
        journal_path,
        [
            LessonDraft("Lesson", company=f"Company {number}", happened=Span.parse(f"{2010 + number}"))
            for number in range(8)
        ],
    )
    async with driven(journal_path) as app:
        await app.press("v")
        legend = next(line for line in app.lines if "Company 0 1" in line)
        for pattern in "█▒▌▚▀░":
            assert pattern * 2 in legend
            assert any(pattern * 4 in line for line in app.lines if line is not legend)
        assert "elsewhere 3" in legend


async def test_more_themes_and_companies_than_fit_are_scrolled_to(journal_path: Path) -> None:
    fill(
        journal_path,
        [
            LessonDraft(f"L{n}", company=f"Company {n:02}", themes=(f"theme{n:02}", "all-of-them"))
            for n in range(40)
        ],
    )
    async with driven(journal_path, size=(80, 24)) as app:
        await app.press("v", "2")
        assert "11 more themes, 10 more companies" in app.text
        assert "Company 29" not in app.text
        await app.press(*["l"] * 29)
        assert "29" in app.lines[4]
        assert "all" in app.lines[4]
        await app.press("G")
        assert "theme28" in app.text
        assert "29" in app.lines[4], "names stay"
        assert said(app).startswith("theme28 × Company 29 · 0 lessons")
        for key in ("ctrl+u", "ctrl+d", "pageup", "pagedown", "g"):
            await app.press(key)
        assert patterns(app).grid.selected == ("Company 29", None)


@pytest.mark.parametrize("size", [(60, 15), (80, 24), (200, 60)])
async def test_it_fits_and_follows_the_size(journal_path: Path, size: tuple[int, int]) -> None:
    fill(journal_path, MANY)
    async with driven(journal_path, size=size) as app:
        for keys in (("v",), ("2",)):
            await app.press(*keys)
            assert "6 lessons" in app.lines[0]
            assert "Mesosphere" in app.text
            for other in ((60, 15), (100, 30), (30, 8), (10, 4), size):
                await app.pilot.resize_terminal(*other)
                await app.settle()
        await app.press("1")
        for year in ("2016", "2022"):
            assert year in app.text
        wide = max(len(line.rstrip()) for line in app.lines[3:-3])
        assert wide > size[0] * 0.6


async def test_it_follows_the_theme_while_it_is_open(journal_path: Path) -> None:
    fill(journal_path, MANY)
    async with driven(journal_path) as app:
        await app.press("v")
        drawn = set()
        for theme in app.app.available_themes:
            app.app.theme = theme
            await app.settle()
            assert "Lessons by year" in app.text
            strips = app.screen._compositor.render_strips()
            drawn.add(str(next(s.style for strip in strips for s in strip if "████" in s.text)))
            await app.press("2")
            assert "[2]" in app.text
            await app.press("1")
        assert len(drawn) > 3


async def test_without_lessons_it_says_so(journal_path: Path) -> None:
    async with driven(journal_path) as app:
        await app.press("v")
        assert "No lessons yet" in app.text
        for key in ("tab", "m", "l", "j", "G", "enter", "2", "enter", "escape"):
            await app.press(key)
        assert app.screen is app.browse
        fill(journal_path, MANY)
        app.browse.query_line.value = "theme:none-such"
        await app.settle()
        await app.press("v")
        assert "No lesson says that" in app.text
        await app.press("q")
        assert app.browse.text == "theme:none-such"


async def test_without_companies_and_themes_there_are_still_lessons(journal_path: Path) -> None:
    fill(journal_path, [LessonDraft("Alone", happened=Span.parse("2020"))])
    async with driven(journal_path) as app:
        await app.press("v")
        assert said(app) == "2020-12 · 1 lesson"
        await app.press("2")
        assert said(app) == "all · 1 lesson"
        await app.press("l", "j", "enter")
        assert app.screen is app.browse


async def test_hostile_names_do_not_act(journal_path: Path) -> None:
    names = ("\x1b]52;c;AAAA\x07", "[red]x[/]", "[@click=app.quit]y[/]")
    drafts = [
        LessonDraft(f"Lesson {n}", company=name, themes=(f"{name}t",), happened=Span.parse("2020"))
        for n, name in enumerate(names)
    ]
    fill(journal_path, [*drafts, *drafts, *HOSTILE])
    async with driven(journal_path) as app:
        for key in "vmm2jllG3452":
            await app.press(key)
            assert_harmless(app)
        assert "[red]x[/]" in app.text
        grid = patterns(app).grid
        for name in names:
            grid.move_across(grid.companies.index(name))
            grid.move_to(0)
            await app.press("enter")
            assert_harmless(app)
            # The query line holds no escapes, so nothing is found by one.
            assert len(app.shown) == (2 if name.isprintable() else 0)
            app.browse.query_line.value = ""
            await app.press("v", "2")
            grid = patterns(app).grid


@pytest.mark.parametrize("columns", [10, 50, 130, 190])
@pytest.mark.parametrize("count", [1, 2, 12, 18, 120])
def test_bars_lie_side_by_side_with_the_cursor_among_them(count: int, columns: int) -> None:
    for cursor in range(count):
        laid = lay_out(count, cursor, columns)
        assert cursor in laid.places
        taken = [column for place in laid.places for column in laid.columns(place)]
        assert taken == sorted(set(taken))
        assert taken[0] >= 0
        assert taken[-1] < columns
        assert all(laid.at(column) == place for place in laid.places for column in laid.columns(place))


def test_bars_are_as_high_as_they_count() -> None:
    assert heights([2, 0, 3], 10, 20) == [range(4), range(4, 4), range(4, 10)]
    assert heights([1], 1000, 20) == [range(1)]
    assert heights([0, 0], 5, 20)[-1].stop == 0


def test_the_numbers_of_an_axis_are_round() -> None:
    assert round_numbers(12, 4) == [5, 10]
    assert round_numbers(1, 1) == [1]
    assert round_numbers(12, 1) == [12]
    assert round_numbers(100_000, 5) == [20_000, 40_000, 60_000, 80_000, 100_000]


TWO_COMPANIES = [
    *(
        LessonDraft(f"Delivery {n}", themes=("delivery",), happened=Span.parse("2016"), company="Brno Works")
        for n in range(6)
    ),
    LessonDraft(
        "Promises kept earn trust with customers",
        company="Ostrava Labs",
        themes=("trust",),
        happened=Span.parse("2021"),
    ),
    *(
        LessonDraft(
            f"Customers trust promises that are kept, {n}",
            company="Brno Works",
            themes=("trust",),
            happened=Span.parse("2022"),
        )
        for n in range(5)
    ),
]


def practices(path: Path) -> list[str]:
    with Journal.open(path) as journal:
        found = journal.lessons.by_numbers(range(1, 100))
        return [
            lesson.title for lesson in found if lesson.kind is Kind.PRACTICE and lesson.deleted_at is None
        ]


async def test_what_rises_and_falls_leads_to_its_lessons(journal_path: Path) -> None:
    fill(journal_path, TWO_COMPANIES)
    async with driven(journal_path) as app:
        await app.press("v", "3")
        assert "↑ trust" in app.text
        assert "↓ delivery" in app.text
        assert said(app) == "trust rises: 0 of 6 lessons before 2021-12-31, 6 of 6 since"
        await app.press("j", "enter")
        assert app.browse.text == "theme:delivery"
        assert len(app.shown) == 6


async def test_a_principle_is_kept_and_undone(journal_path: Path) -> None:
    fill(journal_path, TWO_COMPANIES)
    async with driven(journal_path) as app:
        await app.press("v", "4")
        assert "Promises kept earn trust with customers" in app.text
        assert said(app).startswith("trust: rests on")
        await app.press("a", "escape")
        assert practices(journal_path) == []
        await app.press("a", "home", "A", "enter")
        assert practices(journal_path) == ["APromises kept earn trust with customers"]
        assert "No principle to propose" in app.text
        await app.press("a")
        assert "There is no principle under the cursor." in app.said
        await app.press("u")
        assert practices(journal_path) == []
        await app.press("enter")
        assert app.browse.text == "theme:trust"


async def test_a_principle_is_dismissed_and_that_undone(journal_path: Path) -> None:
    fill(journal_path, TWO_COMPANIES)
    async with driven(journal_path) as app:
        await app.press("v", "4", "d")
        assert "No principle to propose" in app.text
        assert "Dismissed: not proposed again on these lessons" in app.said
        await app.press("d")
        assert "There is no principle under the cursor." in app.said
        await app.press("u")
        assert "Promises kept earn trust with customers" in app.text


async def test_what_was_never_applied_leads_to_the_lesson(journal_path: Path) -> None:
    fill(journal_path, TWO_COMPANIES)
    async with driven(journal_path) as app:
        await app.press("v", "shift+tab")
        assert said(app) == "12 lessons were never applied"
        await app.press("enter")
        assert len(app.shown) == 1
        assert app.shown[0].startswith("Delivery")


async def test_lists_show_pseudonyms_in_private_mode(journal_path: Path) -> None:
    fill(journal_path, TWO_COMPANIES)
    async with driven(journal_path) as app:
        await app.press("P", "v")
        for key in ("3", "4", "5"):
            await app.press(key)
            assert "Ostrava" not in app.text
            assert "Brno" not in app.text
        await app.press("4", "a")
        assert practices(journal_path) == []
        assert "end private mode first" in app.said[-1]


@pytest.mark.parametrize("size", [(60, 15), (80, 24), (140, 40)], ids=str)
@pytest.mark.parametrize("theme", ["textual-dark", "textual-light"])
async def test_lists_are_readable_in_every_size(
    journal_path: Path, size: tuple[int, int], theme: str
) -> None:
    fill(journal_path, TWO_COMPANIES)
    async with driven(journal_path, size=size) as app:
        app.app.theme = theme
        await app.press("v")
        for key, title in (("3", "Trends"), ("4", "Principles"), ("5", "Unapplied")):
            await app.press(key)
            assert title in app.lines[0]
            assert "12 lessons" in app.lines[0]
            assert not hardly_readable(app)
