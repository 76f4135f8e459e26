"""``retro people``, and aliases taken away: real processes, one after the other."""

import json
from pathlib import Path
from typing import Any

import pytest

from retro.journal import Journal
from retro.model import LessonDraft
from tests.cli.conftest import Retro


@pytest.fixture
def named(retro: Retro, a_home_of_its_own: Path) -> Path:
    """A journal in which three people are named; returns its file."""
    retro("add", "The first makes the journal @Mesosphere #trust")
    path = a_home_of_its_own / "data" / "retro" / "journal.db"
    with Journal.open(path) as journal:
        journal.lessons.add(LessonDraft("Listen", people=("Ada",)))
        journal.lessons.add(LessonDraft("Count twice", people=("Ada", "Charles Babbage")))
    return path


def people(retro: Retro) -> dict[str, dict[str, Any]]:
    document = json.loads(retro("people", "--json").stdout)
    assert document["schema"] == 1
    return {person.pop("name"): person for person in document["people"]}


def test_people_are_listed_named_and_described(retro: Retro, named: Path) -> None:
    assert named.exists()
    said = retro("people", "rename", "Ada", "Ada Lovelace").stderr
    assert said == "Renamed Ada to Ada Lovelace; Ada still finds it.  (undo: retro undo)\n"
    retro("people", "describe", "ada", "--role-label", "a mathematician", "--consent", "never")
    retro("people", "describe", "Ada", "--pseudonym", "Grace")
    ada = people(retro)["Ada Lovelace"]
    assert len(ada.pop("id")) == 12
    assert ada == {
        "aliases": ["Ada"],
        "role_label": "a mathematician",
        "consent": "never",
        "pseudonym": "Grace",
        "lessons": 2,
    }
    assert retro("people", "--plain").stdout.splitlines()[0].split("\t") == [
        "Ada Lovelace",
        "2",
        "never",
        "a mathematician",
        "Grace",
        "Ada",
    ]
    assert "a mathematician · “Grace” · never · also Ada" in retro("people").stdout
    retro("people", "describe", "Ada", "--pseudonym", "", "--role-label", "")
    assert people(retro)["Ada Lovelace"]["pseudonym"] == ""
    retro("undo")
    assert people(retro)["Ada Lovelace"]["pseudonym"] == "Grace"
    assert len(json.loads(retro("list", "person:ada", "--json").stdout)["lessons"]) == 2


def test_people_are_merged_and_undo_parts_them(retro: Retro, named: Path) -> None:
    assert named.exists()
    said = retro("people", "merge", "Ada", "Charles Babbage").stderr
    assert said == "Merged Ada into Charles Babbage: 2 lessons moved.  (undo: retro undo)\n"
    assert {name: each["lessons"] for name, each in people(retro).items()} == {"Charles Babbage": 2}
    retro("undo")
    assert {name: each["lessons"] for name, each in people(retro).items()} == {
        "Ada": 2,
        "Charles Babbage": 1,
    }


@pytest.mark.parametrize(
    ("plural", "name"), [("companies", "Mesosphere"), ("themes", "trust"), ("people", "Ada")]
)
def test_an_alias_is_taken_away_and_what_is_none_is_said(
    retro: Retro, named: Path, plural: str, name: str
) -> None:
    def aliases() -> list[str]:
        found = json.loads(retro(plural, "--json").stdout)[plural]
        return next(list(each["aliases"]) for each in found if each["name"] == name)

    assert named.exists()
    retro(plural, "alias", name, "other")
    assert retro(plural, "unalias", name.upper(), "OTHER").stderr == (
        f"OTHER no longer means {name}.  (undo: retro undo)\n"
    )
    assert aliases() == []
    missing = retro(plural, "unalias", name, "other", code=1).stderr
    assert f"{name} has no alias “other”." in missing
    assert "is the name itself" in retro(plural, "unalias", name, name, code=2).stderr
    retro("undo")
    assert aliases() == ["other"]


def test_what_cannot_be_said_of_people_is_a_sentence(retro: Retro, named: Path) -> None:
    assert named.exists()
    for words, said, code in (
        (("describe", "Ada"), "Nothing was said of them.", 2),
        (("describe", "Nobody", "--pseudonym", "x"), "There is no person called “Nobody”.", 1),
        (("describe", "Ada", "--consent", "maybe"), "'named', 'role only', 'never'", 2),
        (("rename", "Ada", "charles babbage"), "already names another person; merge the two", 2),
        (("merge", "Ada", "ada"), "are the same person already", 2),
    ):
        assert said in retro("people", *words, code=code).stderr
    assert people(retro).keys() == {"Ada", "Charles Babbage"}


def test_nobody_is_named_in_a_journal_without_people(retro: Retro) -> None:
    retro("add", "One")
    assert "Nobody is named" in retro("people", code=1).stderr
    assert json.loads(retro("people", "--json", code=1).stdout)["people"] == []
