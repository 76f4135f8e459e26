"""What importing a journal or a table would do, entry by entry.

An entry is one lesson, unless it reads like a post with several (``retro.posts.several``). It is known by its
own key wherever it has one that is its own everywhere, and else by its file and what tells it from the others
in it, so that a file that grew brings only what is new.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from hashlib import blake2b
from pathlib import Path

from retro.errors import InvalidValue
from retro.journal import Journal
from retro.model import LessonDraft, Source, Visibility
from retro.posts.comparing import same, storable, told_rows
from retro.posts.extraction import ThemeVocabulary
from retro.posts.importers import Entry, Format, Given, Options, Trouble
from retro.posts.plan_values import PostPlan, Told, Unit
from retro.posts.several import lessons_of_post

__all__ = ["EntryPlans"]

_MOST_TOGETHER = 50
"""Entries of one key that are compared with each other; a minute of a journal has a few."""

_LONGEST_KEY = 200


class EntryPlans:
    """Plans for journals and tables.

    Args:
        journal: What is there already.
        company: The company of all that does not name another.
        options: What the user says about the files.
        themes: The starter themes, for entries that read like posts.
    """

    def __init__(
        self, journal: Journal, company: str | None, options: Options, themes: ThemeVocabulary
    ) -> None:
        self._journal = journal
        self._company = company
        self._options = options
        self._themes = themes

    def of(self, form: Format, given: Given) -> Iterator[PostPlan]:
        """What importing a file would do; what is wrong with it is a plan of its own, without lessons."""
        seen: dict[int, int] = {}
        try:
            for found in _together(form.read(given, self._options)):
                if isinstance(found, Trouble):
                    yield PostPlan(given.path, problems=(f"{given.path}: {found.sentence}",), unit=Unit.FILE)
                    continue
                key = _numbered(_key(given, found[0]), seen)
                again = partial(self._planned, given, key, tuple(found))
                yield replace(again(), again=again)
        except OSError as error:
            sentence = f"{given.path} could not be read: {error.strerror or error}."
            yield PostPlan(given.path, problems=(sentence,), unit=Unit.FILE)

    def _planned(self, given: Given, key: str, entries: tuple[Entry, ...]) -> PostPlan:
        digest = self._digest(entries)
        title, moment = entries[0].draft.title, entries[0].moment
        post = self._known(given, key, entries[0])
        if post is not None and self._journal.imports.unchanged(post, digest):
            return replace(same(self._journal, given.path, post, Unit.ENTRY), size=len(entries))
        problems = [f"{_place(given, entry)}: {problem}" for entry in entries for problem in entry.problems]
        told: list[Told] = []
        for entry in entries:
            told += self._told(given, entry, problems)
        return PostPlan(
            path=given.path,
            key=key,
            title=title,
            published=moment,
            rows=tuple(told_rows(self._journal, given.path, told, post, self._options.review_below)),
            problems=tuple(problems),
            content_hash=digest,
            post=post,
            unit=Unit.ENTRY,
            size=len(entries),
        )

    def _digest(self, entries: Iterable[Entry]) -> str:
        """Of what the entries say, not of where they stand: a line more above changes nothing."""
        said = [replace(entry, line=0, problems=()) for entry in entries]
        text = f"{said!r} {self._company or ''} {self._options.is_private}"
        return blake2b(text.encode("utf-8", "replace"), digest_size=16).hexdigest()

    def _known(self, given: Given, key: str, entry: Entry) -> int | None:
        """The same entry as it was imported before, also from the same file in another place."""
        imports = self._journal.imports
        post = imports.find(key, "", "")
        if post is not None or entry.is_unique:
            return post
        post = imports.find(key, entry.draft.title, entry.moment)
        if post is None:
            return None
        end = key.removeprefix(given.path)
        before = imports.path(post)
        moved = before.endswith(end) and not Path(before.removesuffix(end)).exists()
        return post if moved and not before.startswith("-#") else None

    def _told(self, given: Given, entry: Entry, problems: list[str]) -> Iterator[Told]:
        """The lessons of an entry, as the journal can keep them."""
        draft = self._resolved(entry)
        draft = draft.replace(source=Source(given.path, entry.heading, entry.line))
        several = () if entry.is_whole else lessons_of_post(draft, self._themes)
        if several:
            problems.append(
                f"{_place(given, entry)}: “{draft.title[:60]}” reads like a post: {len(several)} lessons "
                "were taken from it, its other text was left out."
            )
            for told in several:
                yield replace(told, draft=self._finished(told.draft))
            return
        yield Told(
            self._finished(draft),
            entry.id,
            rule="entry",
            relations=entry.relations,
            applications=entry.applications,
        )

    def _finished(self, draft: LessonDraft) -> LessonDraft:
        draft = draft if draft.company else draft.replace(company=self._company)
        return storable(draft.replace(visibility=Visibility.PRIVATE) if self._options.is_private else draft)

    def _resolved(self, entry: Entry) -> LessonDraft:
        """With the names that may be a company: the first that is one, and themes for the rest."""
        company, themes = entry.draft.company, list(entry.draft.themes)
        for name in entry.mentions:
            if company is None and self._is_company(name):
                company = name
            elif company is None or not self._is_company(name):
                themes.append(name)
        return entry.draft.replace(company=company, themes=tuple(dict.fromkeys(themes)))

    def _is_company(self, name: str) -> bool:
        try:
            return self._journal.companies.number(name) is not None
        except InvalidValue:
            return False


def _together(found: Iterable[Entry | Trouble]) -> Iterator[list[Entry] | Trouble]:
    """Entries that follow each other under one key."""
    group: list[Entry] = []
    for each in found:
        if group and (isinstance(each, Trouble) or each.key != group[0].key or len(group) >= _MOST_TOGETHER):
            yield group
            group = []
        if isinstance(each, Trouble):
            yield each
        else:
            group.append(each)
    if group:
        yield group


def _key(given: Given, entry: Entry) -> str:
    key = entry.key if entry.is_unique else f"{given.path}#{entry.key}"
    if len(entry.key) <= _LONGEST_KEY:
        return key
    digest = blake2b(key.encode("utf-8", "replace"), digest_size=8).hexdigest()
    return f"{key[: len(key) - len(entry.key) + _LONGEST_KEY]}… {digest}"


def _numbered(key: str, seen: dict[int, int]) -> str:
    """A key that comes again is another entry's; eight bytes of each are enough to know it by."""
    short = int.from_bytes(blake2b(key.encode("utf-8", "replace"), digest_size=8).digest())
    seen[short] = seen.get(short, 0) + 1
    return key if seen[short] == 1 else f"{key} ({seen[short]})"


def _place(given: Given, entry: Entry) -> str:
    return f"{given.path}:{entry.line}" if entry.line else given.path
