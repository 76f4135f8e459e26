"""Front matter in every dialect, and what is broken or hostile in it."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retro.posts.front_matter import read_front_matter


def test_yaml_between_dashes() -> None:
    front = read_front_matter("---\ntitle: Ten quiet weeks\ntags: [focus, rest]\n---\n\nBody\n")
    assert front.values == {"title": "Ten quiet weeks", "tags": ["focus", "rest"]}
    assert (front.lines, front.dialect, front.problem) == (4, "yaml", "")


def test_toml_between_pluses() -> None:
    front = read_front_matter('+++\ntitle = "x"\npublished_at = 2019-03-02T10:00:00Z\n+++\nBody')
    assert front.values == {"title": "x", "published_at": "2019-03-02 10:00:00+00:00"}
    assert front.dialect == "toml"


def test_json_object_at_the_top() -> None:
    front = read_front_matter('{\n "title": "x",\n "tags": ["a"]\n}\n\nBody')
    assert (front.values, front.lines, front.dialect) == ({"title": "x", "tags": ["a"]}, 4, "json")


def test_fields_without_a_fence_end_at_dashes_or_a_blank_line() -> None:
    assert read_front_matter("Title: x\nTags:\n  - a\n---\nBody").values == {"Title": "x", "Tags": ["a"]}
    assert read_front_matter("title: x: y\ndate: 2020-01-02\n\nBody").values["title"] == "x: y"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Just text",
        "Note: this is prose",
        "---",
        "---\nnever closed",
        "{{< notice >}}\ntext",
        "# Heading\n",
    ],
)
def test_text_without_front_matter_has_none(text: str) -> None:
    front = read_front_matter(text)
    assert (dict(front.values), front.lines, front.problem) == ({}, 0, "")


def test_plain_words_keep_their_spelling() -> None:
    front = read_front_matter("---\na: yes\nb: 007\nc: 1:30\nd: ~\ne: true\nf: 12\n---\n")
    assert front.values == {"a": "yes", "b": "007", "c": "1:30", "d": None, "e": True, "f": 12}


def test_dates_become_iso_text() -> None:
    front = read_front_matter("---\na: 2020-01-02\nb: 2020-01-02 03:04:05 +01:00\nc: '2020-01-02'\n---\n")
    assert front.values == {"a": "2020-01-02", "b": "2020-01-02 03:04:05+01:00", "c": "2020-01-02"}


def test_a_colon_in_a_title_is_read_line_by_line_and_said() -> None:
    front = read_front_matter('---\ntitle: Apology: the week we lost\ndate: "2020-01-02"\n---\nBody')
    assert front.values == {"title": "Apology: the week we lost", "date": "2020-01-02"}
    assert "read as lines" in front.problem


def test_a_day_that_the_calendar_lacks_is_a_problem_not_a_crash() -> None:
    front = read_front_matter("---\ntitle: x\ndate: 2019-22-08\n---\nBody")
    assert front.values == {"title": "x", "date": "2019-22-08"}
    assert front.problem == "Not all of the front matter was understood: the calendar has no 2019-22-08."


def test_tabs_between_brackets_are_let_pass() -> None:
    assert read_front_matter("---\ntags: [\n\ta,\n\tb\n]\n---\n").values == {"tags": ["a", "b"]}


_LAUGHS = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [{','.join(['*' + chr(97 + n)] * 9)}]\n" for n in range(9)
)


@pytest.mark.parametrize(
    "source",
    [
        f"---\n{_LAUGHS}---\n",
        "---\na: " + "[" * 60_000 + "\n---\n",
        "---\n" + "{a: " * 15_000 + "\n---\n",
        "---\n" + "- " * 30_000 + "\n---\n",
        "---\na: " + "x" * 70_000 + "\n---\n",
        "+++\n" + "a." * 30_000 + "a=1\n+++\n",
        "+++\na=" + "[" * 60_000 + "\n+++\n",
        "---\na: \x00\n---\n",
        "---\n- just\n- a list\n---\n",
    ],
    ids=["aliases", "brackets", "braces", "dashes", "size", "dotted", "toml brackets", "NUL", "list"],
)
def test_hostile_front_matter_is_refused_in_one_sentence(source: str) -> None:
    front = read_front_matter(source)
    assert front.problem.endswith(".")
    assert "\n" not in front.problem
    assert len(json.dumps(dict(front.values))) < 100_000


def test_deep_json_is_no_front_matter() -> None:
    assert read_front_matter('{"a":' * 100_000).values == {}


@given(st.text(max_size=200))
@settings(max_examples=150, deadline=None)
def test_no_text_crashes(text: str) -> None:
    for source in (text, f"---\n{text}\n---\n", f"+++\n{text}\n+++\n", "{" + text, "title: " + text):
        json.dumps(dict(read_front_matter(source).values))


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**12), 10**12) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.text(min_size=1, max_size=10), _VALUES, min_size=1, max_size=5))
@settings(max_examples=100, deadline=None)
def test_json_reads_back_what_was_written(values: dict[str, object]) -> None:
    front = read_front_matter(json.dumps(values) + "\n\nBody")
    assert front.values == values
    assert front.dialect == "json"
