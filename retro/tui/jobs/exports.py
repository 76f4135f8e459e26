"""What is shown, as a post: planned for the dialog, and written."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from retro.errors import PublishRefused
from retro.journal import Journal
from retro.posts.composing import GroupBy, compose, post_date, publishable
from retro.posts.composing import Post as Composed
from retro.posts.writing import write_posts
from retro.search import Order, SearchEngine

__all__ = ["Exported", "Post", "planned", "written"]


class Exported(NamedTuple):
    """A post that was written (or would be), and how many private lessons stayed."""

    path: Path
    lessons: int
    withheld: int
    changed: bool = True


class Post(NamedTuple):
    """A post to be written: of which query's lessons, where to, under which title, in which sections."""

    text: str
    folder: Path
    title: str
    group_by: str


def _composed(journal: Journal, post: Post) -> tuple[Composed, int]:
    results = SearchEngine(journal).find(post.text, order=Order.DATE)
    selection = publishable(hit.lesson for hit in results.page(0, results.total))
    if not selection.lessons:
        raise PublishRefused("All lessons that are shown are private, and private lessons never leave.")
    date = post_date(selection.lessons, journal.today())
    composed = compose(selection.lessons, title=post.title, date=date, group_by=GroupBy(post.group_by))
    return composed, selection.withheld


def planned(post: Post) -> Callable[[Journal], Exported]:
    """What would be written, and where; refused when every lesson is private."""

    def job(journal: Journal) -> Exported:
        composed, withheld = _composed(journal, post)
        return Exported(post.folder / composed.filename, len(composed.lesson_ids), withheld)

    return job


def written(post: Post, *, force: bool) -> Callable[[Journal], Exported]:
    """Write it; refused when every lesson is private, or a file stands in the way."""

    def job(journal: Journal) -> Exported:
        composed, withheld = _composed(journal, post)
        [file] = write_posts(journal, [composed], post.folder, query=post.text, force=force)
        return Exported(file.path, len(composed.lesson_ids), withheld, file.changed)

    return job
