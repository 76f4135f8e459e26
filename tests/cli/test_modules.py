"""Which modules each command loads: a command pays only for what it uses."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Retro

SLOW = (
    "textual",
    "rich",
    "sqlite_utils",
    "markdown_it",
    "rapidfuzz",
    "yaml",
    "jinja2",
    "aiohttp",
    "textual_serve",
)

LOADED = """
import json, sys
from retro.cli.main import run
code = run(sys.argv[2:])
with open(sys.argv[1], "w") as file:
    json.dump([code, sorted({name.partition(".")[0] for name in sys.modules})], file)
"""


def loaded(tmp_path: Path, *words: str) -> set[str]:
    """The top-level modules after a command has run."""
    report = tmp_path / "modules.json"
    subprocess.run(
        [sys.executable, "-c", LOADED, str(report), *words], check=True, capture_output=True, env=os.environ
    )
    code, modules = json.loads(report.read_text())
    assert code == 0
    return set(modules)


@pytest.mark.parametrize(
    "words",
    [
        ("add", "2021-06: Boil the frog. Slowly @eks #trust"),
        ("add", "Another @eks #trust"),
        ("list",),
        ("list", "company:eks", "since:2020", "kind:lesson"),
        ("show", "ID"),
        ("rm", "ID"),
        ("undo",),
        ("applied", "ID", "--at", "acme"),
        ("why", "ID"),
        ("today",),
        ("review", "--random"),
        ("review", "-h"),
        ("-h",),
        ("add", "-h"),
        ("serve", "-h"),
        ("--version",),
    ],
    ids=" ".join,
)
def test_quick_commands_load_nothing_slow(retro: Retro, tmp_path: Path, words: tuple[str, ...]) -> None:
    added = json.loads(retro("add", "First @eks #trust", "--json").stdout)["lesson"]
    modules = loaded(tmp_path, *(added["id"] if word == "ID" else word for word in words))
    assert not modules.intersection(SLOW)


def test_a_capture_makes_no_dataclass(tmp_path: Path, retro: Retro) -> None:
    retro("add", "The first makes the journal @eks #trust")
    assert "dataclasses" not in loaded(tmp_path, "add", "Another @eks #trust")


def test_the_version_needs_no_database(tmp_path: Path) -> None:
    assert not loaded(tmp_path, "--version").intersection({"sqlite3", "_sqlite3", "pysqlite3"})


def test_searching_loads_no_terminal_app(retro: Retro, tmp_path: Path) -> None:
    retro("add", "First @eks #trust")
    modules = loaded(tmp_path, "search", "frist")
    assert not modules.intersection({"textual", "rich", "sqlite_utils", "markdown_it", "yaml"})


@pytest.mark.parametrize(
    "words", [("list",), ("show", "ID"), ("why", "ID"), ("review", "--random")], ids=" ".join
)
def test_only_answers_and_log_entries_load_the_scheduler(
    retro: Retro, tmp_path: Path, words: tuple[str, ...]
) -> None:
    added = json.loads(retro("add", "First @eks #trust", "--json").stdout)["lesson"]
    named = tuple(added["id"] if word == "ID" else word for word in words)
    retro("violated", added["id"])
    assert "fsrs" not in loaded(tmp_path, *named)
    assert "fsrs" in loaded(tmp_path, "applied", added["id"])
