from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retro.model import Kind, LessonDraft
from retro.values import Value


class Point(Value):
    x: int
    y: int = 0


class Named(Point, kw_only=True):
    name: str


def test_fields_are_given_by_place_or_by_name() -> None:
    assert Point(1, 2) == Point(x=1, y=2) == Point(1, y=2)
    assert (Named(1, name="a").x, Named(1, name="a").y, Named(1, name="a").name) == (1, 0, "a")


@pytest.mark.parametrize(
    ("values", "named"),
    [((), {}), ((1, 2, 3), {}), ((1,), {"x": 1}), ((1,), {"z": 1}), ((1, 2, "a"), {}), ((), {"y": 1})],
)
def test_what_is_missing_unknown_or_given_twice_is_refused(
    values: tuple[Any, ...], named: dict[str, Any]
) -> None:
    for kind in (Point, Named):
        with pytest.raises(TypeError, match="has the fields x, y"):
            kind(*values, **named)


def test_a_value_does_not_change() -> None:
    point = Point(1)
    with pytest.raises(AttributeError, match="frozen"):
        point.x = 2  # type: ignore[misc]
    with pytest.raises(AttributeError, match="frozen"):
        del point.x
    assert point.replace(y=3) == Point(1, 3)
    assert point == Point(1)


@given(st.integers(), st.integers())
def test_values_are_equal_when_of_one_class_with_equal_fields(x: int, y: int) -> None:
    assert Point(x, y) == Point(x, y)
    assert hash(Point(x, y)) == hash(Point(x, y))
    assert (Point(x, y) == Point(y, x)) == (x == y)
    assert Point(x, y) != Named(x, y, name="a")
    assert repr(Point(x, y)) == f"Point(x={x}, y={y})"


def test_defaults_are_those_of_the_class() -> None:
    assert LessonDraft("Boil the frog").kind is Kind.LESSON
    assert LessonDraft("a") == LessonDraft(title="a", themes=(), starred=False)
