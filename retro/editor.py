"""The user's own editor, on a private file: ``$VISUAL``, else ``$EDITOR``, else vi."""

import os
import shlex
import subprocess
import tempfile
from pathlib import Path

from retro.errors import JournalUnusable, UsageProblem
from retro.unsaved import keep_text, not_kept

__all__ = ["edit_text", "keep_unsaved"]


def edit_text(text: str) -> str:
    """Open the editor on ``text`` and return what it was saved as.

    The file is 0600 in a folder 0700 of its own, and is removed with whatever the editor left beside it. The
    editor is started without a shell.

    Raises:
        UsageProblem: When there is no editor, or it fails; what was typed is then kept in a file.
    """
    command = _command()
    with tempfile.TemporaryDirectory(prefix="retro-") as folder:
        path = Path(folder) / "lesson.md"
        path.touch(mode=0o600)
        path.write_text(text, encoding="utf-8")
        try:
            code = subprocess.run([*command, str(path)], check=False).returncode
        except OSError as error:
            raise UsageProblem(
                f"The editor “{command[0]}” cannot be started: {error.strerror}. Set $VISUAL or $EDITOR."
            ) from error
        edited = path.read_text(encoding="utf-8", errors="replace")
        if code != 0:
            kept = f" What you wrote is in {keep_unsaved(edited)}." if edited.strip() != text.strip() else ""
            raise UsageProblem(f"The editor ended with an error ({code}); nothing was changed.{kept}")
        return edited


def _command() -> list[str]:
    for name in ("VISUAL", "EDITOR"):
        try:
            command = shlex.split(os.environ.get(name, ""))
        except ValueError as error:
            raise UsageProblem(
                f"${name} is no command: {os.environ[name]} (a quotation mark is not closed)."
            ) from error
        if command:
            return command
    return ["vi"]


def keep_unsaved(text: str) -> Path:
    """Put text that could not be saved where it can be found again; returns the file.

    Raises:
        UsageProblem: When it cannot be written; the sentence has the text in it.
    """
    try:
        return keep_text(text)
    except (OSError, JournalUnusable) as error:
        raise UsageProblem(not_kept(text, error)) from error
