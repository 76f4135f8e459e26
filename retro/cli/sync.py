"""``retro sync``: one journal on several computers, or in a team, by a git repository."""

from typing import TYPE_CHECKING

import click

from retro.cli.framework import Group, journal_path, open_journal, with_journal_option
from retro.cli.leaving import Leaving
from retro.cli.output import emit_json, emit_rows, narrate, styled, with_output_options
from retro.cli.streams import show
from retro.cli.sync_conflicts import conflicts, decide_on
from retro.cli.sync_devices import devices
from retro.cli.sync_mirrors import mirrors, syncing
from retro.cli.sync_output import counts, outcome_as_json, outcome_rows, tell_outcome
from retro.display import safe_line
from retro.errors import UsageProblem
from retro.paths import state_folder

if TYPE_CHECKING:
    from retro.journal import Journal
    from retro.sync.mirror import Mirror

__all__ = ["command"]

_KIND = {"mine": "your own devices", "team": "a team"}


@click.group(
    "sync",
    cls=Group,
    invoke_without_command=True,
    examples=(
        "retro sync init git@example.org:me/journal.git",
        "retro sync",
        "retro sync status",
        "retro sync conflicts",
        "retro sync devices add laptop age1…",
    ),
)
@click.option("--delete", "deleting", is_flag=True, help="Also when that deletes many lessons.")
@with_output_options
@with_journal_option
@click.pass_context
def command(ctx: click.Context, deleting: bool, as_json: bool, plain: bool) -> None:
    """Bring in what other devices wrote, and push what this one did; say what came and went.

    What two devices changed in different places is merged. Of what they changed in the same place one version
    stands and the others wait: "retro sync conflicts". An edit beats a deletion. "retro undo" takes back what
    came in, which the next sync then tells the other devices.
    """
    if ctx.invoked_subcommand is not None:
        return
    from retro.sync.mirrors import asking_first  # noqa: PLC0415 - -h needs none of it

    with asking_first(journal_path()) as found, open_journal() as journal:
        for mirror in found or mirrors(journal):
            _sync(journal, mirror, deleting=deleting, as_json=as_json, plain=plain)


@command.command(
    "init",
    examples=(
        "retro sync init git@example.org:me/journal.git",
        "retro sync init /media/stick/journal.git",
        "retro sync init git@example.org:team/lessons.git --team",
    ),
)
@click.argument("remote")
@click.option("--team", is_flag=True, help="For a team: nothing that is private goes into it.")
@click.option("--plain", "unencrypted", is_flag=True, help="Encrypt nothing: whoever keeps it can read it.")
@click.option("--name", metavar="NAME", help="What to call this device; its host's name otherwise.")
@with_journal_option
def init(remote: str, team: bool, unencrypted: bool, name: str | None) -> None:
    """Set up sync with a remote: a repository that git can push to, for nothing else and empty at first."""
    import platform  # noqa: PLC0415 - -h needs none of these

    from retro.journal.identity import storable  # noqa: PLC0415
    from retro.sync.git import checked_remote  # noqa: PLC0415
    from retro.sync.mirror import Mirror, Setup  # noqa: PLC0415
    from retro.sync.sealing import device_key  # noqa: PLC0415

    kind = "team" if team else "mine"
    checked = checked_remote(remote)
    with open_journal(create=True) as journal:
        key = None if unencrypted else device_key(state_folder())
        mirror = Mirror(journal.path.with_name(f"{journal.path.name}.sync") / kind, key)
        if mirror.is_there:
            raise UsageProblem(
                f"This journal has a mirror for {_KIND[kind]} already, at {safe_line(mirror.setup.remote)}.",
                hint=f"retro sync; to start over, take {mirror.folder} away first",
            )
        called = storable(name or platform.node()) or "a device"
        mirror.set_up(Setup(kind, checked, unencrypted, called))
        narrate(f"Made {mirror.folder}, for {_KIND[kind]}{'' if key else ', not encrypted'}.")
        _sync(journal, mirror)


@command.command("status", examples=("retro sync status", "retro sync status --json"))
@with_output_options
@with_journal_option
def status(as_json: bool, plain: bool) -> None:
    """Say what would go to the remote and what waits for a decision, without asking the remote."""
    from retro.sync.deciding import waiting  # noqa: PLC0415

    with open_journal() as journal:
        waits = len(waiting(journal))
        told = []
        for mirror in mirrors(journal):
            setup, moved = mirror.setup, syncing(journal, mirror).pending()
            told.append(
                {
                    "kind": setup.kind,
                    "remote": setup.remote,
                    "encrypted": not setup.plain,
                    "head": mirror.git.seen(),
                    "to_go": counts(moved),
                }
            )
    if as_json:
        emit_json("sync", {"mirrors": told, "conflicts": waits})
        return
    for each in told:
        to_go = each["to_go"]
        number = sum(to_go.values()) if isinstance(to_go, dict) else 0
        if plain:
            emit_rows([[each["kind"], each["remote"], each["head"] or "", number, waits]])
            continue
        sealed = "encrypted" if each["encrypted"] else "not encrypted"
        show(f"{styled(str(each['remote']), bold=True)}  for {_KIND[str(each['kind'])]}, {sealed}")
        show(f"  to go: {number:,}" if number else "  nothing to go")
    if waits and not plain:
        narrate(f"{waits:,} to decide on: retro sync conflicts")


command.add_command(conflicts)
command.add_command(decide_on)
command.add_command(devices)


def _sync(
    journal: "Journal",
    mirror: "Mirror",
    *,
    deleting: bool = False,
    as_json: bool = False,
    plain: bool = False,
) -> None:
    outcome = syncing(journal, mirror).sync(deleting=deleting)
    leaving = Leaving()
    if as_json:
        emit_json("sync", {"kind": mirror.setup.kind, **outcome_as_json(outcome, leaving)})
    elif plain:
        emit_rows(outcome_rows(outcome, leaving))
    else:
        tell_outcome(journal, outcome, leaving)
