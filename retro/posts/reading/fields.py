"""The fields of a post as they are used, whatever their generator calls them."""

import re
from collections.abc import Iterator, Mapping

from retro.posts.reading.notes import unlinked
from retro.posts.reading.sites import Generator

__all__ = ["Fields"]

_DATES = (
    "date",
    "published",
    "publishedat",
    "publishdate",
    "pubdate",
    "created",
    "createdat",
    "creationdate",
)
_TAGS = ("tags", "tag", "keywords", "topics", "themes")
_CATEGORIES = ("category", "categories")
_AUTHORS = ("author", "authors", "by")
_COMPANIES = ("company", "employer", "workplace")
_DESCRIPTIONS = ("description", "excerpt", "summary", "lead", "hook", "subtitle")
# Elsewhere than in Jekyll a text is one tag, whatever spaces are in it, unless commas part it.
_TAGS_ARE_PARTED_BY_SPACES = frozenset({None, Generator.JEKYLL, Generator.OBSIDIAN, Generator.LOGSEQ})
_UNPUBLISHED = frozenset({"draft", "hidden", "skip", "unpublished", "future"})
_PRIVATE = frozenset({"private"})
_LINE_BREAK = re.compile(r"\s*\n\s*")
_YES = frozenset({"true", "yes", "1", "on"})
_NO = frozenset({"false", "no", "0", "off"})


class Fields:
    """A post's fields: capitals, hyphens and underscores in their names do not count."""

    def __init__(self, values: Mapping[str, object]) -> None:
        self._values = {re.sub(r"[\s_-]", "", key.lower()): value for key, value in values.items()}
        # Zola keeps some of them under these two, Hugo its users' own under the third.
        inner = [self._values.get(key) for key in ("taxonomies", "extra", "params")]
        for nested in (value for value in inner if isinstance(value, dict)):
            for key, value in nested.items():
                self._values.setdefault(re.sub(r"[\s_-]", "", str(key).lower()), value)

    @property
    def title(self) -> str:
        """The title, on one line; empty when there is none."""
        return self._text(("title",))

    @property
    def date(self) -> str:
        """The day as it was written; ``published: true`` is none."""
        found = (
            _text(value)
            for key in _DATES
            if not isinstance(value := self._values.get(key), bool | list | dict)
        )
        return next((text for text in found if text and text.lower() not in _YES | _NO), "")

    def tags(self, generator: Generator | None) -> tuple[str, ...]:
        """The tags in their own spelling, each once."""
        by_spaces = generator in _TAGS_ARE_PARTED_BY_SPACES
        return tuple(dict.fromkeys(_words(self._first(_TAGS), by_spaces=by_spaces)))

    def category(self, generator: Generator | None) -> str:
        """The first category."""
        by_spaces = generator in _TAGS_ARE_PARTED_BY_SPACES
        return next(_words(self._first(_CATEGORIES), by_spaces=by_spaces), "")

    @property
    def author(self) -> str:
        """Who wrote it: names, parted by commas."""
        return ", ".join(_words(self._first(_AUTHORS), by_spaces=False))

    @property
    def company(self) -> str:
        """Where its lessons were learned, if it says so."""
        return self._text(_COMPANIES)

    @property
    def description(self) -> str:
        """What it is about."""
        return self._text(_DESCRIPTIONS)

    @property
    def is_draft(self) -> bool:
        """Whether its author has not published it."""
        told = _text(self._values.get("draft")).lower() in _YES
        held = _text(self._values.get("published")).lower() in _NO
        return told or held or _text(self._values.get("status")).lower() in _UNPUBLISHED

    @property
    def is_private(self) -> bool:
        """Whether its author keeps it to themselves."""
        status = {_text(self._values.get(key)).lower() for key in ("status", "visibility")}
        return bool(status & _PRIVATE) or _text(self._values.get("private")).lower() in _YES

    def _first(self, keys: tuple[str, ...]) -> object:
        return next((found for key in keys if (found := self._values.get(key))), None)

    def _text(self, keys: tuple[str, ...]) -> str:
        found = self._first(keys)
        texts = list(_words(found, by_spaces=False)) if isinstance(found, list) else [_text(found)]
        return _LINE_BREAK.sub(" ", texts[0]) if texts else ""


def _text(value: object) -> str:
    if value is None or isinstance(value, dict | list):
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return unlinked(str(value)).strip()


def _words(value: object, *, by_spaces: bool) -> Iterator[str]:
    """The entries of a list, of a list of lists, or of a text: what commas part, else spaces or nothing."""
    if isinstance(value, list):
        for entry in value:
            if isinstance(entry, list):
                yield from (text for inner in entry if (text := _text(inner)))
            elif isinstance(entry, dict):
                # An author with an address of their own.
                yield from (text for key in ("name", "title") if (text := _text(entry.get(key))))
            elif text := _text(entry):
                yield text
        return
    text = _text(value.get("name") if isinstance(value, dict) else value)
    # Pelican lets semicolons part what has commas in it.
    mark = ";" if ";" in text else "," if "," in text else None
    parts = text.split(mark) if mark or by_spaces else [text]
    yield from (part.strip() for part in parts if part.strip())
