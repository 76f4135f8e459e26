"""Imports click and pathlib without what they import and seldom use: 14 of the 77 ms of a command's start.

``inspect`` takes 8 ms, and click wants a function of it that puts the lines of a help text straight; ``uuid``
takes 3, and is a type of options that no command here has; ``urllib.parse`` takes 3, for paths as URIs. They
are given stand-ins while they are imported, which fetch the modules themselves when anything else of them is
asked for. Whoever else imports these gets them as they are.
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import Any

__all__ = ["import_sooner"]


class _Later(ModuleType):
    """Stands for a module until something of it is wanted."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # the import system asks for some that not every module has
            raise AttributeError(name)
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


class _Parse(_Later):
    """As of ``urllib.parse``."""

    def quote_from_bytes(self, *words: Any, **named: Any) -> Any:
        """By the module itself."""
        return import_module("urllib.parse").quote_from_bytes(*words, **named)


class _Id:
    """As of ``uuid``."""

    def __new__(cls, *words: Any, **named: Any) -> Any:
        """One of the module itself."""
        return import_module("uuid").UUID(*words, **named)


def import_sooner() -> None:
    """Import click and pathlib, if nobody has."""
    uuid = _Later("uuid")
    uuid.UUID = _Id  # type: ignore[attr-defined]
    stand_ins = {each.__name__: each for each in (_Inspect("inspect"), _Parse("urllib.parse"), uuid)}
    ours = {name: each for name, each in stand_ins.items() if name not in sys.modules}
    sys.modules.update(ours)
    try:
        import_module("click")
        import_module("pathlib")
    finally:
        for name, each in ours.items():
            if sys.modules.get(name) is each:
                del sys.modules[name]
