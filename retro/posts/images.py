"""The images that Markdown shows, by their addresses: found, and given other addresses."""

import re
from collections.abc import Callable
from urllib.parse import unquote

from retro.posts.reading.prose_lines import prose_lines
from retro.sentences import code_spans

__all__ = ["image_addresses", "local_path", "with_addresses"]

# The description may hold brackets in pairs; each part stops at the next bracket: every search is short.
_INLINE = re.compile(
    r"(?P<before>!\[(?:[^\[\]\n\\]|\\.|\[[^\[\]\n]{0,300}\]){0,1000}\]\([ \t]*)"
    r"(?P<address><[^<>\n]{1,1000}>|(?:[^\s()<>\\]|\\.|\([^\s()]{0,300}\)){1,1000})(?=[\s)])"
)
_DEFINED = re.compile(
    r"(?P<before> {0,3}\[[^\[\]\n]{1,300}\]:[ \t]*)(?P<address><[^<>\n]{1,1000}>|[^\s<>]{1,1000})"
)
_TAG = re.compile(
    r"(?P<before><img\b[^<>]{0,1000}?\bsrc[ \t]*=[ \t]*[\"']?)"
    r"(?P<address>(?<=\")[^\"<>\n]{1,1000}|(?<=')[^'<>\n]{1,1000}|(?<==)[^\s\"'<>]{1,1000})",
    re.IGNORECASE,
)
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:|//")
_SUFFIX = re.compile(r"\.(?:png|jpe?g|gif|webp|svg|avif|bmp)\Z", re.IGNORECASE)


def image_addresses(markdown: str) -> tuple[str, ...]:
    """The addresses of the images in a text, outside code, as they were typed and each once."""
    found: dict[str, None] = {}

    def note(address: str) -> str:
        found[address] = None
        return address

    with_addresses(markdown, note)
    return tuple(found)


def with_addresses(markdown: str, change: Callable[[str], str]) -> str:
    """The text with each image's address changed by a function; what is code stays as it is."""
    if "![" not in markdown and "<img" not in markdown.lower():
        return markdown
    lines = markdown.split("\n")
    prose = prose_lines(lines)
    return "\n".join(_changed(line, change) if prose[number] else line for number, line in enumerate(lines))


def _changed(line: str, change: Callable[[str], str]) -> str:
    code = code_spans(line)

    def replaced(match: re.Match[str]) -> str:
        if any(start <= match.start() < end for start, end in code):
            return match[0]
        address = match["address"]
        if address.startswith("<"):
            return f"{match['before']}<{change(address[1:-1])}>"
        return match["before"] + change(address)

    defined = _DEFINED.match(line)
    if defined and local_path(defined["address"].strip("<>")):
        return replaced(defined) + line[defined.end() :]
    line = _INLINE.sub(replaced, line) if "![" in line else line
    if "<" not in line:
        return line
    code = code_spans(line)
    return _TAG.sub(replaced, line)


def local_path(address: str) -> str | None:
    """The path of an image on this disk that an address names, or None: a page's, or no image at all."""
    address = _ESCAPE.sub(r"\1", address).strip()
    if address.lower().startswith("file://"):
        address = address[7:]
    if not address or _SCHEME.match(address) or "{{" in address:
        return None
    path = unquote(re.split(r"[?#]", address, maxsplit=1)[0]).replace("\\", "/")
    return path if _SUFFIX.search(path) and "\0" not in path and "\n" not in path else None
