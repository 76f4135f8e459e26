"""Lessons that are a section: the heading says it, the text below explains it."""

import re
from collections.abc import Sequence

from retro.model import Kind
from retro.posts.extraction.cues import folded, read_sentence
from retro.posts.extraction.findings import Finding, one_line, words_in
from retro.posts.extraction.outline import Section, without_anchor
from retro.posts.extraction.roles import KIND_OF_ROLE, Role, is_claim, is_numbered
from retro.posts.markdown import BlockKind, markdown_of, plain_text

__all__ = ["lesson_of_section", "lesson_sections"]

# Longer sections about a topic hold several lessons; a list with little beside it is read item by item.
_LONGEST_TOPIC = 450
_SHORT_BESIDE_A_LIST = 40
_GRADE = re.compile(r"(?:result|grade|outcome|score|status)s?\W", re.IGNORECASE)
_CONTAINERS = frozenset({Role.LESSONS, Role.WINS, Role.MISTAKES})


def lesson_sections(sections: Sequence[Section], leaning: float) -> frozenset[int]:
    """The indexes of the sections that are one lesson each."""
    chosen = set()
    for index, section in enumerate(sections):
        if section.heading is None or not (section.blocks or section.has_children):
            continue
        if _is_graded(section):
            chosen.add(index)
            continue
        if section.role is Role.NOTHING or (section.has_children and not is_numbered(section.title)):
            continue
        siblings = [
            other for other in sections if other.parent == section.parent and other.level == section.level
        ]
        if _is_lesson(section, siblings, sections[section.parent], leaning):
            chosen.add(index)
    return frozenset(chosen)


def _is_lesson(section: Section, siblings: Sequence[Section], parent: Section, leaning: float) -> bool:
    title = section.title
    if title.endswith("?"):
        return False
    if is_numbered(title):
        counted = sum(is_numbered(other.title) for other in siblings)
        return counted >= 2 and (leaning >= 0.4 or parent.role in _CONTAINERS)
    if parent.heading is not None and parent.role in _CONTAINERS and section.own_role in {Role.UNKNOWN, parent.role}:
        length = sum(words_in(block.text) for block in section.blocks)
        is_list = any(block.is_list for block in section.blocks) and length <= _SHORT_BESIDE_A_LIST
        return is_claim(title) or (length <= _LONGEST_TOPIC and not is_list)
    if not is_claim(title) or leaning < 0.9 or folded(title).startswith(("what ", "things ")):
        return False
    claims = sum(is_claim(other.title) for other in siblings)
    return claims >= 3 or claims * 2 > len(siblings)


def _is_graded(section: Section) -> bool:
    """Whether a section is a goal with its result: a heading above a list that begins with "Result: …"."""
    first = section.blocks[0] if section.blocks else None
    if first is None or not first.is_list or not first.children[0].children:
        return False
    return _GRADE.match(plain_text(first.children[0].children[0].text)) is not None


def lesson_of_section(section: Section, index: int) -> Finding:
    """The lesson that a section is."""
    assert section.heading is not None  # noqa: S101 - lesson_sections chose it
    blocks = [block for block in section.blocks if block.kind is not BlockKind.RULE]
    if _is_graded(section):
        title = without_anchor(section.heading.bold or section.heading.text)
        return Finding(
            one_line(title), markdown_of(blocks), Kind.OUTCOME, section.heading.line, index, 2, "goal with its result"
        )
    kind = KIND_OF_ROLE.get(section.role, Kind.LESSON)
    reading = read_sentence(folded(section.title))
    if kind is Kind.MISTAKE and {"imperative", "advice"} & set(reading.cues):
        kind = Kind.LESSON  # "Begin earlier" is what was learned from the mistake
    return Finding(
        one_line(without_anchor(section.heading.text)),
        markdown_of(blocks),
        kind,
        section.heading.line,
        index,
        2.5,
        f"heading under {section.role}" if section.role in _CONTAINERS else "heading that says it",
    )
