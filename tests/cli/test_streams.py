"""Standard streams that are closed, full, cut off or in an old encoding; Ctrl-C at any moment."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Retro
from tests.cli.test_capture import lessons

C_LOCALE = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


def shell(script: str, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[bytes]:
    """Run a line of shell, in which ``$RETRO`` is the command."""
    done = subprocess.run(
        ["bash", "-c", script],
        env={**os.environ, "RETRO": f"{sys.executable} -m retro", **(env or {})},
        capture_output=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    assert b"Traceback" not in done.stderr
    assert b"bug" not in done.stderr, done.stderr
    return done


@pytest.mark.parametrize("words", ["list", "-h", "add --json again"])
def test_a_reader_that_has_gone_is_no_error(retro: Retro, words: str) -> None:
    retro("add", "Boil the frog")
    done = shell(f"$RETRO {words} | true; exit ${{PIPESTATUS[0]}}")
    assert done.returncode == 0
    assert b"retro:" not in done.stderr


@pytest.mark.parametrize("words", ["list", "add More", "export"])
@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&-", "<&- >&- 2>&-"])
def test_a_closed_stream_is_no_stream(retro: Retro, words: str, closed: str) -> None:
    retro("add", "Boil the frog @eks")
    assert shell(f"$RETRO {words} {closed}").returncode == 0


def test_a_closed_input_is_an_empty_one() -> None:
    assert shell("$RETRO add <&-").returncode == 2


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_what_cannot_be_printed_is_said(retro: Retro) -> None:
    retro("add", "Boil the frog")
    done = shell("$RETRO list > /dev/full")
    assert done.returncode == 1
    assert done.stderr.decode() == "retro: Not all could be printed: No space left on device.\n"
    assert shell("$RETRO list nothing 2> /dev/full").returncode == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_capture_counts_though_nobody_hears_of_it(retro: Retro) -> None:
    assert shell("$RETRO add 'Boil the frog' 2> /dev/full").returncode == 0
    assert [lesson["title"] for lesson in lessons(retro)] == ["Boil the frog"]


def test_an_old_encoding_prints_what_it_can(retro: Retro) -> None:
    retro("add", "A “quoted” café")
    done = shell("$RETRO list", {"PYTHONIOENCODING": "latin-1"})
    assert (done.returncode, b"A ?quoted? caf\xe9" in done.stdout) == (0, True)


def test_a_command_line_in_the_c_locale_is_read_as_utf_8(retro: Retro) -> None:
    retro("add", "Café @Müller", "--theme", "größe", env=C_LOCALE)
    [lesson] = lessons(retro)
    assert (lesson["title"], lesson["company"], lesson["themes"]) == ("Café", "Müller", ["größe"])


def test_ctrl_c_at_any_moment_is_quiet(tmp_path: Path) -> None:
    for number in range(300):
        (tmp_path / f"{number}.md").write_text(f"Lesson learned: this is number {number} of them.\n")
    for milliseconds in (60, 150, 300, 600):
        process = subprocess.Popen(
            [sys.executable, "-m", "retro", "import", str(tmp_path)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        try:
            process.wait(milliseconds / 1000)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGINT)
        _, err = process.communicate()
        if b"retro/" not in err and b"Traceback" in err:
            continue  # Python itself, before it has run a line of ours
        assert b"Traceback" not in err
        assert b"\n\n" not in err
        assert process.returncode in {0, 130, -signal.SIGINT}, err
