"""Charts as files beside the images of a site: drawn anew in place, and never over what is somebody else's.

Each ends with a digest of itself. So retro knows its own again on any machine, and one that was edited since
is its author's.
"""

import os
import re
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from retro.errors import FileInTheWay, PublishRefused, UsageProblem
from retro.model import Evidence, Lesson
from retro.posts.asset_files import AssetPlace
from retro.posts.chart_lines import chart_names
from retro.posts.charts import chart
from retro.posts.placing import write_file

__all__ = ["Charts", "charts_of", "drawable", "is_own", "signed", "write_charts", "write_picture"]

_DIGEST = re.compile(rb"<!-- Drawn by retro, as ([0-9a-f]{16}) says: an edited copy stays. -->\s*\Z")


class Charts(NamedTuple):
    """The charts that posts show, by the names of their files.

    Args:
        drawn: As they are drawn now.
        kept: What stands in the place of some, and stays: it is not retro's, or was edited since.
    """

    drawn: Mapping[str, bytes] = {}
    kept: Mapping[str, bytes] = {}

    @property
    def contents(self) -> Mapping[str, bytes]:
        """What readers of the posts will see."""
        return {**self.drawn, **self.kept}

    @property
    def problems(self) -> tuple[str, ...]:
        """What is shown that is not as retro would draw it, each in one sentence."""
        return tuple(
            f"The chart {name} stays as it is, for it is not as retro drew it; move it away for a new one."
            for name in self.kept
        )


def drawable(lessons: Iterable[Lesson], bases: Mapping[str, str]) -> Mapping[str, Evidence]:
    """What can be drawn of lessons, by the names of the charts.

    Args:
        lessons: As they may be published.
        bases: Id of a lesson -> what the addresses of its charts begin with.
    """
    return {
        name: item
        for lesson in (lessons if bases else ())
        if lesson.id in bases
        for name, item in chart_names(lesson.evidence, bases[lesson.id]).items()
    }


def charts_of(measured: Mapping[str, Evidence], place: AssetPlace | None) -> Charts:
    """Draw charts; nothing is written.

    Args:
        measured: Of those that finished posts show, by their names.
        place: Where they go; None for nowhere.

    Raises:
        UsageProblem: When a file that is there may not be read.
    """
    drawn = {name: signed(chart(item)) for name, item in measured.items()}
    there = {} if place is None else {name: _content(place.folder / name) for name in drawn}
    return Charts(
        drawn, {name: each for name, each in there.items() if each is not None and not is_own(each)}
    )


def write_charts(charts: Charts, place: AssetPlace) -> tuple[Path, ...]:
    """Write charts to where their posts look for them, each whole or not at all; what is kept stays.

    Returns:
        The files that are new or changed.

    Raises:
        PublishRefused: When their folder leads out of the site.
        UsageProblem: When one may not be read or written.
        RetroError: When the disk is full, and the like.
    """
    if charts.drawn and not Path(os.path.realpath(place.folder)).is_relative_to(os.path.realpath(place.root)):
        raise PublishRefused(f"{place.folder} leads out of {place.root}; no charts were drawn.")
    written = []
    for name, content in charts.drawn.items():
        path = place.folder / name
        before = _content(path)
        if before is None or (is_own(before) and _with_line_feeds(before) != content):
            write_file(path, content)
            written.append(path)
    return tuple(written)


def is_own(content: bytes) -> bool:
    """Whether retro drew this, and nobody has changed it since; git may have changed how its lines end."""
    content = _with_line_feeds(content)
    match = _DIGEST.search(content)
    return match is not None and match[1] == _digest(content[: match.start()])


def write_picture(path: Path, content: bytes, *, force: bool = False) -> None:
    """Write one picture, whole or not at all, and never over what is somebody else's.

    Raises:
        FileInTheWay: When what is there is not retro's, or was edited since, and it is not forced.
        UsageProblem: When it may not be read or written.
        RetroError: When the disk is full, and the like.
    """
    before = _content(path)
    if before is not None and not force and not is_own(before):
        raise FileInTheWay(f"{path} is not as retro drew it.", "Move it away, or give --force.")
    write_file(path, content)


def signed(svg: str) -> bytes:
    """A picture that retro will know again as its own."""
    content = svg.encode()
    return content + b"<!-- Drawn by retro, as %s says: an edited copy stays. -->\n" % _digest(content)


def _digest(content: bytes) -> bytes:
    return blake2b(content, digest_size=8).hexdigest().encode()


def _with_line_feeds(content: bytes) -> bytes:
    return content.replace(b"\r\n", b"\n")


def _content(path: Path) -> bytes | None:
    """What is there; nothing of a link, a folder or a pipe, which are not retro's either."""
    if path.is_symlink() or (path.exists() and not path.is_file()):
        return b""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise UsageProblem(f"{path} cannot be read: {error.strerror}.") from error
