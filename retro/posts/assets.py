"""The images of lessons on their way into a site: found, and given names and addresses; nothing is written.

A lesson keeps the addresses that its author typed; where they lie follows from the file that it came from.
What a post may take along is bounded: images only, by their content as well as by their names, and only from
the site or the folder that the post was imported from, so that no text of somebody else's carries off a file.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from retro.display import plain_inline
from retro.model import Lesson, LessonDraft
from retro.posts.images import image_addresses, local_path, with_addresses
from retro.posts.reading.sites import Site, Sites
from retro.posts.slugs import slug

__all__ = ["LARGEST_ASSET", "Asset", "Assets", "assets_of", "own_addresses", "relocated"]

LARGEST_ASSET = 32 * 1024 * 1024
"""How many bytes an image may have that goes out with a post."""

# What the content of an image begins with; WebP and AVIF say their names a little later.
_SIGNATURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"BM")
_LATER_SIGNATURES = {(0, 4): b"RIFF", (4, 8): b"ftyp"}
# Where generators keep what they publish as it is; what is absolute in a post is below one of them.
_PUBLISHED_AS_IS = ("", "static", "source", "public", "src", "content", "input", "files", "docs", "assets")


class Asset(NamedTuple):
    """An image that goes out with a post: where it lies, and what its copy will be called."""

    source: Path
    name: str


@dataclass(frozen=True, slots=True)
class Assets:
    """The images of some lessons.

    Attributes:
        by_lesson: For each lesson, in the order in which they were given: its images by their addresses.
        problems: What is missing or may not be taken along, each in one sentence.
    """

    by_lesson: tuple[Mapping[str, Asset], ...] = ()
    problems: tuple[str, ...] = ()

    @property
    def found(self) -> tuple[Asset, ...]:
        """All of them, each once."""
        return tuple(dict.fromkeys(asset for images in self.by_lesson for asset in images.values()))


def relocated(lesson: Lesson, images: Mapping[str, Asset], prefix: str) -> Lesson:
    """A lesson with the addresses that its images will have in the site.

    Args:
        lesson: With the addresses that its author typed.
        images: Its images by these, as ``Assets.by_lesson`` has them.
        prefix: What stands before their names there.
    """
    if not images:
        return lesson
    title, body = (_relocated(text, images, prefix) for text in (lesson.title, lesson.body))
    return lesson.replace(title=title, body=body)


def assets_of(
    lessons: Iterable[LessonDraft], sites: Sites | None = None, *, word: Callable[[str], str] = str
) -> Assets:
    """Find the images of lessons and name their copies; nothing is written.

    Args:
        lessons: With the addresses that their authors typed.
        sites: What is known of sites already.
        word: Makes of an image's name what may be published of it.
    """
    sites = sites or Sites()
    by_lesson: list[Mapping[str, Asset]] = []
    problems: list[str] = []
    for lesson in lessons:
        images: dict[str, Asset] = {}
        for address in image_addresses(f"{lesson.title}\n{lesson.body}"):
            path = local_path(address)
            if path is None:
                continue
            asset = _asset(path, lesson, sites, word)
            if isinstance(asset, Asset):
                images[address] = asset
            else:
                problems.append(f"“{plain_inline(lesson.title)}”: the image {address} {asset}.")
        by_lesson.append(images)
    return Assets(tuple(by_lesson), tuple(problems))


def own_addresses(told: LessonDraft, mine: LessonDraft) -> LessonDraft:
    """A lesson that came back from a site, with the addresses that it has at home for its images.

    Args:
        told: As the post tells it.
        mine: As it is in the journal.
    """
    if "assets/" not in told.title + told.body:
        return told
    [images] = assets_of([mine]).by_lesson
    typed = {_mark(asset.name): address for address, asset in images.items()}

    def at_home(address: str) -> str:
        return typed.get(_mark(unquote(address)), address)

    return told.replace(title=with_addresses(told.title, at_home), body=with_addresses(told.body, at_home))


def _mark(name: str) -> str:
    """The end of a copy's name, which says what is in it, whatever it is called."""
    return name.rsplit("/", 1)[-1].rsplit("-", 1)[-1]


def _relocated(text: str, images: Mapping[str, Asset], prefix: str) -> str:
    return with_addresses(
        text, lambda address: prefix + images[address].name if address in images else address
    )


def _asset(path: str, lesson: LessonDraft, sites: Sites, word: Callable[[str], str]) -> Asset | str:
    """The image at a path as the lesson has it, or why there is none."""
    place = _place(path, lesson, sites)
    if isinstance(place, str):
        return place
    try:
        facts = place.stat()
        if facts.st_size > LARGEST_ASSET:
            return f"is larger than {LARGEST_ASSET // 1024**2} MiB"
        digest = _digest(place, facts.st_size, facts.st_mtime_ns)
    except OSError as error:
        return f"cannot be read ({error.strerror})"
    if not digest:
        return "is no image, whatever its name says"
    # What came back from a site bears its digest already.
    name = slug(word(place.stem.removesuffix(f"-{digest}")))
    return Asset(place, f"{name}-{digest}{place.suffix.lower()}")


@lru_cache(maxsize=1024)
def _digest(place: Path, _size: int, _changed_at: int) -> str:
    """A short digest of an image's content; empty when it is none. Remembered while the file is the same."""
    content = place.read_bytes()
    is_image = _is_image(content, place.suffix.lower())
    return blake2b(content, digest_size=4).hexdigest() if is_image else ""


def _place(path: str, lesson: LessonDraft, sites: Sites) -> Path | str:
    source = lesson.source.path if lesson.source is not None else ""
    if not source or source == "-":
        absolute = Path(path).expanduser() if path.startswith(("/", "~")) else None
        if absolute is None:
            return "has no folder to be in, for the lesson came from no file"
        return absolute if _is_file(absolute) else "is not there"
    folder = Path(source).parent
    root = _root(folder, sites.around(folder))
    inner = path.lstrip("/")
    below = [root / published / inner for published in _PUBLISHED_AS_IS]
    candidates = below if path.startswith("/") else [folder / path, folder / Path(source).stem / path, *below]
    for candidate in candidates:
        if not _is_file(candidate):
            continue
        real = candidate.resolve()
        if not real.is_relative_to(root.resolve()):
            return "lies outside of the site"
        if any(part.startswith(".") for part in real.relative_to(root.resolve()).parts):
            return "lies in a hidden folder"
        return real
    return "is not there"


def _root(folder: Path, site: Site | None) -> Path:
    """How far up a post may reach for its images: its site, else the folder that its own lies in."""
    if site is not None:
        return site.root
    above = folder.parent
    return folder if above == above.parent or Path.home().is_relative_to(above) else above


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def _is_image(content: bytes, suffix: str) -> bool:
    if suffix == ".svg":
        head = content[:4096].lower()
        return b"<svg" in head and b"\0" not in head
    later = any(content[start:end] == mark for (start, end), mark in _LATER_SIGNATURES.items())
    return content.startswith(_SIGNATURES) or later
