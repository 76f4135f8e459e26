"""Text made fit for a terminal."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retro.display import plain_inline, safe, safe_line


@pytest.mark.parametrize(
    "character", ["\x1b", "\x00", "\x07", "\x7f", "\x9b", "\u202e", "\u2066", "\u200b", "\ufeff", "\r"]
)
def test_nothing_that_steers_a_terminal_is_left(character: str) -> None:
    assert character not in safe(f"a{character}b")


@settings(deadline=None)
@given(st.text())
def test_safe_text_keeps_its_length_and_is_safe(text: str) -> None:
    assert len(safe(text)) == len(text)
    assert safe(safe(text)) == safe(text)
    assert not {"\n", "\t", "\x1b"} & set(safe_line(text))


@pytest.mark.parametrize(
    ("title", "plain"),
    [
        ("**Boil** the _frog_ with `fire`", "Boil the frog with fire"),
        ("See [the post](https://example.com)", "See the post"),
        ("***Both***", "Both"),
        (r"5 \* 3", "5 * 3"),
        ("5 * 3 * 2 and snake_case_name", "5 * 3 * 2 and snake_case_name"),
    ],
)
def test_marks_of_inline_markdown_are_left_out(title: str, plain: str) -> None:
    assert plain_inline(title) == plain


@pytest.mark.parametrize("piece", ["*a ", "**a ", "_a ", "[", "[a](", "`", "`a``", "\\"])
def test_time_is_linear(piece: str) -> None:
    begun = time.process_time()
    plain_inline(piece * 4_000)
    assert time.process_time() - begun < 1
