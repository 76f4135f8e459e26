"""What can be seen in posts besides their text: images of lessons, and charts of what was measured."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from retro.model import Lesson
from retro.posts.asset_files import AssetPlace, contents
from retro.posts.assets import Asset, Assets
from retro.posts.chart_files import Charts, charts_of, drawable

__all__ = ["Illustrated", "Images"]


class Images(NamedTuple):
    """The images of a request.

    Args:
        shown: Those that its posts show.
        place: Where their copies go; None where nothing is written.
        problems: What is missing, each in one sentence.
        charts: What was measured, drawn.
    """

    shown: tuple[Asset, ...] = ()
    place: AssetPlace | None = None
    problems: tuple[str, ...] = ()
    charts: Charts = Charts()

    @property
    def contents(self) -> Mapping[str, bytes]:
        """The files by their names, with what a reader could read in them.

        Raises:
            UsageProblem: When an image can no longer be read.
        """
        return {**contents(self.shown), **self.charts.contents}


@dataclass(frozen=True, slots=True)
class Illustrated:
    """What can be seen in posts besides their text; which of it is seen, their texts tell.

    Attributes:
        assets: The images of the lessons.
        lessons: As they may be published.
        bases: Id of a lesson -> what the addresses of its charts begin with.
        place: Where files go; None where nothing is written.
    """

    assets: Assets = field(default_factory=Assets)
    lessons: Sequence[Lesson] = ()
    bases: Mapping[str, str] = field(default_factory=dict)
    place: AssetPlace | None = None

    def shown_in(self, texts: Iterable[str]) -> Images:
        """The images of posts as they read in the end: what was taken out takes its images along."""
        measured, found = drawable(self.lessons, self.bases), self.assets.found
        named = _named_in(texts, {asset.name for asset in found} | measured.keys())
        shown = found if self.place is None else tuple(asset for asset in found if asset.name in named)
        charts = charts_of({name: measured[name] for name in measured if name in named}, self.place)
        return Images(shown, self.place, self.assets.problems, charts)


def _named_in(texts: Iterable[str], names: Collection[str]) -> frozenset[str]:
    """Which of some names the texts say."""
    missing = set(names)
    for text in texts if missing else ():
        missing -= {name for name in missing if name in text}
    return frozenset(names) - missing
