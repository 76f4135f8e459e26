"""The docs tell the truth: every command is documented, every documented command is real and runs."""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from markdown_it import MarkdownIt

import retro
from retro.cli.main import build
from retro.cli.reference import reference
from retro.posts.checks import CHECKS
from tests.needs import ROOT

PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").glob("*.md")])


def fences(page: Path, language: str) -> Iterator[str]:
    """The code blocks of a page in one language."""
    for token in MarkdownIt().parse(page.read_text(encoding="utf-8")):
        if token.type == "fence" and token.info.split() == language.split():
            yield token.content


def command_paths() -> set[tuple[str, ...]]:
    """Every command and subcommand, as words."""
    paths: set[tuple[str, ...]] = set()

    def walk(command: click.Command, words: tuple[str, ...]) -> None:
        paths.add(words)
        if isinstance(command, click.Group):
            context = click.Context(command)
            for name in command.list_commands(context):
                child = command.get_command(context, name)
                assert child is not None
                walk(child, (*words, name))

    walk(build(), ())
    return paths


def test_the_reference_is_made_from_the_commands() -> None:
    assert (ROOT / "docs" / "commands.md").read_text(encoding="utf-8") == reference(), "run: make docs"


def test_every_command_has_help_and_examples() -> None:
    for words in command_paths():
        command: click.Command = build()
        for word in words:
            assert isinstance(command, click.Group)
            found = command.get_command(click.Context(command), word)
            assert found is not None
            command = found
        assert command.help, words
        assert getattr(command, "examples", ()), words
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                assert parameter.help, (words, parameter.name)


def test_every_command_is_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    top = {words[0] for words in command_paths() if words}
    assert {name for name in top if f"retro {name}" not in readme} == set()


def test_every_documented_command_is_real() -> None:
    known = command_paths()
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        for span in re.findall(r"`(retro(?: [a-z-]+)+)", text):
            words = tuple(span.split()[1:])
            assert words[:1] in known, f"{page.name}: {span}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_commands_of_the_page_run(page: Path, tmp_path: Path) -> None:
    """Every line of every ``sh`` block, in order, in one folder, as a user who has a post and an editor."""
    (tmp_path / "my-post.md").write_text(
        "---\nlayout: post\ntitle: What the year taught me\ndate: 2022-02-03\ntags: [trust]\n---\n\n"
        "## Ostrava Labs\n\nIn 2019 I joined Ostrava Labs to build its platform.\n\nKey lessons:\n\n"
        "* Boil the frog: pitch a redesign in milestones.\n* Trust is earned in drops and lost in buckets.\n"
    )
    bin_folder = tmp_path / "bin"
    bin_folder.mkdir()
    command = bin_folder / "retro"
    command.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m retro "$@"\n')
    command.chmod(0o755)
    environment = {**os.environ, "PATH": f"{bin_folder}:{os.environ['PATH']}", "EDITOR": "true"}
    script = "\n".join(fences(page, "sh"))
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env=environment,
        check=False,
    )
    assert done.returncode == 0, f"{script}\n\n{done.stdout}\n{done.stderr}"


def test_the_set_up_commands_are_targets_of_the_makefile() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    lines = [line for block in fences(ROOT / "README.md", "sh set-up") for line in block.splitlines()]
    targets = [line.split()[1] for line in lines if line.startswith("make ")]
    assert targets[:2] == ["demo", "test"]
    for target in targets:
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


def test_the_links_of_every_page_lead_somewhere() -> None:
    for page in PAGES:
        for link in re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8")):
            if "://" not in link:
                assert (page.parent / link).exists(), f"{page.name}: {link}"


def test_the_changelog_begins_with_this_version() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    first = re.search(r"^## (\S+)", changelog, re.MULTILINE)
    assert first is not None
    assert first[1] == retro.__version__


def test_the_table_of_checks_is_that_of_the_registry() -> None:
    page = (ROOT / "docs" / "check.md").read_text(encoding="utf-8")
    rows = [
        f"| `{each.code}` | {each.means} | {'refuses' if each.refuses else 'warns'} | {each.repairs or '–'} |"
        for each in CHECKS
    ]
    assert "\n".join(["| code | means | does | `--fix` |", "|---|---|---|---|", *rows, ""]) in page
