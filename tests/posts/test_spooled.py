"""What is too much for memory waits in a file that nobody can open and that nothing is left of."""

import gc
import tempfile
from pathlib import Path

import pytest

from retro.errors import RetroError
from retro.journal import Journal
from retro.model import LessonDraft
from retro.posts import read_ahead
from retro.posts.composing import Post
from retro.posts.requests import Request, requested
from retro.posts.spooled import AT_HAND, Spooled
from retro.posts.writing import Draft, prepare, write_drafts


def test_values_come_back_in_order_and_by_their_place() -> None:
    values = [f"text {number} 日本語 {'x' * (number % 50)}" for number in range(3 * AT_HAND)]
    spooled = Spooled(values)
    assert list(spooled) == values
    assert list(spooled) == values
    assert len(spooled) == len(values)
    assert [spooled[0], spooled[-1], spooled[AT_HAND]] == [values[0], values[-1], values[AT_HAND]]
    assert spooled[AT_HAND - 1 : AT_HAND + 2] == values[AT_HAND - 1 : AT_HAND + 2]
    with pytest.raises(IndexError):
        spooled[len(values)]


def test_values_are_put_behind_the_others_while_those_are_read() -> None:
    spooled = Spooled(range(5), at_hand=2)
    for number in range(5, 9):
        assert spooled[number - 2] == number - 2
        spooled.append(number)
    assert list(spooled) == list(range(9))


def test_the_file_has_no_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    spooled = Spooled(range(3), at_hand=1)
    assert list(tmp_path.iterdir()) == []
    assert list(spooled) == [0, 1, 2]


def test_few_values_need_no_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", "/nowhere")
    assert list(Spooled(range(AT_HAND))) == list(range(AT_HAND))
    with pytest.raises(RetroError, match="no room in /nowhere"):
        Spooled(range(AT_HAND + 1))


def test_of_many_posts_a_bounded_number_is_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read_ahead, "_cores", lambda: 1)
    number, most = 2 * AT_HAND, 0
    with Journal.open(tmp_path / "journal.db") as journal:
        with journal.step("import", "Generated"):
            for each in range(number):
                journal.lessons.add(LessonDraft(f"Lesson {each}", f"Body {each}."))
        made = requested(journal, Request(each=True), tmp_path / "site")
        drafts = prepare(journal, made.posts, tmp_path / "site")
        for _ in drafts:
            most = max(most, sum(isinstance(each, Post) for each in gc.get_objects()))
        written = write_drafts(journal, drafts, tmp_path / "site")
    assert len(written) == number
    assert all(file.path.is_file() for file in written)
    # One hundred each of posts and of drafts, which have the same ones, and the one that is looked at.
    assert most <= AT_HAND + 2
    assert sum(isinstance(each, Draft) for each in gc.get_objects()) <= AT_HAND + 2
