"""Which companies a post is about: by how people write that they joined, worked at and left one.

Headings are mostly topics; one is a company only when the text says so, or when it stands among others that
are.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from retro.dates import PartialDate
from retro.posts.extraction.company_headings import companies_headed
from retro.posts.extraction.employment import (
    ALIAS,
    DESCRIBED,
    GUEST,
    JOINED,
    LEFT,
    NAME_WORD,
    OWNED,
    QUARTER,
    RELEASE,
    TEAMS,
    TOPIC,
    VENTURE,
    employers_left_behind,
    names_of_employers,
    trimmed,
)
from retro.posts.extraction.likely_employers import likely_employers
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
        told = [name for begins, name in self.by_line if begins <= line]
        return told[-1] if told else self.by_section[section]


_OPENING = 5
_ENOUGH = 3.0
# One sentence deep in the text is enough ("nobody here at Contoso") where no other name comes near.
_UNRIVALLED = 1.5
_SAYS_SO = 2
# "Contoso: Month 5" is a report on one's own venture.
_REPORT = re.compile(
    rf"(?P<name>{NAME_WORD}(?: {NAME_WORD}){{0,3}})(?::| -| –| —)"
    r" (?i:month|year|week|quarter|day|one year|a year|\d+ (?:months|years)"
    r"|(?:our|my) (?:\w+ ){0,3}(?:startup|company|business|app|product|venture)"
    r"|(?:a )?(?:post[ -]?mortem|retrospective))(?!\w)"
)
_LINK = re.compile(r"\[(?P<name>[^\]\[\n]{2,40})\]\(https?://(?P<host>[^/\s()]{3,60})")
_TELLING = 6
_QUESTIONS = 2
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
        employers = _employers(_told(title, tags, author, sections, texts))
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


def _told(
    title: str, tags: Iterable[str], author: str, sections: Sequence[Section], texts: Sequence[str]
) -> "_Told":
    paragraphs = [paragraph for text in texts for paragraph in text.split("\n")]
    opening, rest = "\n".join(paragraphs[:_OPENING]), "\n".join(paragraphs[_OPENING:])
    is_interview = sum(section.title.endswith("?") for section in sections) >= _QUESTIONS
    return _Told(title, tuple(tags), author, opening, rest, is_interview, _linked(sections))


def _linked(sections: Sequence[Section]) -> dict[str, bool]:
    blocks = [block for section in sections for block in section.blocks if block.kind is BlockKind.PARAGRAPH]
    links = (match for block in blocks[:_OPENING] for match in _LINK.finditer(block.text))
    return {match["name"]: _is_host(match["host"], match["name"]) for match in links}


def _is_host(host: str, name: str) -> bool:
    """Whether a host has a name, or the longest word of it: "digital.hartwell-county.example"."""
    longest = max(map(_slug, name.split()), key=len, default="")
    return _slug(name) in _slug(host) or (len(longest) >= _TELLING and longest in _slug(host))


class _Employer(NamedTuple):
    """A name, how much the whole post says that it is where its author works, and whether a place says so."""

    name: str
    score: float
    is_said: bool


class _Told(NamedTuple):
    """A post, as far as it may name an employer: the first paragraphs say most."""

    title: str
    tags: tuple[str, ...]
    author: str
    opening: str
    rest: str
    is_interview: bool
    linked: Mapping[str, bool]
    """The names in the opening that are links, and whether to a host of their name."""

    @property
    def text(self) -> str:
        return f"{self.opening}\n{self.rest}"


def _employers(post: _Told) -> list[_Employer]:
    """The names that stand where an employer stands; of equals the one that was named first comes first."""
    scores: dict[str, float] = defaultdict(float)
    for name in filter(trimmed, _declared(post)):
        scores[name] += _ENOUGH
    for weight, name in _titled(post.title, post.text):
        scores[name] += 2 * max(weight, 1.0)  # "Retrospective: Swift at Northwind"
    for weight, name in names_of_employers(post.opening):
        scores[name] += 1.5 * weight
    counted: dict[str, float] = defaultdict(float)
    for weight, name in names_of_employers(post.rest):
        counted[name] += weight
    for name, weight in counted.items():
        scores[name] += min(weight, 4.0) * 0.5
    slugs = {_slug(tag) for tag in post.tags}
    for name in scores:
        in_title = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", post.title) is not None
        scores[name] += (_slug(name) in slugs) + in_title + post.linked.get(name, False)
    behind = employers_left_behind(post.text)
    for name in behind:
        scores.pop(name, None)
    named = names_of_employers(f"{post.title}\n{post.text}")
    said = {name for weight, name in named if weight >= _SAYS_SO}
    if not said and max(scores.values(), default=0.0) < _ENOUGH:
        scores |= dict.fromkeys(filter(trimmed, _described(post.opening, slugs)), _ENOUGH)
    if max(scores.values(), default=0.0) < _ENOUGH:
        likely = likely_employers(post.title, post.opening, post.text, slugs, post.linked)
        scores |= {name: _ENOUGH + score for name, score in likely.items() if name not in behind}
    employers = [_Employer(name, score, name in said) for name, score in scores.items()]
    return sorted(employers, key=lambda employer: -employer.score)


def _described(opening: str, slugs: Collection[str]) -> Iterator[str]:
    """The names of what a post explains to strangers, and then calls its own."""
    yield from (match["name"] for match in DESCRIBED.finditer(opening))
    yield from (match["name"] for match in OWNED.finditer(opening) if _slug(match["name"]) in slugs)


def _declared(post: _Told) -> Iterator[str]:
    """The names that a title says to be somebody's work, whose team wrote the post, where a guest works."""
    title, text = post.title, post.text
    if (report := _REPORT.match(title)) and report["name"] in text:
        yield report["name"]
    if venture := _venture(title, text):
        yield venture
    if (quarter := QUARTER.match(title)) and not _is_word(quarter["name"], text):
        yield quarter["name"]
    if (release := RELEASE.match(title)) and release["name"] in post.tags and release["name"] in text:
        yield release["name"]
    yield from (team["name"] for pattern in TEAMS if (team := pattern.match(post.author)))
    if post.is_interview and (guest := GUEST.search(post.opening)):
        yield guest["name"]


