"""``retro tensions``: listed, proposed with reasons, accepted with a when on each side, or dismissed."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Retro


def added(retro: Retro, *words: str) -> str:
    lesson: dict[str, str] = json.loads(retro("add", *words, "--json").stdout)["lesson"]
    return lesson["short_id"]


@pytest.fixture
def two(retro: Retro) -> tuple[str, str]:
    return added(retro, "You should write tests @ostrava"), added(retro, "Tests are a waste @brno")


def test_a_tension_is_proposed_accepted_listed_and_undone(retro: Retro, two: tuple[str, str]) -> None:
    assert "No tension was noted yet." in retro("tensions", code=1).stderr
    proposed = retro("tensions", "--propose").stdout
    assert all(short in proposed for short in two)
    assert "because “tests” is urged in one and warned of in the other" in proposed
    retro("tensions", "accept", *two, "--when", "it will live", "--other-when", "it is a prototype")
    listed = retro("tensions").stdout
    assert listed.index(two[0]) < listed.index("when it will live") < listed.index(two[1])
    assert "when it is a prototype" in listed
    assert "Nothing more to propose." in retro("tensions", "--propose", code=1).stderr
    retro("undo")
    assert retro("tensions", "--propose").stdout == proposed


def test_what_is_dismissed_is_not_proposed_again_until_that_is_undone(
    retro: Retro, two: tuple[str, str]
) -> None:
    retro("tensions", "dismiss", *reversed(two))
    retro("tensions", "--propose", code=1)
    retro("undo")
    retro("tensions", "--propose")


def test_a_relation_is_taken_away(retro: Retro, two: tuple[str, str]) -> None:
    retro("tensions", "accept", *two, "--as", "supports")
    retro("tensions", "rm", *reversed(two))
    assert "These two are not related." in retro("tensions", "rm", *two, code=1).stderr


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("accept", "ONE", "OTHER", "--when", "always"), "A tension needs a when on each side"),
        (
            ("accept", "ONE", "ONE", "--when", "a", "--other-when", "b"),
            "A lesson cannot be related to itself.",
        ),
        (("dismiss", "ONE", "ONE"), "A lesson cannot be related to itself."),
        (("--in", "tests"), "give --propose, too"),
    ],
)
def test_what_cannot_be_is_said(
    retro: Retro, two: tuple[str, str], words: tuple[str, ...], sentence: str
) -> None:
    known = {"ONE": two[0], "OTHER": two[1]}
    assert sentence in retro("tensions", *(known.get(word, word) for word in words), code=2).stderr


def test_two_are_related_once(retro: Retro, two: tuple[str, str]) -> None:
    retro("tensions", "accept", *two, "--as", "supports")
    assert "related already" in retro("tensions", "accept", *two, "--as", "refines", code=2).stderr


def test_for_scripts(retro: Retro, two: tuple[str, str]) -> None:
    document = json.loads(retro("tensions", "--propose", "--json").stdout)
    [candidate] = document["candidates"]
    assert document["schema"] == 1
    says = {side["short_id"]: side["says"] for side in candidate["lessons"]}
    assert says == {two[0]: "You should write tests", two[1]: "Tests are a waste"}
    assert candidate["score"] > 0
    assert candidate["why"]
    row = retro("tensions", "--propose", "--plain").stdout.split("\t")
    assert row[:2] == list(says)
    retro("tensions", "accept", *two, "--when", "a", "--other-when", "b")
    [tension] = json.loads(retro("tensions", "--json").stdout)["tensions"]
    assert [(side["short_id"], side["when"]) for side in tension["lessons"]] == [(two[0], "a"), (two[1], "b")]


def test_private_lessons_do_not_go_into_files(retro: Retro, two: tuple[str, str], tmp_path: Path) -> None:
    secret = added(retro, "Tests are futile in the bunker", "--private")
    retro("tensions", "accept", two[0], secret, "--when", "a", "--other-when", "b {{private: of mine}}")
    retro("tensions", "accept", *two, "--when", "c {{private: in anger}}", "--other-when", "d")
    for words in (("tensions", "--json"), ("tensions", "--propose", "--json")):
        out = tmp_path / "out.json"
        with out.open("wb") as file:
            subprocess.run(
                [sys.executable, "-m", "retro", *words], stdout=file, stderr=subprocess.PIPE, check=False
            )
        written = out.read_text(encoding="utf-8")
        assert not any(word in written for word in ("bunker", "anger", "of mine"))
