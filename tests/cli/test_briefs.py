"""``retro brief``, ``retro check-in`` and ``retro decisions``, as a person and as a script call them."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pexpect
import pytest

from tests.cli.conftest import Retro

SITUATION = "about to automate the release"


@pytest.fixture
def ids(retro: Retro) -> list[str]:
    """A few lessons, the first two about automating."""
    lines = (
        ("Automate what you understand @eks #automation", "--trigger", "before automating anything"),
        ("Automating the wrong process costs twice",),
        ("Hire slowly #hiring",),
        ("Automation of secrets {{private: at Initech}}", "--private"),
    )
    return [json.loads(retro("add", *words, "--json").stdout)["lesson"]["id"] for words in lines]


@pytest.mark.usefixtures("ids")
def test_a_brief_names_what_fits_and_why(retro: Retro) -> None:
    out = retro("brief", SITUATION).stdout
    assert out.splitlines()[0] == SITUATION
    assert out.index("Automate what you understand") < out.index("Automating the wrong process")
    assert "When      before automating anything" in out
    assert "Hire slowly" not in out
    rows = [line.split("\t") for line in retro("brief", SITUATION, "--plain").stdout.splitlines()]
    assert rows[0][2:6] == ["lesson", "eks", "Automate what you understand", "before automating anything"]


def test_a_brief_as_json(retro: Retro, ids: list[str]) -> None:
    document = json.loads(retro("brief", SITUATION, "-n", "1", "--json").stdout)
    assert document["schema"] == 1
    assert document["brief"]["situation"] == SITUATION
    [lesson] = document["brief"]["lessons"]
    assert lesson["id"] == ids[0]
    assert {"said": "automate", "word": "automate", "where": "title", "how": "said"} in lesson["because"]
    assert (lesson["last_violated"], lesson["tensions"], lesson["companions"]) == (None, [], [])


def test_a_brief_is_one_screen_on_a_terminal(retro: Retro, tmp_path: Path) -> None:
    for number in range(12):
        retro(
            "add", f"Automate release {number}: {'a very long title ' * 9}", "--trigger", "before a release"
        )
    for rows, columns in ((24, 80), (15, 60), (6, 40)):
        words = ["-m", "retro", "brief", SITUATION, "-n", "12"]
        child = pexpect.spawn(
            sys.executable,
            words,
            dimensions=(rows, columns),
            cwd=str(tmp_path),
            encoding="utf-8",
            env={name: value for name, value in os.environ.items() if name not in {"COLUMNS", "LINES"}},
        )
        child.expect(pexpect.EOF)
        lines = re.sub(r"\x1b\[[0-9;]*m", "", child.before).splitlines()
        assert len(lines) <= rows - 1
        assert max(map(len, lines)) <= columns


def test_nothing_private_goes_into_a_file(retro: Retro, ids: list[str], tmp_path: Path) -> None:
    made = json.loads(retro("check-in", SITUATION, "--json", code=1).stdout)["check_in"]
    assert ids[3] in {item["lesson"] for item in made["items"]}
    retro(
        *("decisions", "add", "Automate {{private: at Initech}}", "--expect", "It works"),
        *("--probability", "70", "--review-on", "2099", "--lesson", ids[3]),
    )
    for words in (
        ["brief", SITUATION, "--json"],
        ["brief", SITUATION],
        ["check-in", SITUATION],
        ["check-in", SITUATION, "--json"],
        ["decisions", "--json"],
        ["decisions"],
    ):
        with (tmp_path / "out").open("wb") as file:
            subprocess.run(
                [sys.executable, "-m", "retro", *words], stdout=file, check=False, stderr=subprocess.DEVNULL
            )
        written = (tmp_path / "out").read_text(encoding="utf-8")
        assert written
        assert "Initech" not in written
        assert "secrets" not in written
        assert ids[3] not in written


@pytest.mark.usefixtures("ids")
def test_what_fits_nothing_ends_with_1(retro: Retro) -> None:
    assert "No lesson fits" in retro("brief", "zebras", code=1).stderr
    assert "nothing to check" in retro("check-in", "zebras", code=1).stderr
    assert "needs a situation" in retro("brief", " ", code=2).stderr
    retro("brief", code=2)


@pytest.mark.usefixtures("ids")
def test_a_check_in_is_waited_for_until_it_is_answered(retro: Retro) -> None:
    retro("check-in", code=1)
    started = retro("check-in", SITUATION, code=1)
    assert "3 of 3 wait for an answer." in started.stderr
    assert started.stdout.count("○") == 3
    retro("check-in", SITUATION.upper(), "--done", "1: asked Ann", "--not-here", "2", code=1)
    listed = json.loads(retro("check-in", "--json", code=1).stdout)["check_ins"]
    assert [(each["situation"], each["open"], each["lessons"]) for each in listed] == [(SITUATION, 1, 3)]
    short = listed[0]["short_id"]
    done = retro("check-in", short, "--done", "3", "--json")
    items = json.loads(done.stdout)["check_in"]["items"]
    assert [(item["state"], item["answer"]) for item in items] == [
        ("done", "asked Ann"),
        ("does not apply", ""),
        ("done", ""),
    ]
    assert "All are answered." in retro("check-in", SITUATION).stderr
    retro("check-in")
    retro("undo")
    assert "1 of 3 waits" in retro("check-in", SITUATION, code=1).stderr
    retro("redo")
    retro("check-in", SITUATION, "--reopen", "2", code=1)
    retro("check-in", SITUATION, "--not-here", "2")
    retro("check-in", SITUATION, "--again", code=1)
    assert len(retro("check-in", "--plain", code=1).stdout.splitlines()) == 2
    retro("check-in", SITUATION, "--remove")
    assert len(retro("check-in", "--plain").stdout.splitlines()) == 1


@pytest.mark.usefixtures("ids")
def test_a_wrong_answer_changes_nothing(retro: Retro) -> None:
    retro("check-in", SITUATION, code=1)
    assert "There is no line 9" in retro("check-in", SITUATION, "--done", "1", "--done", "9", code=2).stderr
    assert "names no line" in retro("check-in", SITUATION, "--done", "yes", code=2).stderr
    assert "Which checklist?" in retro("check-in", "--done", "1", code=2).stderr
    assert retro("check-in", SITUATION, code=1).stdout.count("○") == 3


@pytest.mark.usefixtures("ids")
def test_a_check_in_is_answered_by_keys_on_a_terminal(retro: Retro, tmp_path: Path) -> None:
    words = ["-m", "retro", "check-in", SITUATION]
    child = pexpect.spawn(sys.executable, words, cwd=str(tmp_path), encoding="utf-8", dimensions=(24, 80))
    child.expect("1 of 3")
    child.expect("leave the rest open")
    child.send("x")
    child.expect("leave the rest open")
    child.send("w")
    child.expect("In a few words")
    child.sendline("asked Ann")
    child.expect("does not apply")
    child.send("d")
    child.expect("2 of 3")
    child.expect("leave the rest open")
    child.send("n")
    child.expect("3 of 3")
    child.expect("leave the rest open")
    child.send("q")
    child.expect("1 of 3 waits")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 1
    items = json.loads(retro("check-in", SITUATION, "--json", code=1).stdout)["check_in"]["items"]
    assert [(item["state"], item["answer"]) for item in items] == [
        ("done", "asked Ann"),
        ("does not apply", ""),
        ("open", ""),
    ]


def test_a_decision_is_kept_reviewed_and_judged(retro: Retro, ids: list[str]) -> None:
    retro("decisions", code=1)
    words = ["Hire Ann", "--expect", "Releases take a week less", "--probability", "70"]
    words += ["--review-on", "2099-03", "--lesson", ids[2][:6], "--company", "EKS"]
    made = json.loads(retro("decisions", "add", *words, "--json").stdout)["decision"]
    assert (made["probability"], made["due"], made["lessons"]) == (0.7, "2099-03-01", [ids[2]])
    short = retro(
        "decisions", "add", "Move", "--expect", "Faster", "--probability", "20", "--review-on", "today"
    )
    retro(
        "decisions",
        "review",
        short.stdout.strip(),
        "--did-not",
        "--outcome",
        "Slower",
        "--changed-by",
        ids[0],
    )
    retro("decisions", "review", made["short_id"], "--came-true")
    listed = json.loads(retro("decisions", "--json").stdout)["decisions"]
    assert {(each["text"], each["came_true"], each["outcome"]) for each in listed} == {
        ("Hire Ann", True, ""),
        ("Move", False, "Slower"),
    }
    judged = json.loads(retro("decisions", "calibration", "--json").stdout)["calibration"]
    assert judged["decisions"] == 2
    assert judged["brier_score"] == pytest.approx((0.09 + 0.04) / 2)
    assert [each["decisions"] for each in judged["bins"]] == [1, 1]
    table = retro("decisions", "calibration").stdout
    assert "20–30 %" in table
    assert "Brier score 0.065 over 2 decisions" in table
    retro("decisions", "rm", made["short_id"])
    assert "Hire Ann" not in retro("decisions").stdout
    retro("undo")
    assert "Hire Ann" in retro("decisions").stdout


def test_due_decisions_are_listed_alone(retro: Retro) -> None:
    for text, due in (("Now", "today"), ("Later", "2099")):
        retro("decisions", "add", text, "--expect", "It helps", "--probability", "50", "--review-on", due)
    out = retro("decisions", "--due").stdout
    assert "Now" in out
    assert "Later" not in out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--expect", "It helps", "--probability", "101", "--review-on", "2099"), "101"),
        (("--expect", "It helps", "--probability", "likely", "--review-on", "2099"), "likely"),
        (("--expect", " ", "--probability", "50", "--review-on", "2099"), "what you expect"),
        (("--expect", "It helps", "--probability", "50", "--review-on", "1999"), "before it was made"),
        (("--expect", "It helps", "--probability", "50", "--review-on", "soonish"), "not a date"),
        (("--probability", "50", "--review-on", "2099"), "--expect"),
    ],
)
def test_what_is_no_decision_is_said(retro: Retro, words: tuple[str, ...], said: str) -> None:
    assert said in retro("decisions", "add", "Hire", *words, code=2).stderr
    retro("decisions", code=None)


def test_a_review_needs_an_answer(retro: Retro) -> None:
    short = retro(
        "decisions", "add", "A", "--expect", "B", "--probability", "5", "--review-on", "2099"
    ).stdout
    assert "--came-true or --did-not" in retro("decisions", "review", short.strip(), code=2).stderr
    assert "no decision “zzzz”" in retro("decisions", "review", "zzzz", "--came-true", code=1).stderr
    assert "No decision is reviewed yet." in retro("decisions", "calibration", code=1).stderr
