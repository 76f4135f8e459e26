"""One walk through a text finds the patterns that looking for each word would leave."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retro.posts.extraction.needed_words import NeededWords

# Few letters, so that words lie within and across each other; of one, two and four bytes, and half a pair.
_LETTERS = st.sampled_from("ab é😀\x00\ud83d")
_WORDS = st.text(_LETTERS, min_size=1, max_size=4)
_GROUPS = st.lists(st.frozensets(_WORDS, min_size=1, max_size=3), max_size=3)


@given(st.lists(_GROUPS, max_size=8), st.text(_LETTERS, max_size=20))
def test_what_has_a_word_of_each_group_is_possible(needs: list[list[frozenset[str]]], text: str) -> None:
    expected = [
        number
        for number, groups in enumerate(needs)
        if all(any(word in text for word in words) for words in groups)
    ]
    assert NeededWords(needs).possible_in(text) == expected


@pytest.mark.parametrize("text", ["", "nothing"])
def test_without_words_all_is_possible(text: str) -> None:
    assert NeededWords([[], []]).possible_in(text) == [0, 1]
    assert NeededWords([]).possible_in(text) == []
