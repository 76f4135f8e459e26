"""What every Python that a test starts runs first, with encryption on (tests/encrypting.py).

Such a process knows the key of the tests' journals, and makes new ones encrypted, as the tests themselves do.
"""

import sys
from collections.abc import Callable, Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType


def _know_the_key(keys: ModuleType) -> None:
    import os  # noqa: PLC0415

    keys.remember(keys.Key.parse(os.environ["RETRO_TESTS_KEY"]))


def _make_new_ones_encrypted(opening: ModuleType) -> None:
    import os  # noqa: PLC0415
    from pathlib import Path  # noqa: PLC0415

    from retro.folders import sync_folder  # noqa: PLC0415 - after the module that is waited for

    migrate = opening._migrate

    def made(path: Path) -> None:
        if path.exists() and path.stat().st_size:
            migrate(path)
        else:
            with path.open("wb") as file:
                file.write(Path(os.environ["RETRO_TESTS_NEW_JOURNAL"]).read_bytes())
                file.flush()
                os.fsync(file.fileno())
            sync_folder(path.parent)

    opening._migrate = made  # type: ignore[attr-defined]


_AFTER = {
    "retro.encryption.keys": _know_the_key,
    "retro.journal.opening": _make_new_ones_encrypted,
}


class _Then(Loader):
    """Loads a module, and then does something with it."""

    def __init__(self, loader: Loader, then: Callable[[ModuleType], None]) -> None:
        self._loader = loader
        self._then = then

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return self._loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        self._loader.exec_module(module)
        self._then(module)


class _Finder(MetaPathFinder):
    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name not in _AFTER:
            return None
        spec = PathFinder.find_spec(name, path, target)
        if spec is not None and spec.loader is not None:
            spec.loader = _Then(spec.loader, _AFTER[name])
        return spec


sys.meta_path.insert(0, _Finder())
