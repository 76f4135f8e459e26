"""What a lesson urges and what it warns of, and how it wants things done.

Rules on words, of which each can be named: what a negation turns round, what a judging word says of its
clause, what an adverb of degree asks for. They find candidates; whether it is a tension a person says.
"""

import math
import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from retro.display import plain_inline
from retro.model import Kind, LessonDraft
from retro.practice.tensions.lexicon import Lexicon, Sense, lexicon, stem, words
from retro.sentences import sentences

__all__ = ["Lean", "Reading", "Stance", "read"]

_MOST_SENTENCES = 40
"""Of a lesson: what a whole chapter says is no stance."""

_CLAUSE = re.compile(
    r"[,;:()\[\]\"“”]|\s[-–—]+\s"
    r"|\b(?:but|because|although|though|while|whereas|so that|if|unless|since|which|who|when|until)\b"
    r"|\bthat(?= (?:fail|is|are|was|were|had|have))"
)
_LABEL = re.compile(r"\A(?:lessons? learned(?: though)?|pro tip|tip|mistake|note)\s*:\W*", re.IGNORECASE)

_SHORT = 6
"""Words of a maxim, such as "perfect planning is waste"."""

_MODALS = frozenset("should must shouldn't mustn't ought".split())

_SUBJECT = 3
"""Words at the beginning of a lesson that say what it is about."""

_REACH = 6
"""Words behind a negation that it turns round."""

_MOST_LEANING = 2.0

_STOP = frozenset(
    "the a an and or of to in on at by for from with as is are was were be been being it its this that "
    "these those there here i me my we us our you your he him his she her they them their who whom which "
    "what when where how why do does did done have has had having will would can could may might shall "
    "than then so such very just also even some any all most many much more other another each both own "
    "same out up down over about into through after before between again once because if while until "
    "during one two three thing things way ways lot kind sort people person team teams work works worked "
    "working job company companies make makes made get gets got go goes going come came take takes took "
    "give gives gave know knew think thought see saw say said tell told use used using time times year "
    "years month months week weeks day days good bad well really actually usually often sometimes "
    "probably lesson lessons learn learned learning learnt retrospect i'll i've i'm we've we're you're "
    "they're it's that's don't didn't doesn't can't couldn't won't wouldn't isn't wasn't aren't weren't "
    "there's let put keep kept seem like look find found want need needs part parts every everyone "
    "someone something anything nothing always never not no only yet still too now new first last next "
    "long great little big small right".split()
)
"""Words that are no topic: they say nothing, or they are in every lesson."""


_USUAL = {Kind.MISTAKE: -0.3, Kind.TIP: 0.45, Kind.PRACTICE: 0.45, Kind.WIN: 0.45}
"""How a lesson stands to what it is about where its words do not say."""


class Stance(NamedTuple):
    """How a lesson stands to something: from −1, warned of, to 1, urged; and the sentence that says so."""

    value: float
    sentence: str
    word: str


class Lean(NamedTuple):
    """How far a lesson leans to a pole of an axis, by which words."""

    strength: float
    word: str
    sentence: str


class Reading(NamedTuple):
    """A lesson as rules see it.

    Args:
        stances: What it is about -> how it stands to it.
        leans: Axis and pole -> how far it leans there.
        stems: The stems of all that it says.
    """

    stances: dict[str, Stance]
    leans: dict[tuple[str, str], Lean]
    stems: frozenset[str]


class _Clause(NamedTuple):
    """A part of a sentence: its words, their stems, and what they say.

    ``degree``, ``short`` and ``around`` are of the whole sentence: whether it asks for the most, is a maxim,
    and how it judges; ``first`` is what the lesson begins with.
    """

    words: list[str]
    stems: list[str]
    senses: list[tuple[int, int, Sense]]
    sentence: str
    degree: bool
    short: bool = False
    first: bool = False
    around: float = 0.0


def read(lesson: LessonDraft) -> Reading:
    """Read a lesson, by its title, text and themes."""
    known = lexicon()
    stances: dict[str, Stance] = {}
    leans: dict[tuple[str, str], Lean] = {}
    seen: set[str] = set()
    usual = _USUAL.get(lesson.kind, 0.3)
    for clause in _clauses(lesson, known):
        turned = _turned(clause)
        judged = _judged(clause, turned)
        seen.update(each for each in clause.stems if _telling(each))
        for topic, at, end in _topics(clause, known):
            value = _value(usual, judged, turned[at], clause) * _weight(clause, at, end, judged)
            held = stances.get(topic)
            # Of two as clear, a warning says more.
            if held is None or (abs(value), -value) > (abs(held.value), -held.value):
                stances[topic] = Stance(value, clause.sentence, " ".join(clause.words[at:end]))
        for key, lean in _leans(clause, turned, known, lesson.kind):
            leans[key] = _together(leans.get(key), lean)
    for theme in lesson.themes:
        title = plain_inline(lesson.title)
        stances.setdefault(f"#{theme}", Stance(usual, title, theme))
    return Reading(stances, leans, frozenset(seen))


def _together(held: Lean | None, lean: Lean) -> Lean:
    """The clearer of two, and a little more for saying it again."""
    if held is None:
        return lean
    clearer, other = (lean, held) if lean.strength > held.strength else (held, lean)
    return clearer._replace(strength=min(_MOST_LEANING, clearer.strength + 0.3 * min(1.0, other.strength)))


