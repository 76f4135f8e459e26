"""What a composed post looks like, and what never gets into one."""

import datetime as dt

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from retro.dates import Span
from retro.errors import InvalidValue, PublishRefused
from retro.model import Evidence, Kind, LessonDraft, Visibility
from retro.posts import bodies
from retro.posts.composing import compose, compose_each, post_date, publishable
from retro.posts.dialects import flow, quoted
from retro.posts.grouping import GroupBy, arranged
from retro.posts.portable import portable_line
from tests.posts.lessons import DAY, as_lesson, drafts, lesson

ONE = lesson("Boil the frog", "In *milestones*.", company="Acme", themes=("trust", "change"), id="1" * 12)
TWO = lesson("Ship it", company="Globex", themes=("trust",), happened=Span.parse("2021-06"), id="2" * 12)
THREE = lesson("Ask twice", company="Acme", kind=Kind.MISTAKE, id="3" * 12)
SECRET = lesson("Do not tell", "Never.", company="Acme", visibility=Visibility.PRIVATE, id="4" * 12)


def test_a_post_as_it_stands_on_a_site() -> None:
    post = compose([ONE, TWO, THREE], title='Say: "frog"', date=DAY)
    assert post.filename == "2024-05-06-say-frog.md"
    assert post.lesson_ids == (THREE.id, ONE.id, TWO.id)
    front, _, body = post.text.partition("\n---\n")
    assert front.split("\nretro:")[0].split("\n") == [
        "---",
        "layout: post",
        'title: "Say: \\"frog\\""',
        "date: 2024-05-06",
        "category: leadership",
        "tags: [trust, change]",
    ]
    assert body == (
        "\n## Acme\n\n* Ask twice\n\n### Boil the frog\n\nIn *milestones*.\n\n## Globex\n\n* Ship it\n"
    )


def test_front_matter_is_yaml_with_a_list_of_tags() -> None:
    text = compose([ONE], title="yes", date=DAY, tags=["c#", "Team Topologies", "2023", "a, b"]).text
    fields = yaml.safe_load(text.split("---\n")[1])
    assert list(fields) == ["layout", "title", "date", "category", "tags", "retro"]
    assert fields["title"] == "yes"
    assert fields["tags"] == ["c#", "Team Topologies", "2023", "a, b"]
    assert fields["date"] == DAY
    assert "kind" not in fields


@pytest.mark.parametrize(
    ("group_by", "headings"),
    [
        (GroupBy.COMPANY, ["Acme", "Globex"]),
        (GroupBy.THEME, ["trust", "And also"]),
        (GroupBy.KIND, ["Lessons", "Mistakes"]),
        (GroupBy.YEAR, ["2021", "And also"]),
    ],
)
def test_sections(group_by: GroupBy, headings: list[str]) -> None:
    text = compose([THREE, ONE, TWO], title="x", date=DAY, group_by=group_by).text
    assert [line[3:] for line in text.split("\n") if line.startswith("## ")] == headings


def test_evidence_is_told_where_the_text_does_not_tell_it() -> None:
    evidence = (Evidence("Duration", 16, 4, "weeks"),)
    silent = compose([lesson("Faster", evidence=evidence)], title="x", date=DAY).text
    assert "\n### Faster\n\nDuration: 16 → 4 weeks (×4, −75 %)\n" in silent
    telling = compose([lesson("From 16 to 4 weeks", evidence=evidence)], title="x", date=DAY).text
    assert "×4" not in telling


def test_quotations_are_quoted() -> None:
    text = compose([lesson("So it goes", kind=Kind.QUOTE)], title="x", date=DAY).text
    assert text.endswith("\n> So it goes\n")


def test_private_lessons_never_leave() -> None:
    text = compose([ONE, SECRET], title="x", date=DAY).text
    assert "tell" not in text
    assert "tell" not in "".join(post.text for post in compose_each([ONE, SECRET], today=DAY))
    assert publishable([ONE, SECRET]).withheld == 1
    with pytest.raises(PublishRefused, match="Do not tell") as refused:
        publishable([ONE, SECRET], asked_for=[SECRET.id])
    assert refused.value.exit_code == 4


def test_a_post_a_lesson() -> None:
    first, second = compose_each([TWO, lesson("Ship it!", id="5" * 12, happened=TWO.happened)], today=DAY)
    assert first.filename == "2021-06-30-ship-it.md"
    assert second.filename == "2021-06-30-ship-it-555555555555.md"
    assert 'title: "Ship it"\n' in first.text


def test_no_post_is_dated_in_the_future() -> None:
    coming = lesson("Soon", happened=Span.parse("2031"))
    assert post_date([coming], DAY) == DAY
    assert post_date([TWO], DAY) == dt.date(2021, 6, 30)
    assert post_date([], DAY) == DAY


