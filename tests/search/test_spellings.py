"""British and American spellings: the same word in a brief."""

import pytest

from retro.journal import Journal
from retro.model import LessonDraft
from retro.search import SearchEngine
from retro.search.spellings import other_spellings

PAIRS = (
    ("organise", "organize"),
    ("organisation", "organization"),
    ("analysed", "analyzed"),
    ("colour", "color"),
    ("behaviours", "behaviors"),
    ("centre", "center"),
    ("fibre", "fiber"),
    ("licence", "license"),
    ("catalogue", "catalog"),
    ("programme", "program"),
    ("aluminium", "aluminum"),
    ("labelled", "labeled"),
    ("modelling", "modeling"),
)


@pytest.mark.parametrize(("british", "american"), PAIRS)
def test_each_is_another_spelling_of_the_other(british: str, american: str) -> None:
    assert american in set(other_spellings(british))
    assert british in set(other_spellings(american))


@pytest.mark.parametrize(
    ("one", "other"), [("mourning", "morning"), ("four", "for"), ("filled", "filed"), ("fourth", "forth")]
)
def test_other_words_are_no_spellings(one: str, other: str) -> None:
    assert other not in set(other_spellings(one))


def test_a_lesson_comes_to_mind_in_either_spelling(journal: Journal) -> None:
    for number in range(20):
        journal.lessons.add(LessonDraft(f"Nothing to do with it, number {number}"))
    kept = journal.lessons.add(LessonDraft("Carbon fiber cracks below the paint")).lesson
    [(lesson, weighed)] = SearchEngine(journal).weigh("a bracket of fibres")
    assert lesson.id == kept.id
    assert weighed.reasons[0].word == "fiber"
