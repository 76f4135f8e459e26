"""The words of ``data/names.toml``: of people, and of what else is written with capitals."""

import tomllib
from functools import cache
from typing import NamedTuple

from retro.resources import data_folder

__all__ = ["NameWords", "name_words"]


class NameWords(NamedTuple):
    """Lists of words, as the file explains them."""

    given: frozenset[str]
    also_words: frozenset[str]
    titles: frozenset[str]
    other_names: frozenset[str]
    ordinary: frozenset[str]


@cache
def name_words() -> NameWords:
    """The lists, read when first asked for: 1 ms."""
    lists = tomllib.loads((data_folder() / "names.toml").read_text(encoding="utf-8"))
    return NameWords(**{name: frozenset(lists[name].split()) for name in NameWords._fields})
