"""Questions, asked as people talk: none of their words has to be in a lesson."""

from collections.abc import Callable

import pytest

from retro.journal import Journal
from retro.model import Lesson
from retro.resources import data_folder
from retro.search import SearchEngine
from retro.search.inflections import other_forms
from retro.search.questions import Questions
from retro.search.senses import Senses
from retro.search.synonyms import Synonyms
from retro.search.vocabulary import Vocabulary
from tests.search.conftest import titles

Keep = Callable[..., Lesson]

YELL = "Take the day off before you yell at a cofounder"


@pytest.fixture
def yelling(keep: Keep) -> Lesson:
    """The lesson that is asked for, among others."""
    for title, body in (
        ("Automate the process last", "Automating a broken process breaks it faster."),
        ("Hire for curiosity", "Ask what they learned last week."),
        ("Launch early", "Customers tell what the product lacks, and iterating is cheap."),
        ("Every workplace has a kitchen", "Meetings begin there."),
    ):
        keep(title, body)
    return keep(YELL, "Shouting repairs nothing.")


@pytest.mark.parametrize("question", ["my temper at a partner", "how do I deal with anger at a founder"])
@pytest.mark.usefixtures("yelling")
def test_a_question_is_answered_in_other_words(engine: SearchEngine, question: str) -> None:
    assert titles(engine.find(question))[0] == YELL


@pytest.mark.usefixtures("yelling")
def test_it_says_what_was_brought_to_mind_and_marks_it(engine: SearchEngine) -> None:
    hit = engine.find("a furious partner in business").page(0, 1)[0]
    assert hit.lesson.title == YELL
    assert hit.explanation[1].startswith("“furious” by a word that it brings to mind")
    assert "yell" in [hit.lesson.title[start:end] for start, end in hit.title_spans]


@pytest.mark.usefixtures("yelling")
def test_key_words_bring_nothing_to_mind(engine: SearchEngine) -> None:
    assert YELL not in titles(engine.find("furious meetings"))


@pytest.mark.usefixtures("yelling")
def test_a_lesson_with_every_word_comes_before_what_answers(engine: SearchEngine, keep: Keep) -> None:
    literal = keep(
        "Of the temper of steel", "Furious heat in a furnace, and not a word on people at all. " * 3
    )
    assert titles(engine.find("the furious temper in steel"))[0] == literal.title


def test_small_words_between_others_tell_a_question(journal: Journal, keep: Keep) -> None:
    keep(YELL)
    vocabulary = Vocabulary(["cofounder", "yell"], [1, 1], 1)
    senses = Senses(vocabulary, Synonyms.known, Synonyms.near, Synonyms.family)
    questions = Questions(journal.fulltext, vocabulary, senses)

    def is_question(text: str) -> bool:
        from retro.journal.filters import EVERYTHING  # noqa: PLC0415

        return questions.of(text.split(), EVERYTHING) is not None

    assert is_question("yelling at a cofounder")
    assert not is_question("yelling cofounder")
    assert not is_question("yelling at")
    assert not is_question("yelling cofounder at")


def test_words_of_one_family_are_found_where_no_ending_tells(engine: SearchEngine, keep: Keep) -> None:
    keep("Principles cannot be taught")
    keep("An angry meeting")
    assert titles(engine.find("teach principles"))[0] == "Principles cannot be taught"
    assert titles(engine.find("anger meeting"))[0] == "An angry meeting"


def test_the_list_of_families_is_tidy() -> None:
    lines = (data_folder() / "families.txt").read_text(encoding="utf-8").splitlines()
    groups = [line for line in lines if line and not line.startswith("#")]
    assert len(groups) == len(set(groups))
    for line in groups:
        assert line == line.lower().strip()
        assert len(line.split()) == len(set(line.split())) > 1, line


def test_a_silent_e_makes_no_form_of_another_word() -> None:
    words = sorted(["car", "care", "career", "careful", "caring", "cars", "cares", "cared"])
    found = other_forms("care", Vocabulary(words, [1] * len(words), 9))
    assert set(found) == {"careful", "caring", "cares", "cared"}
