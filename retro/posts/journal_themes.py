"""The themes that a text is about, by the words of the starter themes and of the journal's own."""

from retro.journal import Journal
from retro.posts.extraction import ThemeVocabulary
from retro.posts.told import theme_synonyms

__all__ = ["journal_themes"]


def journal_themes(journal: Journal) -> ThemeVocabulary:
    """What a text that is written now is read with; importing does without the journal's own."""
    own = {theme.name: theme.aliases for theme in journal.themes.all()}
    starters = theme_synonyms()
    return ThemeVocabulary.of(
        {name: (*own.get(name, ()), *starters.get(name, ())) for name in dict.fromkeys([*own, *starters])}
    )
