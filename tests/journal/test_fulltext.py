"""Near duplicates, the words of the index, and their copy."""

from collections.abc import Callable

from retro.journal import Journal
from retro.model import LessonDraft


def test_a_lesson_that_says_nearly_the_same_is_a_near_duplicate(journal: Journal) -> None:
    old = journal.lessons.add(LessonDraft("Boil the frog slowly", "Pitch big changes in milestones.")).lesson
    journal.lessons.add(LessonDraft("Write the test first", "Pitch small changes to a friend."))
    new = journal.lessons.add(LessonDraft("Boil the frog slowly", "Pitch big change in milestones.")).lesson
    assert journal.fulltext.near_duplicates(new) == [old]
    other = journal.lessons.add(LessonDraft("Something quite different")).lesson
    assert journal.fulltext.near_duplicates(other) == []


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
