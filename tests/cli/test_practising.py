"""``retro applied``, ``violated``, ``why`` and ``review``, as scripts and people call them."""

import datetime as dt
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pexpect
import pytest

from retro.dates import Span
from retro.journal import Journal
from retro.model import LessonDraft, Visibility
from tests.cli.conftest import Retro

TODAY = dt.datetime.now().astimezone().date()
LONG_AGO = dt.datetime.now(dt.UTC) - dt.timedelta(days=400)


@pytest.fixture
def own_journal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "own.db"
    monkeypatch.setenv("RETRO_JOURNAL", str(path))
    return path


@pytest.fixture
def ids(own_journal: Path) -> list[str]:
    """Three lessons that were captured long ago, oldest first."""
    with Journal.open(own_journal, clock=lambda: LONG_AGO) as journal:
        drafts = (
            LessonDraft("Boil the frog", "In milestones.", company="EKS", themes=("trust",)),
            LessonDraft("Ask twice", "{{private: Ada said so.}}"),
            LessonDraft("I yelled", visibility=Visibility.PRIVATE),
        )
        found = []
        for place, draft in enumerate(drafts):
            moment = (LONG_AGO + dt.timedelta(days=place)).strftime("%Y-%m-%dT%H:%M:%SZ")
            found.append(journal.lessons.add(draft, created_at=moment).lesson.id)
        return found


@pytest.fixture
def terminal(ids: list[str], tmp_path: Path) -> Callable[..., "pexpect.spawn[str]"]:
    assert ids

    def start(*words: str, **environment: str) -> "pexpect.spawn[str]":
        return pexpect.spawn(
            sys.executable,
            ["-m", "retro", "review", *words],
            cwd=str(tmp_path),
            env={**os.environ, "TERM": "xterm", "NO_COLOR": "1", **environment},
            encoding="utf-8",
            timeout=30,
            dimensions=(40, 120),
        )

    return start


def ended(child: "pexpect.spawn[str]") -> int:
    child.expect(pexpect.EOF)
    child.close()
    return child.exitstatus if child.exitstatus is not None else -1


def answers(path: Path) -> list[str]:
    with Journal.open(path, writable=False) as journal:
        return [str(each.answer) for each in journal.reviews.answered_on(TODAY)]


# The log and the status


def test_applied_is_logged_and_moves_the_status_in_one_step(retro: Retro, ids: list[str]) -> None:
    said = retro(
        "applied", ids[0], "--at", "acme", "--result", "Nobody noticed.", "--on", "2024-06-03"
    ).stderr
    assert "Applied" in said
    assert "identified (was observed)" in said
    [lesson] = json.loads(retro("show", ids[0], "--json").stdout)["lessons"]
    assert lesson["status"] == "identified"
    assert lesson["applications"] == [
        {"outcome": "applied", "happened": "2024-06-03", "company": "acme", "result": "Nobody noticed."}
    ]
    retro("undo")
    [lesson] = json.loads(retro("show", ids[0], "--json").stdout)["lessons"]
    assert (lesson["status"], lesson["applications"]) == ("observed", [])


def test_many_at_once(retro: Retro, ids: list[str]) -> None:
    assert retro("violated", *ids).stderr.count("Violated") == 3
    assert "3 lessons as violated" in retro("undo").stderr


def test_what_cannot_be_logged_is_said(retro: Retro, ids: list[str]) -> None:
    assert "has not come yet" in retro("applied", ids[0], "--on", "2999", code=2).stderr
    assert "is not a date" in retro("applied", ids[0], "--on", "whenever", code=2).stderr
    assert "There is no lesson" in retro("violated", "0000", code=1).stderr
    assert retro("why", ids[0]).stdout.count("nothing is logged") == 1


def test_why_tells_the_rule_its_entries_and_what_is_next(retro: Retro, ids: list[str]) -> None:
    retro("violated", ids[0], "--at", "acme", "--result", "Two left.", "--on", "2024-06-01")
    retro("applied", ids[0], "--on", "2024-06-03")
    said = retro("why", ids[0]).stdout
    assert "It is identified: it was applied on 1 day since it was violated on 2024-06-01" in said
    assert "2024-06-01  violated  at acme: Two left." in said
    assert "Applied on 2 days more" in said
    told = json.loads(retro("why", ids[0], "--json").stdout)["why"]
    assert (told["by_log"], told["by_hand"], told["violations"]) == ("identified", False, 1)
    assert [entry["day"] for entry in told["entries"]] == ["2024-06-01", "2024-06-03"]
    assert retro("why", ids[0], "--plain").stdout.splitlines()[1] == "2024-06-03\tapplied\t"


def test_show_says_when_a_lesson_comes_back(retro: Retro, ids: list[str]) -> None:
    assert "not reviewed yet" in retro("show", ids[0]).stdout
    [shown] = json.loads(retro("show", ids[0], "--json").stdout)["lessons"]
    assert (shown["review"]["answers"], shown["review"]["last"]) == (0, None)
    assert dt.date.fromisoformat(shown["review"]["due"]) < TODAY
    retro("edit", ids[0], "--status", "retired")
    assert "Review " not in retro("show", ids[0]).stdout
    [shown] = json.loads(retro("show", ids[0], "--json").stdout)["lessons"]
    assert shown["review"] is None


def test_a_status_set_by_hand_is_kept_and_told(retro: Retro, ids: list[str]) -> None:
    retro("edit", ids[0], "--status", "learned")
    assert "learned, as you set it (by its log identified)" in retro("applied", ids[0]).stderr
    assert "as it was set by hand. By its log it is identified" in retro("why", ids[0]).stdout
    retro("edit", ids[0], "--status", "retired")
    assert "does not come back for review" in retro("why", ids[0]).stdout


