"""The outline of a post: moving and leaving out lose nothing, and can be taken back."""

from hypothesis import given
from hypothesis import strategies as st

from retro.tui.outlines import Outline, Row, Section


@st.composite
def outlines(draw: st.DrawFn) -> Outline:
    sizes = draw(st.lists(st.integers(1, 4), min_size=1, max_size=4))
    names = [f"s{place}" for place in range(len(sizes))]
    names[draw(st.integers(0, len(names) - 1))] = ""
    sections = tuple(
        Section(name, tuple(f"{name}/{number}" for number in range(size)))
        for name, size in zip(names, sizes, strict=True)
    )
    ids = [each for section in sections for each in section.lesson_ids]
    return Outline(sections, frozenset(draw(st.sets(st.sampled_from(ids)))))


@given(outlines(), st.data())
def test_moving_there_and_back_changes_nothing(outline: Outline, data: st.DataObject) -> None:
    row = data.draw(st.sampled_from(outline.rows))
    step = data.draw(st.sampled_from([-1, 1]))
    moved, place = outline.moved(row, step)
    assert sorted(moved.order) == sorted(outline.order)
    assert moved.ids_at(place) == outline.ids_at(row)
    assert set(moved.sections) == set(outline.sections) or row.lesson_id
    if moved == outline:
        assert place == row
    else:
        assert moved.moved(place, -step) == (outline, row)


@given(outlines(), st.data())
def test_leaving_out_keeps_the_place(outline: Outline, data: st.DataObject) -> None:
    row = data.draw(st.sampled_from(outline.rows))
    toggled = outline.toggled(row)
    assert toggled.order == outline.order
    assert toggled.is_in(row) != outline.is_in(row)
    assert set(toggled.included) | toggled.left_out == set(outline.order)
    if row.lesson_id:
        assert toggled.toggled(row) == outline


@given(outlines())
def test_without_sections_the_order_stays(outline: Outline) -> None:
    flat = outline.flat()
    assert flat.order == outline.order
    assert flat.included == outline.included
    assert all(row.lesson_id for row in flat.rows)


def test_nothing_has_no_rows() -> None:
    assert Outline().rows == ()
    assert Outline().flat() == Outline()
    assert Outline((Section("", ("a",)),)).rows == (Row(0, "a"),)


def test_lessons_come_back_as_they_were_arranged() -> None:
    before = Outline((Section("B", ("3", "9")), Section("A", ("2", "1"))), frozenset({"2", "9"}))
    now = Outline((Section("A", ("1", "2", "4")), Section("B", ("3",)), Section("C", ("5",))))
    assert now.arranged_as(before) == Outline(
        (Section("B", ("3",)), Section("A", ("2", "1", "4")), Section("C", ("5",))), frozenset({"2"})
    )
    assert now.arranged_as(now) == now
