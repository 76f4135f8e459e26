"""Where sentences end: for the title of a captured lesson, and for lessons found in prose.

A sentence ends at a stop (``.`` ``!`` ``?`` ``…`` and their relatives) with any closing quotes, brackets and
emphasis marks, before white space; at a CJK full stop, which needs no white space; or at a blank line. A
single line break is white space. It does not end after an abbreviation or an initial, nor inside inline code,
brackets, double braces or bold text that go on. Every scan is linear in the length of the text.
"""

import re
from collections.abc import Iterator

__all__ = ["brace_spans", "code_spans", "first_sentence", "sentences"]

_CLOSERS = frozenset("'\"’”»›)]*_`」』）】》〉］")
_CJK_STOPS = "。．｡！？"
# Compiled when a text first needs them: a set beyond Latin-1 costs a capture 0.3 ms.
_ASCII_STOPS = r"[.!?]+"
_STOPS = rf"[.!?…‼‽⁇⁈⁉⋯﹒﹖﹗{_CJK_STOPS}]+"
_GAP = r"\n[^\S\n]*+\n\s*+"
_BOLD = r"(?<!\*)\*\*(?=[^\s*])[^*]*+\*\*|(?<![\w_])__(?=[^\s_])[^_]*+__"
_ENUMERATOR = r"[0-9]{1,3}|[a-zA-Z]"
_ACRONYM = r"\w(?:\.\w)+"
_BEFORE_WORD = frozenset("([\"'“‘*_/")
_LONGEST_WORD = 24

# After these a full stop never ends a sentence; titles count with a capital only ("it took 40 ms. Then").
_ABBREVIATIONS = frozenset("e.g i.e eg ie vs cf viz resp approx z.b d.h u.a bzw vgl p.ex".split())
_TITLES = frozenset("Dr Mr Mrs Ms Mx Prof St Gen Sen Gov Capt Lt Col Sgt Rev Messrs".split())
# After these it does before a word with a capital.
_OFTEN_LAST = frozenset("etc inc ltd co corp jr sr al a.m p.m ph.d b.sc m.sc dept est usw".split())
# After these it does not before a number.
_NUMBERED = frozenset(
    "no nr nos p pp fig figs vol ch sec sect eq art par ca jan feb mar apr jun jul aug sep sept oct nov "
    "dec".split()
)
# What a sentence after "the U.S." or "plan B." commonly begins with; another capital is a name ("J. Smith").
_OPENERS = frozenset(
    "a after all also and another as at because before both but by each every everyone finally first for "
    "from he her here his how however i if in instead it it's its later let many maybe most my never next "
    "no nobody not nothing now of on once one only or our people she since so some sometimes still that "
    "that's the their then there these they this those to today until we we're we've were what when where "
    "which while who why with you your".split()
)


def first_sentence(text: str) -> tuple[str, str]:
    """The first sentence and what follows it, both without white space around them."""
    for start, end in _sentences(text):
        return text[start:end], text[end:].strip()
    return "", ""


def sentences(text: str) -> list[tuple[int, int]]:
    """The spans ``(start, end)`` of all sentences in order, without the white space between them."""
    return list(_sentences(text))


def code_spans(text: str) -> list[tuple[int, int]]:
    """The spans of inline code, backticks included: a run of backticks up to the next run as long."""
    if "`" not in text:
        return []
    runs = [match.span() for match in re.finditer("`+", text)]
    later: dict[int, list[int]] = {}
    for index in range(len(runs) - 1, -1, -1):
        later.setdefault(runs[index][1] - runs[index][0], []).append(index)
    spans: list[tuple[int, int]] = []
    opened = 0
    while opened < len(runs):
        start, end = runs[opened]
        same = later[end - start]
        while same and same[-1] <= opened:
            same.pop()
        if same:
            opened = same.pop()
            spans.append((start, runs[opened][1]))
        opened += 1
    return spans


