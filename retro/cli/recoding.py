"""What encrypting, decrypting and giving another key have in common: the order, and what is said of it."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

import click

from retro.cli.framework import journal_path
from retro.cli.output import narrate, narrate_all
from retro.encryption.keys import Key, key_of
from retro.encryption.texts import notes_of, write_notes
from retro.errors import JournalUnusable, NothingFound, UsageProblem
from retro.journal.backups import Backup
from retro.journal.backups import backups as backups_of
from retro.journal.encrypting import Recoded, has_key, recode, recode_backups, recode_texts

__all__ = ["carry_out", "encrypted_journal", "warn_of_mirror", "with_backups_option"]

F = TypeVar("F", bound=Callable[..., Any])


def with_backups_option(function: F) -> F:
    """Let a command be told what becomes of the backups."""
    return click.option(
        "--backups",
        type=click.Choice(["convert", "delete", "keep"]),
        default="convert",
        help="What becomes of the backups: convert them as the journal (so it is without this option), "
        "delete them, or keep them as they are.",
    )(function)


def encrypted_journal() -> tuple[Path, Key]:
    """The journal that was asked for, and its key.

    Raises:
        NothingFound: When there is none.
        UsageProblem: When it is not encrypted.
    """
    path = journal_path()
    if not path.exists():
        raise NothingFound(f"There is no journal at {path} yet.", hint="retro add")
    key = key_of(path)
    if key is None:
        raise UsageProblem(f"The journal {path} is not encrypted.", hint="retro encrypt")
    return path, key


def carry_out(path: Path, before: Key | None, key: Key | None, *, backups: str, keyring: bool) -> None:
    """Give a journal and what lies beside it a key, or take it away, and say what was done.

    Args:
        path: The journal.
        before: The key that it has.
        key: The key that it is to have.
        backups: What becomes of them: convert, delete or keep.
        keyring: Whether the system's keyring holds the key.

    Raises:
        JournalUnusable: When the journal is damaged, open elsewhere or cannot be written; nothing changed.
    """
    report = Recoded()
    if key != before:
        overwritten = _recode(path, before, key, keyring=keyring)
        narrate(_done(path, before, key))
        if before is None and not overwritten:
            narrate("The plain file has another name as well (a hard link), and was left there as it is.")
    try:
        write_notes(path, key, keyring=keyring)
    except OSError as error:
        report.left.append((path, f"What is noted beside it could not be written: {error.strerror}."))
    recode_texts(path, before if key != before else None, key, report)
    if backups == "convert":
        recode_backups(path, key, report)
    elif backups == "delete":
        _delete([each for each in backups_of(path) if not has_key(each.path, key)], report)
    _tell(path, key, report)


def _recode(path: Path, before: Key | None, key: Key | None, *, keyring: bool) -> bool:
    """Give the journal another key; what is refused meanwhile can be sealed for either.

    Raises:
        JournalUnusable: As ``carry_out`` does.
    """
    noted = bool(notes_of(path).keyring)
    try:
        write_notes(path, before, key, keyring=keyring or noted)
    except OSError as error:
        raise JournalUnusable(
            f"Its key cannot be noted beside {path}: {error.strerror}; nothing was changed."
        ) from error
    try:
        return recode(path, key)
    except BaseException:
        with suppress(OSError):  # one that is noted and not used does no harm
            write_notes(path, before, keyring=noted)
        raise


def _done(path: Path, before: Key | None, key: Key | None) -> str:
    if key is None:
        return f"{path} is no longer encrypted."
    if before is None:
        return f"{path} is encrypted now, and was read back and compared."
    return f"{path} has another passphrase now, and was read back and compared."


def _delete(found: list[Backup], report: Recoded) -> None:
    for each in found:
        try:
            each.path.unlink(missing_ok=True)
        except OSError as error:
            report.left.append((each.path, str(error.strerror)))
    if found:
        narrate(f"Deleted {_counted(len(found), 'backup')}.")


def _counted(count: int, noun: str) -> str:
    return f"1 {noun}" if count == 1 else f"{count:,} {noun}s"


def _tell(path: Path, key: Key | None, report: Recoded) -> None:
    if report.backups:
        narrate(f"{_counted(len(report.backups), 'backup')} went with it.")
    if report.texts:
        narrate(f"{_counted(len(report.texts), 'text')} that waited beside it went with it.")
    narrate_all([f"{left} was left as it is: {why}" for left, why in report.left])
    others = [each for each in backups_of(path) if not has_key(each.path, key)]
    if key is None:
        narrate_all([f"The backup {each.name} is encrypted still." for each in others])
    elif others:
        narrate_all([f"The backup {each.name} is not encrypted by this passphrase." for each in others])
        narrate("Encrypt or delete them: retro encrypt --backups convert, or --backups delete.")
    if report.left:
        raise JournalUnusable("Not all that lies beside the journal could be written anew; the journal was.")


def warn_of_mirror(path: Path) -> None:
    """Say when the mirror of a sync lies beside the journal, readable for whoever reads this disk."""
    mirror = mirror_of(path)
    if mirror is not None:
        narrate(
            f"The mirror of “retro sync” in {mirror} is no part of this: it is plain, or the key that opens "
            "it lies on this disk."
        )


def mirror_of(path: Path) -> Path | None:
    """Where the mirror of a sync lies, if there is one."""
    folder = path.with_name(f"{path.name}.sync")
    return folder if folder.is_dir() else None
