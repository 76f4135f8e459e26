"""The formats of retrospectives: TOML files with prompts, retro's own and the user's.

A file is ``NAME.toml``: a ``title``, a line ``about`` what it is for, and a ``[[prompt]]`` for each question,
with ``id``, ``question``, ``help`` and the ``kind`` that lessons made of its answers propose; ``trigger`` may
say when such lessons apply. A file of the user's wins over retro's of the same name.
"""

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from retro.errors import InvalidValue, NothingFound
from retro.model import Kind
from retro.paths import config_folder
from retro.resources import data_folder

__all__ = ["Format", "Formats", "Prompt", "format_named", "parse_format", "read_formats"]

LARGEST_FILE = 64 * 1024
"""Bytes; the longest of retro's own has 3,000."""

MOST_PROMPTS = 30
LONGEST_LINE = 200
LONGEST_HELP = 1000

_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
_OF_FORMAT = ("title", "about", "prompt")
_OF_PROMPT = ("id", "question", "help", "kind", "trigger")


class Prompt(NamedTuple):
    """A question of a format.

    Args:
        id: What answers remember it by.
        question: One line.
        help: What a good answer is like; may be empty.
        kind: Of the lessons that its answers propose.
        trigger: When such lessons apply; may be empty.
    """

    id: str
    question: str
    help: str = ""
    kind: Kind = Kind.LESSON
    trigger: str = ""


class Format(NamedTuple):
    """How a retrospective is held.

    Args:
        name: What it is called on the command line, and in the journal.
        title: What people call it.
        about: What it is for, in one line.
        prompts: Its questions, in order.
        is_own: Whether it is the user's.
    """

    name: str
    title: str
    about: str
    prompts: tuple[Prompt, ...]
    is_own: bool = False

    def prompt(self, prompt_id: str) -> Prompt:
        """The prompt of an id; one that the format has no more is told by its id."""
        return next((each for each in self.prompts if each.id == prompt_id), Prompt(prompt_id, prompt_id))


class Formats(NamedTuple):
    """The formats that there are, by title, and what is wrong with files of the user's that are none."""

    found: tuple[Format, ...]
    problems: tuple[str, ...] = ()

    def named(self, name: str) -> Format:
        """The format of a name or a title; capitals make no difference.

        Raises:
            NothingFound: When there is none.
        """
        wanted = name.strip().casefold()
        for each in self.found:
            if wanted in (each.name, each.title.casefold()):
                return each
        from difflib import get_close_matches  # noqa: PLC0415 - only after a slip

        names = {key: each.name for each in self.found for key in (each.title.casefold(), each.name)}
        near = get_close_matches(wanted, names, n=1)
        meant = f" Did you mean {names[near[0]]}?" if near else ""
        raise NothingFound(f"There is no format “{name.strip()}”.{meant}", hint="retro run --list")

    def of(self, name: str) -> Format:
        """The format that a retrospective was held in, also where its file is gone."""
        gone = Format(name, name, "Its file is no longer there.", ())
        return next((each for each in self.found if each.name == name), gone)


def read_formats() -> Formats:
    """Retro's own formats and the user's, who may have put one in the place of another.

    Raises:
        JournalUnusable: When there is no home folder.
    """
    found: dict[str, Format] = {}
    problems: list[str] = []
    for folder, is_own in ((data_folder() / "formats", False), (config_folder() / "formats", True)):
        try:
            paths = _files(folder)
        except InvalidValue as error:
            problems.append(error.sentence)
            continue
        for path in paths:
            try:
                found[path.stem] = _read(path)._replace(is_own=is_own)
            except InvalidValue as error:
                problems.append(error.sentence)
    return Formats(tuple(sorted(found.values(), key=lambda each: each.title.casefold())), tuple(problems))


def format_named(name: str) -> Format:
    """The format of a name.

    Raises:
        NothingFound: When there is none.
        InvalidValue: When the user has a file of that name that is none.
    """
    own = config_folder() / "formats" / f"{name.strip().casefold()}.toml"
    if _NAME.fullmatch(own.stem) and own.is_file():
        return _read(own)._replace(is_own=True)
    return read_formats().named(name)


