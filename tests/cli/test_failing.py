"""Writing fails, at every size and at every call: a sentence, exit 3, nothing lost, the text kept."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from retro.journal import Journal
from tests.cli.failing import Evil, Run, state_of
from tests.journals.earlier import OLD_JOURNALS, unpack
from tests.needs import program

ROUNDS = int(os.environ.get("RETRO_SOAK", "0"))
"""Set by ``make soak``: every size of a page and between two, and every call; else a few of them."""

PAGE = 4096
LARGEST = 512 * 1024
"""Bytes. No file of these journals grows as large."""

TEXT = "Dearly written, and not to be lost"


class Case(NamedTuple):
    """A command that writes.

    Args:
        words: Its line, without quotes; ``IDID`` is a lesson's id.
        given: Its input.
        before: Commands that make something for it to do.
        unfinished: How it ends when all is done but tidying, which is left for another time and told.
    """

    words: str
    given: str = ""
    before: tuple[str, ...] = ()
    unfinished: int = 0

    @property
    def brings_text(self) -> bool:
        """Whether something would be lost that has to be written again."""
        return TEXT in self.words.replace("_", " ") or TEXT in self.given


LINE = TEXT.replace(" ", "_")
CASES = (
    Case(f"add {LINE} @eks #trust"),
    Case("add --company Harbour", given=f"{TEXT}\n\n" + "A long one. " * 3000),
    Case(f"edit IDID --body {LINE} --theme pace"),
    Case("rm IDID"),
    Case("restore IDID", before=("rm IDID",)),
    Case("undo"),
    Case("redo", before=("undo",)),
    Case("companies merge eks Mesosphere"),
    Case("themes rename trust confidence"),
    Case("people add Ada"),
    Case("searches save mine frog"),
    Case("import post.md"),
    Case("unsaved add"),
    Case("companies describe eks --role lead"),
    Case("check --fix"),
    Case("merge other.db"),
    Case("purge IDID --yes", before=("rm IDID",), unfinished=1),
)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a journal and a post."""
    folder = tmp_path_factory.mktemp("filled")
    added = retro(folder, "add", "--json", "Boil the frog @eks #trust").stdout
    retro(folder, "add", "Ask twice @Mesosphere #trost")
    shutil.copyfile(folder / "journal.db", folder / "other.db")
    retro(folder, "add", "Written elsewhere @eks", journal=folder / "other.db")
    (folder / "id").write_text(json.loads(added)["lesson"]["id"])
    (folder / "post.md").write_text("---\ntitle: A year\n---\n\n## EKS\n\nLesson learned: trust first.\n")
    return folder


@pytest.fixture
def template(filled: Path, tmp_path: Path) -> Path:
    """The folder that each run has a copy of."""
    return Path(shutil.copytree(filled, tmp_path / "work" / "template"))


def retro(folder: Path, *words: str, journal: Path | None = None) -> "subprocess.CompletedProcess[str]":
    """The command, on the journal and the state in a folder."""
    where = {"RETRO_JOURNAL": str(journal or folder / "journal.db"), "XDG_STATE_HOME": str(folder / "state")}
    call = [sys.executable, "-m", "retro", *words]
    return subprocess.run(
        call, env={**os.environ, **where}, capture_output=True, text=True, check=journal is None
    )


def prepare(template: Path, case: Case) -> Case:
    """Have something there for the command to do; returns the case with the lesson's id in it."""
    lesson_id = (template / "id").read_text()
    for words in case.before:
        retro(template, *words.replace("IDID", lesson_id).split())
    if case.words == "unsaved add":
        wait_for_room(template)
    return case._replace(words=case.words.replace("IDID", lesson_id))


def run_all(template: Path, case: Case, evils: Sequence[Evil], preload: str = "") -> list[Run]:
    """The command under each evil, on copies of the template."""
    asked = {
        "work": str(template.parent),
        "words": case.words.split(),
        "given": case.given,
        "evils": evils,
    }
    done = subprocess.run(
        [sys.executable, "-m", "tests.cli.failing"],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "LD_PRELOAD": preload},
    )
    assert done.returncode == 0, done.stderr
    runs = [Run(*json.loads(line)) for line in done.stdout.splitlines()]
    return [each._replace(evil=Evil(*each.evil)) for each in runs]


def wait_for_room(template: Path) -> None:
    """Have a text wait for the place where the commands are going to run."""
    place = template.parent / "place"
    place.mkdir()
    (place / "journal.db").write_text("no journal")
    assert retro(template, "add", TEXT, journal=place / "journal.db").returncode == 3
    shutil.rmtree(place)