def test_templates_are_switched_off_only_where_there_are_any() -> None:
    assert "render_with_liquid" not in compose([ONE], title="x", date=DAY).text
    braces = [lesson("x", "`{{ y }}`")]
    assert "\nrender_with_liquid: false\n" in compose(braces, title="x", date=DAY).text
    text = compose(braces, title="x", date=DAY, dialect="eleventy").text
    assert "\ntemplateEngineOverride: md\n" in text


def test_dialects() -> None:
    text = compose([ONE], title="x", date=DAY, dialect="hugo").text
    assert text.startswith(
        '---\ntitle: "x"\ndate: 2024-05-06\ncategories: [leadership]\ntags: [change, trust]\n'
    )
    with pytest.raises(InvalidValue, match="jekyll"):
        compose([ONE], title="x", date=DAY, dialect="wordpress")


def test_the_same_lessons_make_the_same_bytes() -> None:
    assert compose([ONE, TWO], title="x", date=DAY) == compose([ONE, TWO], title="x", date=DAY)


def test_nothing_makes_an_empty_post() -> None:
    assert compose([], title="", date=DAY).text.endswith("tags: []\n---\n")


@given(st.text(st.characters(codec="utf-8")))
def test_any_text_survives_quoting(text: str) -> None:
    assert yaml.safe_load(quoted(text)) == text
    assert "\n" not in quoted(text)


@given(st.floats(allow_nan=False))
def test_any_number_survives(value: float) -> None:
    assert yaml.safe_load(flow(value)) == value


PIECES = [
    "x",
    " ",
    "\n",
    "\n\n",
    "- ",
    "1. ",
    "> ",
    "=",
    "-",
    "--",
    "|",
    "`",
    "``",
    "~",
    "~~",
    "[a]: ",
    "    ",
    "\t",
    "\\",
    "*",
    ">",
    "!",
]


@given(st.lists(st.sampled_from(PIECES) | st.just("- " * 24), max_size=14).map("".join))
@settings(max_examples=500)
def test_what_has_no_fence_html_or_heading_ends_where_it_ends(text: str) -> None:
    reader = bodies.markdown()
    assert bodies._may_reach_out(text, reader.parse(text)) or bodies._headings_inside(text, reader) == []


def headings_and_titles(text: str) -> list[str]:
    body = text.partition("\n---\n")[2]
    return [line for line in body.split("\n") if line.startswith(("## ", "### ", "* ", "> "))]


def test_lessons_keep_the_order_that_was_given_also_within_a_section() -> None:
    quotation = lesson("So it goes", kind=Kind.QUOTE, company="Acme", id="5" * 12)
    post = compose([TWO, ONE, THREE, quotation], title="x", date=DAY, as_given=True)
    assert post.lesson_ids == (TWO.id, ONE.id, THREE.id, quotation.id)
    assert headings_and_titles(post.text) == [
        "## Globex",
        "* Ship it",
        "## Acme",
        "### Boil the frog",
        "### Ask twice",
        "### So it goes",
    ]


def test_without_sections_the_post_is_the_lessons_as_given() -> None:
    post = compose([TWO, ONE, THREE], title="x", date=DAY, group_by=GroupBy.NONE)
    assert post.lesson_ids == (TWO.id, ONE.id, THREE.id)
    assert headings_and_titles(post.text) == ["* Ship it", "### Boil the frog", "### Ask twice"]


def test_what_belongs_to_no_section_needs_a_heading_only_after_others() -> None:
    for order, headings in (([THREE, TWO], ["2021"]), ([TWO, THREE], ["2021", "And also"])):
        text = compose(order, title="x", date=DAY, group_by=GroupBy.YEAR, as_given=True).text
        assert [line[3:] for line in text.split("\n") if line.startswith("## ")] == headings


@given(st.lists(drafts, min_size=1, max_size=5), st.sampled_from(GroupBy))
def test_a_post_is_composed_as_it_is_arranged(some: list[LessonDraft], group_by: GroupBy) -> None:
    lessons = [as_lesson(draft, number) for number, draft in enumerate(some)]
    usual = compose(lessons, title="x", date=DAY, group_by=group_by)
    given = arranged(lessons, group_by)
    assert compose(given, title="x", date=DAY, group_by=group_by, as_given=True) == usual


@given(st.lists(drafts, min_size=1, max_size=5), st.sampled_from(GroupBy))
def test_a_post_knows_where_its_lessons_begin(some: list[LessonDraft], group_by: GroupBy) -> None:
    lessons = {lesson.id: lesson for lesson in (as_lesson(draft, at) for at, draft in enumerate(some))}
    post = compose(lessons.values(), title="x", date=DAY, group_by=group_by, as_given=True)
    lines = post.text.split("\n")
    assert [place.lesson_id for place in post.places if place.lesson_id] == list(post.lesson_ids)
    for place in post.places:
        line = lines[place.line - 1]
        if place.lesson_id:
            assert line.endswith(portable_line(lessons[place.lesson_id].title))
            assert line.startswith(("* ", "> ", "### "))
        else:
            assert line.startswith("## ")