def test_three_violations_raise_a_lesson_in_words(retro: Retro, ids: list[str]) -> None:
    retro("add", "The newest of all")
    for _ in range(3):
        assert "violated 3×" not in retro("list").stdout
        retro("violated", ids[0])
    first = retro("list").stdout.splitlines()[0]
    assert "violated 3× · Boil the frog" in first
    assert json.loads(retro("list", "--json").stdout)["lessons"][0]["violations"] == 3
    assert [line.split("\t")[4] for line in retro("list", "--plain", "-n", "2").stdout.splitlines()] == [
        "Boil the frog",
        "The newest of all",
    ]
    assert "violated 3×" in retro("search", "frog").stdout
    assert "Violated 3 times" in retro("why", ids[0]).stdout
    for day in ("2024-01-01", "2024-01-02", "2024-01-03"):
        retro("applied", ids[0], "--on", day)
    assert "violated 3×" in retro("list").stdout, "applications before the violations do not count"
    retro("edit", ids[0], "--status", "retired")
    assert "violated 3×" not in retro("list").stdout


def test_a_private_lesson_does_not_go_into_a_file(retro: Retro, ids: list[str], tmp_path: Path) -> None:
    retro("violated", ids[0], "--result", "{{private: Ada cried.}}")
    with (tmp_path / "out").open("w") as file:
        import subprocess  # noqa: PLC0415

        for words, code in ((("why", ids[2]), 4), (("why", ids[0]), 0), (("review", "--json"), 0)):
            done = subprocess.run(
                [sys.executable, "-m", "retro", *words], stdout=file, stderr=subprocess.PIPE, check=False
            )
            assert done.returncode == code, done.stderr
    text = (tmp_path / "out").read_text()
    assert "Ada" not in text
    assert "yelled" not in text
    assert "Boil the frog" in text


# The review


def test_from_a_pipe_the_lessons_of_the_day_are_listed(retro: Retro, ids: list[str]) -> None:
    assert "Boil the frog" in retro("review").stdout
    rows = [line.split("\t") for line in retro("review", "--plain").stdout.splitlines()]
    assert [row[1] for row in rows] == ["Boil the frog", "Ask twice", "I yelled"]
    assert rows[0][2].startswith("has not come back since")
    told = json.loads(retro("review", "--json").stdout)
    assert told["schema"] == 1
    assert [each["answer"] for each in told["review"]] == [None] * 3
    assert [each["id"] for each in told["review"]] == ids


def test_other_ways_in(retro: Retro, own_journal: Path) -> None:
    assert "No lesson is due today" in retro("add", "New").stderr + retro("review", code=1).stderr
    with Journal.open(own_journal) as journal:
        happened = Span.on(TODAY.replace(year=TODAY.year - 4))
        journal.lessons.add(LessonDraft("Four years ago", themes=("trust",), happened=happened))
    assert "Four years ago" in retro("review", "--on-this-day").stdout
    assert "Four years ago" in retro("review", "--theme", "trust").stdout
    assert len(retro("review", "--random", "-n", "1", "--plain").stdout.splitlines()) == 1
    assert "has the theme “x”" in retro("review", "--theme", "x", code=1).stderr
    assert "take one" in retro("review", "--random", "--on-this-day", code=2).stderr
    assert "-n goes with" in retro("review", "-n", "2", code=2).stderr


def test_a_minute_at_the_terminal(terminal: Callable[..., "pexpect.spawn[str]"], own_journal: Path) -> None:
    child = terminal()
    child.expect("1 of 3 .* has not come back")
    child.expect("Boil the frog")
    child.expect("any key")
    child.send("+")
    child.expect("In milestones.")
    assert answers(own_journal) == [], "the first key shows the rest, whatever it is"
    child.send("+")
    child.expect("Used it · identified .was observed. · back on")
    child.expect("2 of 3")
    child.send(" x")
    child.expect("4|used it")
    child.send("4")
    child.expect("no longer true. ")
    child.send("They mumble.\r")
    child.expect("No longer true · retired")
    child.expect("3 of 3")
    child.send("u")
    child.expect("Undone: Reviewed “Ask twice”: no longer true")
    child.send(" t")
    child.expect("Still true")
    child.send(" s")
    child.expect("Again soon")
    child.expect("All 3 are answered")
    assert ended(child) == 0
    assert answers(own_journal) == ["used it", "still true", "again soon"]
    child = terminal()
    child.expect("All 3 are answered")
    assert ended(child) == 0


def test_interrupting_loses_nothing_that_was_answered(
    terminal: Callable[..., "pexpect.spawn[str]"], own_journal: Path
) -> None:
    child = terminal()
    child.expect("any key")
    child.send(" t")
    child.expect("2 of 3")
    child.send(" d")
    child.expect("no longer true. ")
    child.sendintr()
    child.expect("Nothing was answered")
    child.sendintr()
    assert ended(child) == 130
    assert answers(own_journal) == ["still true"]


def test_saying_it_differently_opens_the_editor(
    terminal: Callable[..., "pexpect.spawn[str]"],
    editor: Callable[[str], dict[str, str]],
    own_journal: Path,
    retro: Retro,
) -> None:
    same = editor("")
    child = terminal(**same)
    child.expect("any key")
    child.send(" e")
    child.expect("It says what it said before")
    child.send("q")
    assert ended(child) == 0
    child = terminal(
        **editor("path.write_text(path.read_text().replace('Boil the frog', 'Raise the heat'))\n")
    )
    child.expect("any key")
    child.send(" e")
    child.expect("Would say it differently")
    child.send("q")
    assert ended(child) == 0
    assert answers(own_journal) == ["would say it differently"]
    assert "Raise the heat" in retro("list").stdout
