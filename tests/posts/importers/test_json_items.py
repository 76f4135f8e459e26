"""Long lists in JSON are read item by item, and what is broken ends in a sentence."""

import json
from typing import Any

from hypothesis import given as drawn
from hypothesis import strategies as st

from retro.posts.importers.entry import Trouble
from retro.posts.importers.json_items import LARGEST_ITEM, fields_in, items_in, json_lines
from tests.posts.importers.reading import given, options

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
layouts = st.sampled_from([None, 0, 1, 4])


def items(text: str, key: str = "entries") -> list[Any]:
    return list(items_in(given(text), options(), key))


@drawn(st.lists(values, max_size=8), st.dictionaries(st.text(max_size=6), values, max_size=3), layouts)
def test_any_items_read_back(entries: list[Any], others: dict[str, Any], indent: int | None) -> None:
    others.pop("entries", None)
    before = json.dumps({**others, "entries": entries, "after": [1]}, indent=indent)
    assert items(before) == entries
    assert items(json.dumps(entries, indent=indent), "") == entries


@drawn(st.lists(values, min_size=1, max_size=5), st.data())
def test_what_was_cut_off_is_told_after_what_was_whole(entries: list[Any], data: st.DataObject) -> None:
    text = json.dumps({"entries": entries})
    cut = data.draw(st.integers(1, len(text) - 1))
    found = items(text[:cut])
    assert isinstance(found[-1], Trouble)
    whole = found[:-1]
    # The last of them may be a number that lost its last digits.
    assert whole[:-1] == entries[: max(0, len(whole) - 1)]


def test_numbers_and_items_on_the_edge_of_a_window() -> None:
    for width in range(256 * 1024 - 12, 256 * 1024 + 3):
        entries = ["a" * (width - 14), 1234567890, 12.5e3, {"b": [1]}]
        assert items(json.dumps({"entries": entries})) == entries


def test_items_of_many_windows() -> None:
    entries = [{"number": number, "text": "x" * 10_000} for number in range(200)]
    assert items(json.dumps({"entries": entries})) == entries


def test_what_is_broken() -> None:
    for text, said in (
        ('{"entries": [1, 2', "after 2 entries"),
        ('{"entries": [1 2]}', "after 1 entries: a , is missing"),
        ('{"entries" [1]}', "a : is missing"),
        ("[1]", "a { is missing"),
        ("", "a { is missing"),
        ('{1: 2, "entries": []}', "a key is no text"),
        ('{"entries": [' + "[" * 200_000 + "]" * 200_000 + "]}", "nested too deeply"),
    ):
        [trouble] = [found for found in items(text) if isinstance(found, Trouble)]
        assert said in trouble.sentence, text[:40]


def test_one_item_that_never_ends() -> None:
    [trouble] = items('{"entries": ["' + "a" * (LARGEST_ITEM + 3_000_000))
    assert "larger than 16 MiB" in trouble.sentence


def test_an_object_with_too_many_keys() -> None:
    text = json.dumps({str(number): 0 for number in range(2_000)})
    [trouble] = items(text)
    assert "more than 1,000 keys" in trouble.sentence


def test_lines() -> None:
    text = '{"a": 1}\n\n[2]\nno\n' + "[" * 200_000 + "\n3"
    found = list(json_lines(given(text), options()))
    assert [(number, value) for number, value in found if not isinstance(value, Trouble)] == [
        (1, {"a": 1}),
        (3, [2]),
        (6, 3),
    ]
    said = [value.sentence for _, value in found if isinstance(value, Trouble)]
    assert said[0].startswith("Line 4 is no JSON")
    assert said[1].startswith("Line 5 is nested too deeply")


@drawn(st.text(alphabet='{}[]":,1a \n\\', max_size=40))
def test_no_text_is_too_much(text: str) -> None:
    items(text)
    items(text, "")
    fields_in(given(text))
    list(json_lines(given(text), options()))
