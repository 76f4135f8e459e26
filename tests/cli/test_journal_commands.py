"""List, show, edit, rm, restore, undo, redo, companies, themes, path: real processes, one after the other."""

import json
import re
import shlex
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from retro.journal import Journal
from retro.surroundings import Consent
from tests.cli.conftest import Retro
from tests.cli.test_capture import lessons


@pytest.fixture
def three(retro: Retro) -> list[str]:
    """Short ids of three lessons, oldest first."""
    texts = (
        "2019-03: Trust is slow @Mesosphere #trust",
        "2021-06: Boil the frog @EKS #trust #change !mistake",
        "2023-01: Ship it @Mycelial #speed *",
    )
    return [json.loads(retro("add", text, "--json").stdout)["lesson"]["short_id"] for text in texts]


def test_lists_are_newest_first_and_can_be_asked(retro: Retro, three: list[str]) -> None:
    plain = [line.split("\t") for line in retro("list", "--plain").stdout.splitlines()]
    assert [row[0] for row in plain] == three[::-1]
    assert plain[1] == [three[1], "2021-06", "EKS", "mistake", "Boil the frog", "trust,change"]
    assert [lesson["short_id"] for lesson in lessons(retro, "theme:trust", "since:2020")] == [three[1]]
    limited = retro("list", "-n", "1")
    assert "2 of" not in limited.stdout
    assert limited.stderr == "1 of 3 lessons.\n"
    assert three[2] in limited.stdout


@pytest.mark.parametrize(
    ("columns", "width"),
    [
        ("60", 60),
        ("140", 140),
        ("", 100),
        ("0", 100),
        ("-5", 100),
        ("wide", 100),
        ("9" * 5000, 100),
        ("9" * 15, 1000),
    ],
)
def test_a_list_is_as_wide_as_the_terminal_says(retro: Retro, columns: str, width: int) -> None:
    """Wide characters count two; what is said of a width may be anything."""
    retro("add", "日本語の教訓 " * 200)
    [line] = retro("list", env={"COLUMNS": columns}).stdout.splitlines()
    cells = len(line) + sum(unicodedata.east_asian_width(letter) in "WF" for letter in line)
    assert width - 20 < cells <= width


def test_an_empty_list_is_exit_code_1(retro: Retro, three: list[str]) -> None:
    assert retro("list", "company:nowhere", code=1).stderr == (
        "There is no company called “nowhere”.\nretro: No lesson matches.\n"
    )
    assert json.loads(retro("list", "--json", "company:nowhere", code=1).stdout)["lessons"] == []
    assert three


def test_searching_forgives(retro: Retro, three: list[str]) -> None:
    assert three[1] in retro("search", "biol forg").stdout
    assert retro("search", "quantum chromodynamics", code=1).stderr.startswith("retro: Nothing found")
    hits = json.loads(retro("search", "frog", "--json").stdout)["hits"]
    assert hits[0]["short_id"] == three[1]
    [[start, end]] = hits[0]["title_spans"]
    assert hits[0]["title"][start:end] == "frog"


def test_a_lesson_is_shown_with_all_that_is_known(retro: Retro, three: list[str]) -> None:
    shown = retro("show", three[1]).stdout
    assert "Boil the frog" in shown
    assert "#trust #change" in shown
    document = json.loads(retro("show", three[1], three[2], "--json").stdout)
    assert [lesson["short_id"] for lesson in document["lessons"]] == three[1:]
    assert retro("show", "zzzz", code=1).stderr.startswith("retro: There is no lesson “zzzz”.")
    assert "too short" in retro("show", "z", code=2).stderr


def test_editing_by_options_and_by_editor(
    retro: Retro, three: list[str], editor: Callable[[str], dict[str, str]]
) -> None:
    retro("edit", three[1], "--title", "Boil it slowly", "--theme", "pace", "--company", "")
    after = "# Boil it _slowly_\\n\\nIn milestones."
    script = f"path.write_text(path.read_text().replace('# Boil it slowly', '{after}'))"
    said = retro("edit", three[1], env=editor(script)).stderr
    assert said.startswith(f"Changed {three[1]} · Boil it _slowly_")
    [lesson] = [each for each in lessons(retro) if each["short_id"] == three[1]]
    assert (lesson["title"], lesson["body"]) == ("Boil it _slowly_", "In milestones.")
    assert (lesson["company"], lesson["themes"]) == (None, ["pace"])
    history = retro("show", three[1], "--history").stdout
    assert "before: Boil it slowly" in history
    assert "before: Boil the frog" in history


@pytest.mark.parametrize("script", ["pass", "path.write_text('')"])
def test_an_editor_that_changes_nothing_changes_nothing(
    retro: Retro, three: list[str], editor: Callable[[str], dict[str, str]], script: str
) -> None:
    assert retro("edit", three[0], env=editor(script)).stderr == "Nothing was changed.\n"


