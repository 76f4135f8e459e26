"""What surrounds a place in a text: prose, something written together, or an address."""

import re

from retro.posts.redacting.forms import Context

__all__ = ["ADDRESS", "MAIL", "SITE", "context_at"]

MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
ADDRESS = re.compile(
    r"(?:[A-Za-z][A-Za-z0-9+.-]{1,20}://|mailto:|www\.)[^\s<>\"`{}|\\^\[\]]*[^\s<>\"`{}|\\^\[\].,;:!?')]",
    re.IGNORECASE,
)
_TOP = (
    "com|org|net|io|dev|co|ai|app|de|uk|fr|eu|us|ch|at|nl|es|it|pl|se|edu|gov|info|cloud|tech|me|jp|in|ca|au"
)
SITE = re.compile(
    rf"(?<![\w@.-])(?:[\w-]{{1,63}}\.){{1,5}}(?:{_TOP})(?![\w-]|\.\w)(?:/[^\s<>\"'`|\[\](){{}}]*[\w/])?",
    re.ASCII,
)
_PROFILES = re.compile(
    r"//(?:[\w-]+\.)?(?:github|gitlab|bitbucket|codeberg|twitter|x|linkedin|medium|bsky|mastodon|facebook|instagram)"
    r"\.[a-z.]+/(?:in/|u/|profile/|company/)?@?$",
    re.IGNORECASE,
)
_EDGE = frozenset(" \t\r\n\"“”‘’'`()<>[]{}|,;")
_JOINS = frozenset("-_./\\=+~#^&@:*?!$%")
_LONGEST = 200


def context_at(text: str, start: int, end: int) -> Context:
    """What surrounds the part of a reading from ``start`` to ``end``."""
    before = text[start - 1] if start else ""
    after = text[end] if end < len(text) else ""
    if before == "@":
        return Context.ADDRESS
    if before not in _JOINS and after not in _JOINS and not before.isalnum() and not after.isalnum():
        return Context.PROSE
    begin, finish = start, end
    while begin and text[begin - 1] not in _EDGE and start - begin < _LONGEST:
        begin -= 1
    while finish < len(text) and text[finish] not in _EDGE and finish - end < _LONGEST:
        finish += 1
    token = text[begin:finish]
    left, right = text[begin:start], text[end:finish]
    if "://" in token or token.lower().startswith(("www.", "mailto:")):
        return _in_address(left, right)
    if "@" in right and MAIL.match(token):
        return Context.ADDRESS
    if "@" in left:
        return Context.ADDRESS if not right or right[0] == "." else Context.JOINED
    return Context.JOINED if _goes_on(left, right) else Context.PROSE


def _in_address(left: str, right: str) -> Context:
    """In an address what stands between slashes may be a word; the name of a host or a profile is not."""
    if right[:1].isalnum() or left[-1:].isalnum():
        return Context.JOINED
    path = left.partition("//")[2] or left
    in_host = "/" not in path and right[:1] in {".", "@"}
    return Context.ADDRESS if in_host or _PROFILES.search(left) else Context.JOINED


def _goes_on(left: str, right: str) -> bool:
    """Whether there are letters on, not only the stop of a sentence or a mark of emphasis."""
    near = left[-1:] + right[:1]
    if set(near) <= {"*"}:
        return False
    return bool(re.search(r"[^\W_]", left[-3:]) or re.search(r"[^\W_]", right[:3])) or left[-1:] in {
        "#",
        "~",
        "^",
        "/",
    }
