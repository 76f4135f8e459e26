"""ZIP archives, read and never unpacked: nothing of them is ever written anywhere."""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from retro.posts.importers.entry import Trouble
from retro.posts.importers.given import HEAD, Given

__all__ = ["ARCHIVE_ERRORS", "json_members", "opened_archive"]

ARCHIVE_ERRORS = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)
"""What ``zipfile`` raises on archives that are damaged, encrypted, or packed in a way that it knows not."""

_LARGEST_MEMBER = 512 * 1024 * 1024
_MOST_PACKED = 100
"""How many times its packed size a member may have. JSON packs to a tenth; a bomb to a thousandth."""

_MOST_MEMBERS = 200
"""JSON files of one archive. Day One writes one for each of its journals."""

_SMALL = 1024 * 1024
_LARGEST_DIRECTORY = 32 * 1024 * 1024
"""Bytes: some 400,000 files. ``zipfile`` reads the whole directory of an archive when it opens it."""


@contextmanager
def opened_archive(given: Given) -> Iterator[zipfile.ZipFile | None]:
    """The archive, or None where there is none that can be read."""
    try:
        file = given.open()
        try:
            size = _directory_size(file)
            archive = zipfile.ZipFile(file) if 0 <= size <= _LARGEST_DIRECTORY else None
        except BaseException:
            file.close()
            raise
    except (*ARCHIVE_ERRORS, OSError, struct.error):
        yield None
        return
    with file:
        yield archive
        if archive is not None:
            archive.close()


def _directory_size(file: BinaryIO) -> int:
    """What the end of the archive says of the directory before it; -1 where there is no end."""
    file.seek(0, 2)
    length = file.tell()
    file.seek(max(0, length - 22 - 0xFFFF))
    tail = file.read()
    end = tail.rfind(b"PK\x05\x06")
    if end < 0 or len(tail) - end < 22:
        return -1
    size = int(struct.unpack_from("<I", tail, end + 12)[0])
    wide = tail.rfind(b"PK\x06\x06", 0, end)
    if wide >= 0 and end - wide >= 48:
        size = max(size if size != 0xFFFFFFFF else 0, int(struct.unpack_from("<Q", tail, wide + 40)[0]))
    file.seek(0)
    return size


def json_members(archive: zipfile.ZipFile, given: Given) -> Iterator[Given | Trouble]:
    """The JSON files at the top of an archive or in a folder of it, or why one of them is left out."""
    count = 0
    for info in archive.infolist():
        path = PurePosixPath(info.filename.replace("\\", "/"))
        if path.suffix.lower() != ".json" or info.is_dir() or path.parts[:1] == ("__MACOSX",):
            continue
        count += 1
        if count > _MOST_MEMBERS:
            yield Trouble(f"It has more than {_MOST_MEMBERS:,} JSON files; the others were left out.")
            return
        name = "/".join(path.parts[-2:])[:120]
        if path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
            yield Trouble(f"“{name}” in it leads out of the archive; it was left out.")
        elif info.file_size > _LARGEST_MEMBER or (
            info.file_size > _SMALL and info.file_size > info.compress_size * _MOST_PACKED
        ):
            yield Trouble(f"“{name}” in it unpacks to {info.file_size:,} bytes; it was left out.")
        else:
            yield from _member(archive, info, given, name)


def _member(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, given: Given, name: str
) -> Iterator[Given | Trouble]:
    opener = cast("partial[BinaryIO]", partial(archive.open, info))
    try:
        with opener() as file:
            head = file.read(HEAD)
    except (*ARCHIVE_ERRORS, OSError):
        yield Trouble(f"“{name}” in it cannot be unpacked (is it encrypted, or damaged?); it was left out.")
        return
    yield Given(f"{given.path}/{name}", head, info.file_size, opener=opener)
