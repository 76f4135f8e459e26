"""What becomes of two versions, case by case, exactly: each way round, and merged again with either."""

import dataclasses
from collections.abc import Mapping
from typing import Any

import pytest

from retro.journal.records.shape import Record
from retro.sync.encoding import canonical, digest, encode
from retro.sync.merging import merge

Said = Mapping[str, Any]


def lesson(table: str = "lessons", **said: Any) -> Record:
    """A record: fields, and under ``lists``, ``parts`` and ``conflicts`` what else it has."""
    others = {name: said.pop(name, {}) for name in ("lists", "parts", "conflicts")}
    return Record(table, "x", said, **others)


def lost(value: Any, over: Any) -> list[Any]:
    """A version that waits, and what it has lost against."""
    return [value, digest(canonical(over).encode("utf-8", "surrogatepass"))[:12]]


def check(base: Record | None, ours: Record, theirs: Record, becomes: Record) -> None:
    for one, other in ((ours, theirs), (theirs, ours)):
        merged = merge(base, one, other)
        assert merged is not None
        assert merged == becomes
        assert encode(merged) == encode(becomes)
        for side in (one, other, merged):
            assert merge(base, merged, side) == merged


# Fields


@pytest.mark.parametrize(
    ("was", "mine", "other", "becomes"),
    [
        ({"a": 1, "b": 1}, {"a": 2, "b": 1}, {"a": 1, "b": 2}, {"a": 2, "b": 2}),
        ({"a": 1}, {"a": 1, "b": 2}, {"a": 3}, {"a": 3, "b": 2}),  # a field that only one has
        ({"a": 1, "b": 1}, {"a": 2, "b": 1}, {"a": 1}, {"a": 2}),  # that one has no more
        ({"a": 1, "b": None}, {"a": 2}, {"a": 1, "b": None, "c": 1}, {"a": 2, "c": 1}),
        ({"a": None}, {"a": "x"}, {"a": None, "b": 0}, {"a": "x", "b": 0}),
        ({"created_at": "3", "a": 0}, {"created_at": "1", "a": 1}, {"created_at": "2", "a": 0, "b": 1},
         {"created_at": "1", "a": 1, "b": 1}),
        ({"position": 9}, {"position": 4}, {"position": 3}, {"position": 3}),
        ({"imported_at": "1"}, {"imported_at": "2"}, {"imported_at": "3"}, {"imported_at": "3"}),
        ({"id": "c"}, {"id": "b"}, {"id": "a"}, {"id": "a"}),
        ({"updated_at": "5", "a": 0}, {"updated_at": "1", "a": 1}, {"updated_at": "2", "a": 0, "b": 1},
         {"updated_at": "2", "a": 1, "b": 1}),
        ({"updated_at": "5"}, {"updated_at": None}, {"updated_at": None}, {"updated_at": None}),
        ({"updated_at": "5"}, {"updated_at": None}, {"updated_at": "1"}, {"updated_at": "1"}),
        ({"updated_at": "5"}, {"updated_at": 7}, {"updated_at": "1"}, {"updated_at": 7}),  # of no retro
    ],
)  # fmt: skip
def test_what_two_have_changed_in_different_fields_is_both_there(
    was: Said, mine: Said, other: Said, becomes: Said
) -> None:
    check(lesson(**was), lesson(**mine), lesson(**other), lesson(**becomes))


@pytest.mark.parametrize(
    ("name", "was", "mine", "other", "stands"),
    [
        ("title", "a", "b", "c", "c"),
        ("title", None, "b", "c", "c"),
        ("title", "a", "\udc9b", "b", "\udc9b"),  # half a character, as a file name can have one
        ("starred", 0, 1, 2, 2),
        ("happened", [None, None], ["2024", "x"], ["2023", "y"], ["2024", "x"]),
        ("visibility", "x", "private", "publishable", "private"),
        ("visibility", "x", "publishable", "private", "private"),
        ("consent", "named", "role only", "never", "never"),
        ("consent", "never", "role only", "named", "role only"),
        ("body", "a", "b", "c", "c"),
        ("body", "a\nx", "b\nx", "c\nx", "c\nx"),
        ("body", None, "b", "c", "c"),
        ("answer", "a", 1, "c", 1),
    ],
)
def test_of_two_values_one_stands_and_the_other_waits(
    name: str, was: Any, mine: Any, other: Any, stands: Any
) -> None:
    gives_way = other if stands == mine else mine
    for stamps in ({}, {"updated_at": "1"}):
        becomes = lesson(**{name: stands}, **stamps, conflicts={name: [lost(gives_way, stands)]})
        ours, theirs = lesson(**{name: mine}, **stamps), lesson(**{name: other}, **stamps)
        for base in (lesson(**{name: was}, **stamps), None):
            check(base, ours, theirs, becomes)