@pytest.mark.plain("reads a text that was kept as it lies on the disk")
def test_a_slip_in_the_editor_keeps_the_text(
    retro: Retro, three: list[str], editor: Callable[[str], dict[str, str]]
) -> None:
    said = retro(
        "edit", three[0], env=editor("path.write_text('kind: saga\\n\\n# Long text')"), code=2
    ).stderr
    kept = re.search(r"What you wrote is in (\S+)\.$", said, re.MULTILINE)
    assert kept is not None
    assert Path(kept[1]).read_text() == "kind: saga\n\n# Long text"


def test_deleted_lessons_can_be_listed_and_restored(retro: Retro, three: list[str]) -> None:
    retro("rm", three[0], three[2])
    assert [lesson["short_id"] for lesson in lessons(retro)] == [three[1]]
    assert {lesson["short_id"] for lesson in lessons(retro, "is:deleted")} == {three[0], three[2]}
    assert "Try: retro restore" in retro("show", three[0], code=1).stderr
    retro("restore", three[0])
    assert len(lessons(retro)) == 2


def test_undo_and_redo_work_across_runs_for_every_command(
    retro: Retro, three: list[str], tmp_path: Path
) -> None:
    def state() -> tuple[str, ...]:
        return tuple(
            retro(*words, code=None).stdout
            for words in (
                ("list", "--json"),
                ("list", "is:deleted", "--json"),
                ("companies", "--json"),
                ("themes", "--json"),
                ("people", "--json"),
            )
        )

    post = tmp_path / "post.md"
    post.write_text(
        "---\ntitle: A post\ndate: 2020-01-02\n---\n\nKey lessons:\n\n* Trust is earned in drops.\n"
    )
    states = [state()]
    for words in (
        ("edit", three[0], "--title", "Trust is very slow"),
        ("rm", three[1]),
        ("restore", three[1]),
        ("companies", "rename", "EKS", "Amazon EKS"),
        ("companies", "merge", "Mycelial", "Mesosphere"),
        ("companies", "describe", "Mesosphere", "--role", "VP", "--began", "mid 2018"),
        ("companies", "describe", "Mesosphere", "--role", "", "--began", ""),
        ("companies", "unalias", "Mesosphere", "Mycelial"),
        ("themes", "alias", "trust", "faith"),
        ("themes", "unalias", "trust", "faith"),
        ("import", str(post)),
        ("export", "theme:trust", "--to", str(tmp_path / "out")),
        ("add", "Another one @D2IQ"),
    ):
        retro(*words)
        states.append(state())
    for before in reversed(states[:-1]):
        retro("undo")
        assert state() == before
    for after in states[1:]:
        retro("redo")
        assert state() == after
    assert retro("redo", code=1).stderr == "retro: There is nothing to redo.\n"


def test_companies_and_themes_are_listed_and_mended(retro: Retro, three: list[str]) -> None:
    retro("themes", "merge", "speed", "change")
    retro("themes", "rename", "trust", "culture/trust")
    rows = [line.split("\t") for line in retro("themes", "--plain").stdout.splitlines()]
    assert rows == [["change", "2", "speed"], ["culture/trust", "2", "trust"]]
    assert [lesson["short_id"] for lesson in lessons(retro, "theme:culture")] == [three[1], three[0]]
    retro("companies", "alias", "EKS", "Amazon")
    retro("companies", "rename", "EKS", "Amazon EKS")
    assert [lesson["short_id"] for lesson in lessons(retro, "company:amazon")] == [three[1]]
    assert "no company called “Nowhere”" in retro("companies", "merge", "Nowhere", "EKS", code=1).stderr
    assert (
        "cannot end in"
        in retro("companies", "describe", "EKS", "--began", "2023", "--ended", "2021", code=2).stderr
    )


def test_the_journal_can_be_chosen(retro: Retro, tmp_path: Path, a_home_of_its_own: Path) -> None:
    assert retro("path").stdout.strip() == str(a_home_of_its_own / "data" / "retro" / "journal.db")
    other = tmp_path / "other.db"
    assert retro("path", env={"RETRO_JOURNAL": str(other)}).stdout.strip() == str(other)
    retro("add", "--journal", str(other), "Elsewhere")
    assert len(json.loads(retro("--journal", str(other), "list", "--json").stdout)["lessons"]) == 1
    assert retro("list", code=1).stderr.startswith("retro: There is no journal at ")


@pytest.mark.parametrize(
    "words", [["list"], ["add", "x"], ["search", "x"], ["undo"], ["export"], ["companies"]]
)
def test_a_journal_that_cannot_be_used_is_exit_code_3(retro: Retro, tmp_path: Path, words: list[str]) -> None:
    broken = tmp_path / "broken.db"
    broken.write_text("Not a journal")
    said = retro(*words, env={"RETRO_JOURNAL": str(broken)}, code=3).stderr
    assert said.startswith(f"retro: {broken} is not a journal: it is no SQLite file.")
    assert broken.read_text() == "Not a journal"


def test_without_a_terminal_the_app_does_not_open(retro: Retro) -> None:
    for words in ((), ("demo",)):
        assert "needs a terminal" in retro(*words, code=2).stderr


