"""Keys as people know them."""

from retro.tui.commands.definition import Command

__all__ = ["key_label", "keys_label"]

_LABELS = {
    "question_mark": "?",
    "colon": ":",
    "slash": "/",
    "plus": "+",
    "exclamation_mark": "!",
    "tilde": "~",
    "equals_sign": "=",
    "less_than_sign": "<",
    "greater_than_sign": ">",
    "escape": "esc",
    "delete": "del",
    "insert": "ins",
    "pagedown": "pgdn",
    "pageup": "pgup",
    "down": "↓",
    "up": "↑",
    "left": "←",
    "right": "→",
    "shift+tab": "⇧tab",
}


def key_label(key: str) -> str:
    """A key as people know it: ``question_mark`` is ``?``, ``ctrl+d`` is ``^d``."""
    if key in _LABELS:
        return _LABELS[key]
    return "^" + key.removeprefix("ctrl+") if key.startswith("ctrl+") else key


def keys_label(each: Command) -> str:
    """All keys of a command."""
    return " ".join(key_label(key) for key in each.keys)