def _clauses(lesson: LessonDraft, known: Lexicon) -> Iterator[_Clause]:
    texts = [lesson.title, *lesson.body.split("\n\n")]
    count = 0
    for text in texts:
        plain = _LABEL.sub("", plain_inline(" ".join(text.split())))
        for start, end in sentences(plain):
            count += 1
            if count > _MOST_SENTENCES:
                return
            sentence = plain[start:end]
            whole = [stem(word) for word in words(sentence)]
            degree = any(sense == Sense("", "most") for _, _, sense in known.senses(whole))
            clauses = []
            for part in _CLAUSE.split(sentence):
                if found := words(part):
                    stems = [stem(word) for word in found]
                    clauses.append(_Clause(found, stems, list(known.senses(stems)), sentence, degree))
            short = len(whole) <= _SHORT
            around = sum(_judged(clause, _turned(clause)) for clause in clauses)
            for place, clause in enumerate(clauses):
                first = count == 1 and place == 0
                yield clause._replace(around=around, short=short, first=first)


def _turned(clause: _Clause) -> list[bool]:
    """Which words of a clause stand behind a negation."""
    turned = [False] * len(clause.words)
    for begin, end, sense in clause.senses:
        if sense == Sense("", "turns"):
            # "Estimates should not be written": what ought not to be is turned round, wherever it stands.
            start = 0 if _MODALS.intersection(clause.words[max(0, begin - 1) : end]) else end
            for at in range(start, min(len(turned), end + _REACH)):
                turned[at] = not turned[at]
    return turned


def _judged(clause: _Clause, turned: Sequence[bool]) -> float:
    """What the judging words of a clause say of it: below 0 a warning, above it an urging; 0 says nothing."""
    said = 0.0
    for at, _, sense in clause.senses:
        if sense in (Sense("", "urges"), Sense("", "warns")):
            value = 1.0 if sense.side == "urges" else -1.2
            said += -value if turned[at] else value
    return said


def _value(usual: float, judged: float, turned: bool, clause: _Clause) -> float:
    if turned:
        return -1.0 if judged >= 0 else -0.6
    if judged < 0:
        return -0.9
    if judged > 0:
        return 0.9
    # What a clause does not say itself, the rest of its sentence may: "problematic, because …".
    if clause.around < 0:
        return -0.5
    return 0.8 if clause.degree else 0.5 if clause.around > 0 else usual


def _weight(clause: _Clause, at: int, end: int, judged: float) -> float:
    """How much more a word says in a maxim, as what the lesson begins with, and as a phrase."""
    tells = (clause.short and judged, clause.first and at < _SUBJECT, end - at > 1)
    return math.prod(weight for weight, told in zip((1.4, 1.4, 1.2), tells, strict=True) if told)


def _topics(clause: _Clause, known: Lexicon) -> Iterator[tuple[str, int, int]]:
    """What a clause is about, and by which word: fields by name with a ``#``, everything else by its stem."""
    for at, end, sense in known.topics(clause.stems):
        yield f"#{sense.side}", at, end
    for at, each in enumerate(clause.stems):
        if _telling(each) and not _says_how(clause, at):
            yield each, at, at + 1


def _says_how(clause: _Clause, at: int) -> bool:
    return any(start <= at < end and sense.axis in ("", "pace") for start, end, sense in clause.senses)


@cache
def _telling(stemmed: str) -> bool:
    return len(stemmed) > 2 and stemmed not in _STOP and stemmed not in _STOP_STEMS


_STOP_STEMS = frozenset(stem(word) for word in _STOP)


def _leans(
    clause: _Clause, turned: Sequence[bool], known: Lexicon, kind: Kind
) -> Iterator[tuple[tuple[str, str], Lean]]:
    """Which poles the words of a clause lean to; what is negated, or too much of it, leans to the other."""
    for at, end, sense in clause.senses:
        if not sense.axis:
            continue
        strength = 0.6 + (0.8 if _most_around(clause, at, end) else 0.0) + (0.2 if end - at > 1 else 0.0)
        side = sense.side
        if turned[at]:
            one, other = known.poles[sense.axis]
            side = other if side == one else one
        yield (sense.axis, side), Lean(strength, " ".join(clause.words[at:end]), clause.sentence)
    if "yet" in clause.words and any(turned[: clause.words.index("yet")]):
        yield ("pace", known.poles["pace"][1]), Lean(1.2, "not yet", clause.sentence)
    excess = _excess(clause, turned)
    if excess:
        strength = 1.2 if kind is Kind.MISTAKE else 0.9
        yield ("pace", known.poles["pace"][1]), Lean(strength, excess, clause.sentence)


def _most_around(clause: _Clause, start: int, end: int) -> bool:
    """Whether it is asked for in the highest degree: ``as quickly as possible``, ``always``."""
    return any(
        sense == Sense("", "most") and at < end + 3 and stop > start - 3 for at, stop, sense in clause.senses
    )


def _excess(clause: _Clause, turned: Sequence[bool]) -> str:
    """A warning of too much: ``too strong``, ``overly ambitious``."""
    for at, word in enumerate(clause.words[:-1]):
        if word in ("too", "overly") and not turned[at] and clause.words[at + 1] not in _NOT_EXCESS:
            return f"{word} {clause.words[at + 1]}"
    return ""


_NOT_EXCESS = frozenset("little few late low slow small often easily easy".split())
