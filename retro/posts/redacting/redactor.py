"""Lessons as they may be published: names replaced, private passages taken out, before anything is composed.

What comes of it is looked through once more by ``retro.posts.redacting.leaks``, which trusts none of this.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from retro.model import Evidence, Lesson, LessonDraft, Source
from retro.posts.many import Many, body_of, with_body
from retro.posts.redacting.finder import Finder
from retro.posts.redacting.labels import known_of, labels_for
from retro.posts.redacting.leaks import Guard, Leak, private_letters
from retro.posts.redacting.lessons import NOTHING_LEFT
from retro.posts.redacting.name_index import Guarded
from retro.posts.redacting.passages import left_open
from retro.posts.redacting.texts import Done, Names
from retro.surroundings import Company, Consent, Person

__all__ = ["Level", "Redactor", "Replaced", "Told", "stricter"]


class Level(StrEnum):
    """Whose names are replaced."""

    NONE = "none"
    PEOPLE = "people"
    """Those who have not agreed to be named."""
    COMPANIES = "companies"
    ALL = "all"
    """Every company, and every person: a name gives the company away."""


def stricter(one: Level, other: Level) -> Level:
    """The level that replaces all that either does."""
    wanted = {one, other} - {Level.NONE}
    if not wanted:
        return Level.NONE
    return wanted.pop() if len(wanted) == 1 else Level.ALL


class Replaced(NamedTuple):
    """A company or a person whose name was replaced: by what, and how often."""

    name: str
    instead: str
    times: int
    is_person: bool


class Told(NamedTuple):
    """What redaction did."""

    names: tuple[Replaced, ...] = ()
    passages: int = 0

    def __str__(self) -> str:
        """In one sentence, empty when it did nothing."""
        people = sum(each.is_person for each in self.names)
        counts = [(len(self.names) - people, "company", "companies"), (people, "person", "people")]
        names = ", ".join(f"{count} {one if count == 1 else many}" for count, one, many in counts if count)
        noun = "private passage" if self.passages == 1 else "private passages"
        said = [f"replaced {names}"] if names else []
        said += [f"took out {self.passages} {noun}"] if self.passages else []
        sentence = "; ".join(said)
        return f"{sentence[:1].upper()}{sentence[1:]}." if sentence else ""


class Redactor:
    """Redacts lessons and texts of one post, or of several, and remembers what it did.

    Args:
        companies: All that are registered.
        people: Likewise.
        level: Whose names are replaced; private passages go at every level.
    """

    def __init__(
        self, companies: Iterable[Company], people: Iterable[Person], level: Level = Level.NONE
    ) -> None:
        self.level = level
        self._names = _names((*companies, *people), level)
        self._times = Counter[int]()
        self._taken: list[str] = []
        self._never: set[int] = set()
        self._given: list[str] = []
        self._lessons: list[Many[Lesson]] = []

    @property
    def told(self) -> Told:
        """What was done until now."""
        names = (
            Replaced(each.name, self._names.labels[owner], self._times[owner], isinstance(each, Person))
            for owner, each in enumerate(self._names.registered)
            if owner in self._times
        )
        return Told(tuple(names), len(self._taken))

    def lesson(self, lesson: Lesson) -> Lesson:
        """The lesson as it may be published; its id, its dates and its numbers are the same."""
        return lesson.replace(**self._fields(lesson))

    def lessons(self, lessons: Many[Lesson], first: Callable[[Lesson], Lesson]) -> Many[Lesson]:
        """Any number of lessons as they may be published: their texts are not kept once more.

        Args:
            lessons: As they are.
            first: What is done with each before.
        """

        def published(lesson: Lesson) -> Lesson:
            fields, done = _lesson_fields(self._names, first(lesson))
            for each in done:
                self._count(each)
            return lesson.replace(**fields)

        every = lessons.changed(published, body_of, with_body)
        self._lessons.append(every)
        return every

    def draft(self, draft: LessonDraft) -> LessonDraft:
        """The same for a lesson that has no id."""
        return draft.replace(**self._fields(draft))

    def text(self, text: str) -> str:
        """A text as it may be published."""
        return self._noted(self._names.redacted(text))

    def title(self, title: str) -> str:
        """A title, which begins with a capital also where it begins with what stands for a name."""
        return " ".join(self._noted(self._names.redacted(title, starts=True)).split()) or NOTHING_LEFT

    def word(self, text: str) -> str:
        """A tag, a category or the like: written together, in small letters."""
        return self._noted(self._names.redacted(text, joined=True))

    def named_in(self, text: str) -> frozenset[int]:
        """Who is named in a text, be they replaced or not."""
        return self._names.finder.owners(text)

    def gives_away(self, path: str) -> bool:
        """Whether the name of a file, all in small letters, names someone who is not to be named."""
        names = self._names
        finders = (names.finder, names.watch) if names.watch else (names.finder,)
        return any(finder.find(path, joined=True) for finder in finders)

    def leaks(self, files: Mapping[str, bytes]) -> list[Leak]:
        """Every place in finished files where something is that must not leave.

        Args:
            files: Their bytes, by their names: posts and all that goes with them.
        """
        return self.guard().leaks(files)

    def guard(self) -> Guard:
        """What looks through finished files that were made of what was redacted until now."""
        names, never = self._names, frozenset(self._never)
        # What the finder finds again was brought back by what came after it: a template, an edit of the file.
        finders = (names.finder, names.watch) if names.watch and never else (names.finder,)
        never |= {owner for owner in self._times if names.finder.known[owner].never}
        given = chain(self._given, (text for lesson in chain(*self._lessons) for text in _texts_of(lesson)))
        private = private_letters(self._taken, given)
        return Guard(names.guarded, names.shown, private, finders, never)

    def _fields(self, lesson: LessonDraft) -> dict[str, object]:
        fields, done = _lesson_fields(self._names, lesson)
        for each in done:
            self._noted(each)
        return fields

    def _noted(self, done: Done) -> str:
        self._count(done)
        self._given.append(done.text)
        return done.text

    def _count(self, done: Done) -> None:
        self._times.update(done.owners)
        self._taken += done.taken
        self._never |= done.never


@lru_cache(maxsize=16)
def _names(registered: tuple[Company | Person, ...], level: Level) -> Names:
    """While a post is composed, the same names are asked for at every key."""
    known = [known_of(each, hidden=_is_hidden(each, level), never=_is_never(each)) for each in registered]
    finder = Finder(known)
    guarded: list[Guarded] = []
    shown: list[Guarded] = []
    for each in registered:
        side = guarded if _is_never(each) or _is_hidden(each, level) else shown
        side.append(Guarded((each.name, *each.aliases), isinstance(each, Person), _is_never(each)))
    never = {owner for owner, each in enumerate(registered) if _is_never(each)}
    watched = [each._replace(hidden=owner in never) for owner, each in enumerate(known)]
    left = any(not known[owner].hidden for owner in never)
    watch = Finder(watched) if left else None
    return Names(registered, finder, labels_for(finder, registered), tuple(guarded), tuple(shown), watch)


# As many lessons as anybody composes while looking on.
@lru_cache(maxsize=512)
def _lesson_fields(names: Names, lesson: LessonDraft) -> tuple[dict[str, object], tuple[Done, ...]]:
    """The fields of a lesson that redaction sets, and what it did; of 500 lessons, 499 are as they were."""
    evidence = _evidence(names, lesson)
    notes: list[Done] = []

    def noted(done: Done) -> str:
        notes.append(done)
        return done.text

    def text(field: str) -> str:
        return noted(names.redacted(field, evidence))

    def prose(field: str, opened: int = 0) -> str:
        return noted(names.redacted(field, evidence, starts=True, opened=opened))

    def word(field: str) -> str:
        return noted(names.redacted(field, evidence, joined=True))

    source = lesson.source
    fields: dict[str, object] = {
        "title": " ".join(prose(lesson.title).split()) or NOTHING_LEFT,
        "body": prose(lesson.body, left_open(lesson.title)),
        "company": text(lesson.company) or None if lesson.company else None,
        "themes": _each(theme.strip("/-") for theme in map(word, lesson.themes)),
        # Who never wants to appear is not even listed by role.
        "people": _each(text(name) for name in lesson.people if not names.names_never(name)),
        "trigger": text(lesson.trigger),
        "source": source and Source(word(source.path), text(source.heading), source.line),
        "evidence": tuple(
            Evidence(text(each.metric) or NOTHING_LEFT, each.before, each.after, text(each.unit))
            for each in lesson.evidence
        ),
    }
    return fields, tuple(notes)


def _texts_of(lesson: Lesson) -> Iterator[str]:
    """All that a lesson says, as ``_lesson_fields`` sets it."""
    yield from (
        lesson.title,
        lesson.body,
        lesson.company or "",
        *lesson.themes,
        *lesson.people,
        lesson.trigger,
    )
    yield from (lesson.source.path, lesson.source.heading) if lesson.source else ()
    for each in lesson.evidence:
        yield from (each.metric, each.unit)


def _evidence(names: Names, lesson: LessonDraft) -> frozenset[int]:
    """Who is meant by initials in a lesson: who is named in it."""
    if not names.finder.hides and names.watch is None:
        return frozenset()
    said = [lesson.title, lesson.body, lesson.trigger, lesson.company or "", *lesson.people, *lesson.themes]
    text = "\n\n".join(said)
    return names.finder.owners(text) if names.finder.wants_evidence(text) else frozenset()


def _each(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, texts)))


def _is_never(each: Company | Person) -> bool:
    return isinstance(each, Person) and each.consent is Consent.NEVER


def _is_hidden(each: Company | Person, level: Level) -> bool:
    if isinstance(each, Company):
        return level in {Level.COMPANIES, Level.ALL}
    return level is Level.ALL or (level is Level.PEOPLE and each.consent is not Consent.NAMED)
