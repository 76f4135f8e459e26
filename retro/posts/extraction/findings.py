"""A lesson that was found, before company, themes and date are added, and how one is made of Markdown."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from retro.model import Kind
from retro.posts.markdown import Block, markdown_of
from retro.sentences import first_sentence

__all__ = ["Finding", "one_line", "titled", "words_in"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One lesson in a post.

    Attributes:
        title: One line of inline Markdown.
        body: Markdown, maybe empty.
        kind: What sort of lesson it is.
        line: Where it begins in the file.
        section: The index of its section.
        score: The sum of what speaks for it; 1 is enough in a post about lessons.
        rule: Which rule found it, and by which cues.
        company: The company that the place itself names (a column of a table), or empty.
    """

    title: str
    body: str
    kind: Kind
    line: int
    section: int
    score: float
    rule: str
    company: str = ""


_LOOSE_BOLD = re.compile(r"\*\*(?P<bold>[^*\s][^*\n]{1,160}?) +\*\*")


def one_line(markdown: str) -> str:
    """Inline Markdown on one line."""
    return " ".join(markdown.split())


def words_in(text: str) -> int:
    """How many words a text has."""
    return len(text.split())


def titled(block: Block, following: Sequence[Block] = ()) -> tuple[str, str]:
    """Title and body of a lesson that begins with a paragraph.

    The title is the bold text that it begins with, else its first sentence; the body is the rest.
    """
    text = block.text
    # "**Rest on Sundays. **The crew" is no bold text in Markdown, for the space in it, but was meant as one.
    if not block.bold and (loose := _LOOSE_BOLD.match(text)):
        title, rest = loose["bold"], text[loose.end() :].strip()
    elif block.bold:
        mark = (len(text) - len(text.lstrip("*_"))) or 2
        end = text.find(block.bold) + len(block.bold) + min(mark, 2)
        title, rest = text[:end], text[end:].strip()
        if rest[:1] in {":", ".", ",", ";", "!", "?"}:
            title, rest = title + rest[0], rest[1:].strip()
        elif not title.endswith((".**", ":**", "!**", "?**", ".__", ":__")) and rest[:1].islower():
            title, rest = first_sentence(text)
        else:
            title = block.bold
    else:
        title, rest = first_sentence(text)
    parts = [rest] if rest else []
    if following:
        parts.append(markdown_of(list(following)))
    return one_line(title), "\n\n".join(parts)
