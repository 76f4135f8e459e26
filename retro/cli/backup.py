"""``retro backup``: copies of the journal."""

import click

from retro.cli.framework import Command, journal_path, named_path, with_journal_option
from retro.cli.output import emit_json, emit_rows, narrate, with_output_options
from retro.cli.streams import show
from retro.display import safe_line
from retro.errors import UsageProblem
from retro.journal.backups import Backup, Reason, backups, make_backup, thin_out
from retro.journal.history import utc_now
from retro.sealing import is_sealed

__all__ = ["command"]


@click.command(
    "backup",
    cls=Command,
    examples=(
        "retro backup",
        "retro backup --list",
        "retro backup --to /media/stick/journal.db",
        "retro backup --encrypt",
    ),
)
@click.option("--to", metavar="FILE", help="Write the copy to a file of your own.")
@click.option("--list", "lists", is_flag=True, help="List the backups there are, latest first.")
@click.option("--daily", is_flag=True, help="Make the day's backup, and delete daily ones that are too old.")
@click.option("--encrypt", is_flag=True, help="So that only this device's key, and those you name, open it.")
@with_output_options
@with_journal_option
def command(to: str | None, lists: bool, daily: bool, encrypt: bool, as_json: bool, plain: bool) -> None:
    """Copy the journal, whole and verified, into the folder "backups" beside it.

    retro does so by itself: once a day when you use it, and before anything risky. Of the daily ones, 7
    days, 4 weeks and 12 months are kept; the others stay until you delete them.

    "encrypt = true" below "[backups]" in config.toml encrypts all of them with age. Keep a copy of the key,
    sync.key, somewhere else, or name another key there ("recipients"): without one they open nowhere.
    """
    journal = journal_path()
    if lists:
        if to or daily or encrypt:
            raise UsageProblem("--list only lists; it goes with no other option.")
        _list(backups(journal), as_json=as_json, plain=plain)
        return
    if to is not None:
        path = named_path(to, "--to")
        if path.exists():
            raise UsageProblem(f"{path} exists already; nothing was written.")
        made = make_backup(journal, Reason.ASKED, utc_now, to=path, encrypt=encrypt)
    else:
        made = make_backup(journal, Reason.DAILY if daily else Reason.ASKED, utc_now, encrypt=encrypt)
        if daily:
            thin_out(journal)
    _tell(made, as_json=as_json, plain=plain)


def _tell(made: Backup, *, as_json: bool, plain: bool) -> None:
    if as_json:
        emit_json("backups", [_as_json(made)])
    elif plain:
        emit_rows([_row(made)])
    else:
        narrate(f"Backed up to {made.path}  (take it back: retro restore-backup {made.name})")


def _list(found: list[Backup], *, as_json: bool, plain: bool) -> None:
    if as_json:
        emit_json("backups", [_as_json(each) for each in found])
    elif plain:
        emit_rows(map(_row, found))
    elif not found:
        narrate("There is no backup yet. Make one: retro backup")
    else:
        for each in found:
            when = each.made_at.astimezone().strftime("%a %d %b %Y %H:%M")
            show(f"{when}  {_size(each):>9}  {str(each.reason).replace('-', ' '):<16} {safe_line(each.name)}")


def _size(backup: Backup) -> str:
    size = backup.path.stat().st_size / 1024
    return f"{size:,.0f} KiB" if size < 10_000 else f"{size / 1024:,.0f} MiB"


def _row(backup: Backup) -> list[object]:
    return [backup.made_at.isoformat(), backup.reason, backup.path.stat().st_size, backup.path]


def _as_json(backup: Backup) -> dict[str, object]:
    return {
        "path": str(backup.path),
        "made_at": backup.made_at.isoformat(),
        "reason": str(backup.reason),
        "bytes": backup.path.stat().st_size,
        "encrypted": is_sealed(backup.path),
    }
