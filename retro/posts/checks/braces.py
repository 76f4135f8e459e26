"""``template-braces``: what a site generator would run instead of showing it.

Only of posts: what retro writes has none, whatever a lesson holds, so that a lesson's own braces harm nobody.
"""

from collections.abc import Iterator

from retro.posts.checks.finding import Check, Finding, Look
from retro.posts.checks.known import Known
from retro.posts.checks.page import Page
from retro.posts.dialects import DIALECTS

__all__ = ["CHECK"]


def _prepared(_known: Known) -> Look:
    return _look


def _look(page: Page) -> Iterator[Finding]:
    dialect = DIALECTS.get(page.dialect)
    runs = dialect.runs if dialect else None
    if dialect is None or runs is None or (dialect.switch and dialect.switch in page.front):
        return
    for number, line in enumerate(page.body, page.first_line):
        match = runs.search(line)
        if match:
            yield Finding(
                CHECK.code,
                number,
                f"“{match[0]}” would be run by {page.dialect.capitalize()}.",
                f"Write &#123; for the brace, or {dialect.switch} in the front matter."
                if dialect.switch
                else "Write &#123; for the brace.",
            )


CHECK = Check(
    "template-braces",
    "`{{` or `{%` that the site would run; what retro writes has none, whatever stands in a lesson",
    _prepared,
)
