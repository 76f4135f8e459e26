"""Everything leaves by few doors, and each makes what leaves safe: nobody prints in another way."""

import ast
from collections.abc import Iterator
from pathlib import Path

from retro.cli.streams import guarded
from tests.hostile.reading import foreign
from tests.hostile.strings import hostile_strings
from tests.needs import ROOT

DOORS = {
    "cli/streams.py": {"click.echo", "click.echo_via_pager", "click.confirm", "click.prompt"},
    "cli/reference.py": {"sys.stdout.write"},  # a page of the docs, made from help texts
    "tui/keys_page.py": {"print"},  # the same
    "cli/add.py": {"click.prompt"},  # a question of our own
    "cli/check.py": {"click.progressbar"},  # a bar with a word of our own
    "encryption/handing.py": {"os.write"},  # a key into a pipe
    "journal/encrypting.py": {"os.write"},  # zeros over a file
    "serving/complaints.py": {"logging.StreamHandler"},  # with a formatter that makes it safe
    "tui/job_control.py": {"self.notify"},  # a sentence of our own
    "tui/retro_app.py": {"self.notify"},  # sentences of our own, without markup
    "tui/screens/conversation.py": {"self.notify"},  # where all other messages are made safe
}
"""What each module may call of all that writes to a terminal, and why."""

WRITES = {
    *("print", "click.echo", "click.secho", "click.echo_via_pager", "click.prompt", "click.confirm"),
    *("click.progressbar", "click.edit", "click.pause", "sys.stdout.write", "sys.stderr.write"),
    *("sys.stdout.buffer.write", "sys.stderr.buffer.write", "sys.stdout.writelines", "sys.stderr.writelines"),
    *("sys.__stdout__.write", "sys.__stderr__.write", "warnings.warn", "traceback.print_exc"),
    *("logging.StreamHandler", "logging.warning", "logging.error", "logging.info", "os.write"),
    *("self.notify", "self.app.notify", "app.notify", "self.log", "rich.print", "input", "breakpoint"),
}


def named(node: ast.expr) -> str:
    """``a.b.c`` of a call; "" where it is called by no name."""
    if isinstance(node, ast.Attribute):
        before = named(node.value)
        return f"{before}.{node.attr}" if before else ""
    return node.id if isinstance(node, ast.Name) else ""


def calls_of(path: Path) -> Iterator[ast.Call]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            yield node


def test_nothing_is_written_but_by_the_doors() -> None:
    """What fails here may call ``say``, ``show`` or ``show_data`` of the streams, or a screen's ``say``."""
    for path in sorted((ROOT / "retro").rglob("*.py")):
        name = path.relative_to(ROOT / "retro").as_posix()
        written = {named(call.func) for call in calls_of(path)} & WRITES
        assert written <= DOORS.get(name, set()), name


def test_no_door_is_kept_that_nobody_uses() -> None:
    for name, allowed in DOORS.items():
        assert {named(call.func) for call in calls_of(ROOT / "retro" / name)} >= allowed, name


def test_no_widget_reads_markup() -> None:
    """``Static("[@click=app.quit]x[/]")`` is a button; a ``Text`` of it is text."""
    for path in sorted((ROOT / "retro" / "tui").rglob("*.py")):
        for call in calls_of(path):
            name = named(call.func).rpartition(".")[2]
            if name == "Content":
                assert path.name == "looks.py", f"{path.name}:{call.lineno}"
            if name in ("Static", "Label", "Button") and call.args:
                first = call.args[0]
                is_plain = isinstance(first, ast.Constant) and "[" not in str(first.value)
                is_text = isinstance(first, ast.Call) and named(first.func).startswith("Text")
                assert is_plain or is_text, f"{path.name}:{call.lineno}"
            assert name not in ("from_markup", "markup"), f"{path.name}:{call.lineno}"


def test_no_border_reads_markup() -> None:
    """Textual reads a string in a border as markup, and what is none of it as a reason to end."""
    for path in sorted((ROOT / "retro" / "tui").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Assign):
                continue
            for target in node.targets:
                if named(target).endswith(("border_title", "border_subtitle")):
                    is_plain = isinstance(node.value, ast.Constant) and "[" not in str(node.value.value)
                    is_made = isinstance(node.value, ast.Call) and named(node.value.func) == "frame_title"
                    assert is_plain or is_made, f"{path.name}:{node.lineno}"


def test_what_was_forgotten_is_made_safe_at_the_door() -> None:
    for text in hostile_strings(3_000, seed=5):
        assert not foreign(guarded(f"\x1b[1m{text}\x1b[0m\n").encode())


def test_our_own_styles_pass_the_door() -> None:
    line = "\x1b[33m7k3m\x1b[0m \x1b[2m2021\x1b[0m \x1b[1mBoil the frog\x1b[0m"
    assert guarded(line) == line