def test_the_later_one_stands_whatever_it_says() -> None:
    for early, late in (("b", "c"), ("c", "b")):
        base = lesson(title="a", updated_at="1")
        ours, theirs = lesson(title=early, updated_at="2"), lesson(title=late, updated_at="3")
        check(
            base, ours, theirs, lesson(title=late, updated_at="3", conflicts={"title": [lost(early, late)]})
        )


def test_one_without_a_time_is_earlier_than_one_with() -> None:
    ours, theirs = lesson(title="z"), lesson(title="b", updated_at="3")
    check(None, ours, theirs, lesson(title="b", updated_at="3", conflicts={"title": [lost("z", "b")]}))
    ours = lesson(title="z", updated_at="")
    check(None, ours, theirs, lesson(title="b", updated_at="3", conflicts={"title": [lost("z", "b")]}))


@pytest.mark.parametrize("name", ["body", "text", "result", "expectation", "measure", "answer"])
def test_texts_of_several_lines_are_merged_by_lines(name: str) -> None:
    was, mine, other, both = "a\nb\nc\nd\ne", "A\nb\nc\nd\ne", "a\nb\nc\nd\nE", "A\nb\nc\nd\nE"
    check(lesson(**{name: was}), lesson(**{name: mine}), lesson(**{name: other}), lesson(**{name: both}))


def test_a_title_is_not_merged_by_lines() -> None:
    was, mine, other = "a\nb\nc\nd\ne", "A\nb\nc\nd\ne", "a\nb\nc\nd\nE"
    becomes = lesson(title=other, conflicts={"title": [lost(mine, other)]})
    check(lesson(title=was), lesson(title=mine), lesson(title=other), becomes)


@pytest.mark.parametrize(
    ("was", "mine", "other"),
    [("yxxx", "yxyx", "xxx"), ("xxyy", "xxyx", "yy"), ("yyyx", "yyyy", "xyx")],
)
def test_a_text_that_would_be_merged_otherwise_the_next_time_touches(was: str, mine: str, other: str) -> None:
    """Of lines that are alike it cannot be told which one somebody has taken out."""
    first, second = sorted("\n".join(text) for text in (mine, other))
    becomes = lesson(body=second, conflicts={"body": [lost(first, second)]})
    check(lesson(body="\n".join(was)), lesson(body=first), lesson(body=second), becomes)


def test_what_is_at_the_ends_of_a_text_stays() -> None:
    was, both = "  a\nb\nc\nd\nX", "  A\nb\nc\nd\nX "
    ours, theirs = lesson(body="  A\nb\nc\nd\nX"), lesson(body="  a\nb\nc\nd\nX ")
    check(lesson(body=was), ours, theirs, lesson(body=both))
    ours, theirs = lesson(body="X\nb\nc\nd\nE"), lesson(body="X\nb\nc\nd\nX")
    check(lesson(body="a\nb\nc\nd\nE"), ours, theirs, lesson(body="X\nb\nc\nd\nX"))


# Deleting


@pytest.mark.parametrize(
    ("base", "mine", "other", "becomes"),
    [
        (None, None, None, None),
        (None, "1", "2", "2"),
        (None, "2", None, None),
        ("1", None, "1", None),
        ("1", None, "2", None),
        ("1", "2", "3", "3"),
    ],
)
def test_what_stays_deleted(
    base: str | None, mine: str | None, other: str | None, becomes: str | None
) -> None:
    """Taking it back beats deleting it; both deleted it is as late as either."""
    ours, theirs = lesson(deleted_at=mine, a=1), lesson(deleted_at=other, b=1)
    check(lesson(deleted_at=base), ours, theirs, lesson(deleted_at=becomes, a=1, b=1))


@pytest.mark.parametrize(
    "edit",
    [{"title": "b"}, {"lists": {"themes": ["t"]}}, {"parts": {"applications": {"k": {"id": "k"}}}}],
)
def test_any_edit_beats_a_deletion(edit: Said) -> None:
    base = lesson(title="a", deleted_at=None, updated_at="1")
    edited = lesson(**{"title": "a", "deleted_at": None, "updated_at": "2", **edit})
    deleted = lesson(title="a", deleted_at="3", updated_at="3")
    check(base, edited, deleted, dataclasses.replace(edited, fields={**edited.fields, "updated_at": "3"}))


def test_a_touch_does_not() -> None:
    base = lesson(title="a", deleted_at=None, updated_at="1")
    touched = lesson(title="a", deleted_at=None, updated_at="4")
    deleted = lesson(title="a", deleted_at="3", updated_at="3")
    check(base, touched, deleted, lesson(title="a", deleted_at="3", updated_at="4"))


