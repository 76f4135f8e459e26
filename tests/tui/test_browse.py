"""Browsing: one query, seen as text, as facets and as what was found."""

from pathlib import Path

import pytest

from retro.dates import PartialDate
from retro.journal import Journal
from retro.model import LessonDraft
from tests.conftest import noon
from tests.tui.driving import Driver, driven, fill


async def test_lessons_come_newest_first_with_company_themes_and_date(journal_path: Path) -> None:
    fill(journal_path)
    async with driven(journal_path) as app:
        assert app.shown == [
            "Boil the frog",
            "Ask what would change your mind",
            "We shipped every Friday",
            "I yelled at a developer",
        ]
        assert any("Amazon EKS  #change" in line and "2022-06" in line for line in app.lines)
        assert "4 lessons" in app.lines[0]


async def test_the_preview_shows_all_that_is_known(journal_path: Path) -> None:
    fill(journal_path)
    async with driven(journal_path) as app:
        for part in (
            "LESSON",
            "March – June 2022",
            "#leadership/pitching",
            "before a change that many will feel",
            "Pitch in milestones",
            "• name the first step",
            "Nobody jumps at the first degree.",
            "release duration",
            "×4, −75 %",
            "ten-years.md, line 42, under “Amazon”",
            "comes back 16 May 2024; not reviewed yet",
            "15 May 2024",
        ):
            assert part in app.text, part


async def test_every_keystroke_filters_and_counts(journal_path: Path) -> None:
    fill(journal_path)
    async with driven(journal_path) as app:
        await app.press("slash")
        await app.type("milest")
        assert app.shown == ["Boil the frog", "We shipped every Friday"] or set(app.shown) == {
            "Boil the frog",
            "We shipped every Friday",
        }
        assert "2 of 4" in app.lines[0]
        await app.press("enter")
        assert app.app.focused is app.browse.lessons
        await app.press("escape")
        assert app.browse.text == ""
        assert len(app.shown) == 4


async def test_the_list_can_be_walked_while_typing(journal_path: Path) -> None:
    fill(journal_path)
    async with driven(journal_path) as app:
        await app.press("slash", "down", "down", "up")
        assert app.selected == "Ask what would change your mind"
        assert app.app.focused is app.browse.query_line


async def test_matches_in_the_preview_are_counted_and_walked(journal_path: Path) -> None:
    fill(journal_path, [LessonDraft("Frogs", "\n\n".join(f"frog {n}" for n in range(60)))])
    async with driven(journal_path, size=(140, 24)) as app:
        await app.press("slash")
        await app.type("frog")
        await app.press("enter", "n")
        assert "match 1 of 61" in str(app.browse.preview.border_subtitle)
        await app.press("N")
        assert "match 61 of 61" in str(app.browse.preview.border_subtitle)
        assert app.browse.preview.scroll_offset.y > 80
        await app.press("n")
        assert app.browse.preview.scroll_offset.y == 0


async def test_choosing_a_facet_writes_it_into_the_query_and_back(journal_path: Path) -> None:
    fill(journal_path)
    async with driven(journal_path) as app:
        await app.press("1")
        labels = [row.label for row in app.browse.facets.rows]
        app.browse.facets.move_to(labels.index("Mesosphere"))
        await app.press("enter")
        assert app.browse.text == "company:Mesosphere"
        assert sorted(app.shown) == ["I yelled at a developer", "We shipped every Friday"]
        assert any(row.label == "Mesosphere" and row.chosen for row in app.browse.facets.rows)
        await app.press("space")
        assert app.browse.text == ""
        assert not any(row.chosen for row in app.browse.facets.rows)


async def test_typing_a_field_chooses_its_facet(journal_path: Path) -> None:
    fill(journal_path)
    async with driven(journal_path) as app:
        await app.press("slash")
        await app.type("kind:mistake")
        chosen = [row.value for row in app.browse.facets.rows if row.chosen]
        assert chosen == ["mistake"]
        assert app.shown == ["I yelled at a developer"]


