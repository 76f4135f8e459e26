"""Sequences of any number of things that each have a long text, such as lessons and posts.

Ten thousand posts of a thousand words are 150 MB as Python keeps text, of which it takes four bytes a letter
where one is an emoji, and as much again where a lesson is on its way into its post.
"""

import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Generic, TypeVar, overload

from retro.model import Lesson

if TYPE_CHECKING:
    from retro.posts.composing import Post

__all__ = ["Many", "body_of", "many_lessons", "many_posts", "with_body", "without_texts"]

Item = TypeVar("Item")
Other = TypeVar("Other")

_AS_THEY_ARE = 500
"""More than anybody composes while looking on."""


class Many(Sequence[Item], Generic[Item]):
    """The first five hundred as they are; of all others the text lies compressed.

    Args:
        items: In their order; taken one by one.
        text: An item's text.
        with_text: The item with another text.
    """

    def __init__(
        self, items: Iterable[Item], text: Callable[[Item], str], with_text: Callable[[Item, str], Item]
    ) -> None:
        self._text, self._with_text = text, with_text
        self._first: list[Item] = []
        self._rest: list[tuple[Item, bytes]] = []
        for item in items:
            self._append(item, None)

    def _append(self, item: Item, packed: bytes | None) -> None:
        """Take one more, whose text lies compressed perhaps already."""
        if len(self._first) < _AS_THEY_ARE:
            self._first.append(item)
        else:
            # Two bytes of every letter that is half of a pair are kept as well.
            packed = packed or zlib.compress(self._text(item).encode("utf-8", "surrogatepass"))
            self._rest.append((self._with_text(item, ""), packed))

    def __len__(self) -> int:
        """How many there are."""
        return len(self._first) + len(self._rest)

    @overload
    def __getitem__(self, at: int) -> Item: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[Item]: ...

    def __getitem__(self, at: int | slice) -> Item | Sequence[Item]:
        """One of them, or some."""
        if isinstance(at, slice):
            return [self[each] for each in range(*at.indices(len(self)))]
        at = at + len(self) if at < 0 else at
        return self._first[at] if at < len(self._first) else self._whole(*self._rest[at - len(self._first)])

    def __iter__(self) -> Iterator[Item]:
        """All of them, whole; each is made anew."""
        yield from self._first
        for shell, packed in self._rest:
            yield self._whole(shell, packed)

    def _whole(self, shell: Item, packed: bytes) -> Item:
        return self._with_text(shell, zlib.decompress(packed).decode("utf-8", "surrogatepass"))

    def without_texts(self) -> Iterator[Item]:
        """All of them, for what does not depend on their texts: those that lie compressed come without."""
        yield from self._first
        for shell, _ in self._rest:
            yield shell

    def changed(
        self,
        change: Callable[[Item], Other],
        text: Callable[[Other], str],
        with_text: Callable[[Other, str], Other],
    ) -> "Many[Other]":
        """What is made of each; where its text is the same, it is kept once for both.

        Args:
            change: Gets them whole, in their order.
            text: The text of what it makes.
            with_text: The same with another text.
        """
        other = Many[Other]((), text, with_text)
        for item in self._first:
            other._append(change(item), None)
        for shell, packed in self._rest:
            before = self._whole(shell, packed)
            after = change(before)
            other._append(after, packed if text(after) == self._text(before) else None)
        return other

    def renamed(self, change: Callable[[Item], Item]) -> "Many[Item]":
        """The same texts in items that were changed in other ways.

        Args:
            change: Gets them as ``without_texts`` tells, and leaves their texts alone.
        """
        other = Many[Item]((), self._text, self._with_text)
        other._first = list(map(change, self._first))
        other._rest = [(change(shell), packed) for shell, packed in self._rest]
        return other


def without_texts(items: Iterable[Item]) -> Iterator[Item]:
    """What does not depend on texts of any items, be they ``Many`` or not."""
    return items.without_texts() if isinstance(items, Many) else iter(items)


def many_lessons(lessons: Iterable[Lesson]) -> Many[Lesson]:
    """Any number of lessons, by their bodies."""
    return Many(lessons, body_of, with_body)


def body_of(lesson: Lesson) -> str:
    """The text of a lesson."""
    return lesson.body


def with_body(lesson: Lesson, body: str) -> Lesson:
    """A lesson with another text."""
    return lesson.replace(body=body)


def many_posts(posts: "Iterable[Post]") -> "Many[Post]":
    """Any number of posts, by their texts."""
    return Many(posts, lambda post: post.text, lambda post, text: replace(post, text=text))
