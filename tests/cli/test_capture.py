"""``retro add`` in its ways, and what it says."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Retro

Editor = Callable[[str], dict[str, str]]


def lessons(retro: Retro, *query: str) -> list[dict[str, object]]:
    """All lessons, as ``--json`` prints them."""
    found: list[dict[str, object]] = json.loads(retro("list", "--json", *query, code=None).stdout)["lessons"]
    return found


def test_a_lesson_is_captured_as_people_write(retro: Retro) -> None:
    said = retro(
        "add", "2021-06: Boil the frog. Pitch in milestones @eks #trust #change/pace !mistake *"
    ).stderr
    assert re.match(
        r"Added \w{4} · mistake · @eks · #trust #change/pace · 2021-06 · starred  \(undo: retro undo\)", said
    )
    assert "New: @eks #trust #change/pace" in said
    [lesson] = lessons(retro)
    assert {
        name: lesson[name] for name in ("title", "body", "kind", "company", "themes", "happened", "starred")
    } == {
        "title": "Boil the frog.",
        "body": "Pitch in milestones",
        "kind": "mistake",
        "company": "eks",
        "themes": ["trust", "change/pace"],
        "happened": "2021-06",
        "starred": True,
    }


def test_words_may_come_without_quotes(retro: Retro) -> None:
    retro("add", "Pro", "tip:", "take", "the", "day", "off", "@mycelial")
    [lesson] = lessons(retro)
    assert (lesson["title"], lesson["kind"], lesson["company"]) == ("take the day off", "tip", "mycelial")


@pytest.mark.parametrize("words", [("add",), ("add", "-")])
def test_a_lesson_can_be_piped(retro: Retro, words: tuple[str, ...]) -> None:
    retro(*words, stdin="Boil the frog\n\nSlowly.\n\n* in milestones\n")
    [lesson] = lessons(retro)
    assert (lesson["title"], lesson["body"]) == ("Boil the frog", "Slowly.\n\n* in milestones")


def test_a_lesson_can_be_written_in_the_editor(retro: Retro, editor: Editor) -> None:
    retro("add", "-e", env=editor("path.write_text('Boil the frog @eks\\n\\nSlowly.')"))
    [lesson] = lessons(retro)
    assert (lesson["title"], lesson["company"], lesson["body"]) == ("Boil the frog", "eks", "Slowly.")


def test_the_editors_file_is_private_and_gone_afterwards(
    retro: Retro, editor: Editor, tmp_path: Path
) -> None:
    script = f"""
import os, stat
Path({str(tmp_path / "seen")!r}).write_text(f"{{path}} {{stat.S_IMODE(path.stat().st_mode):o}} "
    f"{{stat.S_IMODE(path.parent.stat().st_mode):o}}")
path.write_text("Boil the frog")
"""
    retro("add", "-e", env=editor(script))
    path, mode, folder_mode = (tmp_path / "seen").read_text().split()
    assert (mode, folder_mode) == ("600", "700")
    assert not Path(path).parent.exists()


@pytest.mark.plain("reads a text that was kept as it lies on the disk")
def test_an_editor_that_fails_loses_nothing(retro: Retro, editor: Editor) -> None:
    said = retro("add", "-e", env=editor("path.write_text('Dearly written'); sys.exit(3)"), code=2).stderr
    kept = re.search(r"What you wrote is in (\S+)\.$", said, re.MULTILINE)
    assert kept is not None
    assert Path(kept[1]).read_text() == "Dearly written"


def test_an_editor_that_is_not_there_is_named(retro: Retro) -> None:
    assert (
        "“no-such-editor” cannot be started"
        in retro("add", "-e", env={"EDITOR": "no-such-editor"}, code=2).stderr
    )


def test_nothing_is_not_a_lesson(retro: Retro) -> None:
    for words, stdin in ((("add",), ""), (("add",), "  \n"), (("add", "@eks #trust"), "")):
        said = retro(*words, stdin=stdin, code=2)
        assert said.stderr.startswith("retro: ")
    assert lessons(retro) == []


def test_options_say_what_the_text_does_not(retro: Retro) -> None:
    retro(
        *("add", "Boil the frog", "--company", "Amazon EKS", "--theme", "trust", "--theme", "change"),
        *("--on", "mid 2022", "--kind", "win", "--private", "--star", "--trigger", "before pitching"),
    )
    [lesson] = lessons(retro)
    assert lesson["company"] == "Amazon EKS"
    assert lesson["themes"] == ["trust", "change"]
    assert lesson["happened"] == "2022-05..2022-08"
    assert (lesson["kind"], lesson["visibility"], lesson["starred"]) == ("win", "private", True)
    assert lesson["trigger"] == "before pitching"


def test_a_slip_in_a_name_is_pointed_out_and_blocks_nothing(retro: Retro) -> None:
    retro("add", "One @Mesosphere #automation")
    said = retro("add", "Two @Mesosfere #automaton").stderr
    assert "@Mesosfere is a new company. Did you mean Mesosphere?" in said
    assert "#automaton is a new theme. Did you mean automation?" in said
    assert len(lessons(retro)) == 2


def test_a_near_duplicate_is_saved_and_said(retro: Retro) -> None:
    retro("add", "Automating the wrong process is a quick way to miss your business goals")
    said = retro("add", "Automating a wrong process is a quick way to miss all business goals").stderr
    assert "Nearly the same as" in said
    assert len(lessons(retro)) == 2
    assert "Nearly" not in retro("add", "People fear what they do not know").stderr


def test_json_says_what_was_added(retro: Retro) -> None:
    document = json.loads(retro("add", "Boil the frog", "--json").stdout)
    assert document["schema"] == 1
    assert document["lesson"]["title"] == "Boil the frog"


def test_a_date_that_is_none_is_refused(retro: Retro) -> None:
    assert "“soonish” is not a date" in retro("add", "x", "--on", "soonish", code=2).stderr


def test_hostile_text_never_reaches_the_terminal_raw(retro: Retro) -> None:
    hostile = "a\x1b]0;title\x07b\x9b2Jc\u202ed\x00e\x7f"
    said = retro("add", stdin=hostile + " @x\x1b[31my #\x1bz")
    short = str(lessons(retro)[0]["short_id"])
    shown = [
        said,
        retro("list"),
        retro("show", short),
        retro("search", "a"),
        retro("undo", "--list"),
        retro("rm", short),
    ]
    for each in shown:
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", each.stdout + each.stderr)


@pytest.mark.parametrize("name", ["EDITOR", "VISUAL"])
def test_an_editor_that_is_no_command_is_said(retro: Retro, name: str) -> None:
    assert f"${name}" in retro("add", "-e", env={name: "emacs 'x"}, code=2).stderr


def test_a_blank_editor_is_none(retro: Retro, editor: Editor) -> None:
    written = editor("path.write_text('Written in the other')")
    retro("add", "-e", env={"VISUAL": " ", **written})
    assert lessons(retro)[0]["title"] == "Written in the other"
