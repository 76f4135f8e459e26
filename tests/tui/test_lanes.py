"""Worker lanes: in order, the last of a name wins, nothing is lost at the end."""

import threading

from retro.tui.lanes import Lane


def test_jobs_are_done_in_order_in_one_thread() -> None:
    lane, done, threads = Lane("test"), list[int](), set[int]()

    def job(number: int) -> int:
        threads.add(threading.get_ident())
        return number

    for number in range(20):
        lane.submit(lambda number=number: job(number), done.append, _raise)  # type: ignore[misc]
    lane.close()
    assert done == list(range(20))
    assert len(threads) == 1
    assert threading.get_ident() not in threads


def test_of_jobs_that_wait_under_one_name_the_last_wins() -> None:
    lane, done, gate = Lane("test"), list[str](), threading.Event()
    lane.submit(gate.wait, lambda _: None, _raise)
    for text in ("f", "fr", "fro", "frog"):
        lane.submit(lambda text=text: text, done.append, _raise, name="search")  # type: ignore[misc]
    lane.submit(lambda: "write", done.append, _raise)
    gate.set()
    lane.close()
    assert sorted(done) == ["frog", "write"]


def test_what_a_job_raises_is_handed_over_and_the_lane_goes_on() -> None:
    lane, failed, done = Lane("test"), list[Exception](), list[int]()
    lane.submit(lambda: 1 // 0, done.append, failed.append)
    lane.submit(lambda: 7, done.append, _raise)
    lane.close()
    assert done == [7]
    assert isinstance(failed[0], ZeroDivisionError)


def test_closing_finishes_the_work_and_takes_no_more() -> None:
    lane, done = Lane("test"), list[str]()
    lane.submit(lambda: "work", done.append, _raise)
    lane.close(lambda: done.append("last"))
    lane.submit(lambda: "late", done.append, _raise)
    assert done == ["work", "last"]
    assert lane.idle


def _raise(error: Exception) -> None:
    raise error
