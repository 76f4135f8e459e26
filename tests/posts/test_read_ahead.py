"""Work done in other processes comes back in order, whole, and is done here where there are none."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from retro.journal import Journal
from retro.posts import read_ahead as module
from retro.posts import workers
from retro.posts.finding import find_posts, read_posts
from retro.posts.importing import apply, plan
from retro.posts.read_ahead import read_ahead


def double(number: int) -> tuple[int, int]:
    return number * 2, os.getpid()


def dies(number: int) -> int:
    """Kills the process that it is done in, unless that is the test's own."""
    if os.getpid() != int(os.environ["TEST_PROCESS"]):
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def fails(number: int) -> int:
    raise ValueError(number)


def nothing(_item: object) -> bool:
    return False


@pytest.fixture
def two_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_cores", lambda: 2)


@pytest.mark.usefixtures("two_cores")
def test_results_come_in_order_and_from_elsewhere() -> None:
    taken: list[int] = []

    def items() -> Iterator[int]:
        for number in range(200):
            taken.append(number)
            yield number

    done = []
    for number, result in read_ahead(double, items(), unless=lambda n: n % 10 == 0, at_first=5):
        done.append((number, result))
        assert len(taken) <= len(done) + 2 * 48 + 2
    assert [number for number, _ in done] == list(range(200))
    assert all((result is None) == (number % 10 == 0) for number, result in done)
    assert all(result is None or result[0] == 2 * number for number, result in done)
    here = {number for number, result in done if result is not None and result[1] == os.getpid()}
    assert here == {1, 2, 3, 4}


@pytest.mark.usefixtures("two_cores")
def test_a_process_that_is_killed_costs_nothing_but_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEST_PROCESS", str(os.getpid()))
    done = list(read_ahead(dies, range(60), unless=nothing, at_first=0))
    assert done == [(number, number) for number in range(60)]


@pytest.mark.usefixtures("two_cores")
def test_a_mistake_in_the_work_is_not_hidden() -> None:
    with pytest.raises(ValueError, match="0"):
        list(read_ahead(fails, range(3), unless=nothing, at_first=0))


def test_on_one_core_all_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_cores", lambda: 1)
    done = list(read_ahead(double, range(20), unless=nothing, at_first=0))
    assert [result for _, result in done] == [(2 * number, os.getpid()) for number in range(20)]


def test_where_a_system_allows_no_processes_all_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError("too many processes")

    monkeypatch.setattr(module, "_cores", lambda: 2)
    monkeypatch.setattr(workers, "Worker", refuse)
    done = list(read_ahead(double, range(20), unless=nothing, at_first=0))
    assert [number for number, _ in done] == list(range(20))


def test_few_items_start_no_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "Worker", None)
    assert len(list(read_ahead(double, range(100), unless=nothing))) == 100
    assert list(read_ahead(double, [], unless=nothing)) == []


@pytest.mark.usefixtures("two_cores")
def test_a_large_import_is_the_same_as_a_small_one(journal: Journal, tmp_path: Path) -> None:
    for number in range(130):
        (tmp_path / f"{number:03d}.md").write_text(
            f"---\ntitle: What I learned in week {number}\ndate: 2021-03-04\n---\n\n## Lessons learned\n\n"
            f"- Always ask {number} times before you change what others depend on.\n"
        )
    report = apply(journal, plan(journal, read_posts(find_posts([tmp_path]))))
    titles = [journal.lessons.get(lesson_id).title for lesson_id in report.added]
    assert titles == [
        f"Always ask {number} times before you change what others depend on." for number in range(130)
    ]
    again = apply(journal, plan(journal, read_posts(find_posts([tmp_path]))))
    assert (again.posts, again.added) == (130, [])
