"""Who can read the remote: ``retro sync devices``."""

from typing import TYPE_CHECKING

import click

from retro.cli.framework import Group, open_journal, with_journal_option
from retro.cli.output import emit_json, emit_rows, narrate, styled, with_output_options
from retro.cli.streams import show
from retro.cli.sync_mirrors import mirrors, syncing
from retro.display import safe_line
from retro.errors import NothingFound, SyncRefused, UsageProblem

if TYPE_CHECKING:
    from collections.abc import Callable

    from retro.sync.members import Members

__all__ = ["devices"]


@click.group(
    "devices",
    cls=Group,
    invoke_without_command=True,
    examples=(
        "retro sync devices",
        "retro sync devices add laptop age1…",
        "retro sync devices rm laptop",
    ),
)
@with_output_options
@with_journal_option
@click.pass_context
def devices(ctx: click.Context, as_json: bool, plain: bool) -> None:
    """List the devices, or the members of a team, that can read the remote, with their public keys."""
    if ctx.invoked_subcommand is not None:
        return
    from retro.sync.sealing import public_key  # noqa: PLC0415

    rows = []
    with open_journal(writable=False) as journal:
        for mirror in mirrors(journal):
            own = "" if mirror.key is None else public_key(mirror.key)
            try:
                known = mirror.members(mirror.git.seen()).devices if mirror.git.seen() else {}
            except SyncRefused:
                known = {}  # it is waiting to be let in
            if own and own not in known:
                known = {**known, own: {"name": f"{mirror.setup.device} (not let in yet)", "since": ""}}
            rows += [
                (mirror.setup.kind, said["name"], said["since"], key, key == own)
                for key, said in known.items()
            ]
    if as_json:
        names = ("kind", "name", "since", "key", "this")
        emit_json("devices", [dict(zip(names, row, strict=True)) for row in rows])
    elif plain:
        emit_rows(rows)
    else:
        for _, name, since, key, is_this in rows:
            mark = " (this one)" if is_this else ""
            show(f"{styled(name, bold=True)}{mark}  {safe_line(since)}\n  {safe_line(key)}")
    if not rows:
        raise NothingFound("Nothing is encrypted, so there are no devices to list.")


@devices.command("add", examples=("retro sync devices add laptop age1…",))
@click.argument("name")
@click.argument("key")
@click.option("--team", is_flag=True, help="To the team's remote, where the journal has both.")
@with_journal_option
def add_device(name: str, key: str, team: bool) -> None:
    """Let another device, or a member of the team, read the remote."""
    from retro.journal.identity import storable  # noqa: PLC0415
    from retro.sync.members import today  # noqa: PLC0415
    from retro.sync.sealing import checked_recipient  # noqa: PLC0415

    checked, called = checked_recipient(key), storable(name)

    def change(members: "Members") -> None:
        if any(said["name"] == called for other, said in members.devices.items() if other != checked):
            raise UsageProblem(f"Another device is called “{safe_line(name)}”; choose another name.")
        members.devices[checked] = {"name": called, "since": today()}

    _change_members(team, change)
    narrate(f"{safe_line(name)} can read the remote now. There: retro sync")


@devices.command("rm", examples=("retro sync devices rm laptop",))
@click.argument("name")
@click.option("--team", is_flag=True, help="From the team's remote, where the journal has both.")
@with_journal_option
def remove_device(name: str, team: bool) -> None:
    """Let a device, or a member, read nothing that comes from now on; what it has read it still has."""

    def change(members: "Members") -> None:
        keys = [key for key, said in members.devices.items() if name in {said["name"], key}]
        if not keys:
            raise NothingFound(f"No device is called “{safe_line(name)}”.", hint="retro sync devices")
        if len(members.devices) == 1:
            raise UsageProblem("It is the only device: without it nobody could read the remote.")
        del members.devices[keys[0]]

    _change_members(team, change)
    narrate(
        f"{safe_line(name)} can read nothing new. What was in the remote until now it may still have: "
        "“Removing a device” in docs/sync.md."
    )


def _change_members(team: bool, change: "Callable[[Members], None]") -> None:
    with open_journal() as journal:
        found = mirrors(journal)
        kinds = [mirror for mirror in found if (mirror.setup.kind == "team") is team] or found
        [mirror, *_] = kinds
        if mirror.setup.plain:
            raise UsageProblem("This remote is not encrypted: whoever can reach it can read it.")
        syncing(journal, mirror).change_members(change)
