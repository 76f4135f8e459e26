"""Retro's own posts read back: text from the Markdown, everything else from the front matter.

The n-th title in the text is the n-th lesson of the front matter. A post that was edited by hand is matched
by titles first, then by order or likeness; what cannot be matched is no error, it is read as a new lesson.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from markdown_it.token import Token

from retro.model import LessonDraft
from retro.posts.bodies import markdown
from retro.posts.dialects.obsidian import entry_in
from retro.posts.dialects.zola import ZOLA
from retro.posts.document import PostDocument
from retro.posts.entries import Entry, OwnApplication, OwnRelation, read_entry
from retro.posts.own_map import own_map
from retro.posts.portable import original, portable_line
from retro.posts.sections import body_of, plain_title

__all__ = ["OwnLesson", "read_own"]


@dataclass(frozen=True, slots=True)
class OwnLesson:
    """A lesson of a post that retro wrote, or that was written like one.

    ``id`` is its id in the journal that wrote it, empty when the post does not say; ``line`` is the title's
    line in the file, from 1; ``heading`` is the section that it stands in.
    """

    draft: LessonDraft
    id: str
    line: int
    heading: str
    relations: tuple[OwnRelation, ...] = ()
    applications: tuple[OwnApplication, ...] = ()


def read_own(document: PostDocument) -> tuple[OwnLesson, ...] | None:
    """The lessons of a post whose front matter tells of them; None for any other post.

    None also for one whose text no longer fits what its front matter tells.
    """
    told, in_zola = own_map(document.front_matter)
    if told is None:
        return _note(document)
    if in_zola:
        document = replace(document, body=ZOLA.unshield(document.body))
    whole = told.get("whole") is True
    if isinstance(told.get("lesson"), Mapping):
        entry = read_entry(told["lesson"])
        return (_told(document, entry) if whole else _only(document, entry, told.get("titled")),)
    listed = told.get("lessons")
    if not isinstance(listed, list) or not listed:
        return None
    entries = [read_entry(value) for value in listed]
    if whole:
        return tuple(_told(document, entry) for entry in entries if entry.draft.title)
    places = _places(document.body)
    pairs = _matched(entries, places)
    if not any(entry for entry, _ in pairs):
        return None
    return tuple(_lesson(document, entry, place, pairs) for entry, place in pairs)


def _note(document: PostDocument) -> tuple[OwnLesson, ...] | None:
    """A lesson out of a note that retro wrote for Obsidian."""
    found = entry_in(document.front_matter, document.body)
    if found is None:
        return None
    told, body, line = found
    entry = read_entry(told)
    draft = entry.draft.replace(body=body)
    at = document.first_line + line
    return (OwnLesson(draft, entry.id, at, "", entry.relations, entry.applications),)


@dataclass(slots=True)
class _Place:
    """A title in the text, with what stands below it."""

    title: str
    line: int
    heading: str
    is_quotation: bool = False
    end: int = field(default=0)
    body: str = ""


def _told(document: PostDocument, entry: Entry) -> OwnLesson:
    """A lesson that a template showed in a way of its own: the front matter alone has all of it."""
    at = document.body.find(portable_line(entry.draft.title))
    line = document.first_line + (document.body.count("\n", 0, at) if at >= 0 else 0)
    return OwnLesson(entry.draft, entry.id, line, "", entry.relations, entry.applications)


def _only(document: PostDocument, entry: Entry, given_title: object) -> OwnLesson:
    """A post of one lesson: its title is the lesson's, its text the lesson's body.

    Args:
        document: The post.
        entry: What its front matter tells of the lesson.
        given_title: What a template made of the lesson's title, if it is another.
    """
    given = document.front_matter.get("title")
    titled = "" if given is None or isinstance(given, Mapping | list) else str(given).strip()
    known = (plain_title(entry.draft.title), "", given_title)
    title = entry.draft.title if titled in known else titled
    draft = entry.draft.replace(title=title)
    draft = draft.replace(body=body_of(document.body, draft, entry.headings))
    return OwnLesson(draft, entry.id, document.first_line, "", entry.relations, entry.applications)


def _lesson(
    document: PostDocument,
    entry: Entry | None,
    place: _Place,
    pairs: Sequence[tuple[Entry | None, _Place]],
) -> OwnLesson:
    line = document.first_line + place.line
    if entry is None:
        companies = {
            other.draft.company
            for other, near in pairs
            if other is not None and near.heading == place.heading
        }
        company = companies.pop() if len(companies) == 1 else None
        draft = LessonDraft(original(place.title), body_of(place.body, LessonDraft("")), company=company)
        return OwnLesson(draft, "", line, place.heading)
    known = entry.draft
    same = bool(known.title) and portable_line(known.title) == place.title
    draft = known if same else known.replace(title=original(place.title))
    draft = draft.replace(body=body_of(place.body, draft, entry.headings))
    return OwnLesson(draft, entry.id, line, place.heading, entry.relations, entry.applications)


def _places(body: str) -> list[_Place]:
    """Every title: ``###``, and between a section's heading and its first ``###``, items and quotations."""
    lines = body.split("\n")
    tokens = markdown().parse(body)
    places: list[_Place] = []
    section, in_lesson = "", False
    for index, token in enumerate(tokens):
        if token.map is None:
            continue
        start, end = token.map
        if token.type == "heading_open" and token.level == 0 and token.tag in {"h1", "h2", "h3"}:
            _close(places, lines, start, in_lesson=in_lesson)
            in_lesson = token.tag == "h3"
            if in_lesson:
                places.append(_Place(tokens[index + 1].content, start, section, end=end))
            else:
                section = original(tokens[index + 1].content)
        elif in_lesson:
            continue
        elif token.type == "list_item_open" and token.level == 1:
            places.append(_item(tokens, index, lines, section))
        elif token.type == "blockquote_open" and token.level == 0:
            text = _first_text(tokens, index)
            places.append(_Place(text, start, section, is_quotation=True))
    _close(places, lines, len(lines), in_lesson=in_lesson)
    return [place for place in places if place.title]


