"""Which encoding a file's text is in, from all of its bytes.

A byte order mark says it; what decodes as UTF-8 is UTF-8, which no other text of some length does by chance.
What is left is told apart by where the bytes beyond ASCII stand: ``é`` is a letter among letters, while what
Mac Roman writes as ``é`` is ``Ž`` in Windows-1252, a capital inside a word.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

from retro.posts.importers.given import Given

__all__ = ["Decoding", "guess"]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins as UTF-16's does, so it is asked first
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LEGACY = ("cp1252", "mac_roman")
_CHUNK = 1024 * 1024
_MOST_SAMPLES = 20_000
_SAMPLE = re.compile(rb"(?=([\x00-\xff]?)([\x80-\xff])([\x00-\xff]?))", re.DOTALL)
_UTF8_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_PUNCTUATION = frozenset("‘’“”–—…•·°±×÷«»¡¿€£¥§©®™½¼¾²³µ\u00a0")


@dataclass(frozen=True, slots=True)
class Decoding:
    """How a file's text is decoded, and the one sentence there is to say about it, or empty."""

    encoding: str
    problem: str = ""


def guess(given: Given) -> Decoding:
    """Find the encoding; anything that cannot be decoded by it is to be replaced, never to stop a reader.

    Raises:
        OSError: When the file cannot be read.
    """
    for mark, encoding in _MARKS:
        if given.head.startswith(mark):
            return Decoding(encoding)
    if wide := _wide(given.head):
        return Decoding(wide)
    wrong_at = _first_wrong_byte(given)
    if wrong_at < 0:
        return Decoding("utf-8")
    sample = _around(given, wrong_at)
    sequences = sum(len(match[0]) for match in _UTF8_SEQUENCE.finditer(sample))
    beyond_ascii = sum(byte >= 0x80 for byte in sample)
    if sequences * 2 > beyond_ascii:
        return Decoding("utf-8", "Some characters are not UTF-8; they were replaced by \ufffd.")
    best = max(_LEGACY, key=lambda encoding: _likeness(sample, encoding))
    name = {"cp1252": "Windows-1252", "mac_roman": "Mac Roman"}[best]
    return Decoding(best, f"It is not UTF-8; it was read as {name} (--encoding says otherwise).")


def _wide(head: bytes) -> str:
    """UTF-16 without its mark: of Latin text every second byte is zero."""
    pairs = len(head) // 2
    if pairs < 2:
        return ""
    zeros = [head[parity : pairs * 2 : 2].count(0) for parity in (0, 1)]
    for parity, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        if zeros[parity] > pairs * 0.4 and zeros[1 - parity] < pairs * 0.05:
            return encoding
    return ""


def _chunks(given: Given) -> Iterator[bytes]:
    with given.open() as file:
        while chunk := file.read(_CHUNK):
            yield chunk


def _first_wrong_byte(given: Given) -> int:
    """Where the first byte stands that is no UTF-8; -1 where there is none."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    done = 0
    for chunk in _chunks(given):
        waiting = len(decoder.getstate()[0])
        try:
            decoder.decode(chunk)
        except UnicodeDecodeError as error:
            return done - waiting + error.start
        done += len(chunk)
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return done
    return -1


def _around(given: Given, position: int) -> bytes:
    """The lines' worth of bytes from there on; before them all is ASCII or UTF-8."""
    with given.open() as file:
        file.seek(max(0, position - _CHUNK))
        return file.read(2 * _CHUNK)


def _likeness(sample: bytes, encoding: str) -> float:
    """How much the bytes beyond ASCII look like text in this encoding."""
    score = 0.0
    for count, match in enumerate(_SAMPLE.finditer(sample)):
        if count >= _MOST_SAMPLES:
            break
        before, character, after = (part.decode(encoding, "replace") for part in match.groups())
        score += _fits(before, character, after)
    if encoding == "mac_roman" and b"\r" in sample and b"\n" not in sample:
        score += 1  # the Macs of that encoding ended their lines so
    return score


def _fits(before: str, character: str, after: str) -> float:
    if character == "\ufffd":
        return -4
    if character in _PUNCTUATION:
        return 1
    if not character.isalpha():
        return -1
    if character.islower():
        return 2 if before.isalpha() or after.isalpha() else -1
    return -2 if before.islower() else 1 if after.isalpha() else -1
