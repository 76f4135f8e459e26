"""What the user has set: ``config.toml`` in the config folder, read when something asks for it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from retro.errors import UsageProblem
from retro.paths import config_folder, expanded

__all__ = ["REDACTIONS", "Backups", "Settings", "Site", "Sync", "parse_settings", "read_settings"]

_TABLES = ("backups", "keys", "sites", "sync")

_DURATION = r"(\d{1,5}) ?(minutes?|min|hours?|h)"
_SHORTEST, _LONGEST = 60, 24 * 60 * 60
"""Seconds between two syncs."""

REDACTIONS = ("none", "people", "companies", "all")
"""Whose names a site's posts may not say."""


class Site(NamedTuple):
    """A site that posts are written for: ``[sites.blog]``.

    Args:
        name: What it is called on the command line.
        path: Its folder.
        dialect: What its posts are written for; "" leaves it to what lies in the folder.
        category: Of its posts; None for the usual one.
        author: Of its posts; may be empty.
        timezone: Where its days begin (``Europe/Berlin``); "" for where the user is.
        redact: One of ``REDACTIONS``.
        charts: Whether what was measured is drawn beside its posts as well.
    """

    name: str
    path: Path
    dialect: str = ""
    category: str | None = None
    author: str = ""
    timezone: str = ""
    redact: str = "none"
    charts: bool = False


class Sync(NamedTuple):
    """When the app syncs by itself: ``[sync]``.

    Args:
        every: Seconds from one time to the next, of which the first is soon after the start; None for never.
    """

    every: int | None = None


class Backups(NamedTuple):
    """How backups are kept: ``[backups]``.

    Args:
        encrypt: Whether they are encrypted, all that retro makes.
        recipients: Public keys that can read them, beside the one of this device.
    """

    encrypt: bool = False
    recipients: tuple[str, ...] = ()


class Settings(NamedTuple):
    """The settings of ``config.toml``.

    Args:
        keys: Id of a command of the app -> the keys that are to call it.
        sites: By name.
        sync: When the app syncs.
        backups: How backups are kept.
    """

    keys: Mapping[str, tuple[str, ...]] = {}
    sites: Mapping[str, Site] = {}
    sync: Sync = Sync()
    backups: Backups = Backups()


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
    except (ValueError, RecursionError) as error:  # also a number of more digits than Python reads
        raise UsageProblem(f"This is no TOML: {error}.") from error
    for table in said:
        if table not in _TABLES:
            raise UsageProblem(f"There is no setting called “{table}”; there are {', '.join(_TABLES)}.")
    return Settings(
        _keys(said.get("keys", {})),
        _sites(said.get("sites", {})),
        _sync(said.get("sync", {})),
        _backups(said.get("backups", {})),
    )


def _backups(table: Any) -> Backups:
    if not isinstance(table, dict):
        raise UsageProblem("[backups] is a table: [backups] with encrypt = true.")
    for key in table:
        if key not in Backups._fields:
            raise UsageProblem(f"[backups] knows no “{key}”; it knows {', '.join(Backups._fields)}.")
    encrypt, recipients = table.get("encrypt", False), table.get("recipients", [])
    if not isinstance(encrypt, bool):
        raise UsageProblem("In [backups], encrypt is true or false, without quotes.")
    if not isinstance(recipients, list) or not all(
        isinstance(each, str) and each.startswith("age1") for each in recipients
    ):
        raise UsageProblem('In [backups], recipients is a list of public keys: ["age1…"].')
    return Backups(encrypt, tuple(recipients))


def _sync(table: Any) -> Sync:
    if not isinstance(table, dict):
        raise UsageProblem('[sync] is a table: [sync] with every = "15 minutes".')
    for key in table:
        if key not in Sync._fields:
            raise UsageProblem(f"[sync] knows no “{key}”; it knows {', '.join(Sync._fields)}.")
    every = table.get("every", "never")
    if every == "never":
        return Sync()
    import re  # noqa: PLC0415 - only who has set it needs it

    match = re.fullmatch(_DURATION, every.strip().lower(), re.ASCII) if isinstance(every, str) else None
    if match is None:
        raise UsageProblem(
            'In [sync], every is a number of minutes or hours in quotes, or never: every = "15 minutes".'
        )
    seconds = int(match[1]) * (3600 if match[2].startswith("h") else 60)
    if not _SHORTEST <= seconds <= _LONGEST:
        raise UsageProblem("In [sync], every is at least 1 minute and at most 24 hours.")
    return Sync(seconds)


def _keys(table: Any) -> dict[str, tuple[str, ...]]:
    """``"lesson.star" = "Z"``, or a list of keys; ``[keys.lesson]`` with ``star = "Z"`` means the same."""
    if not isinstance(table, dict):
        raise UsageProblem('[keys] is a table, such as "lesson.star" = "Z".')
    found: dict[str, tuple[str, ...]] = {}
    for name, value in table.items():
        if isinstance(value, dict):
            found |= {f"{name}.{rest}": keys for rest, keys in _keys(value).items()}
            continue
        keys = [value] if isinstance(value, str) else value
        if not isinstance(keys, list) or not keys or not all(isinstance(key, str) and key for key in keys):
            raise UsageProblem(f'The keys of {name} are one in quotes, or a list of them: ["Z", "f7"].')
        found[name] = tuple(keys)
    return found


def _sites(table: Any) -> dict[str, Site]:
    if not isinstance(table, dict) or not all(isinstance(site, dict) for site in table.values()):
        raise UsageProblem('A site is a table: [sites.blog] with path = "~/blog".')
    return {name: _site(name, given) for name, given in table.items()}


def _site(name: str, given: Mapping[str, Any]) -> Site:
    known = Site._fields[1:]
    for key, value in given.items():
        if key not in known:
            raise UsageProblem(f"[sites.{name}] knows no “{key}”; it knows {', '.join(known)}.")
        if key == "charts" and not isinstance(value, bool):
            raise UsageProblem(f"In [sites.{name}], charts is true or false, without quotes.")
        if key != "charts" and not isinstance(value, str):
            raise UsageProblem(f'In [sites.{name}], {key} is a text in quotes: {key} = "…".')
    path = expanded(given.get("path", ""))
    if not path.is_absolute() or "\0" in str(path):
        raise UsageProblem(f"[sites.{name}] needs a path that begins with / or ~.")
    site = Site(**{**given, "name": name, "path": path})
    if site.redact not in REDACTIONS:
        raise UsageProblem(f"In [sites.{name}], redact is one of {', '.join(REDACTIONS)}.")
    if site.timezone:
        _refuse_unknown_zone(site)
    return site


def _refuse_unknown_zone(site: Site) -> None:
    from zoneinfo import ZoneInfo  # noqa: PLC0415 - 6 ms that only those pay who have set one

    try:
        ZoneInfo(site.timezone)
    except (KeyError, ValueError, OSError) as error:
        raise UsageProblem(
            f"In [sites.{site.name}], “{site.timezone}” is no time zone; one is Europe/Berlin."
        ) from error
