"""What a command says of a text that the journal refused."""

from retro.cli.streams import say
from retro.display import safe
from retro.errors import JournalUnusable, RetroError
from retro.unsaved import keep_text, not_kept

__all__ = ["keep_words", "tell"]


def keep_words(text: str) -> str:
    """Keep a text that is no lesson yet, for its author; returns the sentence that says where it is."""
    try:
        return f"What you wrote is in {keep_text(text)}."
    except (OSError, JournalUnusable) as error:
        return not_kept(text, error)


def tell(error: BaseException, kept: str) -> None:
    """Say it with the error's own sentence, or alone where somebody has interrupted the command."""
    if isinstance(error, RetroError):
        error.sentence += f" {kept}"
    else:
        say(safe(f"\n{kept}"))
