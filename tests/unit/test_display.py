import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retro.display import escaped, plain_inline, safe, safe_line

STEERING = "\x1b\x9b\x07\x00\x7f\u202e\u2066\u200b\ufeff\u2028\x85\x9d"


@given(st.text())
def test_nothing_that_steers_a_terminal_is_left(text: str) -> None:
    shown = safe(text + STEERING)
    assert len(shown) == len(text + STEERING)
    assert not [
        character
        for character in shown
        if unicodedata.category(character) == "Cc" and character not in "\n\t"
    ]
    assert not set(shown) & set(STEERING)
    assert safe(shown) == shown


@given(st.text())
def test_one_line_is_one_line(text: str) -> None:
    assert len(safe_line(text).splitlines()) <= 1


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("More committed to _how to work_ than to __why__", "More committed to how to work than to why"),
        ("A **bold** *claim*", "A bold claim"),
        ("As I [wrote](/blog/x) before", "As I wrote before"),
        ("Call `do_it(*args)` twice", "Call do_it(*args) twice"),
        ("snake_case_names and 2*3*4 stay", "snake_case_names and 2*3*4 stay"),
        (r"\*not\* emphasis", "*not* emphasis"),
        ("50% * 2", "50% * 2"),
        ("[x] done", "[x] done"),
    ],
)
def test_titles_are_shown_as_they_read(title: str, shown: str) -> None:
    assert plain_inline(title) == shown


@given(st.text())
def test_any_title_can_be_shown(title: str) -> None:
    assert isinstance(plain_inline(title), str)


@pytest.mark.parametrize("piece", ["*a ", "**a ", "_a ", "[", "[a](", "`", "`a``", "\\"])
def test_marks_without_partners_are_no_trap(piece: str) -> None:
    """Four thousand repeats: what is not linear does not come back from this."""
    assert plain_inline(piece * 4_000 + " frog").endswith("frog")


@given(st.text(st.characters(codec=None)))
def test_json_keeps_its_meaning_and_steers_nothing(text: str) -> None:
    shown = escaped(json.dumps({"text": text + STEERING}, ensure_ascii=False))
    assert json.loads(shown) == {"text": text + STEERING}
    assert safe(shown) == shown
