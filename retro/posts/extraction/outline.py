"""The sections of a page: each heading with the blocks directly below it, and what it promises."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from retro.posts.extraction.parting import BOLD_LINE_LEVEL, is_bold_line, parted
from retro.posts.extraction.questions import role_of_answer
from retro.posts.extraction.roles import Role, heading_role, is_container
from retro.posts.extraction.set_formats import roles_in_format
from retro.posts.markdown import Block, BlockKind, plain_text

__all__ = ["Section", "sections_of", "without_anchor"]

_ANCHOR = re.compile(r"\s*(?:\(#[^()]*\)|\{#[^{}]*\})\s*\Z")
# {{< x >}}, {% x %}, {{ x }} on lines of their own: a site's templates, not prose.
_TEMPLATE = re.compile(r"\s*(?:\{\{.*\}\}|\{%.*%\}|:::.*|import .* from .*)\s*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands directly below it.

    Attributes:
        heading: Its block; None for what stands above the first heading.
        title: The heading's text without marks.
        level: 1 to 6; 7 for a line in bold that stands for a heading; 0 without a heading.
        parent: The index of the section above it, or -1.
        role: What it promises; handed down from the section above where the heading itself promises nothing.
        own_role: What the heading itself promises.
        blocks: The blocks below it, up to the next heading.
        has_children: Whether sections of a lower level follow in it.
    """

    heading: Block | None
    title: str
    level: int
    parent: int
    role: Role
    own_role: Role
    blocks: tuple[Block, ...]
    has_children: bool = False


@dataclass(slots=True)
class _Draft:
    heading: Block | None
    level: int
    parent: int
    blocks: list[Block]
    children: int = 0


def sections_of(blocks: Sequence[Block], post_title: str = "") -> tuple[Section, ...]:
    """Part a page at its headings, in their order; the first section is what stands above all of them.

    Args:
        blocks: The page.
        post_title: The post's title. A heading that repeats it promises nothing of its own: not everything
            below "What I learned" is a lesson.
    """
    drafts = [_Draft(None, 0, -1, [])]
    for block in chain.from_iterable(map(parted, blocks)):
        level = _level(block)
        if not level:
            if not _is_template(block):
                drafts[-1].blocks.append(block)
            continue
        parent = len(drafts) - 1
        while drafts[parent].level >= level:
            parent = drafts[parent].parent
        drafts[parent].children += 1
        drafts.append(_Draft(block, level, parent, []))
    titles = [_title(draft) for draft in drafts]
    formats = _in_formats(drafts, titles)
    sections: list[Section] = []
    for index, (draft, title) in enumerate(zip(drafts, titles, strict=True)):
        asked = role_of_answer(title)
        own = formats.get(index) or (asked if asked is not Role.UNKNOWN else heading_role(title))
        is_one_thing = own not in {Role.NOTHING, Role.UNKNOWN} and not is_container(title)
        if title == post_title or (is_one_thing and asked is Role.UNKNOWN and index not in formats):
            own = Role.UNKNOWN  # "Learning to say no" is about one thing
        inherited = sections[draft.parent].role if draft.parent >= 0 else Role.UNKNOWN
        role = inherited if own is Role.UNKNOWN else own
        sections.append(
            Section(
                draft.heading,
                title,
                draft.level,
                draft.parent,
                role,
                own,
                tuple(draft.blocks),
                draft.children > 0,
            )
        )
    return tuple(sections)


def _title(draft: _Draft) -> str:
    heading = draft.heading
    return plain_text(without_anchor(heading.text)).strip(" :") if heading is not None else ""


def _in_formats(drafts: Sequence[_Draft], titles: Sequence[str]) -> dict[int, Role]:
    """What the headings promise that stand beside others of the same format."""
    beside: dict[int, list[int]] = defaultdict(list)
    for index, draft in enumerate(drafts):
        beside[draft.parent].append(index)
    found: dict[int, Role] = {}
    for indexes in beside.values():
        roles = roles_in_format(titles[index] for index in indexes)
        found.update((index, roles[titles[index]]) for index in indexes if titles[index] in roles)
    return found


def without_anchor(heading: str) -> str:
    """A heading without the anchor that some generators let it carry: ``Safety {#safety}``."""
    return _ANCHOR.sub("", heading)


def _level(block: Block) -> int:
    if block.kind is BlockKind.HEADING:
        return block.level
    return BOLD_LINE_LEVEL if is_bold_line(block) else 0


def _is_template(block: Block) -> bool:
    return block.kind is BlockKind.PARAGRAPH and _TEMPLATE.fullmatch(block.text) is not None