def test_what_waits_is_no_edit() -> None:
    base = lesson(title="a", deleted_at=None, conflicts={"title": [["w", "1"]]})
    decided = lesson(title="a", deleted_at=None)
    deleted = lesson(title="a", deleted_at="3", conflicts={"title": [["w", "1"]]})
    check(base, decided, deleted, lesson(title="a", deleted_at="3"))


# Lists


@pytest.mark.parametrize(
    ("was", "mine", "other", "becomes"),
    [
        ([], ["a"], ["b"], ["a", "b"]),
        (["a"], ["a", "c"], ["a", "b"], ["a", "b", "c"]),
        (["a", "b"], ["b"], ["a"], []),
        (["b", "a"], ["b", "a", "c"], ["a"], ["a", "c"]),
        (["c", "a", "b"], ["c", "a", "b"], ["b"], ["b"]),
        (["a", "b"], ["b", "a"], ["a", "b", "c"], ["a", "b", "c"]),  # another order is the less of the two
        (["a", "b"], ["b", "a"], ["a"], ["a"]),
        (["a", "b", "c"], ["b", "a", "c"], ["c", "b", "a"], ["c", "b", "a"]),
        ([["m", 1.0]], [["m", 1.0], ["n", 2.0]], [], [["n", 2.0]]),
        ([["m", 1.0]], [["m", 2.0]], [["m", 3.0]], [["m", 2.0], ["m", 3.0]]),
    ],
)
def test_lists_are_merged_as_sets(
    was: list[Any], mine: list[Any], other: list[Any], becomes: list[Any]
) -> None:
    def with_list(values: list[Any], **more: Any) -> Record:
        return lesson(lists={"themes": values} if values else {}, **more)

    check(with_list(was), with_list(mine), with_list(other), with_list(becomes))
    check(with_list(was), with_list(mine, a=1), with_list(was, b=1), with_list(mine, a=1, b=1))


def test_an_order_that_one_has_changed_is_taken_from_it_whatever_the_clocks_say() -> None:
    base = lesson(lists={"themes": ["a", "b"]}, updated_at="1")
    ours = lesson(lists={"themes": ["b", "a"]}, updated_at="2")
    theirs = lesson(title="b", lists={"themes": ["a", "b"]}, updated_at="3")
    check(base, ours, theirs, lesson(title="b", lists={"themes": ["b", "a"]}, updated_at="3"))


def test_each_list_is_merged_by_itself() -> None:
    base = lesson(lists={"themes": ["t"], "people": ["p"]})
    ours = lesson(lists={"people": ["p", "q"]})
    theirs = lesson(lists={"themes": ["t"], "evidence": [["m", 1.0]]})
    check(base, ours, theirs, lesson(lists={"people": ["q"], "evidence": [["m", 1.0]]}))


# What hangs on a record


def test_parts_are_merged_field_by_field() -> None:
    def parts(**rows: Said) -> Said:
        return {"parts": {"applications": rows}}

    base = lesson(**parts(k={"id": "k", "outcome": 1, "result": "a"}, gone={"id": "gone"}))
    ours = lesson(**parts(k={"id": "k", "outcome": 2, "result": "b"}, new={"id": "new"}))
    theirs = lesson(**parts(k={"id": "k", "outcome": 1, "result": "c"}, gone={"id": "gone"}))
    merged = parts(k={"id": "k", "outcome": 2, "result": "c"}, new={"id": "new"})
    becomes = lesson(**merged, conflicts={"applications/k/result": [lost("b", "c")]})
    check(base, ours, theirs, becomes)


def test_a_part_that_one_has_edited_stays_though_the_other_has_taken_it_out() -> None:
    base = lesson(parts={"applications": {"k": {"result": "a"}}})
    edited = lesson(parts={"applications": {"k": {"result": "b"}}})
    check(base, edited, lesson(title="b"), lesson(title="b", parts={"applications": {"k": {"result": "b"}}}))


def test_a_part_that_both_have_made_is_merged_from_nothing() -> None:
    ours = lesson(parts={"applications": {"k": {"result": "a", "one": 1}}})
    theirs = lesson(parts={"applications": {"k": {"result": "b", "other": 1}}})
    merged = {"applications": {"k": {"result": "b", "one": 1, "other": 1}}}
    conflicts = {"applications/k/result": [lost("a", "b")]}
    check(lesson(title="a"), ours, theirs, lesson(parts=merged, conflicts=conflicts))


