"""What generators' template languages put into Markdown, as Markdown: code, images, addresses.

``{% highlight ruby %}`` (Jekyll), ``{{< figure src="x.png" >}}`` (Hugo), ``{% asset_img x.png %}`` (Hexo) and
their like mean nothing outside their site, and what is between them would be read as prose. A text keeps its
number of lines, so that a lesson's line in the file stays right.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence

from retro.posts.reading.prose_lines import prose_lines

__all__ = ["without_calls"]

_CODE = re.compile(
    r"(?P<indent>[ \t]*)(?:\{%-?\s*(?P<liquid>highlight|codeblock|code)\b(?P<words>[^%\n]{0,200})-?%\}"
    r"|\{\{[<%]\s*(?P<hugo>highlight)\b(?P<hugo_words>[^>%\n]{0,200})[>%]\}\})[ \t]*"
)
_RAW = re.compile(r"\{%-?\s*(?:end)?(?:raw|verbatim)\s*-?%\}")
# A call that shows an image; its parameters may run over several lines.
_FIGURE = re.compile(r"\{\{[<%]\s*(?:figure|img|image|picture)\s([^{}]{1,3000}?)/?\s*[>%]\}\}")
_PARAMETER = re.compile(r"(\w+)=(?:\"((?:[^\"\\]|\\.)*)\"|'([^']*)'|([^\s\"'>]+))")
_LIQUID_IMAGE = re.compile(r"\{%-?\s*(?:asset_img|img|image)\s+([^%\n]{1,400}?)\s*-?%\}")
_IMAGE_ADDRESS = re.compile(r"\S+\.(?:png|jpe?g|gif|webp|svg|avif|bmp)(?:[?#]\S*)?", re.IGNORECASE)
# An address that is put together when the site is built.
_BASE = re.compile(r"\{\{\s*site\.(?:baseurl|url)\s*\}\}")
_FILTERED = re.compile(
    r"\{\{\s*[\"']([^\"'\n]{1,300})[\"']\s*\|\s*(?:relative_url|absolute_url|prepend:\s*site\.baseurl|url)\s*\}\}"
)
_REFERENCE = re.compile(
    r"\{\{[<%]\s*(?:rel)?ref\s+\"?([^\">%\s]{1,300})\"?\s*[>%]\}\}|\{%-?\s*(?:post_url|link)\s+(\S{1,300})\s*-?%\}"
)
_LANGUAGE_WORD = re.compile(r"(?:lang:)?([A-Za-z][\w+#.-]*)")


def without_calls(text: str) -> str:
    """The same text with what can be said in Markdown said in it; other calls stay as they are."""
    if "{%" not in text and "{{" not in text:
        return text
    lines = _fenced(text.split("\n"))
    prose = prose_lines(lines)
    pieces: list[str] = []
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and prose[end] == prose[at]:
            end += 1
        piece = "\n".join(lines[at:end])
        pieces.append(_in_prose(piece) if prose[at] and "{" in piece else piece)
        at = end
    return "\n".join(pieces)


def _fenced(lines: list[str]) -> list[str]:
    """Blocks of code between calls, as fences; where the end is missing, nothing is changed."""
    done = list(lines)
    ends = _ends_of_code(lines)
    at = 0
    while ends and at < len(lines):
        opening = _CODE.fullmatch(lines[at]) if "{" in lines[at] else None
        waiting = ends.get(opening["liquid"] or "", []) if opening else []
        place = bisect_right(waiting, at)
        if opening is None or place == len(waiting):
            at += 1
            continue
        end = waiting[place]
        runs = re.findall(r"`{3,}", "\n".join(lines[at + 1 : end]))
        fence = "`" * max([3, *(len(run) + 1 for run in runs)])
        language = _language(opening["words"] or opening["hugo_words"] or "")
        done[at] = f"{opening['indent']}{fence}{language}"
        done[end] = f"{opening['indent']}{fence}"
        at = end + 1
    return done


_CODE_END = re.compile(
    r"\s*(?:\{%-?\s*end(?P<liquid>highlight|codeblock|code)\s*-?%\}|\{\{[<%]\s*/\s*highlight\s*[>%]\}\})\s*"
)


def _ends_of_code(lines: Sequence[str]) -> dict[str, list[int]]:
    """The lines that end a block of code, by the call that must have begun it."""
    ends: dict[str, list[int]] = {}
    for number, line in enumerate(lines):
        match = _CODE_END.fullmatch(line) if "{" in line else None
        if match is not None:
            ends.setdefault(match["liquid"] or "", []).append(number)
    return ends


def _language(words: str) -> str:
    found = next((word for word in words.split() if word.startswith("lang:")), None)
    first = found or next(iter(words.split()), "")
    match = _LANGUAGE_WORD.fullmatch(first.strip('",'))
    return match[1] if match else ""


def _in_prose(text: str) -> str:
    text = _RAW.sub("", text)
    text = _FIGURE.sub(_figure, text)
    text = _LIQUID_IMAGE.sub(_liquid_image, text)
    text = _FILTERED.sub(r"\1", text)
    text = _BASE.sub("", text)
    return _REFERENCE.sub(lambda match: match[1] or match[2], text)


def _figure(match: re.Match[str]) -> str:
    given = {
        name.lower(): (double or single or bare).replace('\\"', '"')
        for name, double, single, bare in _PARAMETER.findall(match[1])
    }
    address = given.get("src") or given.get("link") or ""
    if not address:
        return match[0]
    return image(
        address, given.get("alt") or given.get("caption") or given.get("title") or ""
    ) + "\n" * match[0].count("\n")


def _liquid_image(match: re.Match[str]) -> str:
    words = match[1].split(" ")
    at = next((at for at, word in enumerate(words) if _IMAGE_ADDRESS.fullmatch(word.strip("\"'"))), None)
    if at is None:
        return match[0]
    rest = [word for word in words[at + 1 :] if not re.fullmatch(r"\d*|\d+(?:px|%)", word)]
    return image(words[at].strip("\"'"), " ".join(rest).strip("\"' "))


def image(address: str, description: str) -> str:
    """A Markdown image, whatever is in its address and its description."""
    description = " ".join(description.split()).replace("[", "(").replace("]", ")")
    if re.search(r"[\s()<>]", address):
        address = "<" + address.replace("<", "%3C").replace(">", "%3E").replace("\n", " ") + ">"
    return f"![{description}]({address})"
