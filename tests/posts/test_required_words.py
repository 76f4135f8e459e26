"""Looking for words first finds exactly what trying every pattern finds."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retro.posts.extraction.cue import Cue
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
        ("abc", [{"abc"}]),
        ("abc?", [{"ab"}]),
        ("abc+d", [{"abc"}, {"d"}]),
        ("ab|cd", [{"ab", "cd"}]),
        ("(?:ab|cd)ef", [{"ef"}, {"ab", "cd"}]),
        ("(?:abc|d)ef", [{"ef"}, {"abc", "d"}]),
        ("(?:ab|c(?:de|f))[xy](?:gh|j)", [{"ab", "c"}, {"gh", "j"}]),
        ("(?:ab)?", []),
        (r"\w+ing", [{"ing"}]),
        ("x(?!yyyy)z", [{"x"}, {"z"}]),
        (r"a\.b[c]", [{"a.b"}]),
        ("", []),
    ],
)
def test_what_a_pattern_needs(pattern: str, words: list[set[str]]) -> None:
    assert list(required_words(pattern)) == words


@given(_PARTS.flatmap(lambda pattern: st.tuples(st.just(pattern), st.from_regex(pattern, fullmatch=True))))
@settings(max_examples=300)
def test_whatever_matches_holds_a_word_of_each_group(drawn: tuple[str, str]) -> None:
    pattern, text = drawn
    assert all(any(word in text for word in words) for words in required_words(pattern))


_INDEX = CueIndex(CUES)
_LOOKS = [look for cue in CUES for look in cue.looks]


def _shown(sentence: str) -> list[Cue]:
    """The cues in a sentence, each pattern tried."""
    return [cue for cue in CUES if any(look.found_in(f" {sentence}") for look in cue.looks)]


@given(
    st.sampled_from([look for look in _LOOKS if look.needs]).flatmap(lambda look: st.from_regex(look.pattern))
)
@settings(max_examples=200)
def test_the_index_misses_no_cue(text: str) -> None:
    sentence = folded(text)[:500]
    assert _INDEX.found_in(sentence) == _shown(sentence)


@given(
    st.lists(
        st.sampled_from(sorted({word for look in _LOOKS for words in look.needs for word in words})),
        max_size=8,
    ).map("".join)
)
def test_nor_where_words_run_into_each_other(sentence: str) -> None:
    assert _INDEX.found_in(sentence) == _shown(sentence)


def test_most_looks_need_words() -> None:
    assert sum(not look.needs for look in _LOOKS) <= 3
    assert all(re.compile(look.written) for look in _LOOKS)


def test_words_that_every_sentence_has_are_needed_last() -> None:
    assert list(required_words("the (?:key|trick)")) == [{"key", "trick"}]
    assert list(required_words("it was ")) == [{"it was "}]
    assert list(required_words(r"(?:cut|can) (?:\w+ ){0,2}down")) == [{"down"}]
    assert list(required_words(r"(?:cut|can) \w+")) == [{"cut", "can"}]
