"""What checks say, and what a check is."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from retro.posts.checks.known import Known
from retro.posts.checks.page import Page

__all__ = ["Check", "Finding", "Look"]


class Finding(NamedTuple):
    """Something to look at.

    Args:
        code: Of the check.
        line: The line of the page, from 1.
        said: What is the matter, in one sentence.
        fix: What to do about it.
        refuses: The post must not be written as it is.
        repairable: ``retro check --fix`` puts it right.
        lesson_id: Whose it is; "" for nobody's. Preflight sets it.
    """

    code: str
    line: int
    said: str
    fix: str
    refuses: bool = False
    repairable: bool = False
    lesson_id: str = ""


Look = Callable[[Page], Iterable[Finding]]
"""Looks at one page."""


class Check(NamedTuple):
    """One sort of thing to look for.

    Args:
        code: Its name; what findings, the docs and ``--json`` call it.
        means: What a finding means, as the docs say it.
        prepared: Makes ready to look at any number of pages, with what is known besides.
        refuses: A finding stops a post.
        repairs: What ``--fix`` does about it; "" for nothing.
    """

    code: str
    means: str
    prepared: Callable[[Known], Look]
    refuses: bool = False
    repairs: str = ""
