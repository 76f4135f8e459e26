"""The names in a whole post that stand where an employer stands, and how much says that they are one."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from retro.posts.extraction.employment import (
    DESCRIBED,
    GUEST,
    NAME_WORD,
    OWNED,
    QUARTER,
    RELEASE,
    TEAMS,
    TOPIC,
    VENTURE,
    employers_left_behind,
    names_of_employers,
    slug,
    trimmed,
)
from retro.posts.extraction.likely_employers import likely_employers
from retro.posts.extraction.outline import Section
from retro.posts.markdown import BlockKind

__all__ = ["ENOUGH", "Employer", "Told", "employers_in", "told"]

ENOUGH = 3.0
"""With such a score a name is an employer."""

_OPENING = 5
_SAYS_SO = 2
_LONG_WORD = 6
_QUESTIONS = 2
# "Contoso: Month 5" is a report on one's own venture.
_REPORT = re.compile(
    rf"(?P<name>{NAME_WORD}(?: {NAME_WORD}){{0,3}})(?::| -| –| —)"
    r" (?i:month|year|week|quarter|day|one year|a year|\d+ (?:months|years)"
    r"|(?:our|my) (?:\w+ ){0,3}(?:startup|company|business|app|product|venture)"
    r"|(?:a )?(?:post[ -]?mortem|retrospective))(?!\w)"
)
_LINK = re.compile(r"\[(?P<name>[^\]\[\n]{2,40})\]\(https?://(?P<host>[^/\s()]{3,60})")


class Employer(NamedTuple):
    """A name, how much the whole post says that it is where its author works, and whether a place says so."""

    name: str
    score: float
    is_said: bool


class Told(NamedTuple):
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
        """All of it."""
        return f"{self.opening}\n{self.rest}"


def told(
    title: str, tags: Iterable[str], author: str, sections: Sequence[Section], texts: Sequence[str]
) -> Told:
    """A post as it is asked for employers.

    Args:
        title: Its title.
        tags: Its tags.
        author: Who wrote it.
        sections: Its sections in order.
        texts: Their plain texts, a paragraph a line.
    """
    paragraphs = [paragraph for text in texts for paragraph in text.split("\n")]
    opening, rest = "\n".join(paragraphs[:_OPENING]), "\n".join(paragraphs[_OPENING:])
    is_interview = sum(section.title.endswith("?") for section in sections) >= _QUESTIONS
    return Told(title, tuple(tags), author, opening, rest, is_interview, _linked(sections))


def _linked(sections: Sequence[Section]) -> dict[str, bool]:
    blocks = [block for section in sections for block in section.blocks if block.kind is BlockKind.PARAGRAPH]
    links = (match for block in blocks[:_OPENING] for match in _LINK.finditer(block.text))
    return {match["name"]: _is_host(match["host"], match["name"]) for match in links}


def _is_host(host: str, name: str) -> bool:
    """Whether a host has a name, or the longest word of it: "digital.hartwell-county.example"."""
    longest, address = max(map(slug, name.split()), key=len, default=""), slug(host)
    return slug(name) in address or (len(longest) >= _LONG_WORD and longest in address)


def employers_in(post: Told) -> list[Employer]:
    """The names that stand where an employer stands; of equals the one that was named first comes first."""
    text = post.text
    scores: dict[str, float] = defaultdict(float)
    for name in filter(trimmed, _declared(post)):
        scores[name] += ENOUGH
    for weight, name in _titled(post.title, text):
        scores[name] += 2 * max(weight, 1.0)  # "Retrospective: Swift at Northwind"
    for weight, name in names_of_employers(post.opening):
        scores[name] += 1.5 * weight
    counted: dict[str, float] = defaultdict(float)
    for weight, name in names_of_employers(post.rest):
        counted[name] += weight
    for name, weight in counted.items():
        scores[name] += min(weight, 4.0) * 0.5
    slugs = {slug(tag) for tag in post.tags}
    for name in scores:
        in_title = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", post.title) is not None
        scores[name] += (slug(name) in slugs) + in_title + post.linked.get(name, False)
    behind = employers_left_behind(text)
    for name in behind:
        scores.pop(name, None)
    named = names_of_employers(f"{post.title}\n{text}")
    said = {name for weight, name in named if weight >= _SAYS_SO}
    if not said and max(scores.values(), default=0.0) < ENOUGH:
        scores |= dict.fromkeys(filter(trimmed, _described(post.opening, slugs)), ENOUGH)
    if max(scores.values(), default=0.0) < ENOUGH:
        likely = likely_employers(post.title, post.opening, text, slugs, post.linked)
        scores |= {name: ENOUGH + score for name, score in likely.items() if name not in behind}
    employers = [Employer(name, score, name in said) for name, score in scores.items()]
    return sorted(employers, key=lambda employer: -employer.score)


def _described(opening: str, slugs: Collection[str]) -> Iterator[str]:
    """The names of what a post explains to strangers, and then calls its own."""
    yield from (match["name"] for match in DESCRIBED.finditer(opening))
    yield from (match["name"] for match in OWNED.finditer(opening) if slug(match["name"]) in slugs)


def _declared(post: Told) -> Iterator[str]:
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