def _close(places: list[_Place], lines: list[str], start: int, *, in_lesson: bool) -> None:
    if in_lesson:
        places[-1].body = "\n".join(lines[places[-1].end : start]).strip("\n")


def _item(tokens: Sequence[Token], index: int, lines: Sequence[str], section: str) -> _Place:
    """A list item: its first paragraph is the title; what the author put below it, the body."""
    token = tokens[index]
    assert token.map is not None  # noqa: S101 - the caller has looked
    start, end = token.map
    first = next((other for other in tokens[index + 1 : index + 3] if other.type == "inline"), None)
    if first is None or first.map is None:
        return _Place("", start, section)
    below = lines[first.map[1] : end]
    indent = min((len(line) - len(line.lstrip(" ")) for line in below if line.strip()), default=0)
    body = "\n".join(line[indent:] for line in below).strip("\n")
    return _Place(" ".join(first.content.split()), start, section, body=body)


def _first_text(tokens: Sequence[Token], index: int) -> str:
    first = next((other for other in tokens[index + 1 : index + 3] if other.type == "inline"), None)
    return "" if first is None else " ".join(first.content.split())


def _matched(entries: Sequence[Entry], places: Sequence[_Place]) -> list[tuple[Entry | None, _Place]]:
    """Each place with its entry, if it has one; quotations that are nobody's are the author's own words."""
    found = _by_title(entries, places)
    plain = [number for number, place in enumerate(places) if number in found or not place.is_quotation]
    matched = set(found.values())
    open_entries = [number for number in range(len(entries)) if number not in matched]
    open_places = [number for number in plain if number not in found]
    if len(open_entries) == len(open_places):
        found.update(zip(open_places, open_entries, strict=True))
    else:
        found.update(_by_likeness(entries, places, open_entries, open_places))
    if len(found) < len(entries) and not any(entry.draft.title for entry in entries):
        return [(None, places[number]) for number in plain]
    return [(entries[found[number]] if number in found else None, places[number]) for number in plain]


def _by_title(entries: Sequence[Entry], places: Sequence[_Place]) -> dict[int, int]:
    """Place -> entry, where the titles are the same; of several, the first that is free."""
    waiting: dict[str, list[int]] = {}
    for number, entry in enumerate(entries):
        if entry.draft.title:
            waiting.setdefault(portable_line(entry.draft.title), []).append(number)
    found = {}
    for number, place in enumerate(places):
        candidates = waiting.get(place.title)
        if candidates:
            found[number] = candidates.pop(0)
    return found


def _by_likeness(
    entries: Sequence[Entry],
    places: Sequence[_Place],
    open_entries: Sequence[int],
    open_places: Sequence[int],
) -> dict[int, int]:
    """Place -> entry for titles that were reworded: the most alike, and each only near its own place."""
    from rapidfuzz import fuzz  # noqa: PLC0415 - 20 ms, for posts that were edited by hand only

    scores = []
    for order, place in enumerate(open_places):
        for near in range(max(0, order - _REACH), min(len(open_entries), order + _REACH + 1)):
            title = portable_line(entries[open_entries[near]].draft.title)
            score = fuzz.ratio(title[:300], places[place].title[:300]) if title else 0
            if score >= _ALIKE:
                scores.append((-score, place, open_entries[near]))
    found: dict[int, int] = {}
    taken: set[int] = set()
    for _, place, entry in sorted(scores):
        if place not in found and entry not in taken:
            found[place] = entry
            taken.add(entry)
    return found


_REACH = 20
_ALIKE = 60
