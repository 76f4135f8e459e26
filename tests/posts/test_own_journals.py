"""Retro's own JSON, read by another journal: nothing is lost, and nothing comes twice."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retro.dates import PartialDate, Span
from retro.journal import Journal
from retro.model import LessonDraft, Visibility
from retro.posts.dialects.lossless import Contents, as_json
from retro.posts.finding import find_posts, read_posts
from retro.posts.importers import Options, Trouble
from retro.posts.importing import ImportReport, State, apply, plan
from retro.posts.journals import compose_journal, contents_of
from retro.surroundings import Consent, Outcome, RelationKind
from tests.posts.importers.reading import entries, read, recognised, troubles
from tests.posts.importers.reading import given as file_of
from tests.posts.lessons import DAY, as_lesson, drafts
from tests.posts.test_round_trip import facts, nasty


def exported(journal: Journal) -> str:
    lessons = journal.lessons.by_numbers(range(1, 20))
    return compose_journal(contents_of(journal, lessons), "json", today=DAY).text


def imported(journal: Journal, file: Path) -> ImportReport:
    return apply(journal, plan(journal, read_posts(find_posts([file]))))


@pytest.fixture
def file(journal: Journal, tmp_path: Path) -> Path:
    """The export of a journal with one of everything."""
    one = journal.lessons.add(
        LessonDraft(
            "Boil the frog", "Slowly.", company="Amazon", themes=("trust",), people=("Ada",), starred=True
        ),
        created_at="2020-01-02T03:04:05Z",
    ).lesson
    two = journal.lessons.add(LessonDraft("Boil the frog", "Another of that title.")).lesson
    journal.companies.describe("Amazon", role="CTO", began=PartialDate(2018), pseudonym="a shop")
    journal.companies.alias("Amazon", "AMZN")
    journal.themes.alias("trust", "confidence")
    journal.people.describe("Ada", role_label="an engineer", consent=Consent.NAMED)
    journal.people.alias("Ada", "Ada L.")
    journal.relations.add(two.id, one.id, RelationKind.CONTRADICTS, when_source="small", when_target="large")
    journal.applications.log(one.id, Outcome.APPLIED, Span.parse("2024-02"), company="Later", result="Good")
    path = tmp_path / "retro.json"
    path.write_text(exported(journal), encoding="utf-8")
    return path


def test_another_journal_has_it_all_afterwards(journal: Journal, file: Path, tmp_path: Path) -> None:
    with Journal.open(tmp_path / "other.db") as other:
        report = imported(other, file)
        assert (report.counts[State.NEW], report.problems) == (2, [])
        told, before = json.loads(exported(other)), json.loads(exported(journal))
        for each in (*told["lessons"], *before["lessons"]):
            del each["updated_at"]
        assert told == before
        assert len(other.history.steps(10)) == 1


def test_importing_again_adds_nothing(file: Path, tmp_path: Path) -> None:
    with Journal.open(tmp_path / "other.db") as other:
        imported(other, file)
        assert imported(other, file).counts[State.NEW] == 0
        moved = file.with_name("moved.json")
        file.rename(moved)
        assert imported(other, moved).counts[State.NEW] == 0


def test_the_journal_itself_takes_nothing_back(journal: Journal, file: Path) -> None:
    one, two = json.loads(file.read_text(encoding="utf-8"))["lessons"]
    journal.lessons.edit(one["id"], journal.lessons.get(one["id"]).replace(title="Edited since"))
    journal.lessons.delete([two["id"]])
    counts = imported(journal, file).counts
    assert (counts[State.NEW], counts[State.KEPT], counts[State.DELETED]) == (0, 1, 1)
    assert journal.lessons.get(one["id"]).title == "Edited since"


def test_what_a_journal_knows_of_names_stands(file: Path, tmp_path: Path) -> None:
    with Journal.open(tmp_path / "other.db") as other:
        other.companies.describe("AMZN", role="engineer", ended=PartialDate(2015))
        other.people.describe("Ada", consent=Consent.NEVER, role_label="a friend")
        imported(other, file)
        amazon = next(each for each in other.companies.all() if each.name == "Amazon")
        assert (amazon.role, amazon.began) == ("CTO", PartialDate(2018))
        (old,) = (each for each in other.companies.all() if each.name == "AMZN")
        assert (old.role, old.ended) == ("engineer", PartialDate(2015))
        (ada,) = other.people.all()
        assert (ada.consent, ada.role_label) == (Consent.NEVER, "a friend")


def test_consent_gets_stricter_and_never_looser(journal: Journal, file: Path, tmp_path: Path) -> None:
    journal.people.describe("Ada", consent=Consent.NEVER)
    file.write_text(exported(journal), encoding="utf-8")
    with Journal.open(tmp_path / "other.db") as other:
        other.people.describe("Ada", consent=Consent.NAMED)
        imported(other, file)
        assert other.people.all()[0].consent is Consent.NEVER


def test_it_can_be_kept_private(file: Path, tmp_path: Path) -> None:
    with Journal.open(tmp_path / "other.db") as other:
        options = Options(DAY, is_private=True)
        report = apply(other, plan(other, read_posts(find_posts([file])), options=options))
        for lesson_id in report.added:
            assert other.lessons.get(lesson_id).visibility is Visibility.PRIVATE


def test_nasty_lessons_come_back() -> None:
    assert_back([each.replace(id=f"{number:012d}") for number, each in enumerate(nasty())])


@given(st.lists(drafts, min_size=1, max_size=4))
def test_any_lessons_come_back(some: list[LessonDraft]) -> None:
    assert_back([as_lesson(draft, number) for number, draft in enumerate(some)])


def assert_back(lessons: list[Any]) -> None:
    found = entries(file_of(as_json(Contents(tuple(lessons))), "retro.json"))
    assert [each.id for each in found] == [each.id for each in lessons]
    for entry, before in zip(found, lessons, strict=True):
        assert facts(entry.draft) == facts(before)
        assert entry.moment == before.created_at


WHOLE: dict[str, Any] = {"format": "retro-journal", "schema": 1, "lessons": [{"id": "1" * 12, "title": "x"}]}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"schema": 2}, "another version of retro (schema 2)"),
        ({"schema": None}, "another version of retro"),
        ({"lessons": [{"id": "1" * 12}]}, "Lesson 1 has no title"),
        ({"lessons": [3]}, "Lesson 1 has no title"),
    ],
)
def test_what_cannot_be_read_is_said(change: dict[str, object], said: str) -> None:
    file = file_of(json.dumps({**WHOLE, **change}), "retro.json")
    assert recognised(file) == "retro-json"
    assert any(said in each for each in troubles(file))
    assert not entries(file)


@pytest.mark.parametrize(
    "change",
    [
        {"companies": 3, "themes": [3], "people": [{"name": 3}]},
        {
            "companies": [{"name": "A", "began": "2020", "ended": "2019"}],
            "people": [{"name": "B", "consent": 1}],
        },
        {"relations": [{"lesson": "1" * 12, "kind": "hates", "other": "2" * 12}, {"kind": "supports"}, 3]},
        {"applications": [{"lesson": "1" * 12, "outcome": "applied", "on": "soon"}, []]},
        {"lessons": [{"id": "NO ID", "title": "x", "created_at": "soon"}]},
    ],
)
def test_what_makes_no_sense_is_left_out(change: dict[str, object], tmp_path: Path) -> None:
    path = tmp_path / "retro.json"
    path.write_text(json.dumps({**WHOLE, **change}), encoding="utf-8")
    with Journal.open(tmp_path / "other.db") as other:
        assert imported(other, path).counts[State.NEW] == 1


def test_a_file_that_ends_in_the_middle_is_said_to() -> None:
    text = json.dumps(WHOLE)
    found = read(file_of(text[: text.index('"title"')], "retro.json"))
    assert any(isinstance(each, Trouble) and "broken JSON" in each.sentence for each in found)
