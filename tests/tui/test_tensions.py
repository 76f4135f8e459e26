"""Tensions in the app: proposed, accepted with a when on each side, dismissed, undone; in every size."""

from pathlib import Path

import pytest

from retro.journal import Journal
from retro.model import Kind, LessonDraft
from retro.practice.tensions import KINDS as PROPOSED_KINDS
from retro.surroundings import RelationKind
from retro.tui.jobs.tensions import KINDS
from retro.tui.screens.tensions import TensionsScreen
from retro.tui.screens.whens import WhensScreen
from retro.tui.widgets.pair_list import PairList
from tests.conftest import noon
from tests.tui.driving import Driver, driven, fill
from tests.tui.test_contrast import hardly_readable
from tests.tui.test_hostile import ESCAPES, MARKUP, assert_harmless

TESTS = LessonDraft("You should write tests", "Make sure of it.", company="Ostrava Labs")
WASTE = LessonDraft("Tests are a waste", kind=Kind.MISTAKE, company="Brno Works")
PLANS = LessonDraft("You should plan in Ostrava Labs")
NO_PLANS = LessonDraft("Plans are futile in a market that turns like weather")

ALIKE = [
    LessonDraft(
        "Promises kept earn trust with customers",
        "A promise that is late costs a year.",
        company="Ostrava Labs",
        themes=("trust",),
    ),
    LessonDraft(
        "Customers trust whoever keeps promises",
        "Even small ones, every week.",
        company="Brno Works",
        themes=("trust",),
    ),
    LessonDraft("Lunch is at noon", company="Brno Works"),
]

TESTING, PLANNING = (WASTE.title, TESTS.title), (NO_PLANS.title, PLANS.title)


@pytest.fixture
def journal(journal_path: Path) -> Path:
    fill(journal_path, [TESTS, WASTE, PLANS, NO_PLANS])
    return journal_path


def whens(path: Path) -> list[tuple[str, str]]:
    with Journal.open(path, clock=noon) as journal:
        return [
            (each.when_source, each.when_target) for each in journal.relations.all(RelationKind.CONTRADICTS)
        ]


def related(path: Path, kind: RelationKind) -> int:
    with Journal.open(path, clock=noon) as journal:
        return len(journal.relations.all(kind))


def pair(app: Driver) -> tuple[str, ...]:
    """The titles under the cursor."""
    selected = app.screen.query_one("#pairs", PairList).selected
    return () if selected is None else tuple(sorted(lesson.title for lesson in selected.lessons))


async def test_what_may_be_a_tension_is_shown_with_its_reasons(journal: Path) -> None:
    async with driven(journal) as app:
        await app.press("tilde")
        assert isinstance(app.screen, TensionsScreen)
        assert pair(app) == TESTING
        for said in ("Proposed ·", "Brno Works", "is urged in one and warned of in the other"):
            assert said in app.text, said
        await app.press("j")
        assert pair(app) == PLANNING
        await app.press("escape")
        assert not isinstance(app.screen, TensionsScreen)


async def test_accepting_asks_for_a_when_on_each_side_and_is_undone(journal: Path) -> None:
    async with driven(journal) as app:
        await app.press("tilde", "a")
        assert isinstance(app.screen, WhensScreen)
        await app.press("enter")
        assert "Say when it holds" in app.text
        await app.type("it will live")
        await app.press("enter")
        assert whens(journal) == []
        await app.type("it is a toy")
        await app.press("enter")
        assert isinstance(app.screen, TensionsScreen)
        assert sorted(whens(journal)[0]) == ["it is a toy", "it will live"]
        assert pair(app) == PLANNING
        await app.press("2")
        assert pair(app) == TESTING
        assert "when it will live" in app.text
        await app.press("u")
        assert whens(journal) == []
        assert "No tension was noted yet." in app.text
        await app.press("shift+tab")
        assert pair(app) == TESTING


async def test_dismissing_takes_one_key_and_is_undone(journal: Path) -> None:
    async with driven(journal) as app:
        await app.press("tilde", "d")
        assert "Dismissed: not proposed again" in app.said
        assert pair(app) == PLANNING
        await app.press("u", "k")
        assert pair(app) == TESTING
        await app.press("U")
        assert pair(app) != TESTING


async def test_a_noted_one_is_said_anew_and_taken_away(journal: Path) -> None:
    async with driven(journal) as app:
        await app.press("tilde", "a", "x", "enter", "y", "enter", "2", "a")
        await app.press("end", "z", "enter")
        assert [one for one, _ in whens(journal)] == ["xz"]
        await app.press("d")
        assert whens(journal) == []
        await app.press("1")
        assert "Proposed ·" in app.text


