"""Completion scripts, read by the real shells."""

import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import Retro
from tests.needs import program


@pytest.fixture
def scripts(retro: Retro, tmp_path: Path) -> Path:
    for shell in ("bash", "zsh", "fish"):
        (tmp_path / shell).write_text(retro("completions", shell).stdout)
    return tmp_path


def complete_in_bash(scripts: Path, line: str) -> set[str]:
    words = line.split(" ")
    quoted = " ".join(f"'{word}'" for word in words)
    script = f"""
source {scripts / "bash"}
COMP_WORDS=({quoted}); COMP_CWORD={len(words) - 1}
_retro
printf '%s\\n' "${{COMPREPLY[@]}}"
"""
    done = subprocess.run(
        [program("bash"), "-uc", script], capture_output=True, text=True, check=True, cwd=scripts
    )
    return set(done.stdout.split())


def test_bash_completes_commands_subcommands_options_and_choices(scripts: Path) -> None:
    assert complete_in_bash(scripts, "retro re") == {
        "restore",
        "restore-backup",
        "rekey",
        "redo",
        "retrospectives",
        "review",
    }
    assert complete_in_bash(scripts, "retro themes re") == {"rename"}
    assert complete_in_bash(scripts, "retro people una") == {"unalias"}
    assert complete_in_bash(scripts, "retro people describe --co") == {"--consent"}
    assert complete_in_bash(scripts, "retro list --js") == {"--json"}
    assert complete_in_bash(scripts, "retro add --kind mi") == {"mistake"}
    assert complete_in_bash(scripts, "retro completions z") == {"zsh"}
    assert "editor.md" not in complete_in_bash(scripts, "retro list ")
    (scripts / "a-post.md").touch()
    assert complete_in_bash(scripts, "retro import a-") == {"a-post.md"}


def test_fish_completes_the_same(scripts: Path) -> None:
    def complete(line: str) -> set[str]:
        script = f"source {scripts / 'fish'}; complete -C '{line}'"
        done = subprocess.run(
            [program("fish"), "--no-config", "-c", script],
            capture_output=True,
            text=True,
            check=True,
            cwd=scripts,
        )
        return {row.split("\t")[0] for row in done.stdout.splitlines()}

    assert complete("retro re") == {"restore", "restore-backup", "redo", "retrospectives", "review", "rekey"}
    assert complete("retro themes re") == {"rename"}
    assert complete("retro add --kind mi") == {"mistake"}


def test_zsh_reads_the_script(scripts: Path) -> None:
    script = f"autoload -Uz compinit; compinit -u; source {scripts / 'zsh'}; whence -w _retro"
    done = subprocess.run([program("zsh"), "-f", "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "_retro: function"
    assert done.stderr == ""
