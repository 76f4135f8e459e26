"""Imports click without what it imports and seldom uses: 11 of the 77 ms that a command takes to start.

``inspect`` takes 8 ms, and click wants a function of it that puts the lines of a help text straight; ``uuid``
takes 3, and is a type of options that no command here has. Click is given stand-ins for both while it is
imported, which fetch the modules themselves when anything else of them is asked for. Whoever else imports
them gets them as they are.
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import Any

__all__ = ["import_click"]


class _Later(ModuleType):
    """Stands for a module until something of it is wanted."""

    def __getattr__(self, name: str) -> Any:
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return getattr(import_module(self.__name__), name)


class _Inspect(_Later):
    """As of ``inspect``."""

    def cleandoc(self, text: str) -> str:
        """Without the margin of a docstring: one line has none but what it begins with."""
        if "\n" in text or "\t" in text:
            found: str = import_module("inspect").cleandoc(text)
            return found
        return text.lstrip()


class _Id:
    """As of ``uuid``."""

    def __new__(cls, *words: Any, **named: Any) -> Any:
        """One of the module itself."""
        return import_module("uuid").UUID(*words, **named)


def import_click() -> None:
    """Import click, if nobody has."""
    uuid = _Later("uuid")
    uuid.UUID = _Id  # type: ignore[attr-defined]
    stand_ins = {each.__name__: each for each in (_Inspect("inspect"), uuid)}
    ours = {name: each for name, each in stand_ins.items() if name not in sys.modules}
    sys.modules.update(ours)
    try:
        import_module("click")
    finally:
        for name, each in ours.items():
            if sys.modules.get(name) is each:
                del sys.modules[name]
