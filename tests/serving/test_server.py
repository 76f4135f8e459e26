"""The server and its windows: what they show, how they end, and what is left behind, which is nothing."""

import os
import shlex
import signal
import socket
import sys
from pathlib import Path

import pytest

from retro.journal import Journal
from tests.conftest import noon
from tests.encrypting import drafts_kept
from tests.serving.conftest import Served, Start, Window, children, runs, wait_until
from tests.tui.driving import fill


async def test_a_window_shows_the_journal_and_writes_to_it(served: Served, journal_path: Path) -> None:
    async with served.window() as window:
        await window.wait_for("Boil the frog")
        await window.type("a")
        await window.wait_for("What did you learn")
        await window.type("Ask twice")
        await window.wait_for("Ask twice")
        await window.type("\r")
        await window.wait_for("5 lessons")
    with Journal.open(journal_path, clock=noon) as journal:
        assert "Ask twice" in journal.history.steps()[0].summary


@pytest.mark.parametrize(
    "name",
    [
        'it\'s "quoted" & $(touch hacked) `touch hacked`; touch hacked #\na\tb\\c höhe-日本.db',
        "-j.db",
        os.fsdecode(b"not-utf-8-\xff.db"),
    ],
)
async def test_a_journal_of_any_name_is_opened(serve: Start, tmp_path: Path, name: str) -> None:
    fill(tmp_path / name)
    async with serve(journal=name).window() as window:
        await window.wait_for("Boil the frog")
    assert not (tmp_path / "hacked").exists()


async def test_the_journal_of_the_environment_is_opened(serve: Start, tmp_path: Path) -> None:
    fill(tmp_path / "other.db")
    served = serve(journal=tmp_path / "other.db", RETRO_JOURNAL=str(tmp_path / "unused.db"))
    async with served.window() as window:
        await window.wait_for("Boil the frog")
    assert not (tmp_path / "unused.db").exists()


async def test_a_new_journal_is_made(serve: Start, tmp_path: Path) -> None:
    async with serve(journal=tmp_path / "new.db").window() as window:
        await window.wait_for("0 lessons")


async def test_what_lies_around_is_not_taken_for_retro(serve: Start, tmp_path: Path) -> None:
    for name in ("retro", "textual"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text("raise SystemExit('not this one')")
    async with serve().window() as window:
        await window.wait_for("Boil the frog")


async def test_private_mode_hides_names(served: Served) -> None:
    async with served.window() as window:
        await window.wait_for("Mesosphere")
        await window.type("P")
        await window.wait_for("Company ")
        assert "Mesosphere" not in window.text


async def test_the_terminal_of_the_server_does_not_matter_to_the_page(serve: Start) -> None:
    async with serve(TERM="dumb", TMUX="socket,1,0", STY="1.pts", COLUMNS="20").window() as window:
        await window.wait_for("Boil the frog")
        await window.type("Y")
        await window.wait_for("Copied the id")


async def test_what_no_page_would_send_is_passed_over(served: Served) -> None:
    async with served.window("width=-1&height=99999999999") as window:
        for raw in (
            "",
            "{",
            "[" * 100_000,
            "[]",
            '"stdin"',
            '["stdin"]',
            '["stdin", 1]',
            '["stdin", "\\ud800"]',
        ):
            await window.send(raw)
        for raw in ('["resize", {}]', '["resize", {"width": "x", "height": null}]', '["other", {}]'):
            await window.send(raw)
        await window.send('["resize", {"width": 100, "height": 30}]')
        await window.wait_for("Boil the frog")
        await window.send('["stdin", "\\ud800"]')
        await window.send('["stdin", ""]')
        await window.type("Y")
        await window.wait_for("Copied the id")


async def test_a_window_that_is_closed_ends_its_process_and_keeps_what_was_typed(served: Served) -> None:
    async with served.window() as window, served.window() as other:
        await window.wait_for("Boil the frog")
        await other.wait_for("Boil the frog")
        assert len(children(served.process.pid)) == 2
        await window.type("a")
        await window.wait_for("What did you learn")
        await window.type("Half a thought")
        await window.wait_for("Half a thought")
        await window.close()
        wait_until(lambda: len(children(served.process.pid)) == 1)
        assert "Half a thought" in drafts_kept()
        await other.type("q")
        await other.rest()
    wait_until(lambda: not children(served.process.pid))
    async with served.window() as again:
        await again.wait_for("here again")


async def test_leaving_the_app_closes_the_window_and_not_the_server(served: Served) -> None:
    async with served.window() as window:
        await window.wait_for("Boil the frog")
        await window.type("q")
        await window.rest()
    async with served.window() as window:
        await window.wait_for("Boil the frog")


async def test_an_app_that_cannot_start_says_why_in_the_window(served: Served, journal_path: Path) -> None:
    spoil(journal_path)
    async with served.window() as window:
        assert "is not a journal" in (await window.rest()).replace("\n", "")
    assert "Traceback" not in served.stop(signal.SIGTERM)[1]


def spoil(journal: Path) -> None:
    for path in journal.parent.glob(f"{journal.name}*"):
        path.unlink()
    journal.write_text("no journal any more", encoding="utf-8")


async def busy(window: Window) -> None:
    await window.wait_for("Boil the frog")
    await window.type("a")
    await window.wait_for("What did you learn")
    await window.type("Half a thought")
    await window.wait_for("Half a thought")


@pytest.mark.parametrize(
    ("number", "expected"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)]
)
async def test_a_signal_ends_the_server_and_all_that_it_has_started(
    served: Served, number: signal.Signals, expected: int
) -> None:
    async with served.window() as window:
        await busy(window)
        started = children(served.process.pid)
        assert len(started) == 1
        code, complaints = served.stop(number)
    assert code == expected
    assert complaints.splitlines()[1:] in ([], [""])
    assert not any(runs(each) for each in started)
    assert "Half a thought" in drafts_kept()


