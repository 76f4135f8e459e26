"""The copies of images in a site: where its generator publishes files as they are, and nowhere else."""

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from retro.errors import PublishRefused, UsageProblem
from retro.posts.assets import Asset
from retro.posts.placing import write_file
from retro.posts.reading.sites import Generator, Sites, base_address

__all__ = ["AssetPlace", "contents", "copy_assets", "place_for"]

_FOLDER = "assets/retro"
_STATIC = {Generator.HUGO: "static", Generator.ZOLA: "static", Generator.HEXO: "source"}
_HINTS = {
    Generator.ELEVENTY: 'Eleventy publishes images once its configuration says addPassthroughCopy("assets").'
}


class AssetPlace(NamedTuple):
    """Where copies go, and what stands before their names in a post's addresses.

    ``root`` is the site's; nothing is written outside it. ``hint`` says what the site itself must be told.
    """

    root: Path
    folder: Path
    prefix: str
    hint: str = ""


def place_for(folder: Path) -> AssetPlace:
    """Where the images of posts in a folder go.

    Args:
        folder: Of the posts; it need not be there yet.
    """
    folder = Path(os.path.realpath(folder))
    site = Sites().around(folder)
    if site is None or site.generator in {Generator.OBSIDIAN, Generator.LOGSEQ}:
        root = folder if site is None else site.root
        images = root / "assets"
        return AssetPlace(root, images, Path(os.path.relpath(images, folder)).as_posix() + "/")
    images = site.root / _STATIC.get(site.generator, "") / _FOLDER
    prefix = f"{base_address(site)}/{_FOLDER}/"
    return AssetPlace(site.root, images, prefix, _HINTS.get(site.generator, ""))


def contents(assets: Iterable[Asset]) -> Mapping[str, bytes]:
    """Copies by their names, with what a reader could read in them: a drawing is text, a picture has notes.

    Raises:
        UsageProblem: When an image can no longer be read.
    """
    return {asset.name: _content(asset) if asset.name.endswith(".svg") else _notes(asset) for asset in assets}


def copy_assets(assets: Iterable[Asset], place: AssetPlace) -> tuple[Path, ...]:
    """Copy images to where their posts look for them, each whole or not at all; what is there stays.

    Raises:
        PublishRefused: When their folder leads out of the site.
        UsageProblem: When an image can no longer be read, or its copy not be written.
        RetroError: When the disk is full, and the like.
    """
    wanted = [(place.folder / asset.name, asset) for asset in assets]
    if wanted and not Path(os.path.realpath(place.folder)).is_relative_to(os.path.realpath(place.root)):
        raise PublishRefused(f"{place.folder} leads out of {place.root}; no images were copied.")
    new = [(path, asset) for path, asset in wanted if path.is_symlink() or not path.exists()]
    for path, asset in new:
        write_file(path, _content(asset))
    return tuple(path for path, _ in new)


def _content(asset: Asset) -> bytes:
    with _explained(asset):
        return asset.source.read_bytes()


_NOTES = 256 * 1024
"""Bytes at the beginning and at the end of a picture: programs note there who took or drew it."""


def _notes(asset: Asset) -> bytes:
    with _explained(asset), asset.source.open("rb") as file:
        head = file.read(_NOTES)
        file.seek(max(_NOTES, file.seek(0, os.SEEK_END) - _NOTES))
        return head + b"\0" + file.read()


@contextmanager
def _explained(asset: Asset) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise UsageProblem(f"{asset.source} can no longer be read: {error.strerror}.") from error
