"""The starter themes: names that nest, and synonyms that each give away one theme only."""

import re
import tomllib
from collections import Counter
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

THEMES = Path(__file__).parents[2] / "data" / "themes.toml"
NAME = re.compile(r"[a-z0-9-]+(?:/[a-z0-9-]+)*")

# Each of these stands in so many lessons that a theme behind it would be on nearly all of them.
TOO_COMMON = {"work", "people", "time", "plan", "learn", "manager", "problem", "company", "day", "lesson"}


@pytest.fixture(scope="module")
def themes() -> list[dict[str, Any]]:
    return list(tomllib.loads(THEMES.read_text(encoding="utf-8"))["theme"])


@pytest.fixture(scope="module")
def groups() -> list[list[str]]:
    return [group["words"] for group in tomllib.loads(THEMES.read_text(encoding="utf-8"))["synonyms"]]


def repeated(words: list[str]) -> list[str]:
    return [word for word, count in Counter(words).items() if count > 1]


def test_a_theme_has_a_name_and_synonyms_and_nothing_else(themes: list[dict[str, Any]]) -> None:
    assert 45 <= len(themes) <= 75
    assert all(set(theme) == {"name", "synonyms"} and theme["synonyms"] for theme in themes)


def test_names_are_lower_case_and_unique(themes: list[dict[str, Any]]) -> None:
    names = [theme["name"] for theme in themes]
    assert [name for name in names if not NAME.fullmatch(name)] == []
    assert repeated(names) == []


def test_a_parent_stands_before_its_children(themes: list[dict[str, Any]]) -> None:
    seen: set[str] = set()
    for theme in themes:
        parent, slash, _ = theme["name"].rpartition("/")
        assert not slash or parent in seen, theme["name"]
        seen.add(theme["name"])


def test_a_synonym_gives_away_one_theme_only(themes: list[dict[str, Any]]) -> None:
    synonyms = list(chain.from_iterable(theme["synonyms"] for theme in themes))
    last_words = {theme["name"].rpartition("/")[2] for theme in themes}
    assert repeated(synonyms) == []
    assert set(synonyms) & last_words == set()


def test_synonyms_are_lower_case_words_that_say_something(themes: list[dict[str, Any]]) -> None:
    synonyms = list(chain.from_iterable(theme["synonyms"] for theme in themes))
    assert [word for word in synonyms if word != " ".join(word.lower().split())] == []
    assert set(synonyms) & TOO_COMMON == set()


def test_groups_of_synonyms_are_lower_case_and_do_not_overlap(groups: list[list[str]]) -> None:
    words = list(chain.from_iterable(groups))
    assert len(groups) >= 120
    assert all(len(group) >= 2 for group in groups)
    assert [word for word in words if word != " ".join(word.lower().split())] == []
    assert repeated(words) == []
