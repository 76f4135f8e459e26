"""Lessons in block quotes: a tip that is set off, or the words of somebody else."""

# ruff: noqa: E501 - a pattern reads better whole

import re
from dataclasses import replace

from retro.model import Kind
from retro.posts.extraction.findings import Finding, titled
from retro.posts.extraction.prose import read_paragraph
from retro.posts.extraction.reading import folded
from retro.posts.markdown import Block, BlockKind, markdown_of

__all__ = ["lesson_in_quote"]

# Somebody's words that stayed with the author; a quotation that is only cited stays out.
_REMEMBERED = re.compile(
    r"(?<!\w)(?:remember|never forget|advice|advised|wisdom|wise|taught|mantra|motto|favou?rite|paraphras\w+|inspir\w+|put it"
    r"|stuck with me|stayed with me|told me|reminded|as \w+ (?:once )?(?:said|says)|like to say|used to say)(?!\w)"
)
_SPEAKER = re.compile(r"(?:--|—|–|―|- |~)\s*[A-Z\[*_]")
_LONGEST = 120

# > [!tip] Title: a callout of Obsidian's, or an alert of GitHub's; "-" and "+" fold it.
_CALLOUT = re.compile(r"\[!(?P<sort>[\w -]{1,40})(?:\|[^\]\n]{0,40})?\][+-]?[ \t]*(?P<title>[^\n]*)")
_KINDS = {
    **dict.fromkeys(("tip", "hint", "important"), Kind.TIP),
    **dict.fromkeys(("success", "check", "done", "win"), Kind.WIN),
    **dict.fromkeys(("failure", "fail", "mistake", "regret"), Kind.MISTAKE),
    **dict.fromkeys(("lesson", "lessons", "learning", "learned", "takeaway", "insight"), Kind.LESSON),
    **dict.fromkeys(("practice", "habit"), Kind.PRACTICE),
    **dict.fromkeys(("outcome", "result"), Kind.OUTCOME),
    **dict.fromkeys(("quote", "cite"), Kind.QUOTE),
}
_SHORTEST = 3


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
    callout = _CALLOUT.match(quote.children[0].text)
    if callout is not None:
        return _lesson_in_callout(quote, callout, section, needed)
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


def _lesson_in_callout(quote: Block, callout: re.Match[str], section: int, needed: float) -> Finding | None:
    """The lesson of a callout: its sort says whether it is one, else its words must."""
    first = quote.children[0]
    sort, headline = callout["sort"].strip().lower(), callout["title"].strip()
    text = first.text[callout.end() :].strip("\n")
    blocks = ([replace(first, text=text, bold="")] if text else []) + list(quote.children[1:])
    if headline:
        title, body = headline, markdown_of(blocks)
    elif blocks and blocks[0].kind is BlockKind.PARAGRAPH:
        title, body = titled(blocks[0], blocks[1:])
    else:
        return None
    read = read_paragraph(f"{headline} {text}".strip())
    best = max((sentence.reading.score for sentence in read), default=0)
    kind = _KINDS.get(sort)
    words = len(folded(f"{title} {body}").split())
    if words < _SHORTEST or (kind is None and best < needed):
        return None
    strongest = max(read, key=lambda sentence: sentence.reading.score, default=None)
    kind = kind or (Kind.LESSON if strongest is None else strongest.reading.kind)
    return Finding(title, body, kind, first.line, section, 2 + max(best, 0), f"callout: {sort}")
