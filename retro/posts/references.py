"""Reference links made inline, so that a lesson's text stands alone among the others of a post.

Two lessons may define one label differently, and a lesson's plain ``[note]`` would become a link through
the definition of another; after this, a text defines nothing.
"""

import re
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference

from retro.posts.portable import split_code

__all__ = ["resolve_references"]

# Text, perhaps with one pair of brackets in it, then perhaps a label. Each part stops at the next bracket,
# so no start is tried for longer than its own two pairs.
_USE = re.compile(
    r"(?<!\\)\[((?:[^\[\]\\]|\\.|\[(?:[^\[\]\\]|\\.){0,999}\](?!\()){1,999})\](?:\[([^\[\]]{0,999})\])?(?![(:])",
    re.DOTALL,
)


def resolve_references(text: str, reader: MarkdownIt) -> str:
    """Write ``[text][label]``, ``[label][]`` and ``[label]`` as inline links, and drop the definitions."""
    if "]:" not in text:
        return text
    environment: dict[str, Any] = {}
    tokens = reader.parse(text, environment)
    references: dict[str, dict[str, Any]] = environment.get("references", {})
    if not references:
        return text
    lines = text.split("\n")
    for token in reversed(tokens):
        if token.type == "inline" and token.map and "[" in token.content:
            _resolve_lines(lines, token.map[0], token.map[1], references)
    defined = [*references.values(), *environment.get("duplicate_refs", [])]
    gone = {line for definition in defined for line in range(*definition["map"])}
    return "\n".join(line for number, line in enumerate(lines) if number not in gone).strip("\n")


def _resolve_lines(lines: list[str], start: int, end: int, references: dict[str, dict[str, Any]]) -> None:
    before = "\n".join(lines[start:end])
    # Code keeps its place and its length, but shows no brackets.
    masked = "".join("\0" * len(piece) if code else piece for piece, code in split_code(before))
    out, done = [], 0
    for match in _USE.finditer(masked):
        label = match[2] or match[1]
        if match[2] is None and "[" in match[1]:
            continue
        found = references.get(normalizeReference(label))
        if found is None:
            continue
        # From the text itself: a link's words may hold code.
        words = before[match.start(1) : match.end(1)]
        out += [before[done : match.start()], f"[{words}]({_target(found)})"]
        done = match.end()
    out.append(before[done:])
    lines[start:end] = "".join(out).split("\n")


def _target(reference: dict[str, Any]) -> str:
    address = reference["href"]
    if not address or re.search(r"[()\s<>]", address):
        address = "<" + address.replace("<", "%3C").replace(">", "%3E").replace("\n", " ") + ">"
    title = " ".join(reference.get("title", "").split()).replace("\\", "\\\\").replace('"', '\\"')
    return f'{address} "{title}"' if title else address
