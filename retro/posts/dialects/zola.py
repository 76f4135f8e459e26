"""Zola: TOML, tags only under taxonomies that the site declares, everything of one's own under ``extra``."""

import re
from collections.abc import Callable
from unicodedata import normalize

from retro.posts.bodies import markdown
from retro.posts.dialects.dialect import LONGEST_TAG, Dialect, Head, Values, usual_values
from retro.posts.portable import split_code

__all__ = ["ZOLA"]

# What calls a shortcode, in code as well, and what ends one: both break the build where none is meant. The
# grammar is Zola's own, components/markdown/src/content.pest; ``{{ x }}`` alone is text.
_BLANK = r"[ \t\r\n]*"
_IDENT = r"[A-Za-z_][A-Za-z0-9_]*"
_RUNS = (
    rf"(?:[{{%](?:/\*)?{_BLANK}{_IDENT}{_BLANK}\({_BLANK}(?:\)|{_IDENT}{_BLANK}=)"
    rf"|%(?:/\*)?{_BLANK}end{_BLANK}(?:\*/)?%)"
)
_CALL = re.compile(f"\\{{(\u200b*)(?={_RUNS})")
_CALL_WRITTEN = re.compile(f"\\{{\u200b(\u200b*)(?={_RUNS})")


# A link to nothing, or to a place that the page does not have, breaks the build. With ``./`` before it Zola
# does not look, and it leads where it led. (Nobody types a full stop as a reference with a leading zero.)
_STOP = "&#x02E;"
_TO_HERE = re.compile(r"(\]\(<?)((?:\./)*#[^\s)>])")
_TO_HERE_WRITTEN = re.compile(r"(\]\(<?)\./((?:\./)*#[^\s)>])")
_TO_NOTHING = re.compile(rf"(\]\(<?)((?:{_STOP})*>?[ \t]*[\"')])")
_TO_NOTHING_WRITTEN = re.compile(rf"(\]\(<?){_STOP}((?:{_STOP})*>?[ \t]*[\"')])")


def _shield(text: str) -> str:
    """A zero-width space parts the braces, one more than there were, so that it can be taken out again."""
    return _CALL.sub("{\u200b\\1", _outside_code(text, _shield_links))


def _unshield(text: str) -> str:
    return _outside_code(_CALL_WRITTEN.sub(r"{\1", text), _unshield_links)


def _shield_links(prose: str) -> str:
    return _TO_NOTHING.sub(rf"\1{_STOP}\2", _TO_HERE.sub(r"\1./\2", prose))


def _unshield_links(prose: str) -> str:
    return _TO_HERE_WRITTEN.sub(r"\1\2", _TO_NOTHING_WRITTEN.sub(r"\1\2", prose))


def _outside_code(text: str, change: Callable[[str], str]) -> str:
    """Change the prose of a text, paragraph by paragraph; the cells of a table share their row's line."""
    if "](" not in text:
        return text
    lines = text.split("\n")
    done: set[int] = set()
    for token in markdown().parse(text):
        if token.type != "inline" or token.map is None or token.map[0] in done:
            continue
        start, end = token.map
        done.add(start)
        pieces = split_code("\n".join(lines[start:end]))
        lines[start:end] = "".join(piece if code else change(piece) for piece, code in pieces).split("\n")
    return "\n".join(lines)


def _tag(tag: str) -> str:
    """A tag whose folder has a name that a disk takes: Zola spells ``zhen`` where one character stood."""
    room = LONGEST_TAG
    for at, letter in enumerate(tag):
        room -= 1 if letter.isascii() else 8 * len(normalize("NFKC", letter)) if letter.isalnum() else 40
        if room < 0:
            return tag[:at] + "…"
    return tag


def _values(head: Head) -> Values:
    if "tags" not in head.taxonomies:
        return usual_values(head)
    return {**usual_values(head), "tags": list(dict.fromkeys(map(_tag, head.short_tags)))}


ZOLA = Dialect(
    "zola",
    _values,
    language="toml",
    folders=("content/blog", "content/posts", "content/post"),
    runs=re.compile(rf"\{{{_RUNS}"),
    shield=_shield,
    unshield=_unshield,
)