def _files(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.suffix == ".toml")
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise InvalidValue(f"{folder} cannot be read: {error.strerror}.") from error


def _read(path: Path) -> Format:
    text = _text(path)
    try:
        return parse_format(text, path.stem)
    except InvalidValue as error:
        error.sentence = f"{path}: {error.sentence}"
        raise


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise InvalidValue(f"{path} cannot be read: {error.strerror}.") from error
    if len(content) > LARGEST_FILE:
        raise InvalidValue(f"{path}: a format has {LARGEST_FILE // 1024} KB at most.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidValue(f"{path} cannot be read: it is not UTF-8.") from error


def parse_format(text: str, name: str) -> Format:
    """Read the text of a format.

    Args:
        text: TOML.
        name: That of its file, without ``.toml``.

    Raises:
        InvalidValue: When it is no TOML, or no format.
    """
    if not _NAME.fullmatch(name) or len(name) > LONGEST_LINE:
        raise InvalidValue(f"“{name}” is no name for a format: use small letters, digits and -.")
    try:
        said: dict[str, Any] = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # also a number of more digits than Python reads
        raise InvalidValue(f"This is no TOML: {error}.") from error
    _refuse_unknown(said, _OF_FORMAT, "A format")
    prompts = said.get("prompt")
    if not isinstance(prompts, list) or not prompts or not all(isinstance(each, dict) for each in prompts):
        raise InvalidValue("A format has questions, each under [[prompt]].")
    if len(prompts) > MOST_PROMPTS:
        raise InvalidValue(f"A format has {MOST_PROMPTS} prompts at most; this one has {len(prompts)}.")
    read = tuple(_prompt(each, place) for place, each in enumerate(prompts, start=1))
    _refuse_twins(each.id for each in read)
    title = _line(said, "title", "The format", needed=True)
    return Format(name, title, _line(said, "about", "The format"), read)


def _prompt(said: dict[str, Any], place: int) -> Prompt:
    which = f"Prompt {place}"
    _refuse_unknown(said, _OF_PROMPT, which)
    prompt_id = _line(said, "id", which, needed=True)
    if not _NAME.fullmatch(prompt_id):
        raise InvalidValue(f"{which}: “{prompt_id}” is no id; use small letters, digits and -.")
    return Prompt(
        prompt_id,
        _line(said, "question", which, needed=True),
        _line(said, "help", which, longest=LONGEST_HELP),
        _kind(said.get("kind", "lesson"), which),
        _line(said, "trigger", which),
    )


def _kind(value: Any, which: str) -> Kind:
    if value not in list(Kind):
        raise InvalidValue(f"{which}: the kind is one of {', '.join(Kind)}, not “{value}”.")
    return Kind(value)


def _line(
    said: dict[str, Any], key: str, which: str, *, needed: bool = False, longest: int = LONGEST_LINE
) -> str:
    value = said.get(key, "")
    if not isinstance(value, str):
        raise InvalidValue(f'{which}: {key} is a text in quotes: {key} = "…".')
    line = " ".join(value.replace("\0", "").split())
    if needed and not line:
        raise InvalidValue(f'{which} needs a {key}: {key} = "…".')
    if len(line) > longest:
        raise InvalidValue(f"{which}: {key} has {longest} characters at most; this one has {len(line):,}.")
    return line


def _refuse_unknown(said: dict[str, Any], known: tuple[str, ...], which: str) -> None:
    for key in said:
        if key not in known:
            raise InvalidValue(f"{which} knows no “{key}”; it knows {', '.join(known)}.")


def _refuse_twins(ids: Iterable[str]) -> None:
    seen: set[str] = set()
    for each in ids:
        if each in seen:
            raise InvalidValue(f"Two prompts have the id “{each}”.")
        seen.add(each)
