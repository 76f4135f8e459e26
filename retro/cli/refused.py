"""What a command says of a text that the journal refused."""

from typing import BinaryIO

from retro.cli.streams import say
from retro.display import safe
from retro.errors import JournalUnusable, RetroError
from retro.unsaved import keep_text, not_kept

__all__ = ["Heard", "keep_words", "tell"]


def keep_words(text: str) -> str:
    """Keep a text that is no lesson yet, for its author; returns the sentence that says where it is."""
    try:
        return f"What you wrote is in {keep_text(text)}."
    except (OSError, JournalUnusable) as error:
        return not_kept(text, error)


class Heard:
    """Stdin, and what was read of it: what a program has piped in is nowhere else.

    Args:
        stdin: Its bytes.
    """

    def __init__(self, stdin: BinaryIO) -> None:
        self._stdin = stdin
        self._heard: list[bytes] = []

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes."""
        content = self._stdin.read(size)
        self._heard.append(content)
        return content

    def keep(self) -> str:
        """Keep all of it; returns the sentence that says where it is, or "" when it is empty."""
        content = b"".join([*self._heard, self._stdin.read()])
        if not content.strip():
            return ""
        try:
            path = keep_text(content)
        except (OSError, JournalUnusable) as error:
            return not_kept(content.decode("utf-8", "replace"), error)
        return f"What came in is in {path}; “retro import {path}” reads it."


def tell(error: BaseException, kept: str) -> None:
    """Say it with the error's own sentence, or alone where somebody has interrupted the command."""
    if isinstance(error, RetroError):
        error.sentence += f" {kept}"
    else:
        say(safe(f"\n{kept}"))
