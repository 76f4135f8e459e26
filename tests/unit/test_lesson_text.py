from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retro.dates import PartialDate, Span
from retro.errors import InvalidValue
from retro.lesson_text import parse, render
from retro.model import Evidence, Kind, LessonDraft, Status, Visibility

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp"]), min_size=1, max_size=30)
LINE = WORDS.map(lambda text: " ".join(text.split())).filter(bool)
NAME = LINE.filter(lambda text: "," not in text)
NUMBER = st.none() | st.floats(allow_nan=False, allow_infinity=False).map(lambda value: value or 0.0)
DATES = st.builds(PartialDate, st.integers(1990, 2030), st.none() | st.integers(1, 12))
DRAFTS = st.builds(
    LessonDraft,
    title=LINE.filter(lambda text: text != "#"),
    body=st.text(st.characters(codec="utf-8", exclude_characters="\r\0")).map(lambda text: text.strip("\n")),
    kind=st.sampled_from(Kind),
    company=st.none() | LINE,
    themes=st.lists(NAME, max_size=3).map(tuple),
    people=st.lists(NAME, max_size=2).map(tuple),
    happened=st.none() | DATES.map(Span.at),
    trigger=st.just("") | LINE,
    status=st.sampled_from(Status),
    visibility=st.sampled_from(Visibility),
    starred=st.booleans(),
    evidence=st.lists(
        st.builds(Evidence, LINE, NUMBER, NUMBER, LINE.filter(lambda text: "|" not in text)), max_size=2
    ).map(tuple),
)


@given(DRAFTS)
def test_what_the_editor_was_given_reads_back_as_it_was(draft: LessonDraft) -> None:
    assert parse(render(draft), LessonDraft("other")) == draft


@given(st.text())
def test_whatever_comes_back_from_the_editor_is_read_or_refused_with_a_sentence(text: str) -> None:
    with suppress(InvalidValue):
        assert parse(text, LessonDraft("before")).title


DRAFT = LessonDraft("Boil the frog", "Slowly.", company="Harbour Nine", themes=("change",))


def test_fields_can_be_changed_cleared_and_left_out() -> None:
    text = "company:\nkind: Mistake\n\n# Boil it slowly\n\nIn milestones."
    changed = DRAFT.replace(company=None, kind=Kind.MISTAKE, title="Boil it slowly", body="In milestones.")
    assert parse(text, DRAFT) == changed


def test_a_text_without_fields_is_a_title_and_a_body() -> None:
    assert parse("Boil it: slowly\nIn milestones.", DRAFT) == DRAFT.replace(
        title="Boil it: slowly", body="In milestones."
    )


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("kind: disaster\n\n# x", "Line 1: “disaster” is no kind; it can be lesson, mistake"),
        ("happened: soon\n\n# x", "Line 1: 'soon' is not a date"),
        ("starred: maybe\n\n# x", "Line 1: starred is yes or no"),
        ("kind: lesson\nevidence: 5\n\n# x", "Line 2: evidence is “metric"),
        ("evidence: a | b | 2 | days\n\n# x", "Line 1: “b” is not a number"),
        ("kind: lesson\nnonsense\n\n# x", "Line 2 is neither a field"),
        ("kind: lesson\n\n", "no title"),
    ],
)
def test_a_slip_is_named_with_its_line(text: str, sentence: str) -> None:
    with pytest.raises(InvalidValue, match=sentence.replace("|", r"\|")):
        parse(text, DRAFT)
