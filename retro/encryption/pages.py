"""Whether a key fits an encrypted file, found out without SQLite: each page carries a proof of its own.

A page ends with 16 bytes of chance and an HMAC of all before it and its number
(https://www.zetetic.net/sqlcipher/design/). SQLCipher has one message for a wrong key and for a damaged first
page; the pages after the first tell them apart.
"""

from pathlib import Path

from retro.encryption.keys import PAGE, Key
from retro.heads import head

__all__ = ["fits", "write_readable"]

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


def write_readable(path: Path, key: Key, to: Path) -> int:
    """Copy an encrypted file so that SQLCipher reads its damaged pages, too; returns how many there are.

    It refuses a page whose proof does not hold. With a new proof the page is read as far as it is whole: the
    cipher (AES in CBC mode) makes noise only of the 16 bytes that were damaged and the 16 after them.

    Raises:
        OSError: When one cannot be read, or the other not be written.
    """
    secret = _page_secret(key)
    damaged = 0
    with path.open("rb") as source, to.open("wb") as target:
        number = 0
        while page := source.read(PAGE):
            number += 1
            if len(page) == PAGE and not _is_whole(page, number, secret):
                damaged += 1
                page = page[:-_HMAC] + _proof(page, number, secret)
            target.write(page)
    return damaged


def _page_secret(key: Key) -> bytes:
    from hashlib import pbkdf2_hmac  # noqa: PLC0415 - only where something is encrypted

    salt = bytes(byte ^ _MASK for byte in key.salt)
    return pbkdf2_hmac("sha512", key.secret, salt, _ROUNDS, len(key.secret))


def _is_whole(page: bytes, number: int, secret: bytes) -> bool:
    return len(page) == PAGE and page[-_HMAC:] == _proof(page, number, secret)


def _proof(page: bytes, number: int, secret: bytes) -> bytes:
    import hmac  # noqa: PLC0415 - as above

    start = 16 if number == 1 else 0  # the file's salt
    return hmac.digest(secret, page[start:-_HMAC] + number.to_bytes(4, "little"), "sha512")
