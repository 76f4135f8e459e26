"""What surrounds a command: variables, settings, templates and word lists, an editor, folders of any name."""

import sys
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from pathlib import Path

import pytest

from retro.posts.composing import Post
from retro.posts.preview import preview_page
from tests.hostile.ptys import Calls
from tests.hostile.reading import foreign
from tests.hostile.strings import UNSEEN, hostile_strings, on_a_command_line
from tests.tui.driving import fill

VARIABLES = (
    *("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "RETRO_JOURNAL", "EDITOR", "VISUAL"),
    *("TERM", "TZ", "NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "BROWSER", "USER"),
)

WORDS = (
    ("list",),
    ("edit", "ID"),
    ("add", "What"),
    ("export",),
    ("check",),
    ("path",),
    ("preview",),
    ("doctor",),
)


@pytest.fixture
def ids(journal_path: Path) -> list[str]:
    return fill(journal_path)


@pytest.fixture
def call(tmp_path: Path, journal_path: Path, ids: list[str]) -> Iterator[Callable[..., bytes]]:
    """Runs a command that must end in an orderly way; returns what it wrote into its terminal."""
    environment = {"RETRO_JOURNAL": str(journal_path), "BROWSER": "true %s", "EDITOR": "true"}
    with Calls(tmp_path, environment) as calls:

        def run(*words: str | bytes, **environment: bytes) -> bytes:
            told = [ids[0] if word == "ID" else word for word in words]
            done = calls(*told, environment=environment)
            assert b"Traceback" not in done.terminal, done.terminal
            assert b"bug in retro" not in done.terminal, (words, environment, done.terminal)
            assert done.code in range(3), (words, environment, done)
            return done.terminal

        yield run


def test_no_variable_reaches_the_terminal_as_it_is(call: Callable[..., bytes]) -> None:
    texts, commands = hostile_strings(1_000, seed=6), cycle(WORDS)
    for variable in VARIABLES:
        for form in ("{}", "/tmp/nowhere/{}", "'{}"):  # noqa: S108 - a path that is not there
            value = on_a_command_line(form.replace("{}", next(texts)))
            for words in islice(commands, 1):
                assert not foreign(call(*words, **{variable: value})), (variable, words)


CONFIGS = (
    'H = "H"',
    "[H]\nx = 1",
    '[keys]\n"H" = "H"',
    '[keys]\n"lesson.star" = "H"',
    '[sites.blog]\npath = "H"',
    '[sites."H"]\npath = "/tmp"\nredact = "H"',
    '[sites."H"]\n"H" = "x"',
    '[sites."H"]\npath = "/tmp"\ntimezone = "H"',
    '[sites.blog]\npath = "/tmp"\ndialect = "H"',
    "H",
    "[keys]\nx = H",
)


def test_no_setting_reaches_the_terminal_as_it_is(
    call: Callable[..., bytes], a_home_of_its_own: Path
) -> None:
    folder = a_home_of_its_own / "config" / "retro"
    folder.mkdir(parents=True)
    texts = hostile_strings(len(CONFIGS) * 6, seed=7)
    for config in CONFIGS * 2:
        # A text of TOML has its backslashes and quotation marks doubled, and says controls by their numbers.
        text = "".join(
            f"\\U{ord(each):08x}" if each in UNSEEN or each in '\\"' else each for each in next(texts)
        )
        raw = config in ("H", "[keys]\nx = H", "[H]\nx = 1")
        (folder / "config.toml").write_text(config.replace("H", next(texts) if raw else text))
        for words in ("export --site blog", "preview --site x", "list"):
            assert not foreign(call(*words.split())), (config, words)


def test_no_file_of_words_reaches_the_terminal_as_it_is(
    call: Callable[..., bytes], a_home_of_its_own: Path
) -> None:
    folder = a_home_of_its_own / "config" / "retro"
    (folder / "templates").mkdir(parents=True)
    for number, text in enumerate(hostile_strings(24, seed=8)):
        name = f"t{number}"
        for content in (f"{{{{ {text} }}}}", f"{{% {text}", f"{text}", f"{{{{ post.{text} | {text} }}}}"):
            (folder / "templates" / f"{name}.md").write_text(content)
        for file in ("synonyms.txt", "check-ignore.txt"):
            (folder / file).write_text(f"{text} = {text}, {text}\n{text}\n")
        words = f"export --template {name}" if number % 2 else "search frog --explain"
        assert not foreign(call(*words.split())), text
    (folder / "check-ignore.txt").write_bytes(b"\x1b[8m\xff")
    (folder / "synonyms.txt").write_bytes(b"\x1b[8m\xff")
    for words in ("check", "search frog"):
        assert not foreign(call(*words.split()))


def test_what_an_editor_leaves_behind_reaches_no_terminal(call: Callable[..., bytes], tmp_path: Path) -> None:
    editor, text = tmp_path / "editor.py", tmp_path / "text"
    editor.write_text(
        "import pathlib, sys\n"
        f"pathlib.Path(sys.argv[1]).write_bytes(pathlib.Path({str(text)!r}).read_bytes())\n"
        "sys.exit(b'fail' in pathlib.Path(sys.argv[1]).read_bytes())\n"
    )
    command = f"{sys.executable} {editor}".encode()
    texts = hostile_strings(200, seed=9)
    for form in (
        "# {}\n\n{}",
        "kind: {}\n\n# x",
        "{}: {}\n\n# {}",
        "evidence: {}\n\n# x",
        "happened: {}\n",
        "fail {}",
    ):
        for _ in range(3):
            text.write_bytes(on_a_command_line(form.replace("{}", next(texts))))
            assert not foreign(call("edit", "ID", EDITOR=command))
            assert not foreign(call("add", "-e", EDITOR=command))


def test_a_page_to_look_at_holds_nothing_that_is_not_seen() -> None:
    for text in hostile_strings(300, seed=10):
        post = Post(f"{text}.md", f"---\ntitle: {text}\n---\n# {text}\n\n{text}\n", (), text, "jekyll")
        page = preview_page([post])
        assert not UNSEEN & set(page)
        assert "<script>alert" not in page
