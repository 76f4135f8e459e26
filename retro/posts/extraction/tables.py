"""Lessons in tables: a column that is headed as one of lessons, maybe beside one of companies."""

import re

from retro.model import Kind
from retro.posts.extraction.findings import Finding, titled
from retro.posts.extraction.reading import folded
from retro.posts.extraction.roles import Role, heading_role
from retro.posts.markdown import Block, plain_text

__all__ = ["lessons_in_table"]

_COMPANY_COLUMN = re.compile(
    r"(?:job|company|employer|organi[sz]ation|where|workplace|startup|client|role|position|place)s?"
)


def lessons_in_table(table: Block, section: int) -> list[Finding]:
    """One lesson a row, where a column says that it holds lessons."""
    if len(table.children) < 2:
        return []
    header = [plain_text(cell.text) for cell in table.children[0].children]
    lessons = next((n for n, text in enumerate(header) if heading_role(text) is Role.LESSONS), None)
    if lessons is None:
        return []
    places = next((n for n, text in enumerate(header) if _COMPANY_COLUMN.fullmatch(folded(text))), None)
    findings = []
    for row in table.children[1:]:
        cell = row.children[lessons]
        if not cell.text.strip():
            continue
        title, body = titled(cell)
        company = plain_text(row.children[places].text) if places is not None else ""
        findings.append(
            Finding(title, body, Kind.LESSON, row.line, section, 3, "table with a column of lessons", company)
        )
    return findings
