"""Other keys for commands, as the user's settings have them: checked, so that none is lost to another."""

from collections.abc import Iterable, Mapping

from textual.keys import Keys, _character_to_key

from retro.errors import UsageProblem
from retro.tui.commands.definition import TOGETHER, TYPED_IN, Command
from retro.tui.commands.labels import key_label

__all__ = ["remapped"]

_MODIFIERS = {"ctrl", "shift", "alt", "meta", "super", "hyper"}
_NAMED = {str(key.value) for key in Keys} | {_character_to_key(chr(code)) for code in range(32, 127)}


def remapped(commands: Iterable[Command], keys: Mapping[str, tuple[str, ...]]) -> tuple[Command, ...]:
    """The commands with other keys.

    Args:
        commands: With their default keys.
        keys: Id of a command -> its keys, as people write them: ``?``, ``ctrl+x``, ``f7``.

    Raises:
        UsageProblem: For an id or a key that is unknown, and for a key that would mean two things.
    """
    before = {each.id: each for each in commands}
    for name in keys:
        if name not in before:
            raise UsageProblem(f"No command has the id “{name}”.{_like(name, before)}")
    after = {
        name: each._replace(keys=tuple(_named(key, each) for key in keys[name])) if name in keys else each
        for name, each in before.items()
    }
    for together in TOGETHER:
        _refuse_clash([each for each in after.values() if each.context in together], keys, before)
    return tuple(after.values())


def _like(name: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches  # noqa: PLC0415 - only for a mistake

    near = get_close_matches(name, list(known), n=1)
    return f" Did you mean {near[0]}?" if near else " In the app, ? shows every command."


def _named(key: str, each: Command) -> str:
    """A key as Textual names it.

    Raises:
        UsageProblem: When there is no such key, or one would type it where the command works.
    """
    *modifiers, base = ["+"] if key == "+" else key.split("+")
    name = _character_to_key(base) if len(base) == 1 else base.casefold().replace("-", "_")
    modifiers = [modifier.casefold() for modifier in modifiers]
    if not set(modifiers) <= _MODIFIERS or (len(base) != 1 and name not in _NAMED):
        raise UsageProblem(f"{each.id}: there is no key called “{key}”.")
    if each.context in TYPED_IN and not modifiers and len(base) == 1:
        raise UsageProblem(f"{each.id}: “{key}” is a character that one types there.")
    return "+".join([*modifiers, name])


def _refuse_clash(
    here: list[Command], keys: Mapping[str, tuple[str, ...]], before: Mapping[str, Command]
) -> None:
    taken: dict[str, Command] = {}
    for each in here:
        for key in each.keys:
            other = taken.setdefault(key, each)
            if other is not each and (each.id in keys or other.id in keys):
                label = key_label(key)
                new, old = (each, other) if each.id in keys else (other, each)
                freed = "" if old.id in keys else f"; give {old.id} another key as well"
                default = f" ({before[old.id].title})"
                raise UsageProblem(f"“{label}” cannot be {new.id}: it is {old.id}{default} there{freed}.")
