"""Who may know what: storage knows no widget, no widget knows storage, and starting loads little."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.needs import ROOT

TUI = ROOT / "retro" / "tui"


def imported(path: Path) -> set[str]:
    """Modules that a file imports when it runs, not those it imports for type checkers alone."""
    found: set[str] = set()

    def visit(node: ast.AST) -> None:
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
            return
        if isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
        elif isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        for child in ast.iter_child_nodes(node):
            visit(child)

    visit(ast.parse(path.read_text(encoding="utf-8")))
    return found


@pytest.mark.parametrize("path", sorted((TUI / "widgets").glob("*.py")), ids=lambda path: path.stem)
def test_no_widget_reaches_the_journal(path: Path) -> None:
    for module in imported(path):
        assert not module.startswith(("retro.journal", "retro.search", "retro.tui.storage", "retro.posts")), (
            module
        )


@pytest.mark.parametrize(
    "name", ["storage.py", "lanes.py", *(f"jobs/{path.name}" for path in (TUI / "jobs").glob("*.py"))]
)
def test_what_runs_in_other_threads_knows_no_widget(name: str) -> None:
    for module in imported(TUI / name):
        assert not module.startswith(("textual", "retro.tui.widgets", "retro.tui.screens")), module


@pytest.mark.parametrize("path", sorted((TUI / "screens").glob("*.py")), ids=lambda path: path.stem)
def test_screens_reach_the_journal_through_storage_alone(path: Path) -> None:
    for module in imported(path):
        assert not module.startswith(("retro.journal", "retro.posts")), module


def test_the_first_screen_loads_nothing_that_it_does_not_show() -> None:
    code = "import retro.tui.retro_app, sys; print('\\n'.join(sys.modules))"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    ).stdout.split()
    for module in (
        "markdown_it",
        "rich.markdown",
        "textual.widgets._markdown",
        "textual.widgets._text_area",
        "textual.widgets._footer",
        "retro.posts",
        "retro.query",
        "retro.capture",
        "retro.tui.rendering",
        "retro.tui.screens.form",
        "sqlite_utils",
        "rapidfuzz",
        "plotext",
        "textual_plotext",
    ):
        assert module not in loaded, module


def test_opening_the_app_module_does_not_load_textual() -> None:
    code = "import retro.tui.app, sys; print('textual' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "False"
