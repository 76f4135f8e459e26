"""``retro today``: what is due, what is unfinished, and this day in earlier years."""

import datetime as dt
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from retro.drafts import Draft
from retro.journal import Journal
from retro.paths import data_home
from tests.cli.conftest import Retro
from tests.tui.test_drafts import left_behind

TODAY = dt.datetime.now().astimezone().date()
EARLIER = TODAY.replace(year=TODAY.year - 4) if (TODAY.month, TODAY.day) != (2, 29) else TODAY


def test_what_is_up_stands_under_the_command_that_goes_on_with_it(retro: Retro) -> None:
    retro("add", f"{EARLIER}: Boil the frog @eks #trust")
    retro("commitments", "add", "Pair on every release", "--measure", "no rollback", "--by", str(TODAY))
    done = retro("today")
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    assert lines[0] == "Commitments  retro commitments"
    assert lines[1].split() == [*lines[1].split()[:1], *"Pair on every release  due today".split()]
    assert lines[2] == "On this day  retro review --on-this-day"
    assert f"Boil the frog  on this day in {EARLIER.year}" in lines[3]
    told = json.loads(retro("today", "--json").stdout)["today"]
    assert told["day"] == str(TODAY)
    assert [each["text"] for each in told["commitments"]] == ["Pair on every release"]
    assert [each["title"] for each in told["on_this_day"]] == ["Boil the frog"]
    assert retro("today", "--plain").stdout.count("\n") == 2


def test_nothing_is_said_in_one_sentence_that_is_no_failure(retro: Retro) -> None:
    retro("add", "Boil the frog")
    done = retro("today")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "Nothing is up today.\n")


def test_what_an_app_that_is_gone_has_left_is_named(retro: Retro, monkeypatch: pytest.MonkeyPatch) -> None:
    retro("add", "Boil the frog")
    drafts = (
        Draft("Half a thought {{private: on Ada}}"),
        Draft("kind: lesson\n\n# A title\n\nText", whole=True),
    )
    left_behind(monkeypatch, *drafts, Draft("{}", post=True), journal=str(data_home() / "journal.db"))
    assert retro("today", "--plain").stdout.splitlines() == [
        "draft\t\tHalf a thought {{private: on Ada}}\t",
        "draft\t\tA title\t",
        "draft\t\tA post that is being composed\t",
    ]
    lines = retro("today").stdout.splitlines()
    assert lines[0] == "Unfinished  retro"
    assert lines[1].split() == "Half a thought {{private: on Ada}} typed, and not saved".split()


def test_what_is_private_stays_out_of_a_file(retro: Retro, tmp_path: Path) -> None:
    retro("add", f"{EARLIER}: Boil the frog {{{{private: for Ada}}}} @eks")
    retro("add", f"{EARLIER}: I yelled", "--private")
    file = tmp_path / "today.json"
    with file.open("w") as written:
        subprocess.run([sys.executable, "-m", "retro", "today", "--json"], stdout=written, check=True)
    told = json.loads(file.read_text())["today"]
    assert [each["title"].strip() for each in told["on_this_day"]] == ["Boil the frog"]


def test_what_two_devices_have_changed_waits_with_the_rest(retro: Retro) -> None:
    retro("add", "Boil the frog")
    with Journal.open(data_home() / "journal.db") as journal:
        [(key, record)] = [each for each in journal.records.all().items() if each[0][0] == "lessons"]
        journal.records.write({key: replace(record, conflicts={"title": [["Boil it", "0" * 12]]})})
    lines = retro("today").stdout.splitlines()
    assert lines[0] == "Changed on two devices  retro sync conflicts"
    assert lines[1].split() == "1 to decide on one stands, the other waits".split()
    assert json.loads(retro("today", "--json").stdout)["today"]["conflicts"] == 1
    assert retro("today", "--plain").stdout == "conflicts\t\t1 to decide on\t\n"