def brace_spans(text: str, *, unclosed: bool = False) -> list[tuple[int, int]]:
    """The spans of double braces with what is between them, of nested ones the outermost.

    Args:
        text: What stands in braces is private, or a template's.
        unclosed: Braces that nobody closes reach to the end of the text; else they are none.
    """
    spans: list[tuple[int, int]] = []
    opened = depth = 0
    for match in re.finditer(r"\{\{|\}\}", text) if "{{" in text else ():
        if match[0] == "{{":
            opened = opened if depth else match.start()
            depth += 1
        elif depth:
            depth -= 1
            spans += [] if depth else [(opened, match.end())]
    return [*spans, (opened, len(text))] if depth and unclosed else spans


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    begin = 0
    for gap in re.finditer(_GAP, text) if "\n" in text else ():
        yield from _in_paragraph(text[begin : gap.start()], begin)
        begin = gap.end()
    yield from _in_paragraph(text[begin:], begin)


def _in_paragraph(text: str, offset: int) -> Iterator[tuple[int, int]]:
    text = text.rstrip()
    unbroken = _unbroken_spans(text)
    nearest = 0
    start = _after_space(text, 0)
    for stop in re.finditer(_ASCII_STOPS if text.isascii() else _STOPS, text):
        end = stop.end()
        while end < len(text) and text[end] in _CLOSERS:
            end += 1
        while nearest < len(unbroken) and unbroken[nearest][1] <= stop.start():
            nearest += 1
        if nearest < len(unbroken) and unbroken[nearest][0] < stop.start() and end < unbroken[nearest][1]:
            continue
        if _ends(text, start, stop, end):
            yield offset + start, offset + end
            start = _after_space(text, end)
    if start < len(text):
        yield offset + start, offset + len(text)


def _ends(text: str, start: int, stop: re.Match[str], end: int) -> bool:
    """Whether the stop, whose closing quotes reach to ``end``, ends the sentence from ``start``."""
    mark, at = stop[0], stop.start()
    following = _after_space(text, end)
    if following >= len(text):
        return True
    head = text[following]
    if following == end:
        return mark[-1] in _CJK_STOPS and not head.isdecimal()  # not ３．５
    stands_alone = at == start or text[at - 1].isspace()
    if stands_alone and (mark == "." or head.islower()):
        return False  # `cd . && ls`
    if mark == ".":
        return not _is_abbreviated(text, start, at, head, following)
    goes_on = mark == "..." or "…" in mark or end > stop.end()  # well... maybe; "Really?" he asked
    return not (goes_on and head.islower())


def _is_abbreviated(text: str, start: int, stop: int, head: str, following: int) -> bool:
    """Whether the word before ``stop`` is one that a full stop belongs to."""
    begin = stop
    while begin > max(start, stop - _LONGEST_WORD) and not (
        text[begin - 1].isspace() or text[begin - 1] in _BEFORE_WORD
    ):
        begin -= 1
    word = text[begin:stop]
    lowered = word.lower()
    if lowered in _ABBREVIATIONS or word in _TITLES:
        return True
    if lowered in _OFTEN_LAST:
        return not head.isupper()
    if lowered in _NUMBERED:
        return head.isdecimal()
    if begin == start and re.fullmatch(_ENUMERATOR, word):
        return True  # "1. Do this"
    is_initial = len(word) == 1 and word.isupper() and word != "I"
    if is_initial or re.fullmatch(_ACRONYM, word):
        opener = re.match(r"[\w'’]+", text[following : following + _LONGEST_WORD])
        return opener is None or opener[0].replace("’", "'").lower() not in _OPENERS
    return False


def _unbroken_spans(text: str) -> list[tuple[int, int]]:
    """Ordered spans without overlap inside which no sentence ends: code, brackets, braces, bold text."""
    spans = code_spans(text) + brace_spans(text, unclosed=True)
    if ")" in text or "]" in text:
        spans += _bracket_spans(text)
    if "**" in text or "__" in text:
        spans += [match.span() for match in re.finditer(_BOLD, text)]
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


def _bracket_spans(text: str) -> list[tuple[int, int]]:
    opened: dict[str, list[int]] = {")": [], "]": []}
    spans = []
    for match in re.finditer(r"[()\[\]]", text):
        mark = match[0]
        if mark in "([":
            opened[")" if mark == "(" else "]"].append(match.start())
        elif opened[mark]:
            spans.append((opened[mark].pop(), match.end()))
    return spans


def _after_space(text: str, position: int) -> int:
    while position < len(text) and text[position].isspace():
        position += 1
    return position
