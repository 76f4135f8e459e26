"""Relating lessons: the other one is searched for, from the list and from the form."""

from pathlib import Path

from textual.widgets import Static

from retro.drafts import Draft
from retro.journal import Journal
from retro.surroundings import Relation, RelationKind
from retro.tui.screens.form import FormScreen
from retro.tui.screens.relate import RelateScreen
from retro.tui.widgets.fields import Choice, Line
from retro.tui.widgets.lesson_list import LessonList
from tests.conftest import noon
from tests.tui.driving import driven, fill


def relations(path: Path, lesson_id: str) -> list[Relation]:
    with Journal.open(path, clock=noon) as journal:
        return journal.relations.of(lesson_id)


async def test_a_lesson_is_related_to_one_that_is_searched_for(journal_path: Path) -> None:
    ids = fill(journal_path)
    async with driven(journal_path) as app:
        assert app.selected == "Boil the frog"
        await app.press("r")
        assert isinstance(app.screen, RelateScreen)
        assert app.screen.query_one("#others", LessonList).count == 3
        await app.type("yeled")
        app.screen.query_one("#kind", Choice).value = "contradicts"
        app.screen.query_one("#when-here", Line).value = "there is time"
        await app.press("enter")
        assert app.said[-1] == "“Boil the frog” contradicts “I yelled at a developer”"
        [relation] = relations(journal_path, ids[0])
        assert (relation.source_id, relation.target_id) == (ids[0], ids[1])
        assert (relation.kind, relation.when_source) == (RelationKind.CONTRADICTS, "there is time")
        assert "is in tension with I yelled at a developer" in " ".join(app.text.split())
        await app.press("u")
        assert relations(journal_path, ids[0]) == []
        await app.press("U")
        await app.press("r")
        await app.type("yelled")
        app.screen.query_one("#kind", Choice).value = "not related"
        await app.press("enter")
        assert relations(journal_path, ids[0]) == []


async def test_the_arrows_choose_while_typing_and_escape_relates_nothing(journal_path: Path) -> None:
    ids = fill(journal_path)
    async with driven(journal_path) as app:
        await app.press("r", "down", "down", "up")
        others = app.screen.query_one("#others", LessonList)
        assert others.cursor == 1
        await app.type("quantum chromodynamics")
        await app.press("enter")
        assert "No lesson is found" in app.text
        await app.press("escape")
        assert app.screen is app.browse
    assert relations(journal_path, ids[0]) == []


async def test_the_form_relates_when_it_is_saved(journal_path: Path) -> None:
    ids = fill(journal_path)
    async with driven(journal_path) as app:
        await app.press("i", "f3")
        await app.type("friday")
        await app.press("enter")
        form = app.screen
        assert isinstance(form, FormScreen)
        assert "+ supports “We shipped every Friday”" in str(form.query_one("#relations", Static).render())
        assert relations(journal_path, ids[0]) == []
        [draft] = form.unsaved()
        assert draft.relations == ((ids[2], "We shipped every Friday", "supports", "", ""),)
        await app.press("f2")
        assert [each.target_id for each in relations(journal_path, ids[0])] == [ids[2]]
        await app.press("u")
        assert relations(journal_path, ids[0]) == []


async def test_a_new_lesson_is_related_in_the_step_that_adds_it(journal_path: Path) -> None:
    ids = fill(journal_path)
    async with driven(journal_path) as app:
        await app.press("a")
        await app.type("Slow is smooth")
        await app.press("f4", "f3")
        await app.type("frog")
        await app.press("enter", "f2")
        assert len(relations(journal_path, ids[0])) == 1
        await app.press("u")
        assert relations(journal_path, ids[0]) == []
        assert len(app.shown) == 4


async def test_a_relation_in_a_draft_comes_back_with_it(journal_path: Path) -> None:
    ids = fill(journal_path)
    text = "kind: lesson\n\n# Slow is smooth\n"
    async with driven(journal_path) as app:
        app.browse.find_again([Draft(text, whole=True, relations=((ids[0], "Boil", "refines", "", ""),))])
        await app.settle()
        await app.press("f2")
        [relation] = relations(journal_path, ids[0])
        assert relation.kind is RelationKind.REFINES
