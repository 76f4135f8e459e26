"""Whether a key fits an encrypted file, found out without SQLite: each page carries a proof of its own.

A page ends with 16 bytes of chance and an HMAC of all before it and its number
(https://www.zetetic.net/sqlcipher/design/). SQLCipher has one message for a wrong key and for a damaged first
page; the pages after the first tell them apart.
"""

from pathlib import Path

from retro.encryption.keys import PAGE, Key
from retro.heads import head

__all__ = ["fits"]

_HMAC = 64
_LOOKED_AT = 8
"""Pages: the first alone is damaged at times, the first eight hardly ever."""

_MASK = 0x3A
_ROUNDS = 2


def fits(key: Key, path: Path) -> bool:
    """Whether a key is the one of a file, also where its first pages are damaged.

    Raises:
        OSError: When it cannot be read.
    """
    if not path.stat().st_size:
        return False
    content = head(path, _LOOKED_AT * PAGE)
    secret = _page_secret(key)
    pages = (content[start : start + PAGE] for start in range(0, len(content), PAGE))
    return any(_is_whole(page, number, secret) for number, page in enumerate(pages, 1))


def _page_secret(key: Key) -> bytes:
    from hashlib import pbkdf2_hmac  # noqa: PLC0415 - only where something is encrypted

    salt = bytes(byte ^ _MASK for byte in key.salt)
    return pbkdf2_hmac("sha512", key.secret, salt, _ROUNDS, len(key.secret))


def _is_whole(page: bytes, number: int, secret: bytes) -> bool:
    import hmac  # noqa: PLC0415 - as above

    if len(page) < PAGE:
        return False
    start = 16 if number == 1 else 0  # the file's salt
    said = hmac.digest(secret, page[start:-_HMAC] + number.to_bytes(4, "little"), "sha512")
    return hmac.compare_digest(said, page[-_HMAC:])
