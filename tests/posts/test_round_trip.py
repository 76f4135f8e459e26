"""What is exported and imported again is the same."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from retro.model import Lesson, LessonDraft
from retro.posts.composing import compose, compose_each
from retro.posts.dialects import DIALECTS
from retro.posts.document import read_post
from retro.posts.grouping import GroupBy
from retro.posts.notes import compose_notes
from retro.posts.own_posts import read_own
from tests.posts.lessons import DAY, TITLES, TRAPS, as_lesson, drafts, lesson

FIELDS = tuple(name for name in LessonDraft.field_names if name != "source")


def facts(draft: LessonDraft) -> dict[str, object]:
    return {name: getattr(draft, name) for name in FIELDS}


def read_back(text: str, name: str) -> dict[str, LessonDraft]:
    own = read_own(read_post(text, name))
    assert own is not None
    return {item.id: item.draft for item in own}


def assert_same(lessons: list[Lesson], text: str, name: str) -> None:
    found = read_back(text, name)
    assert len(found) == len(lessons)
    for before in lessons:
        assert facts(found[before.id]) == facts(before)


def nasty() -> list[Lesson]:
    return [
        *(lesson(f"Trap {number}", trap, company="Acme") for number, trap in enumerate(TRAPS)),
        *(lesson(title) for title in TITLES),
        *(lesson(title, "With a body.") for title in TITLES),
    ]


@pytest.mark.parametrize("dialect", DIALECTS)
def test_nasty_lessons_come_back_from_one_post(dialect: str) -> None:
    post = compose(nasty(), title="Nasty", date=DAY, dialect=dialect)
    assert_same(nasty(), post.text, post.filename)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_nasty_lessons_come_back_from_posts_of_their_own(dialect: str) -> None:
    for before, post in zip(nasty(), compose_each(nasty(), today=DAY, dialect=dialect), strict=True):
        assert_same([before], post.text, post.filename)


@given(
    st.lists(drafts, min_size=1, max_size=4),
    st.sampled_from(GroupBy),
    st.booleans(),
    st.sampled_from(sorted(DIALECTS)),
)
@settings(deadline=None, max_examples=200)
def test_any_lessons_come_back_from_one_post(
    some: list[LessonDraft], group_by: GroupBy, as_given: bool, dialect: str
) -> None:
    lessons = [as_lesson(draft, number) for number, draft in enumerate(some)]
    post = compose(lessons, title="Any", date=DAY, group_by=group_by, as_given=as_given, dialect=dialect)
    assert_same(lessons, post.text, post.filename)


@given(drafts, st.sampled_from(sorted(DIALECTS)))
@settings(deadline=None, max_examples=150)
def test_any_lesson_comes_back_from_a_post_of_its_own(draft: LessonDraft, dialect: str) -> None:
    (post,) = compose_each([as_lesson(draft, 1)], today=DAY, dialect=dialect)
    assert_same([as_lesson(draft, 1)], post.text, post.filename)


def test_nasty_lessons_come_back_from_notes() -> None:
    for before, post in zip(nasty(), compose_notes(nasty(), today=DAY), strict=True):
        assert_same([before], post.text, post.filename)


@given(drafts)
@settings(deadline=None, max_examples=150)
@example(LessonDraft("x", company="[[", themes=("[[a|b]]", "/..//", "&#124;")))
def test_any_lesson_comes_back_from_a_note(draft: LessonDraft) -> None:
    (post,) = compose_notes([as_lesson(draft, 1)], today=DAY)
    assert_same([as_lesson(draft, 1)], post.text, post.filename)
