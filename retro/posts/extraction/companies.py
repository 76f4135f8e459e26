"""Which companies a post is about: by how people write that they joined, worked at and left one.

Headings are mostly topics; one is a company only when the text says so, or when it stands among others that
are.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from retro.dates import PartialDate
from retro.posts.extraction.employment import (
    ALIAS,
    EMPLOYMENT,
    JOB_AT,
    JOINED,
    LEFT,
    NAME_WORD,
    NOT_NAMES,
    TOPIC,
    employers_left_behind,
    names_of_employers,
)
from retro.posts.extraction.outline import Section
from retro.posts.extraction.periods import dates_in
from retro.posts.extraction.role_words import SPAN_OF_YEARS
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
    """

    mentions: tuple[CompanyMention, ...]
    by_section: tuple[str | None, ...]


_LONGEST_NAME = 48
_OPENING = 5
_ENOUGH = 3.0
# One sentence deep in the text is enough ("nobody here at Contoso") where no other name comes near.
_UNRIVALLED = 1.5
_SAYS_SO = 2
# "Contoso: Month 5" is a report on one's own venture.
_REPORT = re.compile(
    rf"(?P<name>{NAME_WORD}(?: {NAME_WORD}){{0,3}})(?::| -| –| —)"
    r" (?i:month|year|week|quarter|day|one year|a year|\d+ (?:months|years))(?!\w)"
)


def workplaces_in(title: str, tags: Iterable[str], sections: Sequence[Section]) -> Workplaces:
    """Find the companies of a post and which of its sections belongs to which.

    Args:
        title: The post's title.
        tags: Its tags; a company is often one.
        sections: The post's sections in order.
    """
    texts = [_text_of(section.blocks) for section in sections]
    headed = _headed(sections, texts)
    if headed:
        by_section = _handed_down(sections, headed)
        names = list(dict.fromkeys(headed[index] for index in sorted(headed)))
    else:
        name = _of_the_post(title, tags, texts)
        by_section = tuple(name for _ in sections)
        names = [name] if name else []
    own: dict[str | None, list[str]] = defaultdict(list)
    for text, place in zip(texts, by_section, strict=True):
        own[place].append(text)
    mentions = [_mention(name, "\n".join(own[name]), whole_post=not headed) for name in names]
    return Workplaces(tuple(mentions), by_section)


def _text_of(blocks: Sequence[Block]) -> str:
    parts = []
    for block in blocks:
        if block.kind is BlockKind.PARAGRAPH:
            parts.append(plain_text(block.text))
        elif block.children and block.kind is not BlockKind.TABLE:
            parts.append(_text_of(block.children))
    return "\n".join(parts)


# ---- headings ------------------------------------------------------------------------------------


def _headed(sections: Sequence[Section], texts: Sequence[str]) -> dict[int, str]:
    """The sections whose heading is a company."""
    common = {word for text in texts for word in re.findall(r"(?<!\w)[a-z]\w*", text)}
    scores: dict[int, float] = {}
    for index, section in enumerate(sections):
        if section.heading is not None and _is_name(section.title):
            scores[index] = _heading_score(section.title, _below(sections, texts, index), common)
    certain = {index for index, score in scores.items() if score >= _ENOUGH}
    levels = {sections[index].level for index in certain}
    for index, score in scores.items():
        # Beside a heading that certainly is a company, a coined word above talk of work is one too, and so is
        # what has years of its own.
        is_dated = SPAN_OF_YEARS.match(sections[index].title) is not None
        if index not in certain and sections[index].level in levels and (score >= 1.5 or is_dated):
            certain.add(index)
    return {index: _bare(sections[index].title) for index in certain}


def _below(sections: Sequence[Section], texts: Sequence[str], index: int) -> str:
    """The text of a section and of the sections under it."""
    parts = [texts[index]]
    for inner in range(index + 1, len(sections)):
        if sections[inner].level <= sections[index].level:
            break
        parts.append(texts[inner])
    return "\n".join(parts)


def _is_name(title: str) -> bool:
    """Whether a heading could be a company's name: a few capitalised words, none of which is a topic."""
    bare = _bare(title)
    words = re.split(r"[ /]", bare)
    if not bare or len(words) > 4 or len(bare) > _LONGEST_NAME or bare.endswith(("?", "!", ".")):
        return False
    if any(word.lower() in NOT_NAMES and len(words) == 1 for word in words):
        return False
    is_dated = SPAN_OF_YEARS.match(title.strip()) is not None  # some companies write themselves small
    capitals = is_dated or all(
        word[:1].isupper() or word[:1].isdigit() or word in {"&", "of", "and"} for word in words
    )
    is_topic = not is_dated and all(TOPIC.fullmatch(word.lower()) for word in words)
    return capitals and not is_topic and not words[0].isdigit()