@pytest.mark.parametrize(
    ("table", "stamp", "waits"),
    [
        ("reviews", "last_review_at", False),
        ("imported_lessons", "draft", False),
        ("check_in_items", "answered_at", True),
    ],
)
def test_parts_whose_fields_go_together_are_taken_whole(table: str, stamp: str, waits: bool) -> None:
    def of(**row: Any) -> Record:
        return lesson(parts={table: {"k": row}})

    early, late = {stamp: "2", "a": 9, "answer": "x"}, {stamp: "3", "a": 1, "answer": "y"}
    conflicts = {f"{table}/k": [lost(early, late)]} if waits else {}
    becomes = lesson(parts={table: {"k": late}}, conflicts=conflicts)
    check(of(**{stamp: "1"}), of(**early), of(**late), becomes)
    for never in ({stamp: None, "a": 9}, {"a": 9}):
        conflicts = {f"{table}/k": [lost(never, late)]} if waits else {}
        check(None, of(**never), of(**late), lesson(parts={table: {"k": late}}, conflicts=conflicts))


# What waits


def test_what_waits_on_either_side_waits() -> None:
    ours = lesson(a=1, conflicts={"title": [["u", "1"]]})
    theirs = lesson(b=1, conflicts={"title": [["v", "1"]], "body": [["w", "1"]]})
    conflicts = {"title": [["u", "1"], ["v", "1"]], "body": [["w", "1"]]}
    check(lesson(), ours, theirs, lesson(a=1, b=1, conflicts=conflicts))


def test_what_one_has_decided_on_waits_no_more() -> None:
    waits = {"title": [["u", "1"], ["v", "1"]]}
    base = lesson(title="a", conflicts=waits)
    ours = lesson(title="a", conflicts={"title": [["v", "1"]]})
    theirs = lesson(title="a", b=1, conflicts=waits)
    check(base, ours, theirs, lesson(title="a", b=1, conflicts={"title": [["v", "1"]]}))
    check(base, lesson(title="u"), theirs, lesson(title="u", b=1))


def test_what_stands_does_not_wait() -> None:
    base = lesson(title="a")
    ours = lesson(title="b", conflicts={"title": [["c", "1"], ["d", "1"]]})
    check(base, ours, lesson(title="c"), lesson(title="c", conflicts={"title": [lost("b", "c"), ["d", "1"]]}))


def test_what_stands_does_not_wait_whoever_has_changed_it() -> None:
    waits = {"title": [["c", "1"]]}
    check(lesson(title="a"), lesson(title="a", conflicts=waits), lesson(title="c"), lesson(title="c"))
    both = lesson(title="c", a=1), lesson(title="c", b=1, conflicts=waits)
    check(lesson(title="a"), *both, lesson(title="c", a=1, b=1))
    ours, theirs = lesson(body="A\nb\nc", conflicts={"body": [["A\nb\nC", "1"]]}), lesson(body="a\nb\nC")
    check(lesson(body="a\nb\nc"), ours, theirs, lesson(body="A\nb\nC"))


def test_a_text_is_merged_with_one_that_nobody_has_written_yet() -> None:
    check(None, lesson(body=""), lesson(body="x"), lesson(body="x"))


def test_what_waits_in_a_part_that_is_gone_waits() -> None:
    waits = {"applications/k/company": [[None, "1"]]}
    check(None, lesson(a=1, conflicts=waits), lesson(b=1), lesson(a=1, b=1, conflicts=waits))


def test_a_version_that_loses_again_waits_again() -> None:
    """Somebody has decided against it, and somebody else has written it anew."""
    base = lesson(title="a", conflicts={"title": [lost("b", "c")]})
    ours, theirs = lesson(title="c"), lesson(title="b", conflicts={"title": [lost("b", "c")]})
    becomes = lesson(title="c", conflicts={"title": [lost("b", "c")]})
    merged = merge(base, ours, theirs)
    assert merged == merge(base, theirs, ours) == becomes


# Gone


def test_what_is_gone() -> None:
    base, edited = lesson(title="a"), lesson(title="b")
    assert merge(base, None, base) is None
    assert merge(base, base, None) is None
    assert merge(base, None, edited) == merge(base, edited, None) == edited
    assert merge(None, None, edited) == merge(None, edited, None) == edited
    assert merge(None, None, None) is None
    waits = lesson(title="a", conflicts={"title": [["b", "1"]]})
    assert merge(base, None, waits) == waits  # and what waits there is not to be lost either
    for change in ({"lists": {"themes": ["t"]}}, {"parts": {"reviews": {"": {"a": 1}}}}):
        changed = lesson(title="a", **change)
        assert merge(base, None, changed) == merge(base, base, changed) == changed


def test_what_it_is_of_stays() -> None:
    merged = merge(None, Record("posts", "p", {"a": 1}), Record("posts", "p", {"b": 1}))
    assert merged == Record("posts", "p", {"a": 1, "b": 1})