async def test_facets_count_what_is_found_and_nest_themes(journal_path: Path) -> None:
    fill(journal_path)
    async with driven(journal_path) as app:
        rows = {(row.field, row.value): row for row in app.browse.facets.rows}
        assert rows["company", "Mesosphere"].lessons == 2
        assert rows["theme", "leadership"].lessons == 2
        assert rows["is", "starred"].lessons == 1
        assert rows["is", "private"].lessons == 1
        assert rows["on", "2022"].lessons == 1
        assert ("theme", "leadership/pitching") not in rows
        await app.press("1")
        keys = [(row.field, row.value) for row in app.browse.facets.rows]
        app.browse.facets.move_to(keys.index(("theme", "leadership")))
        await app.press("l")
        assert "leadership/pitching" in [row.value for row in app.browse.facets.rows]
        await app.press("h")
        assert "leadership/pitching" not in [row.value for row in app.browse.facets.rows]


async def test_a_facet_is_chosen_by_a_click(journal_path: Path) -> None:
    fill(journal_path)
    async with driven(journal_path) as app:
        labels = [row.label for row in app.browse.facets.rows]
        await app.click("#facets", (6, 1 + labels.index("Mesosphere")))
        assert app.browse.text == "company:Mesosphere"


async def test_a_click_selects_and_two_clicks_open(journal_path: Path) -> None:
    fill(journal_path)
    async with driven(journal_path) as app:
        await app.click("#lessons", (6, 1 + 2))
        assert app.selected == "Ask what would change your mind"
        await app.click("#lessons", (6, 1 + 4), times=2)
        assert type(app.screen).__name__ == "FormScreen"


async def test_a_click_on_the_footer_is_the_command(journal_path: Path) -> None:
    fill(journal_path)
    async with driven(journal_path) as app:
        await app.click("KeyBar", (2, 0))
        assert type(app.screen).__name__ == "CaptureScreen"


@pytest.mark.parametrize("place", ["1", "2", "3"])
async def test_vi_and_arrow_motions_work_in_every_pane(journal_path: Path, place: str) -> None:
    fill(journal_path, [LessonDraft(f"L{n:02}", "text\n\n" * 90, themes=(f"t{n:02}",)) for n in range(60)])
    async with driven(journal_path) as app:
        await app.press(place)
        pane = app.app.focused
        assert pane is not None

        def where() -> tuple[int, int]:
            return (getattr(pane, "cursor", 0), pane.scroll_offset.y)

        await app.press("g")
        top = where()
        for down, up in (
            ("j", "k"),
            ("down", "up"),
            ("ctrl+d", "ctrl+u"),
            ("pagedown", "pageup"),
            ("G", "g"),
            ("end", "home"),
        ):
            await app.press(down)
            assert where() > top, down
            await app.press(up)
            assert where() == top, up


async def test_panes_are_reached_by_number_tab_and_hjkl(journal_path: Path) -> None:
    fill(journal_path)
    async with driven(journal_path) as app:

        def focused() -> str:
            return (app.app.focused.id or "") if app.app.focused else ""

        for key, place in (
            ("1", "facets"),
            ("2", "lessons"),
            ("3", "preview"),
            ("4", "query"),
            ("tab", "facets"),
            ("tab", "lessons"),
            ("tab", "preview"),
            ("tab", "query"),
            ("shift+tab", "preview"),
            ("h", "lessons"),
            ("left", "facets"),
            ("l", "lessons"),
            ("right", "preview"),
            ("2", "lessons"),
            ("enter", "preview"),
        ):
            await app.press(key)
            assert focused() == place, key


async def test_the_order_changes(journal_path: Path) -> None:
    fill(journal_path)
    async with driven(journal_path) as app:
        await app.press("o", "o")
        assert str(app.browse.lessons.border_subtitle) == "last captured first"
        assert app.shown[0] == "Ask what would change your mind"


async def test_an_empty_journal_teaches_the_first_three_things(journal_path: Path) -> None:
    async with driven(journal_path) as app:
        for part in ("capture something you learned", "retro import", "retro demo"):
            assert part in app.text
        await app.press("a")
        await app.type("Boil the frog")
        await app.press("enter")
        assert app.shown == ["Boil the frog"]
        assert "retro demo" not in app.text


async def test_a_query_without_an_answer_says_the_way_back(journal_path: Path) -> None:
    fill(journal_path)
    async with driven(journal_path) as app:
        await app.press("slash")
        await app.type("xyzzy")
        assert "No lesson says that." in app.text
        await app.press("escape", "escape")
        assert len(app.shown) == 4


