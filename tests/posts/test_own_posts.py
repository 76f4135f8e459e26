"""Own posts that were edited by hand are read as far as they make sense, and never crash."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from retro.model import Kind
from retro.posts.composing import compose, compose_each
from retro.posts.document import read_post
from retro.posts.own_posts import OwnLesson, read_own
from retro.surroundings import Outcome, RelationKind
from tests.posts.lessons import DAY, TRAPS, lesson

LESSONS = [
    lesson("Boil the frog", "In milestones.", company="Acme", kind=Kind.MISTAKE, id="1" * 12),
    lesson("Ask twice", company="Acme", id="2" * 12),
    lesson(
        "Ship the smallest thing", "And then\n\nthe next.", company="Acme", themes=("speed",), id="3" * 12
    ),
    lesson("So it goes", company="Acme", kind=Kind.QUOTE, id="4" * 12),
]
TEXT = compose(LESSONS, title="Post", date=DAY).text


def read(text: str) -> dict[str, OwnLesson]:
    own = read_own(read_post(text, "post.md"))
    assert own is not None
    return {item.id or item.draft.title: item for item in own}


def test_where_each_lesson_stands() -> None:
    found = read(TEXT)
    lines = TEXT.split("\n")
    assert lines[found["1" * 12].line - 1] == "### Boil the frog"
    assert lines[found["2" * 12].line - 1] == "* Ask twice"
    assert found["1" * 12].heading == "Acme"


def test_new_words_are_the_lesson_s_words() -> None:
    found = read(TEXT.replace("In milestones.", "In **small** milestones.\n\nTwice."))
    assert found["1" * 12].draft.body == "In **small** milestones.\n\nTwice."
    assert found["1" * 12].draft.kind is Kind.MISTAKE


def test_a_new_title_keeps_its_lesson() -> None:
    found = read(TEXT.replace("### Boil the frog", "### Boil the frogs slowly"))
    assert found["1" * 12].draft.title == "Boil the frogs slowly"
    assert found["1" * 12].draft.body == "In milestones."


def test_a_removed_lesson_is_gone_and_the_others_stay_themselves() -> None:
    found = read(TEXT.replace("### Boil the frog\n\nIn milestones.\n\n", ""))
    assert sorted(found) == ["2" * 12, "3" * 12, "4" * 12]
    assert found["3" * 12].draft.themes == ("speed",)


def test_an_added_lesson_is_new_and_of_the_same_company() -> None:
    found = read(TEXT + "\n### Sleep on it\n\nEvery time.\n")
    assert found["Sleep on it"].draft.company == "Acme"
    assert found["Sleep on it"].draft.body == "Every time."
    assert len(found) == 5


def test_reordered_lessons_are_themselves() -> None:
    head, first, second = TEXT.partition("### Boil")[0], "### Boil the frog\n\nIn milestones.", ""
    second = "### Ship the smallest thing\n\nAnd then\n\nthe next."
    found = read(f"{head}{second}\n\n{first}\n")
    assert found["1" * 12].draft.kind is Kind.MISTAKE
    assert found["3" * 12].draft.body == "And then\n\nthe next."


def test_words_of_the_author_s_own_are_no_lessons() -> None:
    found = read(TEXT.replace("## Acme\n", "Hello.\n\n> A motto\n\n## Acme\n\nI was there for years.\n"))
    assert len(found) == 4


def test_an_edited_text_wins_over_what_was_kept_of_it() -> None:
    before = lesson("Numbers", "1) one\n2) two", id="9" * 12)
    text = compose([before], title="Post", date=DAY).text
    assert read(text)["9" * 12].draft.body == "1) one\n2) two"
    assert read(text.replace("2. two", "2. three"))["9" * 12].draft.body == "1. one\n2. three"


def test_a_post_of_one_lesson() -> None:
    (post,) = compose_each([lesson("A *strong* title", "Text.", id="9" * 12)], today=DAY)
    assert read(post.text)["9" * 12].draft.title == "A *strong* title"
    retitled = read(post.text.replace('title: "A strong title"', 'title: "Other"', 1))
    assert retitled["9" * 12].draft.title == "Other"


def test_relations_and_applications_are_read() -> None:
    text = (
        "---\nretro:\n  lessons:\n    - {kind: win,"
        " contradicts: {lesson: Other, when: now, other_when: later},"
        " supports: [{lesson: Third}], applied: [{at: Acme, on: 2020-08, result: Good}],"
        " violated: {on: 2021-01-02}}\n---\n\n* First\n"
    )
    found = read(text)["First"]
    assert [(item.kind, item.title) for item in found.relations] == [
        (RelationKind.SUPPORTS, "Third"),
        (RelationKind.CONTRADICTS, "Other"),
    ]
    assert found.relations[1].when_target == "later"
    assert [(item.outcome, item.company) for item in found.applications] == [
        (Outcome.APPLIED, "Acme"),
        (Outcome.VIOLATED, None),
    ]


def test_other_posts_are_none_of_retro_s() -> None:
    for front in ("", "retro: yes", "retro: {lessons: []}", "retro: {lessons: 3}", "retro: [1]"):
        assert read_own(read_post(f"---\ntitle: x\n{front}\n---\n* item\n", "post.md")) is None


@given(st.integers(0, len(TEXT)), st.integers(0, 200), st.sampled_from(["", "###", "\n", "---\n", *TRAPS]))
def test_no_edit_makes_a_crash(start: int, length: int, insert: str) -> None:
    read_own(read_post(TEXT[:start] + insert + TEXT[start + length :], "post.md"))


@given(
    st.recursive(
        st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5)),
        lambda inner: st.one_of(
            st.lists(inner, max_size=3),
            st.dictionaries(
                st.sampled_from(
                    ["lessons", "lesson", "kind", "themes", "evidence", "applied", "supports", "on"]
                ),
                inner,
                max_size=4,
            ),
        ),
        max_leaves=12,
    )
)
def test_no_front_matter_makes_a_crash(told: object) -> None:
    document = read_post("* one\n\n### two\n\ntext\n", "post.md")
    read_own(replace(document, front_matter={"retro": told}))
    read_own(replace(document, front_matter={"retro": {"lessons": [told]}}))
