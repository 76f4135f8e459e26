"""A redacted post comes back into its journal: pseudonyms never take the place of names."""

from pathlib import Path

import pytest

from retro.journal import Journal
from retro.model import Evidence, Lesson, LessonDraft
from retro.posts.composing import compose
from retro.posts.finding import find_posts, read_posts
from retro.posts.importing import State, apply, plan
from retro.posts.redacting.redactor import Level, Redactor
from retro.posts.writing import write_posts
from retro.search import SearchEngine
from retro.surroundings import Consent
from tests.posts.lessons import DAY


@pytest.fixture
def lesson(journal: Journal) -> Lesson:
    added = journal.lessons.add(
        LessonDraft(
            "Ada taught Mesosphere to count",
            "Ada Lovelace said so.\n\nKeep at it. {{private: She left in anger.}}",
            company="Mesosphere",
            themes=("mesosphere/culture", "trust"),
            people=("Ada Lovelace", "Grace Hopper"),
            trigger="before joining Mesosphere",
            evidence=(Evidence("Ada's releases", 16, 4, "weeks"),),
        )
    )
    journal.people.describe("Ada Lovelace", role_label="a mathematician")
    journal.people.describe("Grace Hopper", consent=Consent.NEVER)
    journal.companies.describe("Mesosphere", pseudonym="a container company")
    return journal.lessons.get(added.lesson.id)


def exported(journal: Journal, level: Level, folder: Path) -> Path:
    redactor = Redactor(journal.companies.all(), journal.people.all(), level)
    everything = [hit.lesson for hit in SearchEngine(journal).find("").page(0, 10)]
    found = [redactor.lesson(each) for each in everything]
    [file] = write_posts(journal, [compose(found, title="Posted", date=DAY)], folder, force=True)
    return file.path


def imported(journal: Journal, path: Path) -> list[State]:
    plans = list(plan(journal, read_posts(find_posts([str(path)]))))
    apply(journal, plans)
    return [row.state for each in plans for row in each.rows]


def words(journal: Journal, lesson: Lesson) -> LessonDraft:
    now = journal.lessons.get(lesson.id)
    return LessonDraft(**{name: getattr(now, name) for name in LessonDraft.field_names if name != "source"})


@pytest.mark.parametrize("level", list(Level))
def test_what_redaction_wrote_is_unchanged(
    journal: Journal, lesson: Lesson, tmp_path: Path, level: Level
) -> None:
    before = words(journal, lesson)
    path = exported(journal, level, tmp_path / "blog")
    assert imported(journal, path) == [State.UNCHANGED]
    assert words(journal, lesson) == before
    assert {company.name for company in journal.companies.all()} == {"Mesosphere"}
    assert {person.name for person in journal.people.all()} == {"Ada Lovelace", "Grace Hopper"}


@pytest.mark.parametrize("level", list(Level))
def test_an_edit_of_the_post_comes_back_where_nothing_is_hidden(
    journal: Journal, tmp_path: Path, level: Level
) -> None:
    added = journal.lessons.add(LessonDraft("Say it early", "Or pay.", company="Mesosphere")).lesson
    path = exported(journal, level, tmp_path / "blog")
    path.write_text(path.read_text().replace("Or pay.", "Or pay later."))
    assert imported(journal, path) == [State.CHANGED]
    now = journal.lessons.get(added.id)
    assert (now.body, now.company) == ("Or pay later.", "Mesosphere")


@pytest.mark.parametrize("level", list(Level))
def test_an_edit_where_something_is_hidden_stays_in_the_post(
    journal: Journal, lesson: Lesson, tmp_path: Path, level: Level
) -> None:
    before = words(journal, lesson)
    path = exported(journal, level, tmp_path / "blog")
    path.write_text(path.read_text().replace("Keep at it.", "Keep going."))
    assert imported(journal, path) == [State.KEPT]
    assert words(journal, lesson) == before


def test_a_post_that_was_first_written_by_name_is_safe_as_well(
    journal: Journal, lesson: Lesson, tmp_path: Path
) -> None:
    before = words(journal, lesson)
    for level in (Level.NONE, Level.ALL, Level.COMPANIES, Level.NONE, Level.PEOPLE):
        path = exported(journal, level, tmp_path / "blog")
        assert imported(journal, path) == [State.UNCHANGED], level
    journal.companies.describe("Mesosphere", pseudonym="another company")
    path.write_text(path.read_text().replace("Keep at it.", "Keep going."))
    imported(journal, path)
    assert words(journal, lesson) == before


def test_a_passage_that_the_title_breaks_off_stays_when_the_text_is_edited(
    journal: Journal, tmp_path: Path
) -> None:
    added = journal.lessons.add(LessonDraft("Watch {{private: the cash. It", "is gone}} and wait.")).lesson
    path = exported(journal, Level.NONE, tmp_path)
    told = path.read_text()
    assert "gone" not in told
    path.write_text(told.replace("and wait.", "and wait longer."))
    imported(journal, path)
    assert journal.lessons.get(added.id).body == "is gone}} and wait."
