"""What the user has set: ``config.toml`` in the config folder, read when something asks for it."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from retro.errors import UsageProblem
from retro.paths import config_folder

__all__ = ["Settings", "parse_settings", "read_settings"]

_TABLES = ("keys",)


class Settings(NamedTuple):
    """The settings of ``config.toml``.

    Args:
        keys: Id of a command of the app -> the keys that are to call it.
    """

    keys: Mapping[str, tuple[str, ...]] = {}


def read_settings() -> Settings:
    """The user's settings; the defaults where there is no file.

    Raises:
        UsageProblem: When the file cannot be read, or says something that retro does not know.
    """
    path = config_folder() / "config.toml"
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise UsageProblem(f"{path} cannot be read: {why}.") from error
    try:
        return parse_settings(text)
    except UsageProblem as error:
        error.sentence = f"{path}: {error.sentence}"
        raise


def parse_settings(text: str) -> Settings:
    """Read the text of a ``config.toml``.

    Raises:
        UsageProblem: When it is no TOML, or says something that retro does not know.
    """
    import tomllib  # noqa: PLC0415 - 5 ms that only those pay who have set something

    try:
        said: dict[str, Any] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageProblem(f"This is no TOML: {error}.") from error
    for table in said:
        if table not in _TABLES:
            raise UsageProblem(f"There is no setting called “{table}”; there is {', '.join(_TABLES)}.")
    return Settings(_keys(said.get("keys", {})))


def _keys(table: Any) -> dict[str, tuple[str, ...]]:
    """``"lesson.star" = "S"``, or a list of keys; ``[keys.lesson]`` with ``star = "S"`` means the same."""
    if not isinstance(table, dict):
        raise UsageProblem('[keys] is a table, such as "lesson.star" = "S".')
    found: dict[str, tuple[str, ...]] = {}
    for name, value in table.items():
        if isinstance(value, dict):
            found |= {f"{name}.{rest}": keys for rest, keys in _keys(value).items()}
            continue
        keys = [value] if isinstance(value, str) else value
        if not isinstance(keys, list) or not keys or not all(isinstance(key, str) and key for key in keys):
            raise UsageProblem(f'The keys of {name} are one in quotes, or a list of them: ["S", "f7"].')
        found[name] = tuple(keys)
    return found
