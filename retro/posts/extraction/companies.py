"""Which companies a post is about: by how people write that they joined, worked at and left one.

Headings are mostly topics; one is a company only when the text says so, or when it stands among others that
are.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from retro.dates import PartialDate
from retro.posts.extraction.company_headings import companies_headed
from retro.posts.extraction.employers import ENOUGH, Employer, employers_in, told
from retro.posts.extraction.employment import ALIAS, JOINED, LEFT, NAME_WORD, names_of_employers
from retro.posts.extraction.outline import Section
from retro.posts.extraction.periods import dates_in
from retro.posts.markdown import Block, BlockKind, plain_text
from retro.sentences import sentences

__all__ = ["CompanyMention", "Workplaces", "workplaces_in"]


@dataclass(frozen=True, slots=True)
class CompanyMention:
    """A company that a post names as a place of work, with what the post says of it."""

    name: str
    aliases: tuple[str, ...] = ()
    began: PartialDate | None = None
    ended: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class Workplaces:
    """Where the lessons of a post were learned.

    Attributes:
        mentions: The companies, in the order in which they appear.
        by_section: The name of each section's company, or None.
        by_line: In a career told without headings: the lines at which it comes to an employer, with the name.
    """

    mentions: tuple[CompanyMention, ...]
    by_section: tuple[str | None, ...]
    by_line: tuple[tuple[int, str], ...] = ()

    def at(self, section: int, line: int) -> str | None:
        """Where the lesson was learned that begins in a line of a section."""
        names = [name for begins, name in self.by_line if begins <= line]
        return names[-1] if names else self.by_section[section]


# One sentence deep in the text is enough ("nobody here at Contoso") where no other name comes near.
_UNRIVALLED = 1.5
_CAREER = 2


def workplaces_in(
    title: str, tags: Iterable[str], sections: Sequence[Section], author: str = ""
) -> Workplaces:
    """Find the companies of a post and which of its sections belongs to which.

    Args:
        title: The post's title.
        tags: Its tags; a company is often one.
        sections: The post's sections in order.
        author: Who wrote it; a company's team may have.
    """
    texts = [_text_of(section.blocks) for section in sections]
    headed = companies_headed(sections, texts)
    by_line: tuple[tuple[int, str], ...] = ()
    if headed:
        by_section = _handed_down(sections, headed)
        names = list(dict.fromkeys(headed[index] for index in sorted(headed)))
    else:
        employers = employers_in(told(title, tags, author, sections, texts))
        name = _of_the_post(employers)
        by_section = tuple(name for _ in sections)
        by_line = _told_in_turn(title, employers, sections)
        names = list(dict.fromkeys(each for _, each in by_line)) or ([name] if name else [])
    own: dict[str | None, list[str]] = defaultdict(list)
    for text, place in zip(texts, by_section, strict=True):
        own[place].append(text)
    mentions = [_mention(name, "\n".join(own[name]), whole_post=not headed) for name in names]
    return Workplaces(tuple(mentions), by_section, by_line)


def _text_of(blocks: Sequence[Block]) -> str:
    parts = []
    for block in blocks:
        if block.kind is BlockKind.PARAGRAPH:
            parts.append(plain_text(block.text))
        elif block.children and block.kind is not BlockKind.TABLE:
            parts.append(_text_of(block.children))
    return "\n".join(parts)


def _handed_down(sections: Sequence[Section], headed: dict[int, str]) -> tuple[str | None, ...]:
    """Each section's company: its own heading's, else that of the section above it."""
    by_section: list[str | None] = []
    for index, section in enumerate(sections):
        own = headed.get(index)
        above = by_section[section.parent] if section.parent >= 0 else None
        by_section.append(own or above)
    return tuple(by_section)


# ---- the whole post ------------------------------------------------------------------------------


def _of_the_post(employers: Sequence[Employer]) -> str | None:
    """The one company that a whole post is about, if there is one."""
    if not employers:
        return None
    best, *others = employers
    rival = max((other.score for other in others if other.is_said), default=0.0)
    is_unrivalled = best.is_said and rival * 2 <= best.score
    return best.name if best.score >= (_UNRIVALLED if is_unrivalled else ENOUGH) else None


def _told_in_turn(
    title: str, employers: Sequence[Employer], sections: Sequence[Section]
) -> tuple[tuple[int, str], ...]:
    """The paragraphs in which a career comes to one employer after the other, with their lines.

    Only an essay without headings is told so; and one that is about one of them has it in its title.
    """
    names = [employer.name for employer in employers if employer.is_said]
    filled = [section for section in sections if section.blocks]
    if len(names) < _CAREER or len(filled) > 1 or any(name in title for name in names):
        return ()
    pattern = re.compile(
        rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(names, key=len, reverse=True)))})(?!\w)"
    )
    paragraphs = (block for block in filled[0].blocks if block.kind is BlockKind.PARAGRAPH)
    named = ((block.line, pattern.search(plain_text(block.text))) for block in paragraphs)
    return tuple((line, match[0]) for line, match in named if match is not None)


# ---- what the text says of a company -------------------------------------------------------------


def _mention(name: str, text: str, *, whole_post: bool) -> CompanyMention:
    """Aliases and period of a company, as the text about it has them."""
    mention = CompanyMention(name, _aliases(name, text))
    for start, end in sentences(text):
        sentence = text[start:end]
        if whole_post and name not in sentence:
            continue
        mention = _dated(mention, sentence)
    if mention.began and mention.ended and mention.ended.last_day < mention.began.first_day:
        return replace(mention, ended=None)
    return mention


def _dated(mention: CompanyMention, sentence: str) -> CompanyMention:
    """The same with the day that a sentence says it began or ended."""
    joined, left = JOINED.search(sentence), LEFT.search(sentence)
    if not joined and not left:
        return mention
    dates = dates_in(sentence)
    if not dates:
        return mention
    if joined and len(dates) == 2 and re.search(r"\d (?:through|to|until|till|-|–) ", sentence):
        return replace(
            mention, began=mention.began or dates[0][1].start, ended=mention.ended or dates[1][1].end
        )
    if joined and mention.began is None:
        return replace(mention, began=dates[0][1].start)
    if left and mention.ended is None:
        return replace(mention, ended=dates[-1][1].end)
    return mention


def _aliases(name: str, text: str) -> tuple[str, ...]:
    """Other names of a company: joined by a slash, in brackets after it, or a part that stands for it."""
    found: dict[str, None] = {}
    for match in re.finditer(
        rf"(?<![\w/]){re.escape(name)}/({NAME_WORD})|(?<![\w/])({NAME_WORD})/{re.escape(name)}(?!\w)", text
    ):
        found[match[1] or match[2]] = None
    for match in ALIAS.finditer(text):
        if text[max(0, match.start() - len(name) - 1) : match.start()].strip() == name:
            found[match["alias"]] = None
    words = name.split()
    if len(words) > 1:
        alone = {other for _, other in names_of_employers(text)} & set(words)
        for word in words:
            if word in alone and len(word) > 2:
                found[word] = None
    found.pop(name, None)
    return tuple(found)
