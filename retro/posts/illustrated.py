"""What can be seen in posts besides their text: images of lessons, and charts of what was measured."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from retro.model import Lesson
from retro.posts.asset_files import AssetPlace, contents
from retro.posts.assets import Asset, Assets
from retro.posts.chart_files import Charts, charts_of

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
    lessons: tuple[Lesson, ...] = ()
    bases: Mapping[str, str] = field(default_factory=dict)
    place: AssetPlace | None = None

    def shown_in(self, texts: Sequence[str]) -> Images:
        """The images of posts as they read in the end."""
        shown = self.assets.found if self.place is None else self.assets.shown_in(texts)
        charts = charts_of(self.lessons, self.bases, texts, self.place)
        return Images(shown, self.place, self.assets.problems, charts)
