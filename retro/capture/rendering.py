"""A lesson as one capture, such that reading it gives the lesson again."""

from retro.capture.reading import LEADS_INTO, ends_in_star, is_prefix, trailing
from retro.capture.tokens import Part, find_tokens, written
from retro.model import Kind, LessonDraft

__all__ = ["render"]


def render(draft: LessonDraft) -> str:
    """Write a lesson in the language of capture.

    Reading it gives the same draft, for what the language has: a title of one sentence, body, kind, company,
    themes, date and star. Where the title or body would be read as more than text, it gets a backslash.
    """
    tags = [written(Part.COMPANY, draft.company)] if draft.company else []
    tags += [written(Part.THEME, theme) for theme in draft.themes]
    last_word = draft.title.split()[-1].lower() if draft.title.split() else ""
    lead = _date_prefix(draft)
    if tags and last_word in LEADS_INTO:
        lead += f"{' '.join(tags)}: "
        tags = []
    looks_like_rule = not draft.title.strip("* \t")  # a line of stars alone would be a thematic break
    if draft.kind is not Kind.LESSON or looks_like_rule:
        tags.append(written(Part.KIND, draft.kind.value))
    if draft.starred:
        tags.append("*")
    line = " ".join([f"{lead}{draft.title}", *tags])
    text = f"{line}\n\n{draft.body}" if draft.body else line
    title = len(lead), len(lead) + len(draft.title)
    for position in sorted(_to_escape(text, title, len(line)), reverse=True):
        text = f"{text[:position]}\\{text[position:]}"
    return text


def _date_prefix(draft: LessonDraft) -> str:
    if draft.happened is None:
        return ""
    date = str(draft.happened)
    return f"in {date}: " if date.isdecimal() else f"{date}: "  # a year alone is a number


def _to_escape(text: str, title: tuple[int, int], line_end: int) -> set[int]:
    """Where the title or the body, as they stand in ``text``, would be read as more than text."""
    start, end = title
    inline = find_tokens(text)
    texts = [token for token in inline if start <= token.start < end or token.start > line_end]
    positions = {token.start for token in texts if token.part is not Part.STAR}
    if is_prefix(text, start):
        positions.add(start)
    for low, high in ((start, end), (line_end, len(text))):
        positions |= {token.start for token in trailing(text, texts, low, high)[:1]}
    glued = ends_in_star(text, start, line_end)
    return positions | {glued} if start <= glued < end else positions