async def test_what_another_program_adds_appears_and_the_cursor_stays(journal_path: Path) -> None:
    fill(journal_path)
    async with driven(journal_path) as app:
        await app.press("j")
        assert app.selected == "Ask what would change your mind"
        with Journal.open(journal_path, clock=noon) as other:
            other.lessons.add(LessonDraft("From another shell"))
        await _next_second(app)
        assert "From another shell" in app.shown
        assert app.selected == "Ask what would change your mind"
        assert "5 lessons" in app.lines[0]


async def test_a_key_that_is_under_way_while_a_change_is_seen_still_moves(journal_path: Path) -> None:
    fill(journal_path)
    async with driven(journal_path) as app:
        with Journal.open(journal_path, clock=noon) as other:
            other.lessons.add(LessonDraft("From another shell"))
        app.browse._changed(True)
        app.browse.lessons.action_move_down()
        app.browse._changed(True)
        app.browse.lessons.action_move_down()
        await app.settle()
        assert "From another shell" in app.shown
        assert app.selected == "We shipped every Friday"


async def _next_second(app: Driver) -> None:
    """What the timer does each second."""
    app.browse._watch()
    await app.settle()


@pytest.mark.parametrize(
    ("size", "panes"),
    [
        ((140, 40), {"facets", "lessons", "preview"}),
        ((80, 24), {"lessons", "preview"}),
        ((60, 15), {"lessons"}),
    ],
)
async def test_as_many_panes_as_fit(journal_path: Path, size: tuple[int, int], panes: set[str]) -> None:
    fill(journal_path)
    async with driven(journal_path, size=size) as app:
        assert {
            name for name in ("facets", "lessons", "preview") if app.browse.query_one(f"#{name}").display
        } == panes
        await app.press("1")
        assert app.browse.facets.display
        assert app.browse.facets.has_focus
        await app.press("3")
        assert app.browse.preview.display
        assert "Boil the frog" in app.text


async def test_resizing_to_nothing_and_back_is_harmless(journal_path: Path) -> None:
    fill(journal_path)
    async with driven(journal_path) as app:
        for size in ((1, 1), (2, 5), (200, 60), (30, 8), (140, 40)):
            await app.pilot.resize_terminal(*size)
            await app.settle()
        assert "Boil the frog" in app.text


async def test_beside_a_chosen_company_the_others_stay_to_go_on_to(journal_path: Path) -> None:
    fill(journal_path)
    async with driven(journal_path) as app:
        await app.press("slash")
        await app.type("company:mesosphere")
        rows = {row.value: row for row in app.browse.facets.rows if row.field == "company"}
        assert rows["Amazon EKS"].lessons == 1
        assert rows["Mesosphere"].chosen
        assert str(app.browse.lessons.border_subtitle) == "newest first"
        await app.press("enter", "1")
        keys = [(row.field, row.value) for row in app.browse.facets.rows]
        app.browse.facets.move_to(keys.index(("company", "Amazon EKS")))
        await app.press("enter")
        assert len(app.shown) == 3


async def test_the_preview_tells_the_history_of_a_lesson(journal_path: Path) -> None:
    [lesson_id] = fill(journal_path, [LessonDraft("Boil the frog", "Slowly.")])
    with Journal.open(journal_path, clock=noon) as journal:
        for change in ({"title": "Boil it"}, {"starred": True, "body": "Fast."}, {"themes": ("pace",)}):
            journal.lessons.edit(lesson_id, journal.lessons.get(lesson_id).replace(**change))
    async with driven(journal_path) as app:
        shown = " ".join(" ".join(app.text.split()).replace("│", "").split())
        assert ", changed" in shown
        assert "changed: text, star" in shown
        assert "changed: title" in shown


async def test_a_company_stands_with_its_years(journal_path: Path) -> None:
    fill(journal_path)
    with Journal.open(journal_path, clock=noon) as journal:
        journal.companies.describe("Mesosphere", began=PartialDate(2013, 6), ended=PartialDate(2019))
        journal.companies.describe("Amazon EKS", began=PartialDate(2019))
    async with driven(journal_path) as app:
        facets = [line[:28] for line in app.lines]
        assert any("Mesosphere" in line and "2013–19" in line for line in facets), facets
        assert any("Amazon EKS" in line and "2019–" in line for line in facets), facets
