"""Looking for words first finds exactly what trying every pattern finds."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retro.posts.extraction.cue_index import CueIndex
from retro.posts.extraction.cues import CUES
from retro.posts.extraction.reading import folded
from retro.posts.extraction.required import required_words

_PARTS = st.recursive(
    st.sampled_from(["abc", "de", "f", r"\w", r"\.", "[ab]", "[^]x]", r"[\]x]", ".", "g"]),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map("".join),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: f"(?:{'|'.join(parts)})"),
        inner.map(lambda part: f"(?:{part})?"),
        inner.map(lambda part: f"(?:{part})" + "{0,2}"),
        inner.map(lambda part: f"(?:{part})" + "{1,2}?"),
        inner.map(lambda part: f"(?:{part})+"),
        inner.map(lambda part: f"{part}(?!zzz)"),
    ),
    max_leaves=8,
)


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("abc", {"abc"}),
        ("abc?", {"ab"}),
        ("abc+d", {"abc"}),
        ("ab|cd", {"ab", "cd"}),
        ("(?:ab|cd)ef", {"ef"}),
        ("(?:abc|d)ef", {"ef"}),
        ("(?:ab)?", set()),
        (r"\w+ing", {"ing"}),
        ("x(?!yyyy)z", {"x"}),
        (r"a\.b[c]", {"a.b"}),
        ("", set()),
    ],
)
def test_what_a_pattern_needs(pattern: str, words: set[str]) -> None:
    assert required_words(pattern) == words


@given(_PARTS.flatmap(lambda pattern: st.tuples(st.just(pattern), st.from_regex(pattern, fullmatch=True))))
@settings(max_examples=300)
def test_whatever_matches_holds_a_word(drawn: tuple[str, str]) -> None:
    pattern, text = drawn
    words = required_words(pattern)
    assert not words or any(word in text for word in words)


_INDEX = CueIndex(CUES)


@given(st.sampled_from([cue for cue in CUES if cue.needs]).flatmap(
    lambda cue: st.tuples(st.just(cue), st.from_regex(cue.pattern))
))  # fmt: skip
@settings(max_examples=200)
def test_the_index_misses_no_cue(drawn: tuple[object, str]) -> None:
    cue, text = drawn
    sentence = folded(text)[:500]
    assert _INDEX.found_in(sentence) == [each for each in CUES if each.found_in(sentence)]
    assert cue in CUES


@given(
    st.lists(st.sampled_from(sorted({word for cue in CUES for word in cue.needs})), max_size=8).map("".join)
)
def test_nor_where_words_run_into_each_other(sentence: str) -> None:
    assert _INDEX.found_in(sentence) == [each for each in CUES if each.found_in(sentence)]


def test_most_cues_need_words() -> None:
    assert sum(bool(cue.needs) for cue in CUES) >= len(CUES) - 3
    assert all(re.compile(cue.pattern.pattern) for cue in CUES)
