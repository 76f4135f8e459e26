"""Lessons in lists: what the sentence before the list, or the heading above it, promises."""

import re
from dataclasses import replace

from retro.model import Kind
from retro.posts.extraction.findings import Finding, titled, words_in
from retro.posts.extraction.ordinals import is_point
from retro.posts.extraction.prose import read_paragraph
from retro.posts.extraction.reading import Reading, folded, read_sentence
from retro.posts.extraction.role_words import IMPERATIVE
from retro.posts.extraction.roles import KIND_OF_ROLE, Role, is_claim
from retro.posts.markdown import Block, BlockKind, plain_text

__all__ = [
    "commends_a_link",
    "instructs",
    "is_lessons",
    "is_of_sentences",
    "lessons_in_list",
    "makes_points",
    "says_in_bold",
]

_PROMISED = frozenset({Role.LESSONS, Role.WINS, Role.MISTAKES, Role.PRACTICES})
_SHORTEST = 3
_SPELT_OUT = 8
_INSTRUCTIONS = 2
_POINTS = 3
_STRONG = 2
_SEVERAL = re.compile(r"[.!?]\s")
"""Sentences in an item."""
_BOX = re.compile(r"\[[ xX]\]\s+")
"""Of a task, which says whether it is done."""


def lessons_in_list(
    block: Block, introduction: Role, section_role: Role, section: int, needed: float
) -> list[Finding]:
    """The lessons of a list; what is nested stays with its parent.

    Args:
        block: The list.
        introduction: What the sentence before it promises.
        section_role: What the heading promises.
        section: The index of the section.
        needed: The score that makes a sentence a lesson here.
    """
    promise = introduction if introduction is not Role.UNKNOWN else section_role
    if promise is Role.NOTHING:
        return []
    items = [(item, reading) for item in block.children if (reading := _reading(item)) is not None]
    if promise in _PROMISED:
        return [_finding(item, reading, promise, section) for item, reading in items if _says_something(item)]
    items = [(item, reading) for item, reading in items if not commends_a_link(item)]
    telling = [item for item, reading in items if reading.score >= needed]
    # A list that nothing announces is one of lessons when most of its items are.
    if len(telling) * 2 > len(items) and len(telling) >= 2:
        return [
            _finding(item, reading, Role.UNKNOWN, section) for item, reading in items if _says_something(item)
        ]
    strong = [(item, reading) for item, reading in items if reading.score >= max(needed, _STRONG)]
    return [_finding(item, reading, Role.UNKNOWN, section) for item, reading in strong]


def is_lessons(block: Block, needed: float) -> bool:
    """Whether a list in a post titled as one of lessons is them: numbered, in bold, or a third of it telling.

    Args:
        block: The list; of names it is never.
        needed: The score that makes a sentence a lesson here.
    """
    items = [item.children[0] for item in block.children if item.children]
    bold = sum(bool(first.bold) for first in items)
    readings = [reading for item in block.children if (reading := _reading(item)) is not None]
    telling = sum(reading.score >= needed for reading in readings)
    is_marked = block.kind is BlockKind.NUMBERED or bold * 2 > len(items) or telling * 3 >= len(items)
    return is_marked and is_of_sentences(block)


def says_in_bold(block: Block) -> bool:
    """Whether each item of a list begins with a claim or an instruction in bold."""
    bold = [item.children[0].bold for item in block.children if item.children]
    return len(bold) >= 2 and all(bold) and sum(map(is_claim, bold)) * 2 > len(bold)


def instructs(block: Block) -> bool:
    """Whether most items of a list tell what to do."""
    items = [folded(plain_text(item.children[0].text)) for item in block.children if item.children]
    told = sum(IMPERATIVE.match(item) is not None and words_in(item) >= _SHORTEST for item in items)
    return told >= _INSTRUCTIONS and told * 2 > len(items)


def makes_points(block: Block) -> bool:
    """Whether most items of a list say something in general: "Skip-levels only work if you act on them"."""
    items = [read_paragraph(item.children[0].text) for item in block.children if item.children]
    points = sum(bool(read) and is_point(read[0].plain) for read in items)
    return points >= _POINTS and points * 3 >= len(items) * 2


def commends_a_link(item: Block) -> bool:
    """Whether an item is a link, with a comment or without: it recommends something to read."""
    return bool(item.children) and _without_box(item.children[0]).text.startswith("[")


def is_of_sentences(block: Block, *, least: int = 3) -> bool:
    """Whether a list has as many items at the least, and these are sentences, not names."""
    items = [item.children[0] for item in block.children if item.children]
    words = sum(words_in(first.text) for first in items)
    return len(items) >= least and words >= _SPELT_OUT * len(items)


def _reading(item: Block) -> Reading | None:
    """What the cues say of an item's first paragraph, as a whole or of its best sentence."""
    if not item.children or item.children[0].kind is not BlockKind.PARAGRAPH:
        return None
    text = _without_box(item.children[0]).text
    whole = read_sentence(folded(plain_text(text)))
    if whole.score >= _STRONG or not _SEVERAL.search(text):
        return whole
    read = (sentence.reading for sentence in read_paragraph(text))
    return max((whole, *read), key=lambda reading: reading.score)


def _without_box(first: Block) -> Block:
    """The first paragraph of an item, which may be a task."""
    return replace(first, text=_BOX.sub("", first.text, count=1)) if _BOX.match(first.text) else first


def _says_something(item: Block) -> bool:
    return words_in(plain_text(_without_box(item.children[0]).text)) >= _SHORTEST or len(item.children) > 1


def _finding(item: Block, reading: Reading, promise: Role, section: int) -> Finding:
    title, body = titled(_without_box(item.children[0]), item.children[1:])
    announced = promise in _PROMISED
    kind = KIND_OF_ROLE.get(promise, reading.kind)
    if promise in {Role.LESSONS, Role.PRACTICES} and reading.kind is Kind.MISTAKE and reading.score >= 2:
        kind = Kind.MISTAKE
    score = 2.0 + max(reading.score, 0) if announced else reading.score
    rule = f"list of {promise}" if announced else f"list: {', '.join(reading.cues)}"
    return Finding(title, body, kind, item.line, section, score, rule)
