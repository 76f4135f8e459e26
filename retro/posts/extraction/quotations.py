"""Lessons in block quotes: a tip that is set off, or the words of somebody else."""

# ruff: noqa: E501 - a pattern reads better whole

import re
from dataclasses import replace

from retro.model import Kind
from retro.posts.extraction.findings import Finding, titled
from retro.posts.extraction.prose import read_paragraph
from retro.posts.extraction.reading import folded
from retro.posts.markdown import Block, BlockKind

__all__ = ["lesson_in_quote"]

# Somebody's words that stayed with the author; a quotation that is only cited stays out.
_REMEMBERED = re.compile(
    r"(?<!\w)(?:remember|never forget|advice|advised|wisdom|wise|taught|mantra|motto|favou?rite|paraphras\w+|inspir\w+|put it"
    r"|stuck with me|stayed with me|told me|reminded|as \w+ (?:once )?(?:said|says)|like to say|used to say)(?!\w)"
)
_SPEAKER = re.compile(r"(?:--|—|–|―|- |~)\s*[A-Z\[*_]")
_LONGEST = 120


def lesson_in_quote(quote: Block, introduction: str, section: int, needed: float) -> Finding | None:
    """The lesson of a block quote, if it is one.

    Args:
        quote: The block quote.
        introduction: The folded text of the sentence before it.
        section: The index of the section.
        needed: The score that makes a sentence a lesson here.
    """
    if not quote.children or quote.children[0].kind is not BlockKind.PARAGRAPH:
        return None
    first = quote.children[0]
    read = read_paragraph(first.text)
    if not read:
        return None
    best = max(sentence.reading.score for sentence in read)
    if cue := next((cue for cue in read[0].reading.cues if cue.endswith("marker")), ""):
        # A marker is no title of its own, even in bold.
        title, body = titled(replace(first, bold=""), quote.children[1:])
        return Finding(title, body, read[0].reading.kind, first.line, section, best, f"set off: {cue}")
    title, body = titled(first, quote.children[1:])
    words = len(folded(first.text).split())
    is_remembered = _REMEMBERED.search(introduction) is not None
    has_speaker = any(_SPEAKER.match(block.text) for block in quote.children[1:]) or _SPEAKER.search(
        first.text.rsplit("\n", 1)[-1]
    )
    if words <= _LONGEST and (is_remembered or (has_speaker and best >= needed)):
        return Finding(title, body, Kind.QUOTE, first.line, section, 1.5 + max(best, 0), "quotation")
    return None
