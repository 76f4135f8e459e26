"""While a query is typed, what came up does not sink again."""

import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from retro.journal import Journal
from retro.journal.fulltext import FullText
from retro.model import LessonDraft
from retro.search import SearchEngine


@pytest.fixture
def attached(tmp_path: Path) -> Journal:
    journal = Journal.open(tmp_path / "journal.db")
    with journal.step("import"):
        for number in range(12):
            journal.lessons.add(LessonDraft(f"Attaching files {number}"))
        for number in range(30):
            journal.lessons.add(LessonDraft(f"Attach early, attach often {number}"))
    return journal


def titles(engine: SearchEngine, text: str) -> list[str]:
    return [hit.lesson.title for hit in engine.find(text).page(0, 10)]


def test_what_was_on_the_first_page_stays_there_while_it_has_every_word(attached: Journal) -> None:
    engine = SearchEngine(attached)
    before = titles(engine, "attaching")
    engine.find("attac")
    shown = [titles(engine, "attaching"[:end]) for end in range(5, 10)]
    for earlier, later in pairwise(shown):
        still = [title for title in earlier if title.startswith("Attaching")][:7]
        assert set(still) <= set(later)
    assert shown[-1] == before


def test_the_first_places_are_always_the_best(attached: Journal) -> None:
    fresh = titles(SearchEngine(attached), "attach")
    engine = SearchEngine(attached)
    for end in range(1, 7):
        typed = titles(engine, "attach"[:end])
    assert typed[:3] == fresh[:3]
    assert all(title.startswith("Attach early") for title in fresh)


def test_another_query_or_a_change_forgets_what_was_shown(attached: Journal) -> None:
    engine = SearchEngine(attached)
    fresh = titles(SearchEngine(attached), "attach")
    titles(engine, "often attach")
    assert titles(engine, "attach") == fresh
    titles(engine, "attac")
    attached.lessons.add(LessonDraft("Something else"))
    assert titles(engine, "attach") == titles(SearchEngine(attached), "attach")
    assert titles(engine, "attach ") == titles(engine, "attach ")


def test_who_deletes_letters_meets_what_was_there_without_a_question_to_the_index(
    attached: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = SearchEngine(attached)
    titles(engine, "the first search keeps the words of the journal, which changes it")
    there = {end: titles(engine, "attaching often"[:end]) for end in range(1, 16)}

    def some(*_: object) -> list[int]:
        raise AssertionError("the index was asked")

    with monkeypatch.context() as patched:
        patched.setattr(FullText, "some", some)
        deleted = {end: titles(engine, "attaching often"[:end]) for end in range(15, 0, -1)}
    assert all(set(deleted[end][:3]) <= set(there[end]) for end in there)
    assert deleted[3] == titles(SearchEngine(attached), "att")


def test_what_was_found_is_forgotten_when_anything_changes(attached: Journal) -> None:
    engine = SearchEngine(attached)
    [lesson] = [hit.lesson for hit in engine.find("attaching").page(0, 1)]
    assert not titles(engine, "attaching is:starred")
    attached.lessons.edit(lesson.id, lesson.replace(starred=True))
    assert titles(engine, "attaching is:starred") == [lesson.title]


def test_a_letter_that_is_a_word_is_found_as_one(tmp_path: Path) -> None:
    with Journal.open(tmp_path / "journal.db") as journal, journal.step("import"):
        journal.lessons.add(LessonDraft("Statistics", "Written in R by hand"))
        for number in range(700):
            journal.lessons.add(LessonDraft(f"Release {number}", "rarely right, running really rough"))
        assert titles(SearchEngine(journal), "r")[0] == "Statistics"
        assert titles(SearchEngine(journal), "x r") == []


def test_counting_facets_does_not_forget_what_was_shown(attached: Journal) -> None:
    engine, counting = SearchEngine(attached), SearchEngine(attached)
    for end in range(1, 7):
        shown = titles(engine, "attach"[:end])
        counted = titles(counting, "attach"[:end])
        counting.facets("company:nobody")
    assert shown == counted


def test_an_engine_that_is_warm_loads_nothing_for_a_misspelt_word(attached: Journal) -> None:
    script = (
        "import sys\n"
        "from pathlib import Path\n"
        "from retro.journal import Journal\n"
        "from retro.search import SearchEngine\n"
        "engine = SearchEngine(Journal.open(Path(sys.argv[1])))\n"
        "engine.find('attach')\n"
        "assert 'rapidfuzz' not in sys.modules\n"
        "engine.warm()\n"
        "before = set(sys.modules)\n"
        "engine.find('atathc fliess').page(0, 20)\n"
        "print(sorted(set(sys.modules) - before))\n"
    )
    path = str(attached.path)
    done = subprocess.run([sys.executable, "-c", script, path], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
