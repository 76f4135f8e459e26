"""``retro patterns``: by theme and company, what rises, what was learned twice; and as a picture."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Retro


@pytest.fixture
def journal(retro: Retro) -> None:
    for text in (
        "2019: Promises kept earn trust with customers @ostrava #trust",
        "2022: Customers trust promises that are kept @brno #trust",
        "2022: Lunch is at noon @brno #food",
    ):
        retro("add", text)


@pytest.mark.usefixtures("journal")
def test_what_lessons_look_like_together(retro: Retro) -> None:
    shown = retro("patterns").stdout
    for part in (
        "By theme and company",
        "ostrava",
        "Learned at two companies or more",
        "Never applied  3 in all",
    ):
        assert part in shown
    assert "food" not in retro("patterns", "--in", "company:ostrava").stdout


@pytest.mark.usefixtures("journal")
def test_for_scripts(retro: Retro) -> None:
    document = json.loads(retro("patterns", "--json").stdout)
    found = document["patterns"]
    assert document["schema"] == 1
    assert {"company": "ostrava", "theme": "trust", "lessons": 1} in found["cells"]
    [principle] = found["principles"]
    assert (principle["theme"], len(principle["lessons"])) == ("trust", 2)
    assert found["never_applied"]["count"] == 3
    assert "trust\tostrava\t1" in retro("patterns", "--plain").stdout.splitlines()


@pytest.mark.usefixtures("journal")
def test_a_principle_is_kept_and_undone(retro: Retro) -> None:
    assert "2 lessons of" in retro("patterns", "accept", "trust", "--title", "Keep promises").stderr
    kept = json.loads(retro("list", "kind:practice", "--json").stdout)["lessons"]
    assert [each["title"] for each in kept] == ["Keep promises"]
    assert retro("show", kept[0]["id"]).stdout.count("Supported by") == 2
    assert "No principle is proposed" in retro("patterns", "accept", "trust", code=1).stderr
    retro("undo")
    retro("list", "kind:practice", code=1)


@pytest.mark.usefixtures("journal")
def test_a_principle_that_is_dismissed_is_not_proposed_again_until_that_is_undone(retro: Retro) -> None:
    assert "Not proposed again" in retro("patterns", "dismiss", "#trust").stderr
    assert json.loads(retro("patterns", "--json").stdout)["patterns"]["principles"] == []
    assert "No principle is proposed" in retro("patterns", "dismiss", "trust", code=1).stderr
    retro("undo")
    assert len(json.loads(retro("patterns", "--json").stdout)["patterns"]["principles"]) == 1


def test_an_empty_journal_has_no_patterns(retro: Retro) -> None:
    retro("add", "A lesson")
    assert "No lesson matches." in retro("patterns", "--in", "nowhere9", code=1).stderr


@pytest.mark.usefixtures("journal")
def test_a_picture_for_a_post(retro: Retro, tmp_path: Path) -> None:
    retro("patterns", "--svg", "p.svg")
    first = (tmp_path / "p.svg").read_text(encoding="utf-8")
    assert "ostrava" in first
    retro("companies", "describe", "ostrava", "--pseudonym", "a laboratory")
    assert "Replaced 2 companies" in retro("patterns", "--svg", "p.svg", "--redact", "companies").stderr
    redacted = (tmp_path / "p.svg").read_text(encoding="utf-8")
    assert "a laboratory" in redacted
    assert "ostrava" not in redacted.lower()
    assert "brno" not in redacted.lower()


@pytest.mark.usefixtures("journal")
def test_a_picture_is_not_written_over_what_is_not_retros(retro: Retro, tmp_path: Path) -> None:
    (tmp_path / "p.svg").write_text("mine")
    assert "is not as retro drew it" in retro("patterns", "--svg", "p.svg", code=4).stderr
    assert (tmp_path / "p.svg").read_text() == "mine"
    retro("patterns", "--svg", "p.svg", "--force")
    assert (tmp_path / "p.svg").read_text().startswith("<svg")


def test_names_in_themes_are_redacted_and_private_lessons_not_drawn(retro: Retro) -> None:
    retro("add", "One @ostrava #ostrava-culture")
    retro("add", "Two @bunker #secrets", "--private")
    drawn = retro("patterns", "--svg", "-", "--redact", "all").stdout
    assert "ostrava" not in drawn.lower()
    assert "bunker" not in drawn
    assert "secrets" not in drawn


@pytest.mark.usefixtures("journal")
def test_private_lessons_do_not_go_into_files(retro: Retro, tmp_path: Path) -> None:
    retro("add", "Customers trust promises @bunker #trust", "--private")
    out = tmp_path / "out.json"
    with out.open("wb") as file:
        subprocess.run([sys.executable, "-m", "retro", "patterns", "--json"], stdout=file, check=True)
    assert "bunker" not in out.read_text(encoding="utf-8")
    assert "bunker" in retro("patterns", "--json").stdout


@pytest.mark.usefixtures("journal")
def test_what_means_nothing_is_said(retro: Retro) -> None:
    assert "give --svg, too" in retro("patterns", "--redact", "all", code=2).stderr
