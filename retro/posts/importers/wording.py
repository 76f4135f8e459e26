"""An entry's text as a lesson's: the title and the rest, and the tags that stand in it."""

import re
from collections.abc import Iterable

from retro.model import Kind
from retro.posts.redacting.passages import without_passages
from retro.sentences import first_sentence

__all__ = [
    "Labels",
    "labelled",
    "one_line",
    "tags_in",
    "title_and_body",
    "with_link",
    "without_labels",
    "without_private_labels",
]

_LONGEST_TITLE = 200
"""Characters of a first line that are taken for a title as they are; a paragraph is none."""

_HEADING = re.compile(r"#{1,6}[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*")
# jrnl's own grammar: a sign, then letters, digits and a few marks, and nothing before it but white space.
_TAG = re.compile(r"(?<!\S)([@#])([-+*#/\w]+)")
_ENDS_SENTENCE = re.compile(r"[.!?…。！？:;][\"'”’)\]]*\Z")


def one_line(text: str) -> str:
    """Text on one line."""
    return " ".join(text.split())


def tags_in(value: object) -> list[str]:
    """The texts of what should be a list of tags; of anything else none."""
    return [tag for tag in value if isinstance(tag, str)] if isinstance(value, list) else []


def title_and_body(text: str) -> tuple[str, str]:
    """The first line and what follows it; of a first line that is a paragraph, its first sentence.

    ``#`` marks of a heading are no part of a title.
    """
    first, _, rest = text.strip().partition("\n")
    rest = rest.strip("\n").rstrip()
    if heading := _HEADING.fullmatch(first.strip()):
        return one_line(heading[1]), rest
    if len(first) > _LONGEST_TITLE:
        title, more = first_sentence(first)
        if more:
            return one_line(title), f"{more}\n{rest}".strip()
    return one_line(first), rest


def with_link(body: str, address: str) -> str:
    """The body with the address that it came from below it, if that is one."""
    address = address.strip()
    is_address = address.startswith(("https://", "http://")) and not re.search(r"[\s<>]", address)
    if not is_address or address in body:
        return body
    return f"{body}\n\n<{address}>".lstrip("\n")


class Labels:
    """Tags as what they say of a lesson: ``#`` a theme or a kind, ``@`` a company, if there is one of it.

    Args:
        tags: As they stand in the text, with their signs; one without a sign is a theme, unless the same
            name stands with an ``@`` as well.
    """

    def __init__(self, tags: Iterable[str]) -> None:
        themes: dict[str, None] = {}
        mentions: dict[str, None] = {}
        self.kind: Kind | None = None
        for tag in tags:
            name = one_line(tag.lstrip("@#"))
            if name.lower() in _KINDS and not tag.startswith("@"):
                self.kind = self.kind or Kind(name.lower())
            elif any(character.isalpha() for character in name):
                (mentions if tag.startswith("@") else themes)[name] = None
        self.themes = tuple(name for name in themes if name not in mentions)
        self.mentions = tuple(mentions)


_KINDS = frozenset(Kind)


def labelled(text: str) -> list[str]:
    """The tags in a text, lower-cased, with their signs, each once; none of a private passage."""
    return _tags(without_passages(text)[0])


def without_private_labels(tags: Iterable[str], text: str) -> list[str]:
    """The tags that another program found in a text, but for those that stand in private passages alone."""
    private = set(_tags(text)).difference(labelled(text))
    return [tag for tag in tags if tag.lower() not in private]


def _tags(text: str) -> list[str]:
    found = (sign + name.rstrip("-/*").lower() for sign, name in _TAG.findall(text))
    return list(dict.fromkeys(tag for tag in found if len(tag) > 1))


def without_labels(text: str) -> str:
    """Without tags that label the text and do not belong to a sentence of it.

    These are tags after the end of its last sentence, and those on a last line of their own.
    """
    text = text.rstrip()
    start = len(text)
    for match in reversed(list(_TAG.finditer(text))):
        if text[match.end() : start].strip():
            break
        start = match.start()
    before = text[:start].rstrip()
    stands_alone = not before or text[len(before) : start].count("\n") > 0
    return before if stands_alone or _ENDS_SENTENCE.search(before) else text
