"""``template-braces``: what a site generator would run instead of showing it.

Only of posts: what retro writes has none, whatever a lesson holds, so that a lesson's own braces harm nobody.
"""

import re
from collections.abc import Iterator

from retro.posts.checks.finding import Check, Finding, Look
from retro.posts.checks.known import Known
from retro.posts.checks.page import Page

__all__ = ["CHECK"]

_RUNS = {
    "jekyll": ("render_with_liquid: false", re.compile(r"\{\{|\{%")),
    "eleventy": ("templateEngineOverride: md", re.compile(r"\{\{|\{%|\{#")),
    "hugo": ("", re.compile(r"\{\{[<%]")),
}
"""What each generator runs in a text, and the line of front matter that switches it off."""


def _prepared(_known: Known) -> Look:
    return _look


def _look(page: Page) -> Iterator[Finding]:
    if not page.dialect:
        return
    switch, runs = _RUNS.get(page.dialect, ("", re.compile(r"\{\{|\{%")))
    if switch and switch in page.front:
        return
    for number, line in enumerate(page.body, page.first_line):
        match = runs.search(line)
        if match:
            yield Finding(
                CHECK.code,
                number,
                f"“{match[0]}” would be run by {page.dialect.capitalize()}.",
                f"Write &#123; for the brace, or {switch} in the front matter."
                if switch
                else "Write &#123; for the brace.",
            )


CHECK = Check(
    "template-braces",
    "`{{` or `{%` that the site would run; what retro writes has none, whatever stands in a lesson",
    _prepared,
)
