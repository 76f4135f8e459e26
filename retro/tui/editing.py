"""The terminal handed over to the user's own editor, and taken back whatever the editor did."""

from typing import TYPE_CHECKING

from retro.editor import edit_text
from retro.errors import RetroError

if TYPE_CHECKING:
    from textual.app import App

__all__ = ["edit_in_terminal"]


def edit_in_terminal(app: "App[int]", text: str) -> str:
    """What the editor made of a text.

    Raises:
        SuspendNotSupported: When this terminal cannot be handed over.
        UsageProblem: When there is no editor, or it fails; what was typed is then kept in a file.
    """
    failure: RetroError | None = None
    edited = text
    with app.suspend():
        # An exception that leaves the block would leave the app suspended.
        try:
            edited = edit_text(text)
        except RetroError as error:
            failure = error
    if failure is not None:
        raise failure
    return edited
