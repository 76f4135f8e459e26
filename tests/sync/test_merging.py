"""Merging: the same either way round, the same again, and nothing that anybody wrote is lost."""

import dataclasses
import itertools
import os
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from retro.journal.records.shape import Record
from retro.sync.encoding import encode
from retro.sync.merging import merge
from tests.sync.records import RECORDS, lessons

TIMES = {"created_at", "updated_at", "deleted_at"}


Sides = tuple[Record | None, Record | None, Record | None]


def spelled(record: Record | None) -> bytes:
    return b"" if record is None else encode(record)


@st.composite
def edits(draw: st.DrawFn, of: Record | None) -> Record | None:
    """What a device makes of a record: some of another one, or nothing, or all of it."""
    other = draw(RECORDS)
    if of is None or other is None or draw(st.integers(0, 9)) == 0:
        return other
    taken = draw(st.sets(st.sampled_from(["title", "body", "visibility", "updated_at", "deleted_at"])))
    fields = {**of.fields, **{name: other.fields[name] for name in taken}}
    changes: dict[str, Any] = {"fields": fields}
    for name in ("lists", "parts", "conflicts"):
        if draw(st.booleans()):
            changes[name] = getattr(other, name)
    return dataclasses.replace(of, **changes)


@st.composite
def sides(draw: st.DrawFn) -> Sides:
    base = draw(RECORDS)
    return base, draw(edits(base)), draw(edits(base))


many = settings(max_examples=int(os.environ.get("RETRO_SOAK", "0")) * 3000 or 150)


@many
@given(sides())
def test_it_is_the_same_whichever_is_called_ours(
    three: Sides,
) -> None:
    base, ours, theirs = three
    assert spelled(merge(base, ours, theirs)) == spelled(merge(base, theirs, ours))
    assert spelled(merge(base, ours, theirs)) == spelled(merge(base, ours, theirs))


@many
@given(sides())
def test_merging_what_came_of_it_again_changes_nothing(
    three: Sides,
) -> None:
    base, ours, theirs = three
    merged = merge(base, ours, theirs)
    for side in (ours, theirs, merged):
        assert spelled(merge(base, merged, side)) == spelled(merged), side


@many
@given(RECORDS, RECORDS)
def test_what_only_one_has_changed_is_taken_from_it(base: Record | None, edited: Record | None) -> None:
    assert spelled(merge(base, edited, base)) == spelled(edited)
    assert spelled(merge(base, edited, edited)) == spelled(edited)


def versions(record: Record, path: str) -> list[Any]:
    return [version for version, _ in record.conflicts.get(path, [])]


def check_nothing_is_lost(base: Record | None, side: Record, merged: Record | None) -> None:
    """Every field that a device changed is there as it wrote it, or waits, or is in a text line by line."""
    assert merged is not None
    was = base.fields if base is not None else {}
    for name, value in side.fields.items():
        if name in TIMES or (base is not None and was[name] == value):
            continue
        if merged.fields[name] == value or value in versions(merged, name):
            continue
        assert name == "body"
        new = set(value.split("\n")) - set(str(was.get(name, "")).split("\n"))
        assert new <= set(merged.fields[name].split("\n"))
    for name, values in side.lists.items():
        before = base.lists.get(name, []) if base is not None else []
        for each in values:
            assert each in before or each in merged.lists.get(name, []), (name, each)
    logged = base.parts.get("applications", {}) if base is not None else {}
    for key, part in side.parts.get("applications", {}).items():
        was = logged.get(key, {})
        there = merged.parts.get("applications", {}).get(key)
        if part == was:
            continue
        assert there is not None, key
        if was.get("result") != part["result"]:
            found = versions(merged, f"applications/{key}/result")
            assert not part["result"] or part["result"] in {there["result"], *found}


@many
@given(sides())
def test_nothing_that_anybody_wrote_is_lost(
    three: Sides,
) -> None:
    base, ours, theirs = three
    merged = merge(base, ours, theirs)
    for side in (ours, theirs):
        if side is not None and spelled(side) != spelled(base):
            check_nothing_is_lost(base, side, merged)


@many
@given(sides())
def test_what_waits_goes_only_when_somebody_decides(
    three: Sides,
) -> None:
    base, ours, theirs = three
    merged = merge(base, ours, theirs)
    if base is None or ours is None or theirs is None or merged is None:
        return
    for path, waiting in base.conflicts.items():
        for each in waiting:
            decided = any(each not in side.conflicts.get(path, []) for side in (ours, theirs))
            stands = merged.fields.get(path) == each[0]
            assert decided or stands or each in merged.conflicts.get(path, [])


@many
@given(sides())
def test_an_edit_beats_a_delete(three: Sides) -> None:
    base, ours, _ = three
    if base is None or ours is None:
        return
    base = dataclasses.replace(base, fields={**base.fields, "deleted_at": None})
    edited = dataclasses.replace(ours, fields={**ours.fields, "deleted_at": None, "title": "Anew"})
    deleted = dataclasses.replace(base, fields={**base.fields, "deleted_at": "2025-01-01T00:00:00Z"})
    for gone in (deleted, None):
        merged = merge(base, edited, gone)
        assert merged is not None
        assert merged.fields["deleted_at"] is None
        assert merged.fields["title"] == "Anew"
    untouched = merge(base, dataclasses.replace(base), deleted)
    assert untouched is not None
    assert untouched.fields["deleted_at"] == "2025-01-01T00:00:00Z"
    assert merge(base, base, None) is None


