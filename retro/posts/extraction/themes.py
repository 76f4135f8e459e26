"""Themes of an imported lesson: the post's tags, and the themes whose words the lesson itself uses."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from retro.posts.markdown import plain_text

__all__ = ["ThemeVocabulary", "theme_of_tag", "themes_of"]

_WORD = re.compile(r"[^\W_]+(?:[:'’-][^\W_]+)*")
# More tags than these describe the post, not each of its lessons: 12 of 107 real posts have up to 13.
_TAGS_FOR_EVERY_LESSON = 5
_MOST_THEMES = 6


@dataclass(frozen=True, slots=True)
class ThemeVocabulary:
    """Themes with the words that give them away.

    Attributes:
        phrases: Each synonym by its first word: the rest of its words, and its theme.
    """

    phrases: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]

    @classmethod
    def of(cls, themes: Mapping[str, Iterable[str]]) -> "ThemeVocabulary":
        """Build it from theme names with their synonyms; a theme's last level is a synonym of its own."""
        phrases: dict[str, dict[tuple[str, ...], str]] = {}
        for theme, synonyms in themes.items():
            for synonym in (theme.rsplit("/", 1)[-1].replace("-", " "), *synonyms):
                keys = tuple(_key(word) for word in _WORD.findall(_fold(synonym)))
                if keys:
                    phrases.setdefault(keys[0], {}).setdefault(keys[1:], theme)
        return cls(
            {
                first: tuple(sorted(rest.items(), key=lambda pair: -len(pair[0])))
                for first, rest in phrases.items()
            }
        )

    def themes_in(self, plain: str) -> tuple[str, ...]:
        """The themes whose words a plain text uses, most used first."""
        forms = [_forms(word) for word in _WORD.findall(_fold(plain))]
        counts: dict[str, int] = {}
        for place, these in enumerate(forms):
            theme = next((theme for form in these if (theme := self._at(form, forms, place))), None)
            if theme is not None:
                counts[theme] = counts.get(theme, 0) + 1
        return tuple(sorted(counts, key=lambda theme: -counts[theme]))

    def _at(self, form: str, forms: Sequence[Sequence[str]], place: int) -> str | None:
        """The theme of the longest synonym that begins with ``form`` at a place."""
        for rest, theme in self.phrases.get(form, ()):
            following = forms[place + 1 : place + 1 + len(rest)]
            if len(following) == len(rest) and all(
                key in these for key, these in zip(rest, following, strict=True)
            ):
                return theme
        return None


def themes_of(markdown: str, tags: Iterable[str], vocabulary: ThemeVocabulary | None) -> tuple[str, ...]:
    """The themes of a lesson.

    Args:
        markdown: Its title and body.
        tags: The post's tags. Up to five are themes of each of its lessons; of more, those that it names.
        vocabulary: The starter themes.
    """
    plain = plain_text(markdown)
    own = list(dict.fromkeys(theme for tag in tags if (theme := theme_of_tag(tag))))
    if len(own) > _TAGS_FOR_EVERY_LESSON:
        named = ThemeVocabulary.of(dict.fromkeys(own, ()))
        own = list(named.themes_in(plain))
    found = vocabulary.themes_in(plain) if vocabulary is not None else ()
    return tuple(dict.fromkeys((*own, *found[: max(0, _MOST_THEMES - len(own))])))


def theme_of_tag(tag: str) -> str:
    """A tag as the name of a theme: lower case, hyphens for spaces; empty when nothing is left."""
    folded = "-".join(unicodedata.normalize("NFKC", tag).strip().lstrip("#").lower().split())
    return "/".join(part for part in (level.strip("-") for level in folded.split("/")) if part)


def _fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().replace("’", "'")


_ENDINGS = ("ings", "ing", "ies", "ied", "ers", "es", "ed", "er", "e", "s", "y")
"""The longest first."""
_SHORTEST_STEM = 3


def _stem(word: str) -> str:
    """A word without its ending, so that hire, hired and hires are one; short words stay whole."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            stem = word[: -len(ending)]
            return stem[:-1] if len(stem) > _SHORTEST_STEM and stem[-1] == stem[-2] else stem
    return word


# A post has a few hundred words, most of them often.
@lru_cache(maxsize=4096)
def _forms(word: str) -> tuple[str, ...]:
    """A word as it is, without an s, and without its ending."""
    return tuple(sorted({word, word.removesuffix("s"), _stem(word)}))


def _key(word: str) -> str:
    """How a theme's word is kept: "meeting" and "fired" mean more than meet and fire, so they stay whole."""
    if word.endswith("ings"):
        return word[:-1]
    return word if word.endswith(("ing", "ed")) else _stem(word)
