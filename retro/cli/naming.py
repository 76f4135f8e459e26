"""What ``retro companies`` and ``retro themes`` have in common: rename, merge, alias."""

from collections.abc import Callable

import click

from retro.cli.framework import Group, open_journal, with_journal_option
from retro.cli.output import narrate, with_output_options
from retro.journal import Journal
from retro.journal.registers import Companies, Themes

__all__ = ["naming_group"]


def naming_group(
    noun: str,
    examples: tuple[str, ...],
    names_of: Callable[[Journal], Companies | Themes],
    show: Callable[[bool, bool], None],
    old: str,
    new: str,
) -> Group:
    """``retro companies`` or ``retro themes``: list, rename, merge, alias.

    Args:
        noun: What one of them is called.
        examples: Of the group.
        names_of: The journal's room for them.
        show: Lists them, given whether as JSON and whether plain.
        old: A name for the examples.
        new: Another.
    """
    plural = {"company": "companies", "theme": "themes"}[noun]

    @click.group(plural, cls=Group, invoke_without_command=True, examples=examples)
    @with_output_options
    @with_journal_option
    @click.pass_context
    def group(ctx: click.Context, as_json: bool, plain: bool) -> None:
        if ctx.invoked_subcommand is None:
            show(as_json, plain)

    @group.command("list", examples=(f"retro {plural} list --json",))
    @with_output_options
    @with_journal_option
    @click.pass_context
    def listing(ctx: click.Context, as_json: bool, plain: bool) -> None:
        said = ctx.parent.params if ctx.parent else {}  # "retro themes --json list" means it, too
        show(as_json or bool(said.get("as_json")), plain or bool(said.get("plain")))

    @group.command("rename", examples=(f'retro {plural} rename "{old}" "{new}"',))
    @click.argument("old")
    @click.argument("new")
    @with_journal_option
    def rename(old: str, new: str) -> None:
        with open_journal() as journal:
            names_of(journal).rename(old, new)
            [kept] = names_of(journal).canonical([new])
            narrate(f"Renamed {old} to {kept}; {old} still finds it.  (undo: retro undo)")

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
            names = names_of(journal)
            known = names.number(alias) is not None
            names.alias(name, alias)
            [kept] = names.canonical([name])
            undo = "" if known else "  (undo: retro undo)"
            narrate(f"{alias} {'means' if known else 'now also means'} {kept}{' already' * known}.{undo}")

    group.help = f"List {plural} with their aliases and lessons; rename, merge and alias them."
    listing.help = f"List {plural}."
    rename.help = f"Give a {noun} another name; the old one stays as an alias."
    merge.help = f"Move all lessons of one {noun} to another; the first becomes an alias of the second."
    alias.help = f"Let a {noun} be called something else as well."
    return group
