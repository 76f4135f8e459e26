"""Many texts come back as they were, whatever lies compressed in between."""

from collections.abc import Iterator

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from retro.model import Lesson
from retro.posts import many
from retro.posts.many import Many, body_of, many_lessons, with_body, without_texts
from tests.posts.lessons import lesson

# Also half of a pair, which no file can hold and a shell's argument may.
_BODIES = st.lists(st.text(st.characters(exclude_categories=()), max_size=40), max_size=8)


@pytest.fixture(autouse=True)
def few_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(many, "_AS_THEY_ARE", 2)


def made(bodies: list[str]) -> list[Lesson]:
    return [lesson(f"Lesson {at}", id=f"{at:0>12}").replace(body=body) for at, body in enumerate(bodies)]


@given(_BODIES)
@example(["", "", "half of a pair \ud800", "😀"])
def test_they_are_what_they_were(bodies: list[str]) -> None:
    lessons = made(bodies)
    kept = many_lessons(iter(lessons))
    assert list(kept) == list(kept) == lessons
    assert [kept[at] for at in range(len(kept))] == lessons
    assert kept[-3:] == lessons[-3:]
    assert [each.title for each in without_texts(kept)] == [each.title for each in lessons]


@given(_BODIES)
def test_what_is_made_of_them_has_its_own_texts(bodies: list[str]) -> None:
    lessons = made(bodies)

    def shortened(each: Lesson) -> Lesson:
        return each.replace(title="New", body=each.body.rstrip("a b"))

    changed = many_lessons(lessons).changed(shortened, body_of, with_body)
    assert list(changed) == list(map(shortened, lessons))
    renamed = changed.renamed(lambda each: each.replace(title="Newer"))
    assert list(renamed) == [shortened(each).replace(title="Newer") for each in lessons]


def test_what_lies_compressed_lies_there_once() -> None:
    kept = many_lessons(made(["the same text " * 100] * 6))
    same = kept.changed(lambda each: each.replace(title="New"), body_of, with_body)
    assert [body_of(each) for each in without_texts(kept)][2:] == [""] * 4
    assert all(one[1] is other[1] for one, other in zip(kept._rest, same._rest, strict=True))
    assert sum(len(packed) for _, packed in kept._rest) < 400


def test_they_are_taken_one_by_one() -> None:
    taken: list[str] = []

    def lessons() -> Iterator[Lesson]:
        for each in made(["a", "b", "c"]):
            taken.append(each.id)
            yield each

    assert len(Many(lessons(), body_of, with_body)) == 3 == len(taken)
    assert list(without_texts(iter([1, 2]))) == [1, 2]
