"""Names in addresses: e-mail, profiles, and the words of a path. Pure."""

import re
from collections.abc import Collection, Iterator
from functools import cache

from retro.posts.checks.accepted import folded_name
from retro.posts.checks.name_words import name_words
from retro.posts.dictionary import is_word

__all__ = ["names_in_addresses"]

_MAIL = re.compile(
    r"(?<![\w.+%-])([\w.+%-]{1,64})@((?:[a-z\d-]{1,63}\.){1,4}[a-z]{2,18})(?![\w-])", re.IGNORECASE | re.ASCII
)
_MADE_UP = re.compile(r"(?:.*\.)?(?:example|test|invalid|localhost|domain)(?:\.\w+)?", re.IGNORECASE)
_PROFILE = re.compile(
    r"(?<!pic\.)(?:linkedin\.com/in/|medium\.com/@|(?:mastodon|hachyderm|fosstodon|threads)\.[a-z]{2,8}/@"
    r"|(?:twitter|x)\.com/(?!(?:search|hashtag|i|intent|share|home)\b))([\w%.-]{2,60})/?(?=[\s)>\]\"']|$)",
    re.IGNORECASE,
)
_FILE = r"(?:html?|jpe?g|png|gif|webp|svg|pdf|md)\b"
_PATH_WORDS = re.compile(
    rf"(?<=/)@?([a-z]{{2,20}})[-_.](?!{_FILE})([a-z]{{2,24}})(?:[-_]([a-z]{{2,24}}))?"
    rf"(?=[/)\s>?#\]\"']|\.{_FILE}|$)",
    re.IGNORECASE | re.ASCII,
)


def names_in_addresses(text: str, others: Collection[str]) -> Iterator[tuple[int, str]]:
    """Addresses that name someone: where each begins, and what names them.

    Args:
        text: Inline Markdown without code.
        others: Folded names that are no people's.
    """
    for match in _MAIL.finditer(text) if "@" in text else ():
        if not _MADE_UP.fullmatch(match[2]) and _is_somebody(match[1].lower()):
            yield match.start(), match[0]
    for match in _PROFILE.finditer(text) if "/" in text else ():
        if folded_name(match[1]) not in others and match[1].lower() not in _lower()[1]:
            yield match.start(), match[0].rstrip("/")
    for match in _PATH_WORDS.finditer(text) if "/" in text else ():
        if _is_name([word for word in match.groups() if word]):
            yield match.start(1), text[match.start(1) : match.end(match.lastindex or 0)]


def _is_somebody(mailbox: str) -> bool:
    """Whether a mailbox is called as a person is, and not as a team: jane, jane.doe, but not people-ops."""
    parts = re.split(r"[._+-]", mailbox)
    given, others = _lower()
    if parts[0] in given:
        return not any(part in others for part in parts[1:])
    return len(parts) == 2 and all(len(part) > 1 and part.isalpha() and not is_word(part) for part in parts)


def _is_name(words: list[str]) -> bool:
    """A first name, and behind it nothing that is a word."""
    given, others = _lower()
    if words[0].lower() not in given:
        return False
    return not any(word.lower() in others for word in words[1:]) and not all(
        is_word(word.lower()) for word in words[1:]
    )


@cache
def _lower() -> tuple[frozenset[str], frozenset[str]]:
    """First names, and words that are none, as addresses write them."""
    listed = name_words()
    given = frozenset(word.lower() for word in listed.given)
    others = frozenset(word.lower() for word in listed.other_names) | listed.ordinary
    return given, others
