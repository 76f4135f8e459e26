"""Lessons as they may be published: names replaced, private passages taken out, before anything is composed.

What comes of it is looked through once more by ``retro.posts.redacting.leaks``, which trusts none of this.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from retro.model import Evidence, Lesson, LessonDraft, Source
from retro.posts.bodies import markdown
from retro.posts.redacting.addresses import widened, without_links
from retro.posts.redacting.finder import Finder, Found
from retro.posts.redacting.labels import known_of, labels_for, slug_of
from retro.posts.redacting.leaks import Guard, Guarded, Leak
from retro.posts.redacting.lessons import NOTHING_LEFT
from retro.posts.redacting.passages import passages, without_passages
from retro.posts.redacting.replacing import edited, edits_for
from retro.posts.references import resolve_references
from retro.surroundings import Company, Consent, Person

__all__ = ["Level", "Redactor", "Replaced", "Told"]

_ROUNDS = 8
"""One is enough for nearly every text; a name that comes about where another went takes two."""


class Level(StrEnum):
    """Whose names are replaced."""

    NONE = "none"
    PEOPLE = "people"
    """Those who have not agreed to be named."""
    COMPANIES = "companies"
    ALL = "all"
    """Every company, and every person: a name gives the company away."""


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
        self.registered: tuple[Company | Person, ...] = (*companies, *people)
        known = [
            known_of(each, hidden=_is_hidden(each, level), never=_is_never(each)) for each in self.registered
        ]
        self._finder = Finder(known)
        self._labels = labels_for(self._finder, self.registered)
        self._times: dict[int, int] = {}
        self._passages = 0
        self.taken: list[str] = []
        """The private passages that were taken out."""
        self.given: list[str] = []
        """The texts that were given back."""

    @property
    def told(self) -> Told:
        """What was done until now."""
        names = (
            Replaced(each.name, self._labels[owner], self._times[owner], isinstance(each, Person))
            for owner, each in enumerate(self.registered)
            if owner in self._times
        )
        return Told(tuple(names), self._passages)

    def lesson(self, lesson: Lesson) -> Lesson:
        """The lesson as it may be published; its id, its dates and its numbers are the same."""
        return lesson.replace(**self._fields(lesson))

    def draft(self, draft: LessonDraft) -> LessonDraft:
        """The same for a lesson that has no id."""
        return draft.replace(**self._fields(draft))

    def text(self, text: str) -> str:
        """A text as it may be published."""
        return self._text(text)

    def title(self, title: str) -> str:
        """A title, which begins with a capital also where it begins with what stands for a name."""
        return " ".join(self._text(title, starts=True).split()) or NOTHING_LEFT

    def word(self, text: str) -> str:
        """A tag, a category or the like: written together, in small letters."""
        return self._text(text, joined=True)

    def named_in(self, text: str) -> frozenset[int]:
        """Who is named in a text, be they replaced or not."""
        return self._finder.owners(text)

    def leaks(self, files: Mapping[str, bytes]) -> list[Leak]:
        """Every place in finished files where something is that must not leave.

        Args:
            files: Their bytes, by their names: posts and all that goes with them.
        """
        guarded = [
            Guarded((each.name, *each.aliases), isinstance(each, Person), _is_never(each))
            for each in self.registered
            if _is_never(each) or _is_hidden(each, self.level)
        ]
        return Guard(guarded, self.taken, self.given).leaks(files)

    def _fields(self, lesson: LessonDraft) -> dict[str, object]:
        evidence = self._evidence(lesson)

        def text(field: str, *, starts: bool = False) -> str:
            return self._text(field, evidence, starts=starts)

        return {
            "title": " ".join(text(lesson.title, starts=True).split()) or NOTHING_LEFT,
            "body": text(lesson.body, starts=True),
            "company": text(lesson.company) or None if lesson.company else None,
            "themes": self._themes(lesson.themes),
            "people": self._people(lesson.people, text),
            "trigger": text(lesson.trigger),
            "source": lesson.source and Source(
                self._text(lesson.source.path, joined=True), text(lesson.source.heading), lesson.source.line
            ),
            "evidence": tuple(
                Evidence(text(each.metric) or NOTHING_LEFT, each.before, each.after, text(each.unit))
                for each in lesson.evidence
            ),
        }  # fmt: skip

    def _evidence(self, lesson: LessonDraft) -> frozenset[int]:
        """Who is meant by initials in a lesson: who is named in it."""
        said = [
            lesson.title,
            lesson.body,
            lesson.trigger,
            lesson.company or "",
            *lesson.people,
            *lesson.themes,
        ]
        return self._finder.owners("\n\n".join(said))

    def _people(self, names: Sequence[str], text: Callable[[str], str]) -> tuple[str, ...]:
        """Whose names are replaced by what they are called; who never wants to appear is not listed at all."""
        shown = {}
        for name in names:
            owners = self._finder.find(name)
            if not any(self._finder.known[each.owner].never for each in owners):
                shown[text(name)] = True
            for each in owners:
                self._times.setdefault(each.owner, 1)
        return tuple(filter(None, shown))

    def _themes(self, themes: Sequence[str]) -> tuple[str, ...]:
        shown = (self._text(theme, joined=True).strip("/-") for theme in themes)
        return tuple(dict.fromkeys(filter(None, shown)))

    def _text(
        self, text: str, evidence: Collection[int] = (), *, joined: bool = False, starts: bool = False
    ) -> str:
        if not text:
            return text
        self.taken += [text[each.start : each.end] for each in passages(text)]
        text, count = without_passages(text)
        self._passages += count
        for _ in range(_ROUNDS):
            changed = self._once(text, evidence, joined=joined, starts=starts)
            if changed == text:
                break
            text = changed
        self.given.append(text)
        return text

    def _once(self, text: str, evidence: Collection[int], *, joined: bool, starts: bool) -> str:
        found = self._finder.find(text, evidence=evidence, joined=joined)
        if not found:
            return text
        # A link's label and its definition must go together, and only the link itself can lose its address.
        resolved = resolve_references(text, markdown()) if "]:" in text else text
        if resolved != text:
            return resolved
        unlinked, gone = without_links(text, found, lambda each: self._labels[each.owner])
        if not gone:
            found = widened(text, found)
        for each in gone or found:
            self._times[each.owner] = self._times.get(each.owner, 0) + 1
        if gone:
            return unlinked

        def instead(each: Found) -> str:
            label = self._labels[each.owner]
            if each.joined or joined:
                return slug_of(label)
            return label[0].upper() + label[1:] if starts and _starts_sentence(text, each.start) else label

        return edited(text, edits_for(text, found, instead))


def _is_never(each: Company | Person) -> bool:
    return isinstance(each, Person) and each.consent is Consent.NEVER


def _is_hidden(each: Company | Person, level: Level) -> bool:
    if isinstance(each, Company):
        return level in {Level.COMPANIES, Level.ALL}
    return level is Level.ALL or (level is Level.PEOPLE and each.consent is not Consent.NAMED)


_START = re.compile(
    r"(?:\A|\n[ \t]*\n|(?:\A|\n)[ \t>]*(?:[-*+]|\d{1,9}[.)]|#{1,6}|>)[ \t]+"
    r"|(?<!\be\.g)(?<!\bi\.e)(?<!\bvs)(?<!\bcf)(?<!\bz\.B)(?<!\bd\.h)(?<![ .][A-Z])(?<!Dr)(?<!Mr)(?<!Ms)"
    r"[.!?…][\"”’)\]*_]{0,4}\s+)[\"“„‘'(\[*_~>]*\Z"
)


def _starts_sentence(text: str, at: int) -> bool:
    return bool(_START.search(text[max(0, at - 80) : at] if at > 80 else text[:at]))
