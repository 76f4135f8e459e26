"""``retro encrypt``: nobody reads the journal on the disk without its passphrase."""

from pathlib import Path

import click

from retro.cli.framework import Command, journal_path, passphrase_descriptor, with_journal_option
from retro.cli.output import narrate
from retro.cli.passphrases import ask_new, forget_in_keyring, keep_in_keyring, read_passphrase
from retro.cli.recoding import carry_out, warn_of_mirror, with_backups_option
from retro.encryption.keys import Key, key_of, new_key
from retro.encryption.texts import notes_of
from retro.journal import Journal
from retro.journal.diagnosis import inspect_file
from retro.journal.library import encrypts

__all__ = ["command"]


@click.command(
    "encrypt",
    cls=Command,
    examples=(
        "retro encrypt                            asks for a passphrase, twice",
        "retro encrypt --keyring                  and keeps the key in the system's keyring",
        "retro --passphrase-fd 3 encrypt 3< file  reads the passphrase from a file",
        "retro encrypt --backups delete           deletes the backups that are plain",
    ),
)
@click.option(
    "--keyring/--no-keyring",
    "in_keyring",
    default=None,
    help="Keep the key in the system's keyring, so that no command asks; or take it out of it.",
)
@with_backups_option
@with_journal_option
def command(in_keyring: bool | None, backups: str) -> None:
    """Encrypt the journal, its backups and the texts that wait beside it.

    Whoever loses the passphrase loses the journal: nothing and nobody can open it without. What lies
    elsewhere stays as it is, such as exported posts, dumps and copies that you made. Encrypting again
    encrypts backups that are plain still, and changes what the keyring holds. The way back is "retro
    decrypt", and no undo.
    """
    encrypts()  # without the extra nobody is asked anything
    path = journal_path()
    if path.exists():
        inspect_file(path)  # of what is no journal nobody is asked for a passphrase, either
    else:
        Journal.open(path).close()
    before = key_of(path)
    if before is None:
        descriptor = passphrase_descriptor()
        key = new_key(ask_new(path) if descriptor is None else read_passphrase(descriptor))
    else:
        key = before
        narrate("The journal is encrypted already.")
    if in_keyring:
        keep_in_keyring(key)
    carry_out(path, before, key, backups=backups, keyring=_is_kept(path, key, in_keyring))
    warn_of_mirror(path)
    if before is None:
        narrate("Keep the passphrase where you will find it: without it the journal cannot be read, ever.")


def _is_kept(path: Path, key: Key, wanted: bool | None) -> bool:
    """Whether the keyring holds the key from now on."""
    if wanted is False:
        forget_in_keyring(key)
    return bool(notes_of(path).keyring) if wanted is None else wanted
