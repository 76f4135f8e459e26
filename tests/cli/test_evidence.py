"""``retro evidence``: listed with its arithmetic, noted, taken away, multiplied; wrong claims pointed out."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Retro
from tests.needs import shared


def added(retro: Retro, *words: str) -> str:
    lesson: dict[str, str] = json.loads(retro("add", *words, "--json").stdout)["lesson"]
    return lesson["short_id"]


def test_evidence_is_noted_listed_and_taken_away_and_undone(retro: Retro) -> None:
    short = added(retro, "Boil the frog @eks")
    noted = retro("evidence", short, "--add", "release: 16 -> 4 weeks", "--add", "team: 14 people")
    assert "release: 16 → 4 weeks · ×4, −75 % · as a speed +300 % · 12 weeks saved" in noted.stderr
    listed = retro("evidence").stdout.splitlines()
    assert listed[0].split()[0] == short
    assert listed[1].strip().startswith("1  release: 16 → 4 weeks")
    assert "Evidence" in retro("show", short).stdout
    retro("evidence", short, "--remove", "1")
    assert "release" not in retro("evidence").stdout
    retro("undo")
    assert "release" in retro("evidence").stdout


def test_evidence_for_scripts(retro: Retro) -> None:
    short = added(retro, "Boil the frog @eks")
    retro("evidence", short, "--add", "errors: 90 -> 12 a week")
    document = json.loads(retro("evidence", "--json").stdout)
    assert document["schema"] == 1
    [lesson] = document["evidence"]["lessons"]
    [item] = lesson["evidence"]
    assert (item["before"], item["after"], item["unit"], item["factor"]) == (90, 12, "a week", 7.5)
    assert item["lower_is_better"] is True
    assert item["a_year"] == pytest.approx(-78 * 365 / 7)
    assert document["evidence"]["compound"] is None
    assert retro("evidence", "--plain").stdout == f"{short}\t1\terrors\t90\t12\ta week\t7.5\t-86.6666666667\n"


def test_pieces_of_several_lessons_are_multiplied(retro: Retro) -> None:
    one, other = added(retro, "Fewer cycles"), added(retro, "Shorter ones")
    retro("evidence", one, "--add", "cost: 9 -> 1 $", "--add", "failures: 8 -> 4 cycles per release")
    retro("evidence", other, "--add", "recovery: 1 week -> 1 day per cycle")
    words = ("evidence", f"{one}:2", other, "--compound")
    assert "failures × recovery: 56 → 4 days per release · ×14, −93 %" in retro(*words).stdout
    weeks = retro(*words, "--working-days", "--times", "6 a year").stdout
    assert "failures × recovery: 40 → 4 working days per release · ×10, −90 %" in weeks
    assert "216 working days a year saved" in weeks
    refused = retro("evidence", one, other, "--compound", code=2)
    assert (refused.stdout, refused.stderr) == (
        "",
        "retro: “$” and “days” cannot be multiplied with each other.\n",
    )


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--add", "fast"), "does not say what was measured"),
        (("--add", "a: 3 days -> 4 €"), "cannot be told in"),
        (("--remove", "1"), "There is no evidence number 1."),
        (("--times", "often"), "Nothing was measured there yet."),
        ((f"7k3m:{'9' * 5000}",), "is no id with a number"),
        (("7k3m:0",), "is no id with a number"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_changes(
    retro: Retro, words: tuple[str, ...], sentence: str
) -> None:
    short = added(retro, "Boil the frog")
    refused = retro("evidence", short, *words, code=None)
    assert refused.returncode in (1, 2)
    assert sentence in refused.stderr
    assert json.loads(retro("show", short, "--json").stdout)["lessons"][0]["evidence"] == []


def test_no_evidence_is_nothing_found(retro: Retro) -> None:
    retro("add", "Boil the frog")
    assert "Nothing was measured yet." in retro("evidence", code=1).stderr


def test_a_claim_that_the_numbers_do_not_support_is_pointed_out(retro: Retro) -> None:
    short = added(retro, "A 400 % improvement of releases @eks")
    retro("evidence", short, "--add", "releases: 16 -> 4 weeks")
    for command in ("evidence", "show"):
        assert "“400 %” is not what 16 → 4 is. It is ×4 or −75 %." in retro(command, short).stdout
    [claim] = json.loads(retro("show", short, "--json").stdout)["lessons"][0]["claims"]
    assert claim == {"said": "400 %", "before": 16, "after": 4, "right": "×4 or −75 %"}


def test_what_is_private_does_not_go_into_a_file(retro: Retro, tmp_path: Path) -> None:
    secret = added(retro, "A secret", "--private")
    retro("evidence", secret, "--add", "salary: 1 -> 2 k$")
    short = added(retro, "Known {{private: in anger}}")
    retro("evidence", short, "--add", "release {{private: of the doomed one}}: 16 -> 4 weeks")
    out = tmp_path / "out.json"
    with out.open("wb") as file:
        done = subprocess.run(
            [sys.executable, "-m", "retro", "evidence", "--json"],
            stdout=file,
            stderr=subprocess.PIPE,
            check=True,
        )
    written = out.read_text(encoding="utf-8")
    assert "release" in written
    assert not any(word in written for word in ("salary", "anger", "doomed"))
    assert b"1 private lesson and 2 private passages" in done.stderr


def test_the_post_that_retro_is_modelled_on(retro: Retro) -> None:
    retro("import", str(shared("seed/new-startup-new-team-new-game.md")))
    listed = retro("evidence").stdout
    assert "release projects: 16 → 4 weeks · ×4, −75 %" in listed
    assert "8 → 4 cycles per release · ×2, −50 %" in listed
    assert "duration: 7 → 1 days per cycle · ×7, −86 %" in listed
    lessons = json.loads(retro("list", "--json").stdout)["lessons"]
    claiming = [each["id"] for each in lessons if "400%" in each["title"] + each["body"]]
    assert len(claiming) == 2
    assert retro("evidence", *claiming).stdout.count("“400%” is not what 16 → 4 is. It is ×4 or −75 %.") == 2
