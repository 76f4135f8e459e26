"""Texts that the journal refused: each waits in a file of its own until it is taken in or dropped.

A file begins with a comment that says what the text is and where it was meant to go; the rest is the text of
a lesson as an editor shows it (``retro.lesson_text``), so that any editor can read and mend it. What was
meant for an encrypted journal is encrypted, too, and read where its key is known.
"""

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from retro.encryption.texts import own_journal, salt_of_sealed, seal, unsealed
from retro.errors import JournalLocked, NothingFound
from retro.files import replacing
from retro.folders import make_folder
from retro.paths import state_folder

__all__ = ["Unsaved", "Waiting", "find", "folder", "keep", "keep_text", "not_kept", "waiting"]

_BEGIN, _END = "<!-- retro unsaved ", " -->"


class Unsaved(NamedTuple):
    """A text that is not in the journal yet.

    Args:
        text: A lesson as ``retro.lesson_text`` writes it; in files of another origin anything.
        journal: The absolute path of the journal it was meant for; "" where that is not known.
        lesson_id: The id that a new lesson will have, so that it comes in once however often it is taken
            in; of an edit, the id of the lesson as far as it is known.
        kept_at: When it was refused, ISO 8601 in UTC.
        fields: What an edit changes; none for a new lesson.
    """

    text: str
    journal: str = ""
    lesson_id: str = ""
    kept_at: str = ""
    fields: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """Its line in a list."""
        lines = [line for line in self.text.splitlines() if line.strip()]
        titles = [line.removeprefix("# ") for line in lines if line.startswith("# ")]
        return (titles or lines or [""])[0].strip()


class Waiting(NamedTuple):
    """An unsaved text, the file that it is in, the name that a person calls it by, and its nanosecond."""

    name: str
    path: Path
    unsaved: Unsaved
    written: int = 0


def folder() -> Path:
    """Where they wait.

    Raises:
        JournalUnusable: When there is no home folder.
    """
    return state_folder() / "unsaved"


def keep(unsaved: Unsaved) -> Path:
    """Have a text on the disk, readable by its owner alone; returns its file.

    Raises:
        OSError: When it cannot be written there.
        JournalUnusable: When there is no home folder.
    """
    about = json.dumps(unsaved._replace(text="")._asdict()).replace(">", "\\u003e")
    journal = Path(unsaved.journal) if unsaved.journal else None
    return keep_text(f"{_BEGIN}{about}{_END}\n{unsaved.text}", journal)


def keep_text(text: str | bytes, journal: Path | None = None) -> Path:
    """The same for a text that nothing is known of, such as one that could not be read as a lesson.

    Args:
        text: As it came.
        journal: That it was meant for; by default the one that this process works on.

    Raises:
        OSError: When it cannot be written there.
        JournalUnusable: When there is no home folder, or the text may not lie there as it is.
    """
    # Half a surrogate pair, as out of a terminal, has no UTF-8 and must come back all the same.
    content = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    content = seal(content, journal)
    place = folder()
    make_folder(place.parent)
    make_folder(place)
    path = place / f"{os.urandom(6).hex()}.md"
    with replacing(path, private=True) as file:
        file.write(content)
    return path


def not_kept(text: str, error: Exception) -> str:
    """What is said where not even this worked: the text itself, for whoever reads the message."""
    why = f" in {folder()} ({error.strerror})" if isinstance(error, OSError) else f" ({error})"
    return f"What you wrote could not be kept{why}. Here it is:\n\n{text}"


def waiting(journal: Path | None = None) -> list[Waiting]:
    """What waits, the oldest first: all of it, or what was meant for one journal.

    Raises:
        JournalUnusable: When there is no home folder.
        OSError: When the folder cannot be read.
    """
    try:
        paths = [path for path in folder().iterdir() if path.suffix == ".md" and path.name[:1] != "."]
    except FileNotFoundError:
        return []
    names = {path: path.stem for path in paths}
    found = []
    for path in paths:
        with suppress(FileNotFoundError):  # taken in meanwhile
            written = path.stat().st_mtime_ns
            found.append(
                Waiting(_short(names[path], list(names.values())), path, _read(path, journal), written)
            )
    wanted = None if journal is None else str(journal.absolute())
    found = [each for each in found if wanted is None or each.unsaved.journal == wanted]
    return sorted(found, key=lambda each: (each.unsaved.kept_at, each.written, each.path.name))


def find(names: tuple[str, ...]) -> list[Waiting]:
    """The texts that go by these names, or by the beginnings of them.

    Raises:
        NothingFound: When a name is nobody's, or several texts'.
        OSError: As ``waiting``.
    """
    known = waiting()
    found: dict[Path, Waiting] = {}
    for name in names:
        fitting = [each for each in known if name and each.path.stem.startswith(name)]
        if len(fitting) != 1:
            what = f"{len(fitting)} texts are" if fitting else "No text that waits is"
            raise NothingFound(f"{what} called “{name}”.", hint="retro unsaved")
        found[fitting[0].path] = fitting[0]
    return list(found.values())


def _short(name: str, names: list[str]) -> str:
    """The shortest beginning of a name that is no other's, four characters at the least."""
    length = 4
    while length < len(name) and sum(each.startswith(name[:length]) for each in names) > 1:
        length += 1
    return name[:length]


def _read(path: Path, journal: Path | None) -> Unsaved:
    raw = path.read_bytes()
    if salt_of_sealed(raw) is not None:
        try:
            raw = unsealed(raw, journal or own_journal())
        except JournalLocked as error:
            return Unsaved(error.sentence)
    try:
        content = raw.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        content = raw.decode("utf-8", "replace")
    first, _, text = content.partition("\n")
    if first.startswith(_BEGIN) and first.endswith(_END):
        with suppress(ValueError, TypeError, KeyError, AttributeError):  # mended by hand, and not well
            about = json.loads(first[len(_BEGIN) : -len(_END)])
            fields = tuple(str(each) for each in about.pop("fields"))
            said = {name: str(value) for name, value in about.items()}
            return Unsaved(**{**said, "text": text}, fields=fields)
    return Unsaved(content)
