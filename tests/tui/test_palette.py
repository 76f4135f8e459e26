"""Inks can be read: in every theme, on every ground that the app draws."""

from functools import cache

import pytest
from rich.color import Color as RichColor
from textual.app import App
from textual.color import Color
from textual.theme import BUILTIN_THEMES

from retro.tui.palette import READABLE, Palette, contrast, palette_of

COLOURED = sorted(name for name, theme in BUILTIN_THEMES.items() if not theme.ansi)
INKS = (
    "text",
    "strong",
    "muted",
    "label",
    "company",
    "accent",
    "star",
    "good",
    "bad",
    "advice",
    "quote",
    "code",
    "link",
    "match",
)
GROUNDS = ("ground_cursor", "ground_cursor_focused", "ground_share", "ground_shade", "ground_deep")


@cache
def variables_of(theme: str) -> dict[str, str]:
    """A theme's variables as Textual generates them."""
    app: App[None] = App()
    app.theme = theme
    return app.get_css_variables()


def _colour(colour: RichColor | None) -> Color:
    assert colour is not None
    return Color.from_rich_color(colour)


@pytest.mark.parametrize("theme", COLOURED)
def test_every_ink_has_enough_contrast_on_every_ground(theme: str) -> None:
    variables = variables_of(theme)
    inks = palette_of(variables, ansi=False)
    grounds = [Color.parse(variables["background"]), Color.parse(variables["surface"])]
    grounds += [_colour(getattr(inks, name).bgcolor) for name in GROUNDS]
    for name in INKS:
        for ground in grounds:
            # Rounding to 8 bits a channel costs up to a hundredth.
            assert contrast(_colour(getattr(inks, name).color), ground) >= READABLE - 0.05, name


@pytest.mark.parametrize("theme", COLOURED)
def test_what_has_its_own_ground_can_be_read_on_it(theme: str) -> None:
    inks = palette_of(variables_of(theme), ansi=False)
    for style in (inks.badge, inks.match_block):
        assert contrast(_colour(style.color), _colour(style.bgcolor)) >= 3.0


@pytest.mark.parametrize("theme", sorted(name for name, theme in BUILTIN_THEMES.items() if theme.ansi))
def test_the_terminals_own_colours_are_never_mixed(theme: str) -> None:
    inks: Palette = palette_of(variables_of(theme), ansi=True)
    for style in inks:
        assert style.bgcolor is None
        assert style.color is None or style.color.is_system_defined


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast(Color.parse("#000"), Color.parse("#fff")) == pytest.approx(21)
    assert contrast(Color.parse("#777"), Color.parse("#fff")) == pytest.approx(4.48, abs=0.01)