@settings(max_examples=150)
@given(st.data(), st.integers(2, 5))
def test_devices_that_push_one_after_the_other_end_with_the_same_in_every_order(
    data: st.DataObject, count: int
) -> None:
    """Each merges what it has with the head, from what it last saw; when all have pulled, all are equal."""
    base = data.draw(lessons())
    edited = [data.draw(edits(base)) for _ in range(count)]
    results = []
    orders = list(itertools.permutations(range(count)))
    for order in data.draw(st.lists(st.sampled_from(orders), min_size=2, max_size=3)):
        head: Record | None = base
        seen: dict[int, Record | None] = {}
        for device in order:
            head = merge(base, edited[device], head)
            seen[device] = head
        held = {device: merge(seen[device], seen[device], head) for device in order}
        assert {spelled(each) for each in held.values()} == {spelled(head)}
        results.append(head)
        for device in order:
            side = edited[device]
            if side is not None and spelled(side) != spelled(base) and head is not None:
                written = {side.fields["title"]} - {base.fields["title"]}
                assert written <= {head.fields["title"], *versions(head, "title")}
    assert len({each is None for each in results}) == 1  # whether it is there depends on no order


@pytest.mark.parametrize(
    ("was", "mine", "other", "becomes"),
    [
        ("a\nb\nc", "A\nb\nc", "a\nb\nC", "A\nb\nC"),
        ("a", "a\nb", "a", "a\nb"),
        ("a\nb\nc\nd", "a\nd", "a\nb\nc\nd\ne", "a\nd\ne"),
    ],
)
def test_edits_of_a_text_that_do_not_touch_are_both_in_it(
    was: str, mine: str, other: str, becomes: str
) -> None:
    base, ours, theirs = (Record("lessons", "x", {"body": text}) for text in (was, mine, other))
    merged = merge(base, ours, theirs)
    assert merged == Record("lessons", "x", {"body": becomes})


def test_of_edits_that_touch_both_are_kept_and_one_stands() -> None:
    base, ours, theirs = (Record("lessons", "x", {"body": text, "updated_at": text}) for text in "abc")
    merged = merge(base, ours, theirs)
    assert merged is not None
    assert merged.fields["body"] == "c"
    assert versions(merged, "body") == ["b"]


@example("2020", "2030")
@given(st.sampled_from(["", "2020", "2030"]), st.sampled_from(["", "2020", "2030"]))
def test_a_clock_that_runs_backwards_loses_nothing(mine: str, other: str) -> None:
    base = Record("lessons", "x", {"title": "a", "updated_at": "2025"})
    ours = Record("lessons", "x", {"title": "b", "updated_at": mine})
    theirs = Record("lessons", "x", {"title": "c", "updated_at": other})
    merged = merge(base, ours, theirs)
    assert merged is not None
    assert {merged.fields["title"], *versions(merged, "title")} == {"b", "c"}


def test_what_may_leave_less_stands() -> None:
    base = Record("people", "x", {"consent": "named"})
    ours, theirs = (Record("people", "x", {"consent": consent}) for consent in ("role only", "never"))
    merged = merge(base, ours, theirs)
    assert merged is not None
    assert merged.fields["consent"] == "never"
    assert versions(merged, "consent") == ["role only"]


def test_a_checklist_line_that_two_have_answered_keeps_both_answers() -> None:
    def answered(answer: str, when: str) -> Record:
        row = {
            "id": "i",
            "lesson": "l",
            "position": 0,
            "state": "done",
            "answer": answer,
            "answered_at": when,
        }
        return Record("check_ins", "x", {}, {}, {"check_in_items": {"l": row}})

    merged = merge(Record("check_ins", "x", {}), answered("Yes", "2024"), answered("No", "2025"))
    assert merged is not None
    assert merged.parts["check_in_items"]["l"]["answer"] == "No"
    assert [each["answer"] for each in versions(merged, "check_in_items/l")] == ["Yes"]


def written(title: str, updated: str, deleted: str | None = None, **more: Any) -> Record:
    fields = {"title": title, "body": "", "updated_at": updated, "deleted_at": deleted, **more}
    return Record("lessons", "x", fields)


def test_a_deletion_stands_where_the_other_has_only_been_touched() -> None:
    base, touched, deleted = written("T", "1"), written("T", "2"), written("T", "3", "3")
    assert merge(base, touched, deleted) == deleted
    assert merge(base, deleted, touched) == deleted


def test_a_deletion_does_not_stand_where_the_other_was_edited() -> None:
    merged = merge(written("T", "1"), written("U", "2"), written("T", "3", "3"))
    assert merged == written("U", "3")


def test_what_is_merged_is_as_late_as_the_later_of_both() -> None:
    """Else the version that lost by its time would win when it is merged again."""
    base, ours, theirs = written("T", "2", body="one"), written("T", "2"), written("T", "1", body="two")
    merged = merge(base, ours, theirs)
    assert merged is not None
    assert merged.fields["updated_at"] == "2"
    assert spelled(merge(base, merged, theirs)) == spelled(merged)
