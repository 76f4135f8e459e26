"""A post that is being composed, as text: kept on disk while it is changed, and taken up by the next run."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from retro.errors import UsageProblem
from retro.tui.jobs.posts import Plan
from retro.tui.outlines import Outline, Section

__all__ = ["KeptPost"]


class KeptPost(NamedTuple):
    """What was chosen for a post.

    Args:
        details: The post, but for its lessons.
        outlines: Its lessons in order, for each grouping that was looked at.
        lesson_ids: Just these can go into it; None for what its query finds.
    """

    details: Plan
    outlines: Mapping[str, Outline]
    lesson_ids: tuple[str, ...] | None = None

    def to_text(self) -> str:
        """All of it, as JSON."""
        details = self.details._replace(lesson_ids=(), left_out=())._asdict()
        outlines = {
            name: {"sections": each.sections, "left_out": sorted(each.left_out)}
            for name, each in self.outlines.items()
        }
        said = {"details": details, "outlines": outlines, "lesson_ids": self.lesson_ids}
        return json.dumps(said, default=str)

    @classmethod
    def from_text(cls, text: str) -> "KeptPost":
        """What ``to_text`` wrote.

        Raises:
            UsageProblem: When it is something else.
        """
        try:
            said: dict[str, Any] = json.loads(text)
            details = {**said["details"], "folder": Path(said["details"]["folder"])}
            ids = said["lesson_ids"]
            return cls(
                Plan(**{**details, "lesson_ids": (), "left_out": ()}),
                {name: _outline(**each) for name, each in said["outlines"].items()},
                None if ids is None else tuple(ids),
            )
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise UsageProblem("What was kept of a post cannot be read.") from error


def _outline(sections: list[tuple[str, list[str]]], left_out: list[str]) -> Outline:
    return Outline(tuple(Section(name, tuple(ids)) for name, ids in sections), frozenset(left_out))