async def test_support_is_proposed_accepted_and_undone(journal_path: Path) -> None:
    fill(journal_path, ALIKE)
    async with driven(journal_path) as app:
        await app.press("tilde")
        assert "Nothing is proposed" in app.text
        await app.press("3")
        assert pair(app) == (ALIKE[1].title, ALIKE[0].title)
        assert "both are about" in app.text
        await app.press("a")
        assert "Does the first support the other?" in app.text
        await app.press("n")
        assert related(journal_path, RelationKind.SUPPORTS) == 0
        await app.press("a", "y")
        assert related(journal_path, RelationKind.SUPPORTS) == 1
        assert "Nothing is proposed" in app.text
        await app.press("u")
        assert related(journal_path, RelationKind.SUPPORTS) == 0
        await app.press("d")
        assert pair(app) == ()
        await app.press("u")
        assert pair(app)


async def test_of_duplicates_the_first_supersedes_the_other(journal_path: Path) -> None:
    same = LessonDraft("Promises kept earn trust with customers")
    fill(journal_path, [same, same.replace(body="Always."), LessonDraft("Lunch is at noon")])
    async with driven(journal_path) as app:
        await app.press("tilde", "shift+tab")
        assert "of their words are the same" in app.text
        await app.press("a")
        assert "Does the first supersede the other?" in app.text
        await app.press("y")
        assert related(journal_path, RelationKind.SUPERSEDES) == 1
        assert pair(app) == ()
        await app.press("tab")
        assert "Nothing is proposed" in app.text


def test_what_pairs_are_proposed_as_is_what_the_rules_propose() -> None:
    assert KINDS == PROPOSED_KINDS


async def test_the_mouse_does_it_too(journal: Path) -> None:
    async with driven(journal, size=(80, 24)) as app:
        await app.press("tilde")
        await app.click("#head", (app.lines[0].index("Noted"), 0))
        assert "No tension was noted yet." in app.text
        await app.click("#head", (app.lines[0].index("Proposed"), 0))
        await app.click("KeyBar", (app.lines[-1].index("Dismiss"), 0))
        assert pair(app) == PLANNING
        await app.click("#pairs", (3, 1), times=2)
        assert isinstance(app.screen, WhensScreen)


async def test_nothing_to_decide_says_so(journal_path: Path) -> None:
    fill(journal_path, [TESTS])
    async with driven(journal_path) as app:
        await app.press("tilde", "a", "d")
        assert "Nothing is proposed" in app.text
        assert "There is nothing to decide." in app.said


async def test_names_are_hidden_in_private_mode(journal: Path) -> None:
    async with driven(journal) as app:
        await app.press("P", "tilde")
        assert pair(app)
        assert "Ostrava" not in app.text
        assert "Brno" not in app.text
        await app.press("j")
        assert "Ostrava" not in app.text


async def test_what_another_program_writes_is_seen(journal: Path) -> None:
    async with driven(journal) as app:
        await app.press("tilde")
        with Journal.open(journal, clock=noon) as other:
            for lesson in other.lessons.by_numbers([1, 3]):
                other.lessons.delete([lesson.id])
        for _ in range(100):
            await app.pilot.pause(0.05)
            if "Nothing is proposed" in app.text:
                break
        await app.settle()
        assert pair(app) == ()


@pytest.mark.parametrize("size", [(60, 15), (80, 24), (140, 40)], ids=str)
@pytest.mark.parametrize("theme", ["textual-dark", "textual-light"])
async def test_it_is_readable_in_every_size(journal: Path, size: tuple[int, int], theme: str) -> None:
    async with driven(journal, size=size) as app:
        app.app.theme = theme
        await app.press("tilde")
        assert "You should write tests" in app.text
        assert "Accept" in app.lines[-1]
        assert not hardly_readable(app)
        await app.press("a")
        assert not hardly_readable(app)


async def test_hostile_texts_stay_texts(journal_path: Path) -> None:
    urging = [LessonDraft(f"You should write tests {text}", text) for text in (*ESCAPES[:5], *MARKUP)]
    fill(journal_path, [*urging, LessonDraft("Tests are a waste")])
    async with driven(journal_path) as app:
        await app.press("tilde")
        assert pair(app)
        assert_harmless(app)
        await app.press("a")
        assert_harmless(app)
