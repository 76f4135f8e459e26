"""Inline text as its reader sees it, at the length that it has: addresses, tags and marks are blank."""

import re
from functools import lru_cache

__all__ = ["visible"]

_UNSEEN = re.compile(
    r"\]\((?:<[^<>\n]{0,2000}>|[^\s()]{0,2000}(?:\([^\s()]{0,300}\)[^\s()]{0,300})?)(?:\s{1,9}[\"'(][^\n]{0,300}?[\"')])?\s{0,9}\)"
    r"|<(?:!--[^\n]{0,2000}?--|[/A-Za-z!][^<>]{0,2000})>"
    r"|(?<![A-Za-z])(?:https?|ftp)://[^\s<>\[\]]{1,2000}"
    r"|(?<![\w.+-])[\w.+-]{1,64}@[\w.-]{1,255}"
    r"|\{\{[^{}]{0,300}\}\}"
    r"|&#?\w{1,31};"
)


# Two checks ask for each paragraph of a page, one after the other.
@lru_cache(maxsize=512)
def visible(text: str) -> str:
    """The text with spaces for all that is not shown, so that places in one are places in the other."""
    if "](" in text or "<" in text or "//" in text or "@" in text or "{{" in text or "&" in text:
        text = _UNSEEN.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)
    for mark in "*_~":  # str.translate takes each letter by itself where one is not ASCII
        text = text.replace(mark, " ")
    return text
