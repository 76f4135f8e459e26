"""Finished files looked through for what must not be in them, before any of them is written.

Redaction works on lessons; templates, dialects, titles, names of files and whatever else comes into a post
come after it. So this looks at the bytes themselves, and by other means: it takes a text apart into words and
compares them, where ``Finder`` walks through its letters. A mistake in one of the two is not one in both, and
both look: what neither minds is in the file.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple, TypeAlias

from retro.posts.redacting.bare import letters, plain, text_of, views, without_ids
from retro.posts.redacting.finder import Finder
from retro.posts.redacting.forms import Form
from retro.posts.redacting.name_index import Guarded, index_of
from retro.posts.redacting.shields import without_shown

__all__ = ["Guard", "Leak", "private_letters"]


class Leak(NamedTuple):
    """Something that must not leave, and where it is.

    Args:
        code: ``never-named``, ``still-named`` or ``private-leaves``.
        path: The file; its name itself is the place where ``line`` is 0.
        line: From 1.
        said: What is the matter, in one sentence.
        fix: What to do about it.
    """

    code: str
    path: str
    line: int
    said: str
    fix: str

    def __str__(self) -> str:
        """The place and what is the matter, on one line."""
        where = f"{self.path}:{self.line}" if self.line else f"the name of {self.path}"
        return f"{where}: {self.said} {self.fix} [{self.code}]"


_Whose: TypeAlias = tuple[str, Leak]
"""A leak, and by whose name; of several in one line one is told."""


_LONG_PASSAGE = 12
"""Letters of a private passage that nobody writes by chance."""

_LONG_IN_BYTES = 6
_ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be")


@dataclass(frozen=True)
class Guard:
    """Looks through files.

    Args:
        guarded: Whose names must not be in them.
        shown: Whose names may.
        private: What private passages say, by its letters, as ``private_letters`` tells.
        finders: They look as well; each finds whom it hides.
        evidence: Who is known to be meant by initials.
    """

    guarded: tuple[Guarded, ...]
    shown: tuple[Guarded, ...] = ()
    private: Sequence[str] = ()
    finders: tuple[Finder, ...] = ()
    evidence: frozenset[int] = frozenset()

    def leaks(self, files: Mapping[str, bytes]) -> list[Leak]:
        """Every place in some files, by their names."""
        return [leak for path in files for leak in self.of_file(path, files[path])]

    def of_file(self, path: str, content: bytes) -> list[Leak]:
        """Every place in a file, by line, and of one name once a line."""
        found: dict[tuple[int, str], Leak] = {}
        for who, leak in (*self._in_name(path), *self._in_content(path, content)):
            found.setdefault((leak.line, who), leak)
        return sorted(found.values(), key=lambda leak: leak.line)

    def _in_name(self, path: str) -> Iterator[_Whose]:
        """In the name of a file all letters are small, so that words of the language are no names there."""
        lines = [plain(path)]
        for _, said, form in self._names(lines):
            yield self._named(path, 0, said, form)
        yield from self._passages(path, lines, 0)

    def _in_content(self, path: str, content: bytes) -> Iterator[_Whose]:
        text = text_of(content)
        if text is None:
            yield from self._in_bytes(path, content)
            return
        plain_lines = [plain(line) for line in text.split("\n")]
        whole = "\n".join(plain_lines)
        for lines in views(plain_lines) if self._may_be_in(whole) else ():
            for line, said, form in self._names(lines):
                yield self._named(path, line, said, form)
            yield from self._passages(path, lines, 1)
        yield from self._found(path, whole)

    def _may_be_in(self, text: str) -> bool:
        """False where no view of a text can hold anything: a view has nothing that the text has not."""
        return bool(self.guarded or self.private) or text.count("{") > 1

    def _names(self, lines: Sequence[str]) -> Iterator[tuple[int, str, Form]]:
        if not self.guarded:
            return iter(())
        return index_of(self.guarded).names(without_shown(lines, self.shown, self.guarded))

    def _found(self, path: str, text: str) -> Iterator[_Whose]:
        finders = [finder for finder in self.finders if finder.hides]
        text = without_ids(text) if finders else text
        for finder in finders:
            for each in finder.find(text, evidence=self.evidence):
                line = text.count("\n", 0, each.start) + 1
                said = " ".join(text[each.start : each.end].split())
                whose = finder.known[each.owner]
                yield _named(path, line, said, whose.names[0], never=whose.never)

    def _named(self, path: str, line: int, said: str, form: Form) -> _Whose:
        return _named(path, line, said, self.guarded[form.owner].names[0], never=form.never)

    # Private passages

    def _passages(self, path: str, lines: Sequence[str], first: int) -> Iterator[_Whose]:
        for number, line in enumerate(lines):
            if _OPENING.search(line):
                yield _leaves(path, number + first)
        if not self.private:
            return
        by_line = list(map(letters, lines))
        ends = list(accumulate(map(len, by_line)))
        bare = "".join(by_line)
        for each in self.private:
            at = bare.find(each)
            if at >= 0:
                yield _leaves(path, bisect_right(ends, at) + first)

    def _in_bytes(self, path: str, content: bytes) -> Iterator[_Whose]:
        """Names in what is no text, such as the notes within a picture; short ones are there by chance."""
        small = content.lower()
        for each in self.guarded:
            for name in each.names:
                if len(name) < _LONG_IN_BYTES:
                    continue
                # Bytes know small letters of ASCII only.
                spelled = (name, name.lower()) if not name.isascii() else (name.lower(),)
                written = (form.encode(way, "replace") for form in spelled for way in _ENCODINGS)
                if any(found in small or found in content for found in written):
                    who, leak = _named(path, 1, name, each.names[0], never=each.never)
                    yield who, leak._replace(fix="Take the notes out of the picture, or show another.")


def private_letters(taken: Sequence[str], given: Iterable[str]) -> tuple[str, ...]:
    """What private passages say, by its letters, where nothing public says it as well.

    Args:
        taken: Those that were taken out of what files are made of.
        given: The texts that are in the files: what one of them says was not private.
    """
    if not taken:
        return ()
    inner = {letters(plain(_OPENING.sub("", text))) for text in taken}
    private = {each for each in inner if len(each) >= _LONG_PASSAGE}
    for text in given if private else ():
        public = letters(plain(text))
        private = {each for each in private if each not in public}
    return tuple(private)


def _named(path: str, line: int, said: str, name: str, *, never: bool) -> _Whose:
    who = name if said.casefold() == name.casefold() else f"{name} (“{said}”)"
    if never:
        sentence = f"{who} is named, and never wants to appear in a post."
        return name, Leak("never-named", path, line, sentence, "Take the name out, or have people replaced.")
    return name, Leak("still-named", path, line, f"{who} is still named.", "Say it in other words.")


def _leaves(path: str, line: int) -> _Whose:
    said = "A private passage would leave, and private passages never leave the journal."
    return "", Leak("private-leaves", path, line, said, "Make the whole lesson private.")


_OPENING = re.compile(r"\{\s?\{(?:[^\w{}/]|_){0,9}private(?![^\W_])[\s*_`]*:?", re.IGNORECASE)
