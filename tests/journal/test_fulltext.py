"""Near duplicates, the words of the index, and their copy."""

import sqlite3
from collections.abc import Callable
from contextlib import closing

from hypothesis import given
from hypothesis import strategies as st

from retro.journal import Journal
from retro.journal.filters import EVERYTHING
from retro.journal.fulltext import all_but_one
from retro.model import LessonDraft


def test_a_lesson_that_says_nearly_the_same_is_a_near_duplicate(journal: Journal) -> None:
    old = journal.lessons.add(LessonDraft("Boil the frog slowly", "Pitch big changes in milestones.")).lesson
    journal.lessons.add(LessonDraft("Write the test first", "Pitch small changes to a friend."))
    new = journal.lessons.add(LessonDraft("Boil the frog slowly", "Pitch big change in milestones.")).lesson
    assert journal.fulltext.near_duplicates(new, but=new.id) == [(old.id, old.title)]
    assert journal.fulltext.near_duplicates(LessonDraft(old.title, old.body)) == [
        (old.id, old.title),
        (new.id, new.title),
    ]
    other = journal.lessons.add(LessonDraft("Something quite different")).lesson
    assert journal.fulltext.near_duplicates(other, but=other.id) == []


_LETTERS = st.sampled_from("abcdefgh")


@given(st.lists(_LETTERS, min_size=2, max_size=8, unique=True), st.lists(_LETTERS, max_size=8, unique=True))
def test_all_words_but_one_are_asked_for(words: list[str], there: list[str]) -> None:
    said = set(words) & set(there)
    with closing(sqlite3.connect(":memory:")) as sqlite:
        sqlite.execute("CREATE VIRTUAL TABLE texts USING fts5 (text)")
        sqlite.execute("INSERT INTO texts VALUES (?)", (" ".join(there),))
        found = sqlite.execute(
            "SELECT rowid FROM texts WHERE texts MATCH ?", (all_but_one(words),)
        ).fetchall()
    assert bool(found) == (len(said) >= len(words) - 1)


def test_words_follow_every_change(journal: Journal) -> None:
    lesson = journal.lessons.add(LessonDraft("Boil the frog", company="Harbour Nine")).lesson
    known = journal.words.known()
    assert known.words == sorted(["boil", "the", "frog", "harbour", "nine"])
    assert known.counts == [1] * 5
    journal.lessons.edit(lesson.id, LessonDraft("Boil the toad", company="Harbour Nine"))
    changed = journal.words.changed_since(known.learned)
    assert changed is not None
    assert journal.words.of_lessons(changed[0]) == {"boil", "the", "toad", "harbour", "nine"}


def test_the_copy_is_kept_and_used(journal: Journal, reopened: Callable[[], Journal]) -> None:
    journal.lessons.add(LessonDraft("Boil the frog"))
    first = journal.words.known()
    assert reopened().words.known() == first
    for number in range(201):
        journal.lessons.add(LessonDraft(f"Lesson number{number}"))
    assert "number200" in reopened().words.known().words


def test_tidying_leaves_one_piece_and_every_word(journal: Journal) -> None:
    for number in range(60):
        journal.lessons.add(LessonDraft(f"Lesson number{number}", "Boil the frog slowly"))
    pieces = "SELECT count(DISTINCT segid) FROM lesson_index_idx"
    found = [journal.fulltext.some(f'"number{number}"', EVERYTHING, 9) for number in range(60)]
    assert journal._connection.value(pieces) > 2
    journal.fulltext.tidy()
    assert journal._connection.value(pieces) == 1
    assert [journal.fulltext.some(f'"number{number}"', EVERYTHING, 9) for number in range(60)] == found
    assert journal.fulltext.is_whole()
    before = journal.data_version()
    journal.fulltext.tidy()
    assert journal.data_version() == before, "nothing is written where nothing is to be merged"
