"""``retro commitments``: added with a measure and a day, listed, kept and dropped with a reason."""

import json
from pathlib import Path

from tests.cli.conftest import Retro
from tests.cli.test_leaving import into_file


def added(retro: Retro, *words: str) -> str:
    """The id of a commitment that was just made."""
    retro("commitments", "add", *words)
    found = json.loads(retro("commitments", "--all", "--json").stdout)["commitments"]
    return str(next(each["id"] for each in found if each["text"] == words[0]))


def test_commitments_are_listed_by_their_day_with_their_measure(retro: Retro) -> None:
    added(retro, "Second", "--measure", "twice", "--by", "2031-06")
    added(retro, "First", "--measure", "once", "--by", "2030", "--company", "eks")
    listed = retro("commitments").stdout.splitlines()
    assert [line.split("  ", 1)[1] for line in listed if "measure" not in line] == [
        "2030-12-31  First  @eks",
        "2031-06-30  Second",
    ]
    assert [line.strip() for line in listed if "measure" in line] == ["measure: once", "measure: twice"]
    row = retro("commitments", "--plain", "--company", "EKS").stdout.rstrip("\n").split("\t")
    assert row[1:] == ["open", "2030-12-31", "eks", "First", "once", ""]


def test_what_is_due_is_open_and_its_day_has_come(retro: Retro) -> None:
    late = added(retro, "Late", "--measure", "once", "--by", "2020-01-31")
    added(retro, "Far", "--measure", "once", "--by", "2199")
    assert "Late" in (due := retro("commitments", "--due").stdout)
    assert "Far" not in due
    retro("commitments", "done", late[:6], "Went well")
    assert "No commitment is due" in retro("commitments", "--due", code=1).stderr
    every = json.loads(retro("commitments", "--all", "--json").stdout)
    assert every["schema"] == 1
    kept = every["commitments"][0]
    assert (kept["state"], kept["reason"], kept["is_due"]) == ("done", "Went well", False)


def test_a_dropped_one_needs_a_reason_and_undo_opens_it_again(retro: Retro) -> None:
    made = added(retro, "Drop me", "--measure", "once", "--by", "2199")
    assert "--reason" in retro("commitments", "drop", made, code=2).stderr
    assert "Say why" in retro("commitments", "drop", made, "--reason", " ", code=2).stderr
    retro("commitments", "drop", made, "--reason", "The team was split")
    assert "already" in retro("commitments", "done", made, code=2).stderr
    retro("commitments", code=1)
    assert "dropped: The team was split" in retro("commitments", "--all").stdout
    retro("undo")
    assert "Drop me" in retro("commitments").stdout


def test_an_open_one_is_put_off_and_said_in_another_way(retro: Retro) -> None:
    made = added(retro, "Put me off", "--measure", "once", "--by", "2198-06")
    retro("commitments", "edit", made[:5], "--by", "2199-06-30")
    retro("commitments", "edit", made, "--text", "Put me off again", "--measure", "twice")
    row = retro("commitments", "--plain").stdout.split("\t")
    assert row[2:6] == ["2199-06-30", "", "Put me off again", "twice"]
    assert "Nothing was said" in retro("commitments", "edit", made, code=2).stderr
    retro("commitments", "done", made)
    assert "already" in retro("commitments", "edit", made, "--by", "2200", code=2).stderr


def test_bad_input_is_one_sentence_and_nothing_is_made(retro: Retro) -> None:
    retro("add", "A lesson makes the journal")
    for words, said in (
        (("add", "Text", "--measure", "once", "--by", "no day"), "is not a date"),
        (("add", " ", "--measure", "once", "--by", "2030"), "what will be done"),
        (("add", "Text", "--measure", "", "--by", "2030"), "needs a measure"),
        (("done", "!!"), "not a commitment's id"),
    ):
        assert said in retro("commitments", *words, code=2).stderr
    assert "no commitment" in retro("commitments", "done", "7k3m", code=1).stderr
    retro("commitments", "--all", code=1)


def test_what_is_private_stays_out_of_files(retro: Retro, tmp_path: Path) -> None:
    added(retro, "Talk {{private: to Ada}} soon", "--measure", "once", "--by", "2199")
    assert "Ada" in retro("commitments").stdout
    printed = into_file(tmp_path, "commitments", "--json")
    assert "Ada" not in printed.out
    assert "Left out 1 private passage" in printed.err