def test_below_nohup_it_outlives_its_terminal(serve: Start) -> None:
    served = serve(below_nohup=True)
    served.process.send_signal(signal.SIGHUP)
    assert served.ask("/", Cookie=served.cookie()).status == 200
    assert served.stop(signal.SIGTERM)[0] == 143


def test_without_a_window_ctrl_c_ends_it_at_once(served: Served) -> None:
    assert served.stop(signal.SIGINT)[0] == 130


async def test_a_server_that_is_killed_leaves_no_process_behind(served: Served) -> None:
    async with served.window() as window:
        await busy(window)
        [started] = children(served.process.pid)
        served.stop(signal.SIGKILL)
        wait_until(lambda: not runs(started))
    assert "Half a thought" in drafts_kept()


async def test_an_app_that_does_not_end_is_ended(served: Served) -> None:
    async with served.window() as window:
        await window.wait_for("Boil the frog")
        [started] = children(served.process.pid)
        os.kill(started, signal.SIGSTOP)
    wait_until(lambda: not runs(started))
    assert served.stop(signal.SIGTERM)[0] == 143


def test_the_address_is_all_that_is_on_stdout(served: Served) -> None:
    assert served.address == f"http://{served.host}/?token={served.token}"
    served.process.send_signal(signal.SIGTERM)
    out, complaints = served.process.communicate(timeout=30)
    assert out == ""
    assert "Ctrl-C" in complaints


def test_a_port_can_be_chosen(serve: Start) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    assert serve("--port", str(port)).host == f"127.0.0.1:{port}"


def test_a_browser_is_opened_at_an_address_that_works_once(serve: Start, tmp_path: Path) -> None:
    browser = tmp_path / "browser.py"
    browser.write_text(
        "import pathlib, sys\n"
        "file = pathlib.Path('part')\n"
        "file.write_text(sys.argv[1])\n"
        "file.rename('opened')\n"
    )
    words = f"{shlex.quote(sys.executable)} {shlex.quote(str(browser))} %s"
    served = serve("--open", BROWSER=words)
    wait_until((tmp_path / "opened").exists)
    target = (tmp_path / "opened").read_text().removeprefix(served.origin)
    assert served.token not in target
    assert [served.ask(target).status for _ in range(2)] == [303, 403]
    assert served.ask("/", Cookie=served.cookie()).status == 200


def test_no_browser_is_opened_unasked_and_a_missing_one_is_told(serve: Start, tmp_path: Path) -> None:
    browser = tmp_path / "browser.sh"
    browser.write_text("#!/bin/sh\ntouch opened\n")
    browser.chmod(0o755)
    serve(BROWSER=f"{browser} %s").stop(signal.SIGTERM)
    assert not (tmp_path / "opened").exists()
    served = serve("--open", BROWSER=f"{tmp_path / 'nowhere'} %s", PATH=str(tmp_path))
    assert served.process.stderr is not None
    said = served.process.stderr.readline() + served.process.stderr.readline()
    assert "open the address yourself" in said
