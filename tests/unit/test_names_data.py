"""The lists that tell people's names from other words with capitals."""

import re
import tomllib
from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest

NAMES = Path(__file__).parents[2] / "data" / "names.toml"


@pytest.fixture(scope="module")
def lists() -> dict[str, list[str]]:
    return {name: words.split() for name, words in tomllib.loads(NAMES.read_text(encoding="utf-8")).items()}


def test_a_word_stands_once_in_a_list_and_in_order(lists: dict[str, list[str]]) -> None:
    for words in lists.values():
        assert [word for word, count in Counter(words).items() if count > 1] == []
        assert words == sorted(words)


def test_no_word_is_both_a_name_and_none(lists: dict[str, list[str]]) -> None:
    for one, other in combinations(("given", "also_words", "other_names"), 2):
        assert set(lists[one]) & set(lists[other]) == set()


def test_only_ordinary_words_are_in_lower_case(lists: dict[str, list[str]]) -> None:
    for name, words in lists.items():
        assert all(word[0].islower() == (name == "ordinary") for word in words if word[0].isalpha())
        assert all(re.fullmatch(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", word) for word in words)
