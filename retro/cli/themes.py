"""``retro themes``: what lessons are about."""

from retro.cli.framework import open_journal
from retro.cli.leaving import Leaving
from retro.cli.naming import Naming, naming_group
from retro.cli.output import emit_json, emit_rows, styled
from retro.cli.streams import show
from retro.errors import NothingFound

__all__ = ["command"]


def _list(as_json: bool, plain: bool) -> None:
    with open_journal(writable=False) as journal:
        leaving = Leaving()
        themes = list(map(leaving.registered, journal.themes.all()))
    if as_json:
        emit_json(
            "themes",
            [
                {"id": theme.id, "name": theme.name, "aliases": theme.aliases, "lessons": theme.lessons}
                for theme in themes
            ],
        )
    elif plain:
        emit_rows((theme.name, theme.lessons, ", ".join(theme.aliases)) for theme in themes)
    else:
        for theme in themes:
            also = f"also {', '.join(theme.aliases)}" if theme.aliases else ""
            name = f"#{theme.name}"
            count = styled(f"{theme.lessons:>4}", fg="yellow")
            show(f"{count}  {styled(name)}  {styled(also, dim=True)}".rstrip())
    leaving.tell()
    if not themes:
        raise NothingFound("No theme yet.", hint='retro add "What I learned #theme"')


command = naming_group(
    Naming("theme", "themes", lambda journal: journal.themes, _list, "starup", "startup"),
    (
        "retro themes",
        "retro themes rename starup startup",
        "retro themes merge hiring leadership/hiring",
        "retro themes alias technical-debt debt",
    ),
)
