"""What the user has said is right as it is: names that are nobody's, words that are spelt as they are meant.

Kept in ``check-ignore.txt`` in the config folder, one a line, so that it can be edited, copied and shared.
"""

from collections.abc import Iterable
from pathlib import Path

from retro.errors import UsageProblem
from retro.files import replacing
from retro.folders import make_folder
from retro.journal.identity import storable
from retro.paths import config_folder

__all__ = ["accept", "accepted", "accepted_file", "folded_name"]

_HEADER = """\
# Names that are nobody's and words that are right, one a line: "retro check" says no more about them.
"""


def accepted_file() -> Path:
    """Where they are kept.

    Raises:
        JournalUnusable: When there is no home folder.
    """
    return config_folder() / "check-ignore.txt"


def accepted() -> frozenset[str]:
    """All that was accepted, folded; nothing where there is no file.

    Raises:
        UsageProblem: When the file cannot be read.
    """
    lines = (line.partition("#")[0] for line in _text().splitlines())
    return frozenset(filter(None, map(folded_name, lines)))


def accept(names: Iterable[str]) -> tuple[str, ...]:
    """Remember names and words; returns those that were not known yet.

    Raises:
        UsageProblem: When one of them is empty, or the file cannot be read or written.
    """
    known = set(accepted())
    new = []
    for name in names:
        line = " ".join(storable(name).replace("#", " ").split())
        if not line:
            raise UsageProblem("What is accepted has to be a name or a word.")
        if folded_name(line) not in known:
            known.add(folded_name(line))
            new.append(line)
    if new:
        before = _text() or _HEADER
        _write(before if before.endswith("\n") else f"{before}\n", new)
    return tuple(new)


def folded_name(name: str) -> str:
    """A name without regard to case, spaces and a possessive's ending."""
    folded = " ".join(name.replace("’", "'").split()).casefold()
    return folded.removesuffix("'s")


def _text() -> str:
    path = accepted_file()
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError as error:
        raise UsageProblem(f"{path} cannot be read: it is not UTF-8.") from error
    except OSError as error:
        raise UsageProblem(f"{path} cannot be read: {error.strerror}.") from error


def _write(before: str, new: Iterable[str]) -> None:
    """Whole or not at all, for nobody else to read: the names of people may be in it."""
    path = accepted_file()
    try:
        make_folder(path.parent)
        with replacing(path, private=True) as file:
            file.write((before + "".join(f"{line}\n" for line in new)).encode())
    except OSError as error:
        raise UsageProblem(f"{path} cannot be written: {error.strerror}.") from error
