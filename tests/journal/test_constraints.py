"""The schema itself refuses nonsense, whoever writes it."""

from pathlib import Path

import pytest
import sqlite_utils.utils

from retro.errors import InvalidValue, NothingFound
from retro.journal import Journal
from retro.journal.library import sqlite3
from retro.model import LessonDraft


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE lessons SET kind = 'secret'",
        "UPDATE lessons SET status = 'done'",
        "UPDATE lessons SET visibility = 'public'",
        "UPDATE lessons SET starred = 2",
        "UPDATE lessons SET starred = 'yes'",
        "UPDATE lessons SET title = '  '",
        "UPDATE lessons SET title = 'two' || char(10) || 'lines'",
        "UPDATE lessons SET happened = 'yesterday'",
        "UPDATE lessons SET happened = '2020'",
        "UPDATE lessons SET first_day = '2021-01-01', last_day = '2020-01-01', happened = '2020'",
        "UPDATE lessons SET company = 999",
        "UPDATE lessons SET id = 'short'",
        "UPDATE themes SET name = ''",
        "UPDATE themes SET name = '/x'",
        "INSERT INTO lesson_themes VALUES (1, 999, 0)",
        "UPDATE companies SET key = (SELECT key FROM company_aliases)",
        "INSERT INTO company_aliases VALUES ('harbour nine', 'Harbour Nine', 2)",
        "INSERT INTO company_aliases VALUES ('h9', 'H9', 2)",
        "INSERT INTO evidence (lesson, position, metric) VALUES (1, 0, 'nothing measured')",
        (
            "INSERT INTO relations (id, source, target, kind, created_at)"
            " VALUES ('aaaaaaaaaaaa', 1, 1, 'supports', '2020-01-01T00:00:00Z')"
        ),
        (
            "INSERT INTO applications (id, lesson, outcome, happened, created_at)"
            " VALUES ('aaaaaaaaaaaa', 1, 'ignored', '2020', '2020-01-01T00:00:00Z')"
        ),
        (
            "INSERT INTO commitments (id, text, measure, due, state, created_at)"
            " VALUES ('aaaaaaaaaaaa', 'x', 'y', '2020-01-01', 'dropped', '2020-01-01T00:00:00Z')"
        ),
    ],
)
def test_nonsense_is_refused(journal: Journal, statement: str) -> None:
    journal.lessons.add(LessonDraft("One", company="Harbour Nine", themes=("trust",)))
    journal.companies.alias("Harbour Nine", "H9")
    journal.lessons.add(LessonDraft("Two", company="Ostrava Labs"))
    with pytest.raises(InvalidValue, match="refuses"), journal._connection.transaction():
        journal._connection.execute(statement)


def test_a_write_outside_a_transaction_is_a_bug(journal: Journal) -> None:
    with pytest.raises(AssertionError):
        journal._connection.execute("DELETE FROM lessons")


@pytest.mark.plain("an encrypted journal has an SQLite of its own")
def test_sqlite_is_the_one_that_sqlite_utils_uses() -> None:
    assert sqlite3.connect is vars(sqlite_utils.utils)["sqlite3"].connect


def test_every_commit_is_synced_and_foreign_keys_hold(journal_mode: str, journal_path: Path) -> None:
    with Journal.open(journal_path) as journal:
        value = journal._connection.value
        assert value("PRAGMA synchronous") == 2
        assert value("PRAGMA foreign_keys") == 1
        assert value("PRAGMA journal_mode") == journal_mode


def test_an_sqlite_that_can_corrupt_a_log_is_given_none(journal: Journal) -> None:
    value = journal._connection.value
    assert value("PRAGMA journal_mode") == (
        "wal" if sqlite3.sqlite_version_info >= (3, 51, 3) else "truncate"
    )


def test_companies_are_renamed_merged_and_aliased(journal: Journal) -> None:
    for company in ("Mesosfere", "D2IQ", "Ostrava Labs"):
        journal.lessons.add(LessonDraft("x", company=company))
    journal.companies.rename("Mesosfere", "Mesosphere")
    assert journal.companies.merge("D2IQ", "mesosphere") == 1
    journal.companies.alias("Mesosphere", "Meso")
    found = {company.name: (company.aliases, company.lessons) for company in journal.companies.all()}
    assert found == {"Mesosphere": (("D2IQ", "Meso", "Mesosfere"), 2), "Ostrava Labs": ((), 1)}
    assert journal.lessons.add(LessonDraft("y", company="meso")).lesson.company == "Mesosphere"
    with pytest.raises(InvalidValue, match="already names another"):
        journal.companies.alias("Ostrava Labs", "d2iq")
    with pytest.raises(InvalidValue, match="merge"):
        journal.companies.rename("Ostrava Labs", "Mesosphere")
    with pytest.raises(NothingFound, match="no company"):
        journal.companies.rename("Nowhere", "Somewhere")
    with pytest.raises(InvalidValue, match="same company"):
        journal.companies.merge("Meso", "Mesosphere")


def test_renaming_a_theme_takes_its_children_along(journal: Journal) -> None:
    journal.lessons.add(LessonDraft("x", themes=("leadership", "leadership/hiring", "leaders")))
    journal.themes.rename("leadership", "people/leadership")
    assert [theme.name for theme in journal.themes.all()] == [
        "leaders",
        "people/leadership",
        "people/leadership/hiring",
    ]
    assert journal.lessons.add(LessonDraft("y", themes=("Leadership/Hiring",))).lesson.themes == (
        "people/leadership/hiring",
    )
    journal.history.undo()
    journal.history.undo()
    assert [theme.name for theme in journal.themes.all()] == ["leaders", "leadership", "leadership/hiring"]
