"""From sections to findings: each block is read by the rule for its kind, and by one only."""

from collections.abc import Sequence
from dataclasses import replace

from retro.posts.extraction.findings import Finding, titled, words_in
from retro.posts.extraction.headings import lesson_sections
from retro.posts.extraction.leaning import threshold
from retro.posts.extraction.lists import (
    instructs,
    is_lessons,
    is_of_sentences,
    lessons_in_list,
    makes_points,
    says_in_bold,
)
from retro.posts.extraction.ordinals import counted_paragraphs, pointed_paragraphs
from retro.posts.extraction.outline import Section
from retro.posts.extraction.prose import (
    Sentence,
    answering,
    asked_for,
    leans,
    lessons_in_paragraph,
    read_paragraph,
)
from retro.posts.extraction.questions import role_of_answer
from retro.posts.extraction.quotations import lesson_in_quote
from retro.posts.extraction.reading import folded
from retro.posts.extraction.roles import (
    KIND_OF_ROLE,
    Role,
    heading_role,
    introduction_role,
    is_claim,
    is_collection,
    is_container,
    is_numbered,
    is_weighing,
)
from retro.posts.extraction.special_sections import BROUGHT_IN, explained, said_outright
from retro.posts.extraction.tables import lessons_in_table
from retro.posts.markdown import Block, BlockKind, markdown_of, plain_text

__all__ = ["findings_in"]

_EXPLAINS_A_HEADING = 2.0
_BESIDE_HEADINGS = 0.4
_MANY_HEADINGS = 4
_ABOUT = 0.5
_SAYS_WHAT = 0.9
_WHOLLY_ABOUT = 1.5
# A post is a list where everything around it has no more than this part of the list's words.
_BESIDE_A_LIST = 0.5
_SHORTEST_PARAGRAPH = 6
# Of the paragraphs that begin in bold, one in so many says something there: then all are lessons.
_CLAIMS_IN_BOLD = 3
_LONGEST_LEANING = 80
# A post that is about lessons has one in 60 to 200 words (counted by hand in 21). One in which fewer were
# found says them less openly, so it is read again, and asked for less.
_ABOUT_LESSONS = 1.4
_WORDS_A_LESSON = 80
_RELIEFS = (0.3, 0.5, 0.7)
_PASSED_BY = frozenset({BlockKind.CODE, BlockKind.FORMULA})
_CONTAINERS = frozenset({Role.LESSONS, Role.WINS, Role.MISTAKES, Role.PRACTICES})
_BRINGING_IN = _CONTAINERS | {Role.CLOSING}


def findings_in(sections: Sequence[Section], leaning: float, post_title: str = "") -> list[Finding]:
    """All lessons of a post in the order of their lines."""
    found = _read(sections, leaning, post_title, relief=0.0)
    if leaning < _ABOUT_LESSONS:
        return found
    words = sum(words_in(block.text) for section in sections for block in section.blocks)
    for relief in _RELIEFS:
        if len(found) * _WORDS_A_LESSON >= words:
            break
        found = _read(sections, leaning, post_title, relief)
    return found


def _read(sections: Sequence[Section], leaning: float, post_title: str, relief: float) -> list[Finding]:
    """One reading of all sections; ``relief`` is how much less than usual prose must say."""
    whole = lesson_sections(sections, leaning, post_title)
    by_title = is_container(post_title) and heading_role(post_title) is Role.LESSONS
    only_list = _only_list(sections) if is_collection(post_title) else None
    findings: list[Finding] = []
    for index, section in enumerate(sections):
        if index in whole:
            findings.extend(explained(section, index, threshold(leaning, section.role) - relief))
        elif section.role is Role.NOTHING:
            findings.extend(said_outright(section, index, leaning))
        else:
            raised = _raised(sections, index, whole) - relief
            is_before = index + 1 < len(sections)
            walk = _Walk(
                section,
                index,
                leaning,
                raised,
                by_title=by_title,
                only_list=only_list,
                before_headings=is_before,
            )
            findings.extend(walk.findings())
    return findings


def _only_list(sections: Sequence[Section]) -> Block | None:
    """The list of sentences that a post is, if it is hardly anything else."""
    blocks = [block for section in sections for block in section.blocks]
    lists = [block for block in blocks if block.is_list]
    if len(lists) != 1 or not is_of_sentences(lists[0]):
        return None
    inside = words_in(markdown_of(lists))
    around = sum(words_in(block.text) for block in blocks if block.kind is BlockKind.PARAGRAPH)
    return lists[0] if around < inside * _BESIDE_A_LIST else None