def test_slips_in_commands_are_answered(retro: Retro) -> None:
    assert "Did you mean “retro search”?" in retro("serach", "x", code=2).stderr
    assert "Try: retro rm -h" in retro("rm", code=2).stderr
    assert "Try: retro list -h" in retro("list", "--nope", code=2).stderr


def test_a_reader_that_has_seen_enough_is_no_error(three: list[str], tmp_path: Path) -> None:
    shell = f"{sys.executable} -m retro list --json | head -c 1"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", shell], capture_output=True, check=False, cwd=tmp_path
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert three


def test_no_colour_where_none_is_wanted(retro: Retro, three: list[str]) -> None:
    assert "\x1b" not in retro("list").stdout
    assert "\x1b" in retro("list", env={"FORCE_COLOR": "1"}).stdout
    assert three


def test_what_is_said_in_passing_is_short_and_of_few_lines(retro: Retro) -> None:
    text = "word " * 20_000 + " ".join(f"#theme{number}" for number in range(300))
    said = [retro("add", stdin=text).stderr, retro("rm", lessons(retro)[0]["short_id"]).stderr]  # type: ignore[arg-type]
    said += [retro("undo").stderr, retro("undo").stderr, retro("add", stdin="x " + "@a " * 900).stderr]
    for each in said:
        assert len(each.splitlines()) <= 14
        assert max(map(len, each.splitlines())) < 400


def test_hints_can_be_typed(retro: Retro) -> None:
    retro("add", 'One @"Acme Corporation"')
    hint = re.search(r"\((retro companies merge [^)]*)\)", retro("add", 'Two @"Acme Corporatoin"').stderr)
    assert hint is not None
    retro(*shlex.split(hint[1])[1:])
    assert "“" not in retro("themes", code=1).stderr


def test_a_lesson_in_plain_fields_has_no_python_in_it(retro: Retro, three: list[str]) -> None:
    fields = dict(line.split("\t") for line in retro("show", three[1], "--plain").stdout.splitlines())
    assert (fields["themes"], fields["starred"], fields["source"]) == ("trust,change", "no", "")
    assert not {"()", "[]", "None", "False"} & set(fields.values())


def test_names_are_said_as_they_are_kept(retro: Retro, three: list[str]) -> None:
    assert "to a/b;" in retro("themes", "rename", "trust", "a//b").stderr
    assert retro("companies", "alias", "EKS", "eks").stderr == "eks means EKS already.\n"
    assert json.loads(retro("companies", "--json", "list").stdout)["companies"]
    assert len(three) == 3


def test_what_a_query_only_guesses_at_is_not_published(
    retro: Retro, three: list[str], tmp_path: Path
) -> None:
    for query in ("company:mesosfere", "since:garbage", "audience:all"):
        said = retro("export", query, "--to", str(tmp_path / "out"), code=4).stderr
        assert said.startswith("retro: The query is not exact, so nothing was written.")
    assert not (tmp_path / "out").exists()
    assert three


def test_searches_are_saved_used_and_forgotten(retro: Retro, three: list[str]) -> None:
    assert "retro searches save" in retro("searches", code=1).stderr
    retro("searches", "save", "slow", "theme:trust", "until:2020")
    assert retro("searches", "--plain").stdout == "slow\ttheme:trust until:2020\n"
    assert json.loads(retro("searches", "--json").stdout)["searches"] == [
        {"name": "slow", "query": "theme:trust until:2020"}
    ]
    found = json.loads(retro("search", "--saved", "Slow", "--json").stdout)["hits"]
    assert [hit["short_id"] for hit in found] == [three[0]]
    assert "Nothing found" in retro("search", "--saved", "slow", "frog", "kind:win", code=1).stderr
    assert "No search is saved as “fast”" in retro("search", "--saved", "fast", code=1).stderr
    retro("searches", "rm", "slow")
    retro("searches", code=1)
    retro("undo")
    assert "theme:trust" in retro("searches").stdout


def test_an_export_says_what_to_look_at(retro: Retro, tmp_path: Path) -> None:
    retro("add", "From 16 to 4 weeks, a 400% improvement")
    done = retro("export", "--to", str(tmp_path / "out"))
    assert "improvement" in next((tmp_path / "out").iterdir()).read_text(encoding="utf-8")
    assert "“400%” is not what 16 → 4 is. Write ×4 or −75 %. [number-claim]" in done.stderr


def test_a_post_that_names_who_never_wants_to_be_is_refused(retro: Retro, tmp_path: Path) -> None:
    retro("add", "Listen to Grace Hopper")
    with Journal.open() as journal:
        journal.people.describe("Grace Hopper", consent=Consent.NEVER)
    for more in (("--to", str(tmp_path / "out")), ("--to", str(tmp_path / "out"), "--force"), ()):
        done = retro("export", *more, code=4)
        assert "Grace Hopper" in done.stderr
        assert done.stdout == ""
    assert not (tmp_path / "out").exists()
