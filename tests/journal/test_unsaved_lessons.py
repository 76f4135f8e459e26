"""What a journal refuses waits in a file and is taken in once, whatever has happened since."""

from collections.abc import Callable
from pathlib import Path

import pytest

from retro import unsaved
from retro.errors import InvalidValue, NothingFound
from retro.journal import Journal
from retro.journal.identity import new_id
from retro.journal.unsaved_lessons import edited_fields, keep_edit, keep_new, take_in
from retro.model import Lesson, LessonDraft
from retro.paths import state_folder
from retro.unsaved import Unsaved

DRAFT = LessonDraft("Ask twice", "Then listen.", company="EKS", themes=("trust",))


@pytest.fixture
def lesson(journal: Journal) -> Lesson:
    return journal.lessons.add(LessonDraft("Boil the frog", "Slowly.")).lesson


def the_one_that_waits(journal: Path) -> Unsaved:
    [found] = unsaved.waiting(journal)
    return found.unsaved


def test_a_new_lesson_comes_in_once(journal: Journal) -> None:
    said = keep_new(journal.path, DRAFT, new_id())
    assert "“retro unsaved add” takes it in" in said
    kept = the_one_that_waits(journal.path)
    first = take_in(journal, kept)
    assert (first.lesson.title, first.lesson.body, first.lesson.id) == (
        DRAFT.title,
        DRAFT.body,
        kept.lesson_id,
    )
    assert not first.was_there
    assert take_in(journal, kept) == first._replace(was_there=True)
    assert journal.lessons.count() == 1
    assert journal.history.undo().summary == "Added “Ask twice”"


def test_an_edit_changes_what_it_changed_and_leaves_the_rest(journal: Journal, lesson: Lesson) -> None:
    edited = lesson.replace(body="In milestones.")
    fields = edited_fields(lesson, edited)
    assert fields == ("body",)
    keep_edit(journal.path, lesson.id, edited, fields)
    journal.lessons.edit(lesson.id, lesson.replace(title="Boil it"))
    kept = the_one_that_waits(journal.path)
    taken = take_in(journal, kept)
    assert (taken.lesson.title, taken.lesson.body) == ("Boil it", "In milestones.")
    assert not taken.was_there
    assert take_in(journal, kept) == (taken.lesson, True, False)
    assert journal.history.undo().summary == "Edited “Boil it”"


def test_an_edit_of_what_was_changed_since_is_told(journal: Journal, lesson: Lesson) -> None:
    edit = Unsaved("# Mine\n", str(journal.path), lesson.id, "2020-01-01T00:00:00Z", ("title",))
    assert take_in(journal, edit).changed_since
    with pytest.raises(NothingFound):
        take_in(journal, edit._replace(lesson_id=new_id()))


@pytest.mark.parametrize(
    "kept",
    [
        Unsaved("# A title\n"),
        Unsaved("# A title\n", lesson_id="no id"),
        Unsaved("# A title\n", lesson_id="000000000000", fields=("no field",)),
        Unsaved("", lesson_id="000000000000"),
    ],
)
def test_what_says_not_which_lesson_it_is_or_is_none_is_refused(journal: Journal, kept: Unsaved) -> None:
    with pytest.raises(InvalidValue):
        take_in(journal, kept)
    assert journal.lessons.count() == 0


def test_where_not_even_a_file_can_be_written_the_text_is_told(journal_path: Path) -> None:
    state_folder().parent.mkdir(parents=True, exist_ok=True)
    state_folder().write_text("a file in the folder's place", encoding="utf-8")
    said = keep_new(journal_path, DRAFT, new_id())
    assert "could not be kept" in said
    assert "# Ask twice\n\nThen listen." in said


def test_a_text_that_waits_is_for_its_journal(reopened: Callable[[], Journal], journal_path: Path) -> None:
    keep_new(journal_path, DRAFT, new_id())
    assert unsaved.waiting(journal_path.with_name("other.db")) == []
    with reopened() as journal:
        assert take_in(journal, the_one_that_waits(journal_path)).lesson.themes == ("trust",)
