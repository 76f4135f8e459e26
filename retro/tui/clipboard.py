"""Copying out of a terminal: OSC 52, through tmux and screen, and a file where there is no clipboard."""

import base64
import os
from collections.abc import Callable, Mapping
from pathlib import Path

from retro.errors import UsageProblem
from retro.folders import make_folder
from retro.paths import state_folder

__all__ = ["copy", "sequences"]

_LONGEST = 74_994
"""Bytes that every terminal with OSC 52 takes: 100,000 characters of base64 with what is around them."""

_SCREEN_LONGEST = 750
"""What screen passes on of one device control string, which has 768 bytes."""


def copy(text: str, write: Callable[[str], object]) -> Path | None:
    """Put a text into the clipboard of the terminal that a person sits at, also over ssh.

    Args:
        text: What to copy.
        write: Writes to the terminal.

    Returns:
        The file that has the text instead, where the terminal is known to have no clipboard for programs.

    Raises:
        UsageProblem: When that file cannot be written.
    """
    found = sequences(text, os.environ)
    if not found:
        return _filed(text)
    for each in found:
        write(each)
    return None


def sequences(text: str, environment: Mapping[str, str]) -> list[str]:
    """What to write to the terminal; nothing where it would be lost.

    A terminal never answers, so only what is known is told apart: the console and ``dumb`` have no clipboard,
    Apple's Terminal and those that are made of VTE leave OSC 52 aside. tmux takes it for itself where
    ``set-clipboard`` is on, and passes it on, wrapped, where ``allow-passthrough`` is, so it gets both.
    """
    content = text.encode("utf-8", "replace")
    inside = "TMUX" in environment or "STY" in environment
    bare = environment.get("TERM", "dumb") in ("", "dumb", "linux")
    deaf = environment.get("TERM_PROGRAM") == "Apple_Terminal" or "VTE_VERSION" in environment
    if len(content) > _LONGEST or bare or (deaf and not inside):
        return []
    plain = f"\x1b]52;c;{base64.b64encode(content).decode('ascii')}\x07"
    if "TMUX" in environment:
        escaped = plain.replace("\x1b", "\x1b\x1b")
        return [plain, f"\x1bPtmux;{escaped}\x1b\\"]
    if "STY" in environment:
        parts = [plain[at : at + _SCREEN_LONGEST] for at in range(0, len(plain), _SCREEN_LONGEST)]
        return ["".join(f"\x1bP{part}\x1b\\" for part in parts)]
    return [plain]


def _filed(text: str) -> Path:
    path = state_folder() / "copied.md"
    try:
        make_folder(path.parent)
        path.unlink(missing_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(text.encode("utf-8", "replace"))
    except OSError as error:
        raise UsageProblem(f"It cannot be copied to {path}: {error.strerror}.") from error
    return path
