"""``retro doctor``: what is wrong with the journal."""

from pathlib import Path

import click

from retro.cli.framework import Command, journal_path, named_path, with_journal_option
from retro.cli.output import emit_json, emit_rows, narrate, narrate_all, styled, with_output_options
from retro.cli.streams import show
from retro.display import safe, safe_line
from retro.encryption.keys import key_of
from retro.errors import UsageProblem
from retro.journal.backups import backups
from retro.journal.checkup import Ailment, checkup
from retro.journal.history import utc_now
from retro.journal.library import use_for
from retro.journal.salvage import salvage

__all__ = ["command"]


@click.command(
    "doctor",
    cls=Command,
    examples=("retro doctor", "retro doctor --fix", "retro doctor --salvage saved.db"),
)
@click.option("--fix", is_flag=True, help="Mend what can be mended without losing anything.")
@click.option("--salvage", "to", metavar="NEW", help="Save what can be read into a new journal.")
@with_output_options
@with_journal_option
def command(fix: bool, to: str | None, as_json: bool, plain: bool) -> None:
    """Look for what is wrong with the journal, and say what to do about it.

    Exits with 1 when something is wrong that was not mended.
    """
    journal = journal_path()
    use_for(journal, *(each.path for each in backups(journal)))
    key_of(journal)  # not to have the passphrase is no ailment
    if to is not None:
        if fix:
            raise UsageProblem("--salvage leaves the journal as it is; it does not go with --fix.")
        click.get_current_context().exit(_salvage(journal, named_path(to, "--salvage")))
    found = list(checkup(journal, utc_now()))
    mended = [each for each in found if fix and each.mend is not None]
    for each in mended:
        if each.mend is not None:
            each.mend()
    left = [each for each in found if each not in mended]
    if as_json:
        emit_json("findings", [_as_json(each, each in mended) for each in found])
    elif plain:
        emit_rows([each.code, "mended" if each in mended else "", each.said, each.advice] for each in found)
    else:
        _tell(journal, mended, left)
    click.get_current_context().exit(1 if left else 0)


def _tell(journal: Path, mended: list[Ailment], left: list[Ailment]) -> None:
    for each in mended:
        show(f"{styled('✓', fg='green')} {safe(each.said)} Mended. [{each.code}]")
    for each in left:
        mark = styled("✗", fg="red") if each.serious else styled("!", fg="yellow")
        show(f"{mark} {safe(each.said)} [{each.code}]\n  {safe(each.advice)}")
    if not mended and not left:
        show(f"{styled('✓', fg='green')} {safe_line(str(journal))} is well.")
    elif any(each.mend is not None for each in left):
        narrate("Mend what can be mended: retro doctor --fix")


def _salvage(journal: Path, to: Path) -> int:
    saved = salvage(journal, to)
    rows = sum(saved.rows.values())
    narrate(f"Saved {saved.rows.get('lessons', 0):,} lessons ({rows:,} rows in all) into {to}")
    if saved.is_whole:
        narrate("Nothing is missing.")
        return 0
    if saved.unread:
        narrate(f"Not all could be read of: {', '.join(saved.unread)}.")
    narrate_all([f"There in an earlier version: {each}" for each in saved.earlier])
    for table, count in saved.unlinked.items():
        narrate(f"Left out, since what it belongs to is gone: {count:,} of {table}")
    return 1


def _as_json(ailment: Ailment, mended: bool) -> dict[str, object]:
    return {
        "code": ailment.code,
        "said": ailment.said,
        "advice": ailment.advice,
        "mendable": ailment.mend is not None,
        "mended": mended,
        "serious": ailment.serious,
    }
