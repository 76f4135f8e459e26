"""How the app was left, to be found so again: the query, the order, the lesson, the pane and the theme."""

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from retro.encryption.keys import is_encrypted
from retro.errors import RetroError
from retro.folders import make_folder
from retro.paths import state_folder

__all__ = ["Remembered", "recall", "remember"]


class Remembered(NamedTuple):
    """How the app was left on a journal.

    Args:
        query: What was typed.
        order: Of the lessons, by its name.
        lesson_id: The lesson under the cursor; "" for none.
        row: The row that it was in.
        place: The pane that one was in.
        theme: The colours; "" for the default.
        greeted: The day on which what is up was shown last.
    """

    query: str = ""
    order: str = ""
    lesson_id: str = ""
    row: int = 0
    place: str = "lessons"
    theme: str = ""
    greeted: str = ""


def recall(journal: str) -> Remembered:
    """How the app was left on a journal, by its path; what cannot be read is as if it were the first time."""
    said = _read()
    theme = said.get("theme")
    left = said.get("journals", {})
    here = left.get(journal, {}) if isinstance(left, dict) else {}
    defaults = Remembered()._asdict()
    known = (
        {name: here[name] for name in defaults if isinstance(here.get(name), type(defaults[name]))}
        if isinstance(here, dict)
        else {}
    )
    return Remembered(**{**known, "theme": theme if isinstance(theme, str) else ""})


def remember(journal: str, left: Remembered) -> None:
    """Keep how the app is left. Where that cannot be written, the next one begins afresh: nothing is lost."""
    said = _read()
    journals = said.get("journals")
    here = {name: value for name, value in left._asdict().items() if name != "theme"}
    if _is_secret(journal):
        here["query"] = ""  # it has words of the lessons
    kept = {**(journals if isinstance(journals, dict) else {}), journal: here}
    with suppress(OSError, RetroError):
        folder = state_folder()
        make_folder(folder)
        part = folder / f"app.{os.getpid()}.part"
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(json.dumps({"theme": left.theme, "journals": kept}, indent=1).encode("ascii"))
        part.replace(folder / "app.json")


def _is_secret(journal: str) -> bool:
    try:
        return is_encrypted(Path(journal))
    except (OSError, ValueError):
        return False


def _read() -> dict[str, Any]:
    try:
        said = json.loads((state_folder() / "app.json").read_text(encoding="ascii"))
    except (OSError, ValueError, RecursionError, RetroError):
        return {}
    return said if isinstance(said, dict) else {}
