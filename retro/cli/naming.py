"""What ``retro companies`` and ``retro themes`` have in common: rename, merge, alias."""

from collections.abc import Callable

import click

from retro.cli.framework import Group, open_journal, with_journal_option
from retro.cli.output import narrate
from retro.journal import Journal
from retro.journal.registers import Companies, Themes

__all__ = ["add_naming_commands"]


def add_naming_commands(
    group: Group, noun: str, names_of: Callable[[Journal], Companies | Themes], old: str, new: str
) -> None:
    """Give a group its rename, merge and alias.

    Args:
        group: ``retro companies`` or ``retro themes``.
        noun: What one of them is called.
        names_of: The journal's room for them.
        old: A name for the examples.
        new: Another.
    """
    plural = group.name

    @group.command("rename", examples=(f'retro {plural} rename "{old}" "{new}"',))
    @click.argument("old")
    @click.argument("new")
    @with_journal_option
    def rename(old: str, new: str) -> None:
        with open_journal() as journal:
            names_of(journal).rename(old, new)
            narrate(f"Renamed {old} to {new}; {old} still finds it.  (undo: retro undo)")

    @group.command("merge", examples=(f'retro {plural} merge "{old}" "{new}"',))
    @click.argument("source")
    @click.argument("target")
    @with_journal_option
    def merge(source: str, target: str) -> None:
        with open_journal() as journal:
            moved = names_of(journal).merge(source, target)
            lessons = "1 lesson" if moved == 1 else f"{moved} lessons"
            narrate(f"Merged {source} into {target}: {lessons} moved.  (undo: retro undo)")

    @group.command("alias", examples=(f'retro {plural} alias "{new}" "{old}"',))
    @click.argument("name")
    @click.argument("alias")
    @with_journal_option
    def alias(name: str, alias: str) -> None:
        with open_journal() as journal:
            names_of(journal).alias(name, alias)
            narrate(f"{alias} now also means {name}.  (undo: retro undo)")

    rename.help = f"Give a {noun} another name; the old one stays as an alias."
    merge.help = f"Move all lessons of one {noun} to another; the first becomes an alias of the second."
    alias.help = f"Let a {noun} be called something else as well."
