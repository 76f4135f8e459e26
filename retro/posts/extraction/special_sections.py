"""Sections that are read otherwise: one that is a lesson as a whole, and one of figures and plans."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from retro.posts.extraction.findings import Finding, words_in
from retro.posts.extraction.headings import lesson_of_section
from retro.posts.extraction.leaning import threshold
from retro.posts.extraction.lists import is_of_sentences, lessons_in_list
from retro.posts.extraction.outline import Section
from retro.posts.extraction.prose import Sentence, lessons_in_paragraph, read_paragraph
from retro.posts.extraction.roles import KIND_OF_ROLE, Role, introduction_role
from retro.posts.markdown import Block, BlockKind

__all__ = ["BROUGHT_IN", "explained", "said_outright"]

BROUGHT_IN = frozenset(
    {
        BlockKind.BULLETS,
        BlockKind.NUMBERED,
        BlockKind.QUOTE,
        BlockKind.TABLE,
        BlockKind.CODE,
        BlockKind.FORMULA,
    }
)
"""The blocks that the last sentence before them may bring in."""

_SAYS_SO = 1.5
# A section of so many words says more than its heading.
_LONG_SECTION = 200
_IN_A_LONG_SECTION = 0.3


def said_outright(section: Section, index: int, leaning: float) -> list[Finding]:
    """Among figures and plans only what calls itself a lesson is one."""
    needed = max(_SAYS_SO, threshold(leaning, Role.UNKNOWN))
    found: list[Finding] = []
    for block in section.blocks:
        if block.kind is BlockKind.PARAGRAPH:
            read = read_paragraph(block.text)
            first = next((n for n, sentence in enumerate(read) if _calls_itself(sentence)), len(read))
            found.extend(lessons_in_paragraph(block, read[first:], index, needed))
    return found


def _calls_itself(sentence: Sentence) -> bool:
    return any(cue == "learned" or cue.endswith("marker") for cue in sentence.reading.cues)


def explained(section: Section, index: int, needed: float) -> list[Finding]:
    """The lesson that a section is; in a long one, paragraphs that say another are lessons of their own."""
    announced = _announced(section.blocks)
    if not announced and sum(words_in(block.text) for block in section.blocks) < _LONG_SECTION:
        return [lesson_of_section(section, index)]
    explaining: list[Block] = []
    own: list[Finding] = []
    for place, block in enumerate(section.blocks):
        if place in announced:
            own.extend(lessons_in_list(block, announced[place], section.role, index, needed))
            continue
        if place + 1 in announced and len(read_paragraph(block.text)) == 1:
            continue  # "What I changed that week:" says nothing without its list
        following = section.blocks[place + 1] if place + 1 < len(section.blocks) else None
        brings_in = following is not None and following.kind in BROUGHT_IN
        found: list[Finding] = []
        if place and block.kind is BlockKind.PARAGRAPH and not brings_in:
            read = read_paragraph(block.text)
            found = lessons_in_paragraph(block, read, index, needed + _IN_A_LONG_SECTION)
        own.extend(found)
        if not found:
            explaining.append(block)
    return [lesson_of_section(replace(section, blocks=tuple(explaining)), index), *own]


def _announced(blocks: Sequence[Block]) -> dict[int, Role]:
    """The places of lists of sentences that the line before brings in as what was changed or learned."""
    found = {}
    for place, (before, block) in enumerate(pairwise(blocks), start=1):
        if block.is_list and before.kind is BlockKind.PARAGRAPH and is_of_sentences(block, least=2):
            read = read_paragraph(before.text)
            role = (
                introduction_role(read[-1].plain) if read and read[-1].plain.endswith(":") else Role.UNKNOWN
            )
            if role in KIND_OF_ROLE:
                found[place] = role
    return found
