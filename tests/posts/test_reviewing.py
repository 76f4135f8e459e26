"""Taking candidates apart and putting them together; and the list as an import fills it."""

from pathlib import Path

import pytest
from hypothesis import given

from retro.errors import InvalidValue
from retro.journal import Journal
from retro.model import LessonDraft
from retro.posts.finding import find_posts, read_posts
from retro.posts.importers import Options
from retro.posts.importing import ImportReport, apply, plan
from retro.posts.reviewing import merge_with_next, merged, split, split_off
from tests.posts.importers.reading import TODAY
from tests.posts.lessons import drafts

POST = """\
---
title: My year in the garden of software
---

I learned that you should always ask twice before you change what others depend on.

It seems that the build was slower than what we had before, most of the time.

Lesson learned: never ship on a Friday.
"""


@pytest.mark.parametrize(
    ("title", "body", "first", "second"),
    [
        ("A", "b c d.", ("A", ""), ("b c d.", "")),
        ("A", "One. Two.\n\nThree. Four.", ("A", "One. Two."), ("Three.", "Four.")),
        ("A", "Text:\n\n* one\n* two\n  more", ("A", "Text:\n\n* one"), ("two more", "")),
        ("A", "* one\n* two\n\n  below", ("A", "* one"), ("two", "below")),
        ("A", "1. one\n2. two", ("A", "1. one"), ("two", "")),
        ("A", "x\n\n## Head\n\ntext", ("A", "x\n\n## Head"), ("text", "")),
        ("A", "x\n\n## Head", ("A", "x"), ("Head", "")),
        ("One. Two! Three?", "", ("One. Two!", ""), ("Three?", "")),
    ],
)
def test_what_is_split_off(title: str, body: str, first: tuple[str, str], second: tuple[str, str]) -> None:
    one, other = split_off(LessonDraft(title, body, company="Acme", themes=("trust",)))
    assert ((one.title, one.body), (other.title, other.body)) == (first, second)
    assert (other.company, other.themes) == ("Acme", ("trust",))


@pytest.mark.parametrize("body", ["```\ncode\n```", "| a |\n|---|\n| b |", "> quoted"])
def test_what_cannot_be_split_off(body: str) -> None:
    with pytest.raises(InvalidValue, match="edit it instead"):
        split_off(LessonDraft("A", body))
    with pytest.raises(InvalidValue, match="only one sentence"):
        split_off(LessonDraft("A"))


@given(drafts)
def test_splitting_loses_no_word(draft: LessonDraft) -> None:
    try:
        first, second = split_off(draft)
    except InvalidValue:
        return

    def words(*parts: str) -> list[str]:
        return sorted(character for part in parts for character in part if character.isalnum())

    before, after = words(draft.title, draft.body), words(first.title, first.body, second.title, second.body)
    # The number of an ordered item is the list's, not the text's.
    assert [each for each in before if not each.isdigit()] == [each for each in after if not each.isdigit()]


@given(drafts, drafts)
def test_merging_keeps_both(first: LessonDraft, second: LessonDraft) -> None:
    both = merged(first, second)
    assert both.title == first.title
    assert first.body.strip() in both.body
    assert second.title in both.body
    assert second.body.strip("\n") in both.body
    assert set(both.themes) == {*first.themes, *second.themes}
    assert both.starred == (first.starred or second.starred)


@pytest.fixture
def post(tmp_path: Path) -> Path:
    path = tmp_path / "post.md"
    path.write_text(POST)
    return path


def imported(journal: Journal, path: Path, below: float = 0.99) -> ImportReport:
    return apply(
        journal, plan(journal, read_posts(find_posts([path])), options=Options(TODAY, review_below=below))
    )


def counts(report: ImportReport) -> dict[str, int]:
    return {str(state): number for state, number in report.counts.items() if number}


def test_what_is_not_sure_waits_and_does_not_come_again(journal: Journal, post: Path) -> None:
    found = counts(imported(journal, post))
    assert list(found) == ["to review"]
    assert journal.lessons.count() == 0
    assert counts(imported(journal, post)) == found
    post.write_text(POST + "\n")
    assert counts(imported(journal, post)) == found
    assert journal.candidates.count() == found["to review"]


def test_nothing_waits_where_all_is_taken(journal: Journal, post: Path) -> None:
    assert list(counts(imported(journal, post, below=0))) == ["new"]
    assert journal.candidates.count() == 0


def test_what_was_decided_stays_decided(journal: Journal, post: Path) -> None:
    imported(journal, post)
    accepted, dropped = journal.candidates.waiting()[:2]
    lesson = journal.candidates.accept(accepted.number).lesson
    journal.candidates.drop(dropped.number)
    assert counts(imported(journal, post)) == {"unchanged": 1, "you dropped it": 1}
    post.write_text(POST.replace("ask twice", "ask three times").replace("Friday", "Monday"))
    report = counts(imported(journal, post))
    assert report == {"changed": 1, "you dropped it": 1}
    assert "three times" in journal.lessons.get(lesson.id).title


def test_undoing_the_import_empties_the_list(journal: Journal, post: Path) -> None:
    imported(journal, post)
    journal.history.undo()
    assert journal.candidates.count() == 0
    assert list(counts(imported(journal, post))) == ["to review"]


def test_splitting_and_merging_on_the_list(journal: Journal, post: Path) -> None:
    imported(journal, post)
    before = journal.candidates.waiting()
    merge_with_next(journal, before[0])
    after = journal.candidates.waiting()
    assert len(after) == len(before) - 1
    assert before[1].draft.title in after[0].draft.body
    split(journal, after[0])
    assert [each.draft.title for each in journal.candidates.waiting()][:2] == [
        before[0].draft.title,
        before[1].draft.title,
    ]
    with pytest.raises(InvalidValue, match="None follows it"):
        merge_with_next(journal, journal.candidates.waiting()[-1])
    assert counts(imported(journal, post))["unchanged"] == 1
