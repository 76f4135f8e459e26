"""The inks of a theme, computed once: readable on every ground that this app draws, in any of its themes.

Styles through CSS would cost a rule match for each of forty component classes of each widget before the first
paint (25 ms); and CSS cannot promise contrast.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple
from weakref import WeakKeyDictionary

from rich.style import Style
from textual.color import Color

from retro.model import Kind

if TYPE_CHECKING:
    from textual.app import App

__all__ = ["READABLE", "Palette", "contrast", "kind_ink", "palette", "palette_of"]

READABLE = 4.5
"""The least contrast of text (WCAG 2.2, success criterion 1.4.3)."""


class Palette(NamedTuple):
    """Styles by what they are for. Inks have no background; grounds have nothing else."""

    text: Style
    strong: Style
    muted: Style
    label: Style
    company: Style
    accent: Style
    star: Style
    good: Style
    bad: Style
    advice: Style
    quote: Style
    code: Style
    link: Style
    badge: Style
    match: Style
    match_block: Style
    bar: Style
    bar_focused: Style
    ground_cursor: Style
    ground_cursor_focused: Style
    ground_share: Style
    ground_shade: Style
    ground_deep: Style

    @property
    def shades(self) -> tuple[Style, ...]:
        """Grounds from a little to a lot."""
        return self.ground_shade, self.ground_share, self.ground_deep


_KINDS = {
    Kind.LESSON: "label",
    Kind.MISTAKE: "bad",
    Kind.WIN: "good",
    Kind.OUTCOME: "good",
    Kind.TIP: "advice",
    Kind.PRACTICE: "advice",
    Kind.QUOTE: "quote",
}


def kind_ink(inks: Palette, kind: Kind) -> Style:
    """What a kind's glyph is drawn in; its shape says the same."""
    found: Style = getattr(inks, _KINDS[kind])
    return found


_kept: WeakKeyDictionary["App[object]", tuple[Mapping[str, str], Palette]] = WeakKeyDictionary()


def palette(app: "App[object]") -> Palette:
    """The inks of the app's present theme; asked for again and again while a screen is painted."""
    variables, kept = app.theme_variables, _kept.get(app)
    if kept is None or kept[0] is not variables:  # another theme brings another mapping
        wanted = tuple((name, variables[name]) for name in _WANTED)
        kept = _kept[app] = variables, _palette_of(wanted, app.current_theme.ansi)
    return kept[1]


_TINTS = (
    "text-primary",
    "text-secondary",
    "text-accent",
    "text-warning",
    "text-success",
    "text-error",
)

_WANTED = ("background", "surface", "foreground", "primary", "accent", *_TINTS)


@lru_cache(maxsize=4)
def _palette_of(variables: tuple[tuple[str, str], ...], ansi: bool) -> Palette:
    return palette_of(dict(variables), ansi=ansi)


def palette_of(variables: Mapping[str, str], *, ansi: bool) -> Palette:
    """The inks of a theme's variables.

    Args:
        variables: Of the theme, as Textual generates them.
        ansi: Whether its colours are the terminal's own 16, whose real colours nobody knows.
    """
    return _ansi_palette(variables) if ansi else _colour_palette(variables)


def contrast(one: Color, other: Color) -> float:
    """From 1 to 21, as WCAG 2.2 defines it (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Color) -> float:
    red, green, blue = (
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
        for channel in colour.normalized
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _colour_palette(variables: Mapping[str, str]) -> Palette:
    colours = {name: Color.parse(variables[name]) for name in _WANTED}
    back, fore, primary = colours["background"], colours["foreground"], colours["primary"]
    cursor, focused, share = back.blend(fore, 0.10), back.blend(primary, 0.28), back.blend(primary, 0.16)
    shade, deep = back.blend(primary, 0.08), back.blend(primary, 0.26)
    grounds = (back, colours["surface"], cursor, focused, share, shade, deep)
    most = max((Color(0, 0, 0), Color(255, 255, 255)), key=lambda end: contrast(end, back))

    def readable(colour: Color, *, toward: Color = fore) -> Color:
        """The colour, mixed with the theme's text, and at last with black or white, until it can be read."""
        for step in range(21):
            aim, share_of = (toward, step / 10) if step <= 10 else (most, (step - 10) / 10)
            mixed = (colour if step <= 10 else toward).blend(aim, share_of)
            if all(contrast(mixed, ground) >= READABLE for ground in grounds):
                return mixed
        return most

    def ink(colour: Color, **more: bool) -> Style:
        return Style(color=readable(colour).rich_color, **more)  # type: ignore[arg-type]

    tints = {name: colours[name] for name in _TINTS}
    accent = tints["text-accent"]
    block = colours["accent"]
    on_block = max((back, fore, most), key=lambda colour: contrast(colour, block))
    on_primary = max((back, fore, most), key=lambda colour: contrast(colour, primary))
    return Palette(
        text=ink(back.blend(fore, 0.92)),
        strong=ink(fore, bold=True),
        muted=ink(back.blend(fore, 0.62)),
        label=ink(back.blend(fore, 0.62), bold=True),
        company=ink(tints["text-primary"]),
        accent=ink(accent, bold=True),
        star=ink(tints["text-warning"]),
        good=ink(tints["text-success"]),
        bad=ink(tints["text-error"]),
        advice=ink(tints["text-primary"]),
        quote=ink(tints["text-secondary"]),
        code=ink(tints["text-secondary"]),
        link=ink(accent, underline=True),
        badge=Style(color=on_primary.rich_color, bgcolor=primary.rich_color, bold=True),
        match=ink(accent, bold=True, underline=True),
        match_block=Style(color=on_block.rich_color, bgcolor=block.rich_color, bold=True),
        bar=Style(color=back.blend(fore, 0.35).rich_color),
        bar_focused=ink(accent),
        ground_cursor=Style(bgcolor=cursor.rich_color),
        ground_cursor_focused=Style(bgcolor=focused.rich_color),
        ground_share=Style(bgcolor=share.rich_color),
        ground_shade=Style(bgcolor=shade.rich_color),
        ground_deep=Style(bgcolor=deep.rich_color),
    )


def _ansi_palette(variables: Mapping[str, str]) -> Palette:
    """Only the terminal's own colours, no grounds under text but reversed ones, which always can be read."""

    def ink(name: str, **more: bool) -> Style:
        return Style(color=Color.parse(variables[name]).rich_color, **more)  # type: ignore[arg-type]

    said: Callable[..., Style] = Style
    return Palette(
        text=said(),
        strong=said(bold=True),
        muted=said(dim=True),
        label=said(dim=True, bold=True),
        company=ink("text-primary"),
        accent=ink("text-accent", bold=True),
        star=ink("text-warning"),
        good=ink("text-success"),
        bad=ink("text-error"),
        advice=ink("text-primary"),
        quote=ink("text-secondary"),
        code=ink("text-secondary"),
        link=ink("text-accent", underline=True),
        badge=said(reverse=True, bold=True),
        match=ink("text-accent", bold=True, underline=True),
        match_block=said(reverse=True, bold=True),
        bar=said(dim=True),
        bar_focused=ink("text-accent", bold=True),
        ground_cursor=said(),
        ground_cursor_focused=said(reverse=True),
        ground_share=said(),
        ground_shade=said(),
        ground_deep=said(bold=True),
    )