def assert_nothing_lost(case: Case, untouched: Run, done: Run, runs: Sequence[Run]) -> int:
    """Each run either did all of it or nothing; returns how many did."""
    assert done.code == 0, done.said
    complete = 0
    for each in runs:
        assert each.is_whole, each
        assert "Traceback" not in each.said, each
        assert "bug" not in each.said, each
        if each.code in (0, case.unfinished):
            complete += 1
            assert each.state == done.state, each
            continue
        assert each.code == 3, each
        may_be_there = [done.state] if "may have kept this change or not" in each.said else []
        assert each.state in [untouched.state, *may_be_there], each
        assert each.said.startswith("retro: "), each
        if case.brings_text:
            assert any(TEXT in text.replace("_", " ") for text in (*each.kept, each.said)), each
        if case.words == "unsaved add":
            assert each.kept, each
    return complete


def sizes() -> list[int]:
    """Limits of a file's size, the log's first pages and the journal's last ones the closest together."""
    if not ROUNDS:
        return [*range(0, 16 * PAGE, 4 * PAGE), *range(16 * PAGE, LARGEST, 32 * PAGE)]
    between = [round(PAGE * part / ROUNDS) for part in range(ROUNDS)]
    return [size + offset for size in range(0, LARGEST, PAGE) for offset in between]


def calls(count: int) -> list[tuple[int, bool]]:
    """Which call fails, and whether all later ones do: every one in both ways, or some of them."""
    if ROUNDS:
        return [(call, later) for call in range(1, count + 1) for later in (False, True)]
    return [(call, bool(call % 2)) for call in range(1, count + 1, max(1, count // 5) | 1)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: " ".join(case.words.split()[:2]))
def test_a_file_that_cannot_grow_loses_nothing(template: Path, case: Case) -> None:
    case = prepare(template, case)
    evils = [Evil(limit=size) for size in sizes()]
    nothing = Evil()
    untouched, *runs, done = run_all(template, case, [Evil(limit=0), *evils, nothing])
    complete = assert_nothing_lost(case, untouched, done, runs)
    assert untouched.code == 3
    assert 0 < complete < len(runs)


@pytest.fixture(scope="module")
def failing_writes(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The library that makes calls of the system fail, which a child loads before all others."""
    library = tmp_path_factory.mktemp("library") / "failing_writes.so"
    source = Path(__file__).with_name("failing_writes.c")
    compiler = program("cc")
    subprocess.run([compiler, "-shared", "-fPIC", "-o", str(library), str(source), "-ldl"], check=True)
    return str(library)


@pytest.mark.parametrize("case", CASES, ids=lambda case: " ".join(case.words.split()[:2]))
def test_every_call_that_writes_may_fail(template: Path, case: Case, failing_writes: str) -> None:
    case = prepare(template, case)
    [counted] = run_all(template, case, [Evil(call=1_000_000)], failing_writes)
    evils = [Evil(None, call, later) for call, later in calls(counted.calls)]
    untouched, *runs, done = run_all(template, case, [Evil(None, 1, True), *evils, Evil()], failing_writes)
    assert counted.calls > 5
    assert_nothing_lost(case, untouched, done, runs)


def assert_an_earlier_journal_loses_nothing(packed: Path, template: Path, runs: Sequence[Run]) -> None:
    """It stays what it was, or is brought up to date; what was to be added is in it or in a file."""
    earlier, later = (unpack(packed, template.parent / name) for name in ("earlier.db", "later.db"))
    with Journal.open(later):
        pass
    *failed, done = runs
    assert done.code == 0, done.said
    before = state_of(earlier)
    for each in failed:
        assert each.is_whole, each
        if each.code == 0:
            assert each.state == done.state, each
            continue
        assert each.code == 3, each
        assert each.said.startswith("retro: "), each
        assert "bug" not in each.said, each
        assert each.state in {before, state_of(later)}, each
        assert any(TEXT in text.replace("_", " ") for text in (*each.kept, each.said)), each
    assert before in {each.state for each in failed}


every_schema = pytest.mark.parametrize("packed", OLD_JOURNALS, ids=lambda path: path.name)


@every_schema
def test_a_file_that_cannot_grow_loses_nothing_of_an_earlier_journal(packed: Path, template: Path) -> None:
    unpack(packed, template / "journal.db")
    size = (template / "journal.db").stat().st_size
    # The backup fits, and so does not what the migration writes.
    evils = [Evil(limit=each) for each in (*sizes(), *range(size, 2 * size, 4 * PAGE))]
    runs = run_all(template, CASES[0], [*evils, Evil()])
    assert_an_earlier_journal_loses_nothing(packed, template, runs)


@every_schema
def test_every_call_that_writes_may_fail_with_an_earlier_journal(
    packed: Path, template: Path, failing_writes: str
) -> None:
    unpack(packed, template / "journal.db")
    [counted] = run_all(template, CASES[0], [Evil(call=1_000_000)], failing_writes)
    every = calls(counted.calls) if ROUNDS else [(call, True) for call in range(1, counted.calls, 20)]
    evils = [Evil(None, call, later) for call, later in every]
    runs = run_all(template, CASES[0], [*evils, Evil()], failing_writes)
    assert_an_earlier_journal_loses_nothing(packed, template, runs)
