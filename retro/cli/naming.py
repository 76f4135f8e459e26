"""What ``retro companies``, ``themes`` and ``people`` have in common: rename, merge, alias, unalias."""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

import click

from retro.cli.framework import Command, Group, open_journal, with_journal_option
from retro.cli.output import narrate, with_output_options

if TYPE_CHECKING:
    from retro.journal import Journal
    from retro.journal.registers import Companies, People, Themes

__all__ = ["Naming", "naming_group"]

_UNDO = "(undo: retro undo)"


class Naming(NamedTuple):
    """One sort of names, as the command line speaks of it.

    Args:
        noun: What one of them is called.
        plural: What several are; the name of the command.
        names_of: The journal's room for them.
        show: Lists them, given whether as JSON and whether plain.
        old: A name for the examples.
        new: Another.
    """

    noun: str
    plural: str
    names_of: "Callable[[Journal], Companies | Themes | People]"
    show: Callable[[bool, bool], None]
    old: str
    new: str

    def example(self, verb: str, *names: str) -> tuple[str, ...]:
        """A line that can be typed."""
        return (f"retro {self.plural} {verb} " + " ".join(f'"{name}"' for name in names),)


def naming_group(naming: Naming, examples: tuple[str, ...]) -> Group:
    """``retro companies``, ``retro themes`` or ``retro people``: list, rename, merge, alias, unalias."""

    @click.group(naming.plural, cls=Group, invoke_without_command=True, examples=examples)
    @with_output_options
    @with_journal_option
    @click.pass_context
    def group(ctx: click.Context, as_json: bool, plain: bool) -> None:
        if ctx.invoked_subcommand is None:
            naming.show(as_json, plain)

    group.help = f"List {naming.plural} with their aliases and lessons; rename, merge and alias them."
    for made in (_list, _rename, _merge, _alias, _unalias):
        group.add_command(made(naming))
    return group


def _list(naming: Naming) -> click.Command:
    @click.command(
        "list",
        cls=Command,
        examples=(f"retro {naming.plural} list --json",),
        help=f"List {naming.plural}.",
    )
    @with_output_options
    @with_journal_option
    @click.pass_context
    def listing(ctx: click.Context, as_json: bool, plain: bool) -> None:
        said = ctx.parent.params if ctx.parent else {}  # "retro themes --json list" means it, too
        naming.show(as_json or bool(said.get("as_json")), plain or bool(said.get("plain")))

    return listing


def _rename(naming: Naming) -> click.Command:
    @click.command(
        "rename",
        cls=Command,
        examples=naming.example("rename", naming.old, naming.new),
        help=f"Give a {naming.noun} another name; the old one stays as an alias."
        " Texts of lessons stay as they were written.",
    )
    @click.argument("old")
    @click.argument("new")
    @with_journal_option
    def rename(old: str, new: str) -> None:
        with open_journal() as journal:
            names = naming.names_of(journal)
            names.rename(old, new)
            [kept] = names.canonical([new])
            narrate(f"Renamed {old} to {kept}; {old} still finds it.  {_UNDO}")

    return rename


def _merge(naming: Naming) -> click.Command:
    @click.command(
        "merge",
        cls=Command,
        examples=naming.example("merge", naming.old, naming.new),
        help=f"Move all lessons of one {naming.noun} to another; the first becomes an alias of the second.",
    )
    @click.argument("source")
    @click.argument("target")
    @with_journal_option
    def merge(source: str, target: str) -> None:
        with open_journal() as journal:
            moved = naming.names_of(journal).merge(source, target)
            lessons = "1 lesson" if moved == 1 else f"{moved} lessons"
            narrate(f"Merged {source} into {target}: {lessons} moved.  {_UNDO}")

    return merge


def _alias(naming: Naming) -> click.Command:
    @click.command(
        "alias",
        cls=Command,
        examples=naming.example("alias", naming.new, naming.old),
        help=f"Let a {naming.noun} be called something else as well.",
    )
    @click.argument("name")
    @click.argument("alias")
    @with_journal_option
    def alias(name: str, alias: str) -> None:
        with open_journal() as journal:
            names = naming.names_of(journal)
            known = names.number(alias) is not None
            names.alias(name, alias)
            [kept] = names.canonical([name])
            if known:
                narrate(f"{alias} means {kept} already.")
            else:
                narrate(f"{alias} now also means {kept}.  {_UNDO}")

    return alias


def _unalias(naming: Naming) -> click.Command:
    @click.command(
        "unalias",
        cls=Command,
        examples=naming.example("unalias", naming.new, naming.old),
        help=f"Let an alias of a {naming.noun} no longer mean it; no lesson moves.",
    )
    @click.argument("name")
    @click.argument("alias")
    @with_journal_option
    def unalias(name: str, alias: str) -> None:
        with open_journal() as journal:
            names = naming.names_of(journal)
            names.unalias(name, alias)
            [kept] = names.canonical([name])
            narrate(f"{alias} no longer means {kept}.  {_UNDO}")

    return unalias
