"""Finished files looked through for what must not be in them, before any of them is written.

Redaction works on lessons; templates, dialects, titles, names of files and whatever else comes into a post
come after it. So this looks at the bytes themselves, and by other means: it takes a text apart into words and
compares them, where ``Finder`` walks through its letters. A mistake in one of the two is not one in both.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from typing import NamedTuple, TypeAlias

from retro.posts.redacting.bare import WORD, Word, letters, plain, text_of, views, words
from retro.posts.redacting.finder import Finder
from retro.posts.redacting.forms import Context, Form, Sort, forms_of

__all__ = ["Guard", "Guarded", "Leak"]


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


class Guarded(NamedTuple):
    """Someone or something whose names must not be in a file.

    Args:
        names: Its name and aliases.
        person: Whether it is a person.
        never: Whether it never wants to appear.
    """

    names: tuple[str, ...]
    person: bool
    never: bool


_LONG = 8
"""Letters from which on a whole name is found without regard to what stands between its letters."""

_LONG_PASSAGE = 12
"""Letters of a private passage that nobody writes by chance."""

_LONG_IN_BYTES = 6

_LINES_OF_A_NAME = 3


@dataclass(slots=True)
class Guard:
    """Looks through files.

    Args:
        guarded: Whose names must not be in them.
        taken: Private passages that were taken out of what the files are made of.
        given: The texts that are in the files: what one of them says was not private.
        watch: Finds who never wants to appear, where it is known that they are named; it looks as well.
        evidence: Who that is.
    """

    guarded: Sequence[Guarded]
    taken: Sequence[str] = ()
    given: Sequence[str] = ()
    watch: Finder | None = None
    evidence: frozenset[int] = frozenset()
    _single: dict[str, list[Form]] = field(default_factory=dict, init=False)
    _several: dict[str, list[tuple[tuple[str, ...], Form]]] = field(default_factory=dict, init=False)
    _long: dict[str, Form] = field(default_factory=dict, init=False)
    _mail: dict[str, Form] = field(default_factory=dict, init=False)
    _private: tuple[str, ...] = field(default=(), init=False)

    def __post_init__(self) -> None:
        for owner, each in enumerate(self.guarded):
            for name in each.names:
                for key, form in forms_of(owner, name, person=each.person, never=each.never):
                    self._add(key, form)
        if self.taken:
            public = "\n".join(letters(plain(text)) for text in self.given)
            inner = (letters(plain(_OPENING.sub("", text))) for text in self.taken)
            self._private = tuple(
                {each for each in inner if len(each) >= _LONG_PASSAGE and each not in public}
            )

    def _add(self, key: str, form: Form) -> None:
        person = self.guarded[form.owner].person
        if form.sort is Sort.INITIALS or (form.sort is Sort.WORD and form.ordinary and not person):
            return
        if form.sort is Sort.INITIALED:
            self._mail.setdefault(key, form)
            return
        if not form.cuts:
            self._single.setdefault(key, []).append(form)
        else:
            places = [0, *sorted(form.cuts), len(key)]
            words = tuple(key[a:b] for a, b in pairwise(places))
            self._several.setdefault(words[0], []).append((words, form))
            self._single.setdefault(key, []).append(form)
        is_long = len(key) >= _LONG and not form.ordinary and (form.cuts or form.never)
        if is_long or (not form.cased and len(key) > 1 and (form.sort is Sort.WHOLE or form.never)):
            self._long.setdefault(key, form)

    def leaks(self, files: Mapping[str, bytes]) -> list[Leak]:
        """Every place in some files, by their names."""
        return [leak for path in files for leak in self._of_file(path, files[path])]

    def _of_file(self, path: str, content: bytes) -> list[Leak]:
        """By line, and of one name once a line."""
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
        for lines in views([plain(line) for line in text.split("\n")]):
            for line, said, form in self._names(lines):
                yield self._named(path, line, said, form)
            yield from self._passages(path, lines, 1)
        if self.watch is not None:
            yield from self._watched(path, text, self.watch)

    def _watched(self, path: str, text: str, watch: Finder) -> Iterator[_Whose]:
        for each in watch.find(text, evidence=self.evidence):
            line = text.count("\n", 0, each.start) + 1
            said = " ".join(text[each.start : each.end].split())
            yield _named(path, line, said, watch.known[each.owner].names[0], never=True)

    # Names

    def _names(self, lines: Sequence[str]) -> Iterator[tuple[int, str, Form]]:
        beginnings = self._single.keys() | self._several.keys()
        present = beginnings & set(WORD.findall("\n".join(lines).casefold()))
        for number, line in enumerate(lines if present else (), 1):
            if not present.isdisjoint(WORD.findall(line.casefold())):
                yield from self._on_line(lines, number)
        yield from self._mails(lines)
        yield from self._anywhere(lines)

    def _on_line(self, lines: Sequence[str], number: int) -> Iterator[tuple[int, str, Form]]:
        """The names that begin on a line; they may end on the next ones."""
        found = list(words(lines[number - 1 : number + _LINES_OF_A_NAME - 1]))
        for at, word in enumerate(found):
            if word.line > 1:
                return
            for parts, form in self._several.get(word.letters, ()):
                said = _sequence(found, at, parts)
                if said and form.counts(said, Context.JOINED):
                    yield number, said, form
            for form in self._single.get(word.letters, ()):
                if form.counts_joined(word.said, _surroundings(lines[number - 1], word)):
                    yield number, word.said, form

    def _mails(self, lines: Sequence[str]) -> Iterator[tuple[int, str, Form]]:
        if not self._mail:
            return
        for number, line in enumerate(lines, 1):
            for match in _MAIL.finditer(line) if "@" in line else ():
                local = letters(match[1])
                form = self._mail.get(local)
                if form is not None and len(local) > 3:
                    yield number, match[0], form

    def _anywhere(self, lines: Sequence[str]) -> Iterator[tuple[int, str, Form]]:
        if not self._long:
            return
        text = "\n".join(lines)
        bare = letters(text)
        if not any(key in bare for key in self._long):
            return
        places = [at for at, letter in enumerate(text) if WORD.match(letter) for _ in letter.casefold()]
        starts = [0]
        for line in lines:
            starts.append(starts[-1] + len(line) + 1)
        for key, form in self._long.items():
            at = bare.find(key)
            while at >= 0:
                said = text[places[at] : places[at + len(key) - 1] + 1]
                if _is_one(text, places[at], said, form):
                    yield bisect_right(starts, places[at]), " ".join(said.split()), form
                at = bare.find(key, at + 1)

    def _named(self, path: str, line: int, said: str, form: Form) -> _Whose:
        return _named(path, line, said, self.guarded[form.owner].names[0], never=form.never)

    # Private passages

    def _passages(self, path: str, lines: Sequence[str], first: int) -> Iterator[_Whose]:
        for number, line in enumerate(lines):
            if _OPENING.search(line):
                yield _leaves(path, number + first)
        if not self._private:
            return
        by_line = list(map(letters, lines))
        ends = list(accumulate(map(len, by_line)))
        bare = "".join(by_line)
        for each in self._private:
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
                for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
                    if (
                        name.lower().encode(encoding, "replace") in small
                        or name.encode(encoding, "replace") in content
                    ):
                        form = Form(self.guarded.index(each), Sort.WHOLE, name, never=each.never)
                        yield self._named(path, 1, name, form)
                        break


def _named(path: str, line: int, said: str, name: str, *, never: bool) -> _Whose:
    who = name if said.casefold() == name.casefold() else f"{name} (“{said}”)"
    if never:
        sentence = f"{who} is named, and never wants to appear in a post."
        return name, Leak("never-named", path, line, sentence, "Take the name out, or have people replaced.")
    return name, Leak("still-named", path, line, f"{who} is still named.", "Say it in other words.")


def _leaves(path: str, line: int) -> _Whose:
    said = "A private passage would leave, and private passages never leave the journal."
    return "", Leak("private-leaves", path, line, said, "Make the whole lesson private.")


_OPENING = re.compile(r"\{\{[\s*_`]*private(?![^\W_])[\s*_`]*:?", re.IGNORECASE)
_MAIL = re.compile(r"([\w.+-]{1,64})@[\w-]{1,63}(?:\.[\w-]{1,63})+")


def _surroundings(line: str, word: Word) -> Context:
    """Whether a word stands in an address, where small letters may be a name."""
    if line[word.at - 1 : word.at] == "@":
        return Context.JOINED
    begin = max(line.rfind(" ", 0, word.at), line.rfind("(", 0, word.at), word.at - 300) + 1
    end = line.find(" ", word.at)
    chunk = line[begin : end if end >= 0 else len(line)]
    is_address = "://" in chunk[: word.at - begin] or _MAIL.search(chunk)
    return Context.JOINED if is_address else Context.PROSE


_BETWEEN = re.compile(r"[\s*_>~`.'\"“”‘’/+-]{1,10}")
_PARAGRAPH = re.compile(r"\n[^\n]*\n|[.]\s|\n[\s>]*[-+*#]\s")


def _sequence(every: Sequence[Word], at: int, parts: Sequence[str]) -> str:
    """The words from ``at`` on where they are those of a name, as they stand; "" where they are not."""
    if at + len(parts) > len(every):
        return ""
    found = every[at : at + len(parts)]
    for word, part in zip(found, parts, strict=True):
        if word.letters != part:
            return ""
    for word in found[1:]:
        if not _BETWEEN.fullmatch(word.gap) or _PARAGRAPH.search(word.gap):
            return ""
    return " ".join(word.said for word in found)


def _is_one(text: str, start: int, said: str, form: Form) -> bool:
    """Whether letters that are those of a long name are one, and not by chance."""
    if not form.cased:
        return re.search(r"\s", said) is None
    if re.search(r"[;!?|,]|[.:]\s|\n[^\n]*\n|\n[\s>]*[-+*#]\s", said):
        return False
    end = start + len(said)
    whole = not (text[start - 1 : start] if start else "").isalnum() and not text[end : end + 1].isalnum()
    if re.search(r"\s", said):
        return whole and (form.never or _parted_as(said, form))
    return len(said) <= len(form.spelled) + 8


def _parted_as(said: str, form: Form) -> bool:
    """Whether white space stands only between the words of the name."""
    places = set()
    for match in re.finditer(r"\s+", said):
        places.add(len(letters(said[: match.start()])))
    return places <= form.cuts
