"""Percentages that the numbers do not support: 16 → 4 weeks is ×4 or −75 %, and not 400 %.

Only what claims a change is looked at ("by 75 %", "75 % faster", "−75 %"): a share ("75 % of the team") says
nothing about it.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from retro.evidence import change, number
from retro.model import Evidence, LessonDraft
from retro.posts.folded_words import folded_words
from retro.sentences import sentences

__all__ = ["Change", "WrongClaim", "changes_told_of", "claims_of", "wrong_claims"]

_TELLING = 5
"""Letters."""

_NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?"
_UNIT = r"(?:\s?%|(?:\s+[^\W\d_]+){0,2})"

_CHANGE = re.compile(
    rf"\bfrom\s+(?:\w+\s+)?(?P<one>{_NUMBER}){_UNIT}\s+(?:down\s+|up\s+)?to\s+(?:\w+\s+)?(?P<two>{_NUMBER})(?:\s?%)?"
    rf"|(?<![\w.,])(?P<three>{_NUMBER}){_UNIT}\s*(?:→|->)\s*(?P<four>{_NUMBER})(?:\s?%)?",
    re.IGNORECASE,
)
_PER_CENT = re.compile(
    rf"(?P<sign>(?<![\w.,%])[+−–-])?\s?(?<![\w.,])(?P<value>{_NUMBER})\s?(?:%|per\s?cent\b)", re.IGNORECASE
)

_WORDS = (
    r"faster|slower|quicker|less|fewer|more|higher|lower|shorter|longer|better|worse|cheaper|increas\w*|"
    r"decreas\w*|reduc\w*|improv\w*|accelerat\w*|cuts?|drop\w*|falls?|fell|rises?|rose|gr[eo]w\w*|gain\w*|"
    r"sav\w+|speed\w*|boost\w*|by"
)
_SAID_BEFORE = re.compile(rf"\b(?:{_WORDS})\s+(?:\w+\s+){{0,2}}$", re.IGNORECASE)
_SAID_AFTER = re.compile(rf"\s+(?:\w+\s+)?(?:{_WORDS})\b", re.IGNORECASE)
_SHARE = re.compile(r"\s+of\b", re.IGNORECASE)
_LEVEL = re.compile(r"\b(?:to|at|from)\s+$", re.IGNORECASE)
_SPEED = re.compile(r"\b(?:faster|quicker|speed\w*|accelerat\w*|throughput|productiv\w*)\b", re.IGNORECASE)


class Change(NamedTuple):
    """Numbers before and after."""

    before: float
    after: float

    def __str__(self) -> str:
        return f"{number(self.before)} → {number(self.after)}"


class WrongClaim(NamedTuple):
    """A percentage, where it begins in the text, and the change that it is not."""

    start: int
    said: str
    change: Change

    @property
    def sentence(self) -> str:
        """What is wrong with it."""
        return f"“{self.said}” is not what {self.change} is."

    @property
    def right(self) -> str:
        """What to write in its place: ``×4 or −75 %``."""
        return " or ".join(change(*self.change).rsplit(", ", 1))


def claims_of(lesson: LessonDraft, others: Sequence[Evidence] = ()) -> tuple[WrongClaim, ...]:
    """The percentages of a lesson that the numbers do not support.

    Args:
        lesson: Its title and body are read.
        others: What other lessons of its company measured.
    """
    found: list[WrongClaim] = []
    for text in (lesson.title, lesson.body):
        if "%" not in text and "cent" not in text:
            continue
        for start, end in sentences(text):
            sentence = text[start:end]
            found += wrong_claims(sentence, changes_told_of(sentence, lesson.evidence, others))
    return tuple(found)


def changes_told_of(sentence: str, own: Sequence[Evidence], others: Sequence[Evidence]) -> list[Change]:
    """The changes that a sentence can be about: the lesson's own, and those of others that it names."""
    known = [*own, *(each for each in others if each not in own and _is_about(sentence, each))]
    return [
        Change(item.before, item.after)
        for item in known
        if item.before is not None and item.after is not None
    ]


def _is_about(sentence: str, evidence: Evidence) -> bool:
    """Whether a sentence is about what another lesson of the company measured: they share a telling word."""
    words = {word for word in folded_words(evidence.metric) if len(word) >= _TELLING}
    return not words.isdisjoint(folded_words(sentence))


def wrong_claims(text: str, known: Sequence[Change] = ()) -> Iterator[WrongClaim]:
    """The percentages of a sentence that no change told in it supports.

    Args:
        text: One sentence.
        known: Changes recorded as evidence of the lesson. Where the sentence gives their numbers it is about
            them; where it does not, only the usual slip is noticed: a factor of 4 told as 400 %.
    """
    spans, told = _told(text, known)
    for match in _PER_CENT.finditer(text):
        if any(start < match.end() and match.start() < end for start, end in spans):
            continue
        if not _claims_a_change(text, match):
            continue
        value, sign = _value(match["value"]), match["sign"] or ""
        start = match.start("sign") if sign else match.start("value")
        if told:
            if not any(_supports(each, value, sign, text) for each in told):
                yield WrongClaim(start, match[0].strip(), told[0])
            continue
        supported = any(_supports(each, value, sign, text) for each in known)
        slip = next((each for each in known if _is_factor(each, value)), None)
        if slip is not None and not supported:
            yield WrongClaim(start, match[0].strip(), slip)


def _told(text: str, known: Sequence[Change]) -> tuple[list[tuple[int, int]], list[Change]]:
    """Where the text tells a change in so many words, and all changes whose numbers it gives."""
    spans, told = [], []
    for match in _CHANGE.finditer(text):
        one, two = match["one"] or match["three"], match["two"] or match["four"]
        each = Change(_value(one), _value(two))
        if change(*each):
            spans.append(match.span())
            told.append(each)
    numbers = {_value(found) for found in re.findall(_NUMBER, text)}
    told += [each for each in known if change(*each) and set(each) <= numbers and each not in told]
    return spans, told


def _claims_a_change(text: str, match: re.Match[str]) -> bool:
    before, after = text[: match.start()], text[match.end() :]
    if match["sign"]:
        return True
    if _SHARE.match(after) or _LEVEL.search(before[-12:] + " "):
        return False
    return bool(_SAID_BEFORE.search(before[-60:] + " ") or _SAID_AFTER.match(after[:60]))


def _supports(each: Change, value: float, sign: str, text: str) -> bool:
    """Whether a change is so many per cent; of a duration that fell, also by how much that is faster."""
    if not change(*each):
        return False
    grew = each.after > each.before
    falls = sign in {"−", "–", "-"}
    if (not sign or falls != grew) and _near(value, abs(each.after - each.before) / each.before * 100):
        return True
    faster = bool(_SPEED.search(text)) and not grew and each.after > 0 and not falls
    return faster and _near(value, (each.before / each.after - 1) * 100)


def _is_factor(each: Change, value: float) -> bool:
    if not change(*each) or not each.after:
        return False
    factor = max(each) / min(each)
    return factor >= 1.5 and _near(value, factor * 100)


def _near(value: float, true: float) -> bool:
    """People round: a hundredth of the whole, or a twentieth of the value."""
    return abs(value - true) <= max(1.0, true / 20)


def _value(text: str) -> float:
    return float(text.replace(",", ""))
