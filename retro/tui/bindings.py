"""The registry of commands as Textual wants it: bindings for a place."""

from textual.binding import Binding, BindingType

from retro.tui.commands import Context, commands_in

__all__ = ["bindings_for"]


def bindings_for(*contexts: Context) -> list[BindingType]:
    """Bindings of all commands of some places; each carries its command's id, by which it is remapped."""
    return [
        Binding(",".join(each.keys), each.action, each.title, show=False, id=each.id)
        for each in commands_in(*contexts)
    ]
