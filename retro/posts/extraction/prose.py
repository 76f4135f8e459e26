"""Lessons in paragraphs: a sentence that says one, with what explains it."""

# ruff: noqa: E501 - a pattern reads better whole

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from retro.model import Kind
from retro.posts.extraction.findings import Finding, one_line, words_in
from retro.posts.extraction.questions import role_of_answer
from retro.posts.extraction.reading import Reading, folded, read_sentence
from retro.posts.extraction.roles import KIND_OF_ROLE, Role
from retro.posts.markdown import Block, plain_text
from retro.sentences import sentences

__all__ = ["Sentence", "answering", "asked_for", "leans", "lessons_in_paragraph", "read_paragraph"]

# Words that lean on the sentence before: "That's a serious red flag".
_LEANING = re.compile(
    r"(?:and |but |so |yet |or )?(?:that|this|these|those|it|its|they|such|he|she|which|either way|because of (?:this|that)|therefore|thus|hence)"
    r"(?:'s|'re|'ll|'d)?(?!\w)(?! (?:turns out|took me|was (?:not )?(?:necessary|possible|feasible)))"
)
# Words that begin another point: it gets a lesson of its own.
_ANOTHER = re.compile(
    r"(?:first|second|third|fourth|finally|lastly|secondly|thirdly|further|furthermore|moreover|in addition|additionally|another|on the other hand"
    r"|separately|one more)(?!\w)"
)
_TURN = re.compile(
    r"(?:after|eventually|instead|since then|from then on|now|then|so (?:i|we)|in the end|finally|later|to fix|to address)(?!\w)"
)
# "When I joined, it took 16 weeks. By the time I left, 4": the one is nothing without the other.
_BEGINNING = re.compile(
    r"(?<!\w)(?:when|before) (?:i|we) (?:joined|started|began|arrived|took over|came)(?!\w)|at first|initially"
)
_END = re.compile(r"(?:by the (?:time|end)|when (?:i|we) left|now|today|within)(?!\w)")
_NOW = re.compile(r"(?:now|today|by the (?:time|end)|when (?:i|we) left)(?!\w)")
_ANSWER = 1.5
# In the midst of a paragraph: "What did you learn this year? Tell me!"
_ASKS_READERS = re.compile(r"(?<!\w)(?:you|your|why)(?!\w)")
# Cues by which the author admits a mistake, wherever in the lesson.
_ADMITTED = frozenset({"should have", "confession"})
_CONTRAST = 1.2
_IN_BOLD = re.compile(r"\*\*[^*]{20,300}\*\*[.!]?|__[^_]{20,300}__[.!]?")
_EMPHASIS = 0.8
_LEAST, _LITTLE, _ADDED = 0.5, 0.8, 0.2
_SHORTEST = 4
_MOST_CONTEXT = 4
_MOST_STORY = 3
_ABOUT_THE_POST = -2.5


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a paragraph: where it stands in the text, how it reads, what the cues say."""

    start: int
    end: int
    plain: str
    reading: Reading


# A post in which little is said openly is read up to four times.
@lru_cache(maxsize=1024)
def read_paragraph(text: str) -> tuple[Sentence, ...]:
    """The sentences of inline Markdown with their readings."""
    found = []
    for start, end in sentences(text):
        plain = folded(plain_text(text[start:end]))
        reading = read_sentence(plain)
        if start and _IN_BOLD.fullmatch(text, start, end):  # at the beginning it may be a heading of its own
            reading = replace(reading, score=reading.score + _EMPHASIS, cues=("bold", *reading.cues))
        found.append(Sentence(start, end, plain, reading))
    return tuple(_contrasted(_answered(found)))


def asked_for(read: Sequence[Sentence]) -> Role:
    """What the question asks for that a paragraph ends in."""
    return role_of_answer(read[-1].plain) if read else Role.UNKNOWN


def answering(sentence: Sentence, role: Role) -> Sentence:
    """A sentence after a question that asks for something that was learned."""
    if role not in KIND_OF_ROLE:
        return sentence
    reading = sentence.reading
    kind = reading.kind if role is Role.LESSONS else KIND_OF_ROLE[role]
    more = replace(reading, score=reading.score + _ANSWER, kind=kind, cues=("answer", *reading.cues))
    return replace(sentence, reading=more)


def _answered(read: Sequence[Sentence]) -> list[Sentence]:
    found = list(read)
    for place, (before, sentence) in enumerate(pairwise(read), start=1):
        if before.plain.endswith("?") and not _ASKS_READERS.search(before.plain):
            found[place] = answering(sentence, role_of_answer(before.plain))
    return found


def _contrasted(read: Sequence[Sentence]) -> list[Sentence]:
    """The same, where "Today it takes an hour" after "When I started, it took a week" counts as what was reached."""
    found = list(read)
    for place, (before, sentence) in enumerate(pairwise(read), start=1):
        if _BEGINNING.match(before.plain) and _NOW.match(sentence.plain):
            reading = sentence.reading
            cues = ("contrast", *reading.cues)
            more = replace(reading, score=reading.score + _CONTRAST, kind=Kind.OUTCOME, cues=cues)
            found[place] = replace(sentence, reading=more)
    return found


def leans(plain: str) -> bool:
    """Whether a text begins with a word that leans on what stands before it."""
    return _LEANING.match(plain) is not None


def lessons_in_paragraph(
    block: Block, read: Sequence[Sentence], section: int, needed: float, *, rule: str = "prose"
) -> list[Finding]:
    """The lessons of a paragraph: each begins with what leads to it, and runs up to the next.

    Args:
        block: The paragraph.
        read: Its sentences, without the one that brings in a list.
        section: The index of its section.
        needed: The score that makes a sentence a lesson here.
        rule: What the rule is called in explanations.
    """
    anchors = _anchors(read, needed) or _adding_up(read, needed)
    findings = []
    for place, anchor in enumerate(anchors):
        end = anchors[place + 1] if place + 1 < len(anchors) else len(read)
        # "In this post I mostly …": what follows is about the post, no longer about the lesson.
        about = (n for n in range(anchor + 1, end) if read[n].reading.score <= _ABOUT_THE_POST)
        end = next(about, end)
        begin = anchors[place - 1] + 1 if place else 0
        context = _context(read, begin, anchor) if not place else anchor
        told = _story(read, begin, context) if not place else context
        findings.append(_finding(block, read[told:end], (context - told, anchor - told), section, rule))
    return findings


def _anchors(read: Sequence[Sentence], needed: float) -> list[int]:
    """The sentences at which a lesson begins. A weaker one explains the lesson before it."""
    anchors: list[int] = []
    for index, sentence in enumerate(read):
        if sentence.reading.score < needed or _is_meta(sentence):
            continue
        if not anchors or _begins_another(read, anchors[-1], index):
            anchors.append(_turn(read, anchors[-1], index) if anchors else index)
    return anchors


def _adding_up(read: Sequence[Sentence], needed: float) -> list[int]:
    """The strongest sentence of a paragraph in which several say a little."""
    scores = [min(sentence.reading.score, _LITTLE) for sentence in read]
    if sum(score > 0 for score in scores) < 2 or sum(scores) < needed + _ADDED or max(scores) < _LEAST:
        return []
    return [max(range(len(read)), key=lambda place: read[place].reading.score)]


def _begins_another(read: Sequence[Sentence], last: int, index: int) -> bool:
    """Whether a sentence says another lesson than the one that began at ``last``."""
    sentence, before = read[index].reading, read[last].reading
    if any(cue.endswith("marker") for cue in sentence.cues):
        return True
    if _ANOTHER.match(read[index].plain):
        return True
    is_remedy = before.kind is Kind.MISTAKE and sentence.kind is not Kind.MISTAKE and index - last >= 3
    return is_remedy and not any("should" in cue or "hindsight" in cue for cue in sentence.cues)


def _turn(read: Sequence[Sentence], last: int, index: int) -> int:
    """Where the way out of a mistake begins: at most two sentences before it is called a success."""
    for earlier in range(index - 1, max(last, index - 3), -1):
        if _TURN.match(read[earlier].plain):
            return earlier
    return index


def _context(read: Sequence[Sentence], begin: int, anchor: int) -> int:
    """The first sentence that is needed to understand the one at ``anchor``."""
    if any(cue.endswith("marker") for cue in read[anchor].reading.cues):
        return anchor
    if anchor > begin and _END.match(read[anchor].plain) and _BEGINNING.search(read[anchor - 1].plain):
        return anchor - 1
    start = anchor
    while start > begin and _LEANING.match(read[start].plain) and anchor - start < _MOST_CONTEXT:
        start -= 1
    return start


def _story(read: Sequence[Sentence], begin: int, context: int) -> int:
    """The first of the sentences that tell what led to a lesson; a marked lesson stands alone."""
    if any(cue.endswith("marker") for cue in read[context].reading.cues):
        return context
    start = context
    while start > begin and context - start < _MOST_STORY and read[start - 1].reading.score > -2:
        start -= 1
    return start


def _is_meta(sentence: Sentence) -> bool:
    return sentence.plain.count(" ") + 1 < _SHORTEST and sentence.reading.score < 2


def _finding(
    block: Block, read: Sequence[Sentence], places: tuple[int, int], section: int, rule: str
) -> Finding:
    """The lesson of some sentences.

    Its title is the one that says it; its body is what led there, then what follows from it.

    Args:
        block: The paragraph.
        read: The sentences that belong to the lesson.
        places: Of these, the one that is the title, and the one that the cues are in.
        section: The index of the section.
        rule: What the rule is called in explanations.
    """
    text = block.text
    first, anchor = places
    # "My bad." is no title: what follows says what was.
    last = first
    while last + 1 < len(read) and words_in(text[read[first].start : read[last].end]) < _SHORTEST:
        last += 1
    before = text[read[0].start : read[first - 1].end] if first else ""
    after = text[read[last + 1].start : read[-1].end] if last + 1 < len(read) else ""
    strongest = max(read[anchor:], key=lambda sentence: sentence.reading.score).reading
    is_admitted = strongest.kind is Kind.MISTAKE and not _ADMITTED.isdisjoint(strongest.cues)
    return Finding(
        one_line(text[read[first].start : read[last].end]),
        "\n\n".join(part for part in (before, after) if part),
        Kind.MISTAKE if is_admitted else read[anchor].reading.kind,
        block.line + text.count("\n", 0, read[first].start),
        section,
        max(sentence.reading.score for sentence in read),
        f"{rule}: {', '.join(read[anchor].reading.cues)}",
    )