def _of_the_post(employers: Sequence[_Employer]) -> str | None:
    """The one company that a whole post is about, if there is one."""
    if not employers:
        return None
    best, *others = employers
    rival = max((other.score for other in others if other.is_said), default=0.0)
    is_unrivalled = best.is_said and rival * 2 <= best.score
    return best.name if best.score >= (_UNRIVALLED if is_unrivalled else _ENOUGH) else None


def _told_in_turn(
    title: str, employers: Sequence[_Employer], sections: Sequence[Section]
) -> tuple[tuple[int, str], ...]:
    """The paragraphs in which a career comes to one employer after the other, with their lines.

    Only an essay without headings is told so; and one that is about one of them has it in its title.
    """
    names = [employer.name for employer in employers if employer.is_said]
    told = [section for section in sections if section.blocks]
    if len(names) < _CAREER or len(told) > 1 or any(name in title for name in names):
        return ()
    pattern = re.compile(
        rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(names, key=len, reverse=True)))})(?!\w)"
    )
    paragraphs = (block for block in told[0].blocks if block.kind is BlockKind.PARAGRAPH)
    named = ((block.line, pattern.search(plain_text(block.text))) for block in paragraphs)
    return tuple((line, match[0]) for line, match in named if match is not None)


def _titled(title: str, text: str) -> list[tuple[float, str]]:
    """The employers in a title; the text has those of which it says little ("Hiring at Ground Zero").

    In a title every word may have a capital ("Leaving Management"): a topic, or a word of the text, is none.
    """
    return [
        (weight, name)
        for weight, name in names_of_employers(title)
        if (weight >= _SAYS_SO or name in text) and not _is_word(name, text)
    ]


def _is_word(name: str, text: str) -> bool:
    """Whether what stands like a name is made of words that the text has without capitals, or is a topic."""
    words = name.lower().split()
    is_in_text = any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) for word in words)
    return is_in_text or all(TOPIC.fullmatch(word) for word in words)


def _venture(title: str, text: str) -> str:
    """What a title says was built or run, where the text has it as a name: "Lessons from building Zyphr"."""
    match = VENTURE.search(title)
    name = match["name"] if match else ""
    is_all = match is not None and match.end() == len(title)
    is_named = name in text and (is_all or text.count(name) >= _SAYS_SO)
    return name if name and is_named and not _is_word(name, text) else ""


def _slug(text: str) -> str:
    return re.sub(r"\W+", "", text).lower()


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
