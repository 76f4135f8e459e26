"""How much a post is about lessons at all: a tutorial gives advice in every line and is none."""

# ruff: noqa: E501 - a pattern reads better whole

import re
from collections.abc import Iterator, Sequence

from retro.posts.document import PostDocument
from retro.posts.extraction.outline import Section
from retro.posts.extraction.prose import read_paragraph
from retro.posts.extraction.reading import folded
from retro.posts.extraction.roles import Role, is_claim
from retro.posts.markdown import Block, BlockKind, plain_text

__all__ = ["leaning_of", "threshold"]

_REFLECTIVE = re.compile(
    r"(?<!\w)(?:lessons?|learn(?:ed|t|ings?)|take-?aways?|retrospectives?|retro|reflections?|reflecting|post[ -]?mortems?|mistakes?|regrets?"
    r"|hindsight|looking back|years? (?:later|of|in|at|as)|(?:first|second|third|fourth|fifth|sixth|seventh|eighth|\d+(?:st|nd|rd|th)) (?:year|month)"
    r"|year in review|in review|farewell|goodbye|leave|leaving|left|failed|failure|advice|wish (?:i|we)|what (?:i|we)|insights?|experience|why (?:i|we)"
    r"|how (?:i|we) (?:broke|lost|failed|ruined|killed|deleted|wrecked|crashed|almost|nearly)"
    # The same in German, Spanish, Portuguese, French and Dutch.
    r"|rückblick|jahresrückblick|retrospektive|gelernt|lektionen|erfahrungen|aprend[ií]\w*|lecci[oó]n(?:es)?|errores|retrospectiva|appris|leçons?|bilan"
    r"|retour d'expérience|erreurs|lições|geleerd|terugblik"
    r"|from \w+ to \w+|journey|months? \d+|taught|recap|annual|yearly|last day|moving on|shutting down|next chapter)(?!\w)"
)
# Only as a title: "Eight years, two months", "Notes from my first eighteen months", "Ten questions for Ann".
_REFLECTIVE_TITLE = re.compile(
    r"(?:\w+ )?(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|\d+) (?:years|months)(?=[,:.;-]| (?:and|-)|\Z)"
    r"|.{0,80}(?<!\w)for (?:\w+ ){0,2}(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|\d+) (?:years|months)(?!\w)"
    r"|.{0,60}(?<!\w)(?:(?:first|last) (?:\w+ ){0,2}(?:years|months|weeks|days)|q[1-4]|(?:years?|months?|weeks) (?:on|later|after)|why it (?:took|failed|broke)|notes from|questions (?:for|with|to))(?!\w)"
)
_INSTRUCTIVE = re.compile(
    r"(?<!\w)(?:how to|introduc(?:ing|tion)|announc(?:ing|ement|es)|getting started|tutorial|guide|release[ds]?|what is|using|setting up|install"
    r"|v?\d+\.\d+|checklist|template|friendly|til|books)(?!\w)"
)
# How to treat people is advice from experience; how to treat machines is a manual.
_AT_WORK = re.compile(
    r"(?<!\w)(?:company|job|career|teams?|people|managers?|management|boss|leaders?|leadership|feedback|meetings?|colleagues?|culture|conference)(?!\w)"
)
_OPENING_WORDS = 250
_PERSONAL = 0.03
_MANY_CLAIMS = 3
_LOOKS_BACK = frozenset(
    {"confession", "should have", "hindsight", "learned", "mistake marker", "lesson marker"}
)
_FEWEST_LOOKS, _WORDS_A_LOOK = 2, 400
_UNDECIDED = (-0.1, 1.5)
"""Below and above, it would make no difference, and would take reading the whole post."""
_FIRST_PERSON = re.compile(
    r"(?<!\w)(?:i|we|my|our|me|us|i'(?:ve|d|m|ll)|we'(?:ve|d|re|ll)|ich|wir|mich|uns|mein\w{0,2}|unser\w{0,2}|yo|mis"
    r"|nosotros|nuestr[ao]s?|je|j'ai|nous|mon|notre|nós|minha|ik|wij|mijn)(?!\w)"
)


def leaning_of(document: PostDocument, sections: Sequence[Section]) -> float:
    """How much speaks for a post about lessons: 1 and above is one, below 0.4 is none."""
    leaning = 0.0
    name = folded(document.title)
    if _REFLECTIVE.search(name) or _REFLECTIVE_TITLE.match(name):
        leaning += 1
    if _INSTRUCTIVE.search(name) and not _AT_WORK.search(name):
        leaning -= 0.5
    about = folded(" ".join((document.description, *document.tags, document.category)))
    if _REFLECTIVE.search(about):
        leaning += 0.5
    paragraphs = [
        folded(plain_text(block.text))
        for section in sections
        for block in section.blocks
        if block.kind is BlockKind.PARAGRAPH
    ]
    opening = " ".join(" ".join(paragraphs).split()[:_OPENING_WORDS])
    leaning += 0.7 if _REFLECTIVE.search(opening) else 0
    if any(section.own_role in {Role.LESSONS, Role.WINS, Role.MISTAKES} for section in sections):
        leaning += 0.5
    words = sum(paragraph.count(" ") + 1 for paragraph in paragraphs) or 1
    person = sum(len(_FIRST_PERSON.findall(paragraph)) for paragraph in paragraphs) / words
    leaning += 0.5 if person > _PERSONAL else 0 if person > 0.012 else -0.3
    headings = sum(not section.title.endswith("?") and is_claim(section.title) for section in sections[1:])
    if headings >= _MANY_CLAIMS and person > _PERSONAL:
        leaning += 0.5
    code = sum(block.text.count("\n") for section in sections for block in _code_in(section.blocks))
    leaning -= min(1.2, code * 12 / words)
    if _UNDECIDED[0] <= leaning < _UNDECIDED[1] and _looks_back(sections, words):
        leaning += 0.5
    return round(leaning, 2)


def _looks_back(sections: Sequence[Section], words: int) -> bool:
    """Whether a post admits, regrets and learns more often than one sentence in 400 words."""
    read = (
        sentence.reading
        for section in sections
        for block in section.blocks
        if block.kind is BlockKind.PARAGRAPH
        for sentence in read_paragraph(block.text)
    )
    looks = sum(reading.score >= 1 and not _LOOKS_BACK.isdisjoint(reading.cues) for reading in read)
    return looks >= _FEWEST_LOOKS and looks * _WORDS_A_LOOK >= words


def _code_in(blocks: Sequence[Block]) -> Iterator[Block]:
    for block in blocks:
        if block.kind is BlockKind.CODE:
            yield block
        yield from _code_in(block.children)


def threshold(leaning: float, role: Role) -> float:
    """What a sentence's cues must reach to be a lesson in such a post, in such a section."""
    needed = 1.0 if leaning >= 1 else 1.5 if leaning >= 0.4 else 2.5
    if role in {Role.LESSONS, Role.MISTAKES, Role.WINS}:
        return needed - 0.4
    return needed - 0.2 if role is Role.CLOSING and leaning >= 0.4 else needed