def _raised(sections: Sequence[Section], index: int, whole: frozenset[int]) -> float:
    """How much more prose must say where the author has put the lessons into headings."""
    above = sections[index].parent
    while above >= 0:
        if above in whole:
            return _EXPLAINS_A_HEADING
        above = sections[above].parent
    return _BESIDE_HEADINGS if len(whole) >= _MANY_HEADINGS else 0.0


class _Walk:
    """One section, block by block."""

    def __init__(
        self,
        section: Section,
        index: int,
        leaning: float,
        raised: float,
        *,
        by_title: bool,
        only_list: Block | None,
        before_headings: bool,
    ) -> None:
        self.by_title = by_title
        self.only_list = only_list
        self.asked = Role.UNKNOWN
        self.is_answer = role_of_answer(section.title) in _CONTAINERS
        self.before_headings = before_headings
        self.section = section
        self.index = index
        self.needed = threshold(leaning, section.role) + raised
        self.leaning = leaning
        has_list = any(block.is_list for block in section.blocks)
        self.paragraphs_are_lessons = (
            section.role in _CONTAINERS and not section.has_children and not has_list and leaning >= 0.4
        )
        places: frozenset[int] = frozenset()
        if leaning >= _SAYS_WHAT:
            places = counted_paragraphs(section.blocks) | pointed_paragraphs(section.blocks)
        self.counted = frozenset(section.blocks[place] for place in places)
        bold = [block.bold for block in section.blocks if _has_bold_lead(block) and not _is_aside(block)]
        claims = sum(is_claim(text) or is_numbered(text) for text in bold)
        self.bold_paragraphs_are_lessons = bool(bold) and (
            section.role in _CONTAINERS
            or (claims >= 2 and claims * _CLAIMS_IN_BOLD >= len(bold) and leaning >= _SAYS_WHAT)
        )

    def findings(self) -> list[Finding]:
        found: list[Finding] = []
        introduction = ""
        for place, block in enumerate(self.section.blocks):
            following = self.section.blocks[place + 1] if place + 1 < len(self.section.blocks) else None
            if block.kind is BlockKind.RULE and self.is_answer:
                self.is_answer = self.paragraphs_are_lessons = False  # what follows is no answer any more
            if block.kind is BlockKind.PARAGRAPH:
                if found and self._explains(block, following, self.section.blocks[place - 1]):
                    found[-1] = replace(found[-1], body=f"{found[-1].body}\n\n{block.text}".strip())
                    continue
                more, introduction = self._paragraph(block, following)
                found.extend(more)
                continue
            found.extend(self._other(block, introduction))
            introduction = introduction if block.kind in _PASSED_BY else ""
        return found

    def _other(self, block: Block, introduction: str) -> list[Finding]:
        if block.is_list:
            role = introduction_role(introduction) if introduction else Role.UNKNOWN
            own = self.section.role if self.section.role in _CONTAINERS else Role.UNKNOWN
            is_told = self._is_told(block, role)
            role = Role.UNKNOWN if role is Role.CLOSING else role
            if role is own is Role.UNKNOWN and (is_told or self._makes_points(block)):
                own = Role.LESSONS
            elif role is own is Role.UNKNOWN and self.leaning >= _WHOLLY_ABOUT and instructs(block):
                own = Role.PRACTICES
            return lessons_in_list(block, role, own, self.index, self.needed)
        if block.kind is BlockKind.QUOTE:
            lesson = lesson_in_quote(block, introduction, self.index, self.needed)
            return [lesson] if lesson else []
        if block.kind is BlockKind.TABLE:
            return lessons_in_table(block, self.index)
        return []

    def _is_told(self, block: Block, introduction: Role) -> bool:
        """Whether a list is one of lessons though nothing above it says so in a word."""
        if (self.by_title and is_lessons(block, self.needed)) or block is self.only_list:
            return True
        if self.leaning >= _ABOUT and says_in_bold(block):
            return True
        if self.leaning < _WHOLLY_ABOUT:
            return False
        is_summed_up = introduction is Role.CLOSING and is_of_sentences(block)
        return is_summed_up or (is_weighing(self.section.title) and is_of_sentences(block, least=2))

    def _makes_points(self, block: Block) -> bool:
        return self.leaning >= _SAYS_WHAT and makes_points(block)

    def _explains(self, block: Block, following: Block | None, before: Block) -> bool:
        """Whether a paragraph belongs to the paragraph before, where each paragraph is a lesson.

        It does where it begins with a word that leans on that one, or where only the others begin in bold.
        """
        if following is not None and following.kind in BROUGHT_IN:
            return False
        if not self.paragraphs_are_lessons or before.kind is not BlockKind.PARAGRAPH or _has_bold_lead(block):
            return False
        if self.bold_paragraphs_are_lessons or leans(folded(plain_text(block.text[:_LONGEST_LEANING]))):
            return True
        # An answer goes on, until it says something else.
        return self.is_answer and all(
            sentence.reading.score < self.needed for sentence in read_paragraph(block.text)
        )

    def _paragraph(self, block: Block, following: Block | None) -> tuple[list[Finding], str]:
        """The lessons of a paragraph, and its last sentence where that brings in what follows."""
        read = read_paragraph(block.text)
        if not read or block.text.startswith("|"):
            return [], ""  # a table without its second line is no prose
        read = (answering(read[0], self.asked), *read[1:])
        self.asked = asked_for(read)
        introduction = ""
        if following is None and self.before_headings and read[-1].plain.endswith(":"):
            read = read[:-1]  # it brings in the headings below
        if following is not None and following.kind in BROUGHT_IN:
            introduction, read = self._introduction(read, following)
        if not read:
            return [], introduction
        if self._is_whole_lesson(block, read):
            return [self._whole(block, read)], introduction
        return lessons_in_paragraph(block, read, self.index, self.needed), introduction

    def _introduction(self, read: tuple[Sentence, ...], following: Block) -> tuple[str, tuple[Sentence, ...]]:
        """What brings in the block that follows, and the sentences before it."""
        last = read[-1]
        if following.kind is BlockKind.QUOTE:
            # "I will always remember one comment. I will paraphrase:" is said in two sentences.
            told = " ".join(sentence.plain for sentence in read[-2:])
            return told, read[:-1] if last.plain.endswith(":") else read
        if last.plain.endswith((":", "...")):
            return last.plain, read[:-1]
        is_marked = any(cue.endswith("marker") for cue in last.reading.cues)
        if is_marked or introduction_role(last.plain) not in _BRINGING_IN:
            return "", read
        return last.plain, read[:-1]

    def _is_whole_lesson(self, block: Block, read: Sequence[Sentence]) -> bool:
        best = max(sentence.reading.score for sentence in read)
        if block in self.counted:
            return True
        if _has_bold_lead(block) and self.bold_paragraphs_are_lessons:
            return best >= 0 and not block.bold.rstrip().endswith("?") and not _is_aside(block)
        return (
            self.paragraphs_are_lessons
            and words_in(block.text) >= _SHORTEST_PARAGRAPH
            and not (block.text.startswith("(") and block.text.endswith(")"))
            and (read[0].reading.score > -1 or self.is_answer)
            and not (block.text.startswith("[") and self.section.role is not Role.WINS)  # it commends a link
            and sum(sentence.plain.endswith("?") for sentence in read) * 2 < len(read)
            and len(folded(plain_text(block.text))) * 2 > len(block.text)
        )

    def _whole(self, block: Block, read: Sequence[Sentence]) -> Finding:
        strongest = max(read, key=lambda sentence: sentence.reading.score).reading
        kind = KIND_OF_ROLE.get(self.section.role, strongest.kind)
        title, body = titled(block)
        rule = "bold beginning" if _has_bold_lead(block) else f"paragraph under {self.section.role}"
        return Finding(title, body, kind, block.line, self.index, 1.5 + max(strongest.score, 0), rule)


def _is_aside(block: Block) -> bool:
    """Whether the bold beginning says that it is no lesson: "Thank you.", "What's next."."""
    return heading_role(block.bold.strip(".,:! ")) is Role.NOTHING


def _has_bold_lead(block: Block) -> bool:
    return (
        block.kind is BlockKind.PARAGRAPH
        and bool(block.bold)
        and 1 <= words_in(block.bold) <= 20
        and len(block.text) > len(block.bold) + 20
    )