def _bare(title: str) -> str:
    """A heading without job, years and punctuation: "Acme (2015-2018)", "2019: Acme", "Engineer at Acme"."""
    without = SPAN_OF_YEARS.sub("", title.strip(), count=1) if SPAN_OF_YEARS.match(title.strip()) else title
    without = re.sub(r"[(\[,:–—-]?\s*(?:19|20)\d\d.*\Z|\s*\([^)]*\)\s*\Z", "", without)
    job = JOB_AT.match(without)
    return (job["name"] if job else without).strip(" ,:-–—")


def _heading_score(title: str, text: str, common: set[str]) -> float:
    name = _bare(title)
    score = 0.0
    evidence = sum(weight for weight, found in names_of_employers(text) if _same(found, name))
    score += min(evidence, 3.0)
    employment = len({match[0].lower() for match in EMPLOYMENT.finditer(text)})
    score += 0.75 if employment else 0
    score += 0.25 if employment >= 3 else 0
    words = [word for word in name.split() if word not in {"&", "of", "and"}]
    is_topic = any(TOPIC.fullmatch(word.lower()) for word in words)
    lower = any(word.lower() in common for word in words)
    score += 0.75 if not is_topic and not lower else -1.0 if lower else 0
    if name != title.strip() and re.search(r"(?:19|20)\d\d", title):
        score += 1
    if JOB_AT.match(title):
        score += _ENOUGH
    return score


def _same(found: str, name: str) -> bool:
    """Whether a name in the text is the heading's, in full or in one of its parts."""
    parts = {name, *name.split("/")}
    if len(name.split()) > 1:
        parts |= {word for word in name.split() if len(word) > 2}
    return bool(parts & {found, *found.split("/")})


def _handed_down(sections: Sequence[Section], headed: dict[int, str]) -> tuple[str | None, ...]:
    """Each section's company: its own heading's, else that of the section above it."""
    by_section: list[str | None] = []
    for index, section in enumerate(sections):
        own = headed.get(index)
        above = by_section[section.parent] if section.parent >= 0 else None
        by_section.append(own or above)
    return tuple(by_section)


# ---- the whole post ------------------------------------------------------------------------------


def _of_the_post(title: str, tags: Iterable[str], texts: Sequence[str]) -> str | None:
    """The one company that a whole post is about, if there is one."""
    paragraphs = [paragraph for text in texts for paragraph in text.split("\n")]
    opening, rest = "\n".join(paragraphs[:_OPENING]), "\n".join(paragraphs[_OPENING:])
    scores: dict[str, float] = defaultdict(float)
    subject = _REPORT.match(title)
    if subject and any(subject["name"] in paragraph for paragraph in paragraphs):
        scores[subject["name"]] += _ENOUGH
    named = names_of_employers("\n".join((title, *paragraphs)))
    insiders = {name for weight, name in named if weight >= _SAYS_SO}
    for weight, name in names_of_employers(title):
        scores[name] += 2 * max(weight, 1.0)  # "Retrospective: Swift at Northwind"
    for weight, name in names_of_employers(opening):
        scores[name] += 1.5 * weight
    counted: dict[str, float] = defaultdict(float)
    for weight, name in names_of_employers(rest):
        counted[name] += weight
    for name, weight in counted.items():
        scores[name] += min(weight, 4.0) * 0.5
    slugs = {_slug(tag) for tag in tags}
    for name in scores:
        scores[name] += 1.0 if _slug(name) in slugs else 0
        scores[name] += 1.0 if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", title) else 0
    for name in employers_left_behind("\n".join(paragraphs)):
        scores.pop(name, None)
    if not scores:
        return None
    best = max(scores, key=scores.__getitem__)  # of equals the one that was named first
    rival = max((score for name, score in scores.items() if name in insiders - {best}), default=0.0)
    is_unrivalled = best in insiders and rival * 2 <= scores[best]
    return best if scores[best] >= (_UNRIVALLED if is_unrivalled else _ENOUGH) else None


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
