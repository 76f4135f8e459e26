"""Posts looked through before they go out, by the guard and by all checks: many of them in all processes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from sys import intern
from typing import NamedTuple

from retro.model import Lesson
from retro.posts.checks import Finding, Known, Preflight
from retro.posts.composing import Post
from retro.posts.read_ahead import done_ahead
from retro.posts.redacting.leaks import Guard, Leak

__all__ = ["Seen", "looked_over"]


class Seen(NamedTuple):
    """What there is to be seen in a post."""

    post: Post
    leaks: tuple[Leak, ...]
    findings: tuple[Finding, ...]


def looked_over(
    posts: Iterable[tuple[Post, tuple[Lesson, ...]]], number: int, guard: Guard, known: Known
) -> Iterator[Seen]:
    """What is in each of some posts, in their order.

    Args:
        posts: As they would be written, each with the lessons in it, of which the bodies need not be there.
        number: How many they are.
        guard: Finds what must not leave.
        known: What checks know besides.
    """
    for (post, _), (leaks, findings) in done_ahead(_Look(guard, known), posts, number):
        # Ten thousand posts have thirty thousand of them, mostly in the same words, and each came by itself.
        shared = (each._replace(said=intern(each.said), fix=intern(each.fix)) for each in findings)
        yield Seen(post, leaks, tuple(shared))


@dataclass(frozen=True)
class _Look:
    """Looks at one post, in whichever process."""

    guard: Guard
    known: Known

    @cached_property
    def _preflight(self) -> Preflight:
        return Preflight(self.known)

    def __reduce__(self) -> tuple[type["_Look"], tuple[Guard, Known]]:
        # Checks that were made ready here cannot go elsewhere; they are made ready there.
        return _Look, (self.guard, self.known)

    def __call__(self, item: tuple[Post, tuple[Lesson, ...]]) -> tuple[tuple[Leak, ...], tuple[Finding, ...]]:
        post, lessons = item
        leaks = self.guard.of_file(post.filename, post.text.encode())
        return tuple(leaks), self._preflight.post(post, lessons)
