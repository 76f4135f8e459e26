"""Lessons in tables: columns that are headed as ones of lessons, maybe beside one of companies."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from retro.model import Kind
from retro.posts.extraction.findings import Finding, titled
from retro.posts.extraction.reading import folded
from retro.posts.extraction.roles import KIND_OF_ROLE, Role, heading_role
from retro.posts.markdown import Block, plain_text

__all__ = ["lessons_in_table"]

_COMPANY_COLUMN = re.compile(
    r"(?:job|company|employer|organi[sz]ation|where|workplace|startup|client|role|position|place)s?"
)


_JUDGING = frozenset({Role.LESSONS, Role.WINS, Role.MISTAKES, Role.PRACTICES})
_LINE_BREAK = re.compile(r"\s*<br */?>\s*", re.IGNORECASE)


def lessons_in_table(table: Block, section: int) -> list[Finding]:
    """The lessons of each row: in the column that says that it holds them, or in several that judge."""
    if len(table.children) < 2:
        return []
    header = [plain_text(cell.text) for cell in table.children[0].children]
    columns = _columns(header)
    places = next((n for n, text in enumerate(header) if _COMPANY_COLUMN.fullmatch(folded(text))), None)
    findings = []
    for row in table.children[1:]:
        company = plain_text(row.children[places].text) if places is not None else ""
        for column, kind in columns.items():
            findings.extend(_in_cell(row, column, kind, section, company))
    return findings


def _columns(header: Sequence[str]) -> Mapping[int, Kind]:
    """The columns that hold lessons, with their kinds. A lone column of improvements may be of anything."""
    roles = {n: role for n, text in enumerate(header) if (role := heading_role(text)) in _JUDGING}
    if len(roles) == 1 and Role.LESSONS not in roles.values():
        return {}
    return {n: KIND_OF_ROLE[role] for n, role in roles.items()}


def _in_cell(row: Block, column: int, kind: Kind, section: int, company: str) -> list[Finding]:
    """The lessons of a cell, one a line."""
    cell = row.children[column]
    lines = [line for line in _LINE_BREAK.split(cell.text) if line.strip()]
    blocks = [cell] if len(lines) == 1 else [replace(cell, text=line, bold="") for line in lines]
    return [
        Finding(*titled(block), kind, row.line, section, 3, "table with a column of lessons", company)
        for block in blocks
    ]
