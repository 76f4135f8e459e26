"""What a row is known by: random ids, and names folded so that two spellings are one name."""

import os
import re

from retro.errors import InvalidValue

__all__ = [
    "ID_LENGTH",
    "SHORTEST_PREFIX",
    "id_prefix",
    "is_id",
    "name_key",
    "new_id",
    "storable",
    "theme_name",
]

ID_LENGTH = 12
SHORTEST_PREFIX = 4

_CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's base 32 (https://www.crockford.com/base32.html): no i, l, o, u, so none is mistaken."""

_MISREAD = str.maketrans("ilo", "110")
_NOT_CROCKFORD = re.compile(f"[^{_CROCKFORD}]")


def new_id() -> str:
    """A random id: 12 digits of base 32, 60 bits."""
    return "".join(_CROCKFORD[byte & 31] for byte in os.urandom(ID_LENGTH))


def is_id(text: str) -> bool:
    """Whether a text is an id, whole and in its canonical spelling."""
    return len(text) == ID_LENGTH and _NOT_CROCKFORD.search(text) is None


def id_prefix(text: str, noun: str = "lesson") -> str:
    """What a person typed as the beginning of an id, in its canonical spelling (``O`` is 0, ``I`` is 1).

    Args:
        text: As it was typed.
        noun: What has the id.

    Raises:
        InvalidValue: When it cannot be the beginning of an id, or is shorter than four characters.
    """
    prefix = text.strip().lower().translate(_MISREAD)
    if not prefix or _NOT_CROCKFORD.search(prefix) or len(prefix) > ID_LENGTH:
        raise InvalidValue(f"“{text}” is not a {noun}'s id: ids are letters and digits, such as 7k3m.")
    if len(prefix) < SHORTEST_PREFIX:
        raise InvalidValue(f"“{text}” is too short for an id: type at least {SHORTEST_PREFIX} characters.")
    return prefix


def storable(text: str) -> str:
    """Text that SQLite can hold: lone surrogates have no UTF-8, and its own functions stop at a NUL.

    What Python could not read of a command line, as in the C locale, it keeps as surrogates; most is UTF-8.
    """
    text = text.replace("\0", "")
    if text.isascii():
        return text
    try:
        return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace").decode("utf-8")


def name_key(name: str) -> str:
    """Fold a name: Unicode forms, case and runs of spaces do not tell two names apart."""
    return " ".join(_normal(name).casefold().split())


def theme_name(text: str) -> str:
    """A theme as it is kept: lower case, ``-`` for spaces, ``/`` between levels, no ``#`` before it.

    Raises:
        InvalidValue: When nothing is left of it.
    """
    folded = "-".join(_normal(storable(text)).strip().lstrip("#").lower().split())
    name = "/".join(part for part in (level.strip("-") for level in folded.split("/")) if part)
    if not name:
        raise InvalidValue(f"“{text}” is not a theme: it has no name.")
    return name


def _normal(text: str) -> str:
    """One form for what Unicode can write in several; ASCII has one form only."""
    if text.isascii():
        return text
    from unicodedata import normalize  # noqa: PLC0415

    return normalize("NFKC", text)
