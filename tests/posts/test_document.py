"""A post's fields and body, as they are used."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retro.dates import Span
from retro.posts.document import LARGEST_POST, read_post


def test_fields_body_and_line() -> None:
    post = read_post("---\ntitle: Quiet\ndate: 2020-05-04\ntags: a b\n---\n\nBody\n", "x.md")
    assert (post.title, post.date, post.tags) == ("Quiet", "2020-05-04", ("a", "b"))
    assert post.written == Span.parse("2020-05-04")
    assert (post.body, post.first_line) == ("\nBody\n", 6)


@pytest.mark.parametrize(
    ("written", "tags"),
    [
        ("tags: one, two words, three", ("one", "two words", "three")),
        ("tags: one two", ("one", "two")),
        ("tags: [one two, 2023, true, c#]", ("one two", "2023", "true", "c#")),
        ("tags:\n- one\n- one\n- two", ("one", "two")),
        ("tags: null", ()),
        ("tags: {a: b}", ()),
        ("keywords: [k]", ("k",)),
        ("taxonomies:\n  tags: [z]", ("z",)),
    ],
)
def test_tags_as_generators_let_people_write_them(written: str, tags: tuple[str, ...]) -> None:
    assert read_post(f"---\n{written}\n---\n", "x.md").tags == tags


def test_title_from_the_first_heading_outside_code() -> None:
    assert read_post("```\n# no\n```\n\ntext\n\n# Yes #\n", "x.md").title == "Yes"
    assert read_post("Yes\n===\n\ntext\n", "x.md").title == "Yes"


def test_date_from_the_file_name() -> None:
    post = read_post("text", "some/folder/2019-08-07-a-post.md")
    assert post.date == ""
    assert post.written == Span.parse("2019-08-07")


@pytest.mark.parametrize(
    ("date", "written"),
    [
        ("10/3/2014", "2014-10-03"),
        ("23/3/2014", "2014-03-23"),
        ("2020/5/4", "2020-05-04"),
        ("2020-05-04T10:00:00Z", "2020-05-04"),
        ("someday", None),
        ("2020-13-40", None),
    ],
)
def test_dates_in_digits(date: str, written: str | None) -> None:
    post = read_post(f"---\ndate: '{date}'\n---\n", "x.md")
    assert (str(post.written) if post.written else None) == written


def test_bytes_with_mark_line_ends_and_nul() -> None:
    post = read_post(b"\xef\xbb\xbf---\r\ntitle: x\r\n---\r\na\rb\0c\r\n", "x.md")
    assert (post.title, post.body, post.problems) == ("x", "a\nb\ufffdc\n", ())


def test_other_encodings_are_read_and_said() -> None:
    assert read_post("# Grüße".encode("utf-16"), "x.md").title == "Grüße"
    post = read_post("# Gr\xfc\xdfe".encode("latin-1"), "x.md")
    assert post.title == "Gr\ufffd\ufffde"
    assert len(post.problems) == 1


def test_a_broken_front_matter_leaves_the_body() -> None:
    post = read_post("---\ntitle: [\n---\n# Heading\n\nBody\n", "x.md")
    assert post.body == "# Heading\n\nBody\n"
    assert post.problems


def test_more_than_the_largest_post_is_cut_at_a_line_and_said() -> None:
    post = read_post("line\n" * (LARGEST_POST // 5 + 10), "x.md")
    assert len(post.body) <= LARGEST_POST
    assert post.body.endswith("line\n")
    assert "larger" in post.problems[0]


@given(st.binary(max_size=200))
@settings(max_examples=200, deadline=None)
def test_no_bytes_crash(raw: bytes) -> None:
    for source in (raw, b"---\n" + raw + b"\n---\n"):
        read_post(source, "x.md").body.encode()
