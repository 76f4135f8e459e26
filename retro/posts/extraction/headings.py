"""Lessons that are a section: the heading says it, the text below explains it."""

import re
from collections import defaultdict
from collections.abc import Sequence

from retro.model import Kind
from retro.posts.extraction.findings import Finding, one_line, words_in
from retro.posts.extraction.lists import commends_a_link, says_in_bold
from retro.posts.extraction.outline import Section, without_anchor
from retro.posts.extraction.reading import folded, read_sentence
from retro.posts.extraction.role_words import IMPERATIVE
from retro.posts.extraction.roles import KIND_OF_ROLE, Role, announced_number, is_claim, is_numbered
from retro.posts.markdown import Block, BlockKind, markdown_of, plain_text

__all__ = ["lesson_of_section", "lesson_sections"]

# Longer sections about a topic hold several lessons; a list with little beside it is read item by item.
_LONGEST_TOPIC = 450
_SHORT_BESIDE_A_LIST = 40
_MANY = 5
_GRADE = re.compile(r"(?:result|grade|outcome|score|status)s?\W", re.IGNORECASE)
_CONTAINERS = frozenset({Role.LESSONS, Role.WINS, Role.MISTAKES})


def lesson_sections(sections: Sequence[Section], leaning: float, post_title: str) -> frozenset[int]:
    """The indexes of the sections that are one lesson each.

    Args:
        sections: The post's sections.
        leaning: How much the post is about lessons.
        post_title: Its title; "Six lessons of a move" above six headings says what they are.
    """
    announced = announced_number(post_title)
    # Where headings of lessons stand below some of them, the others are what these were learned from.
    holders = {section.parent for section in sections if section.own_role in _CONTAINERS}
    siblings: dict[tuple[int, int], list[str]] = defaultdict(list)
    for section in sections:
        if section.own_role not in {Role.NOTHING, Role.CLOSING}:
            siblings[section.parent, section.level].append(section.title)
    counts = {
        place: (sum(map(is_numbered, titles)), sum(map(is_claim, titles)), len(titles))
        for place, titles in siblings.items()
    }
    # What stands below a problem is what is recommended against it: the section itself says the problem.
    remedied = {section.parent for section in sections if section.own_role is Role.PRACTICES}
    problems = remedied - {section.parent for section in sections if section.own_role is not Role.PRACTICES}
    chosen = set()
    for index, section in enumerate(sections):
        if section.heading is None or not (section.blocks or section.has_children):
            continue
        if _is_graded(section):
            chosen.add(index)
            continue
        beside = counts.get((section.parent, section.level), (0, 0, 0))
        is_counted = announced and abs(beside[2] - announced) <= 1 and index not in holders
        if is_counted and section.own_role is Role.UNKNOWN:
            chosen.add(index)
            continue
        if section.role is Role.NOTHING or _says_less_than_its_list(section):
            continue
        if section.has_children and not (is_numbered(section.title) or index in problems):
            continue
        if _is_lesson(section, beside, sections[section.parent], leaning):
            chosen.add(index)
    return frozenset(chosen)


def _is_lesson(section: Section, counts: tuple[int, int, int], parent: Section, leaning: float) -> bool:
    """Whether a section is one lesson.

    Args:
        section: The section.
        counts: Of the headings beside it, how many are numbered, how many say something, how many there are.
        parent: The section above it.
        leaning: How much the post is about lessons.
    """
    title = section.title
    numbered, claims, beside = counts
    if title.endswith("?"):
        return False
    if is_numbered(title):
        return numbered >= 2 and (leaning >= 0.4 or parent.role in _CONTAINERS)
    if (
        parent.heading is not None
        and parent.role in _CONTAINERS
        and section.own_role in {Role.UNKNOWN, parent.role}
    ):
        length = sum(words_in(block.text) for block in section.blocks)
        is_list = any(block.is_list for block in section.blocks) and length <= _SHORT_BESIDE_A_LIST
        return is_claim(title) or (length <= _LONGEST_TOPIC and not is_list)
    holds_lessons = section.own_role in _CONTAINERS or folded(title).startswith(("what ", "things "))
    if leaning < 0.9 or holds_lessons:
        return False
    if not is_claim(title):
        # Where nearly all headings say something, "Start early" does too.
        is_one_of_them = beside >= _MANY and claims * 4 >= beside * 3
        return is_one_of_them and section.own_role is Role.UNKNOWN and bool(section.blocks)
    return claims >= 3 or claims * 2 > beside


def _title(heading: Block) -> str:
    """The heading as a title; one that is all bold stands without the marks."""
    text = one_line(without_anchor(heading.text))
    is_bold = heading.bold and text.strip("*_") == heading.bold.strip("*_")
    return one_line(heading.bold) if is_bold else text


def _is_graded(section: Section) -> bool:
    """Whether a section is a goal with its result: a heading above a list that begins with "Result: …"."""
    first = section.blocks[0] if section.blocks else None
    if first is None or not first.is_list or not first.children[0].children:
        return False
    return _GRADE.match(plain_text(first.children[0].children[0].text)) is not None


def _says_less_than_its_list(section: Section) -> bool:
    """Whether a list in a section says several things in bold, or there is nothing but lists of links."""
    lists = [block for block in section.blocks if block.is_list]
    if any(map(says_in_bold, lists)):
        return True
    items = [item for block in lists for item in block.children]
    are_links = all(map(commends_a_link, items))
    are_lists = all(block.is_list or block.kind is BlockKind.RULE for block in section.blocks)
    return bool(items) and are_links and are_lists


def lesson_of_section(section: Section, index: int) -> Finding:
    """The lesson that a section is."""
    assert section.heading is not None  # noqa: S101 - lesson_sections chose it
    blocks = [block for block in section.blocks if block.kind is not BlockKind.RULE]
    if _is_graded(section):
        return Finding(
            _title(section.heading),
            markdown_of(blocks),
            Kind.OUTCOME,
            section.heading.line,
            index,
            2,
            "goal with its result",
        )
    kind = KIND_OF_ROLE.get(section.role, Kind.LESSON)
    title = folded(section.title)
    if kind is Kind.MISTAKE and (IMPERATIVE.match(title) or "advice" in read_sentence(title).cues):
        kind = Kind.LESSON  # "Begin earlier" is what was learned from the mistake
    return Finding(
        _title(section.heading),
        markdown_of(blocks),
        kind,
        section.heading.line,
        index,
        2.5,
        f"heading under {section.role}" if section.role in _CONTAINERS else "heading that says it",
    )
