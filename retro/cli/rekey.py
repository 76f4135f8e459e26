"""``retro rekey``: another passphrase."""

import click

from retro.cli.framework import Command, passphrase_descriptor, with_journal_option
from retro.cli.passphrases import ask_new, forget_in_keyring, keep_in_keyring, read_passphrase
from retro.cli.recoding import carry_out, encrypted_journal, with_backups_option
from retro.encryption.keys import new_key
from retro.encryption.texts import notes_of
from retro.errors import UsageProblem

__all__ = ["command"]


@click.command(
    "rekey",
    cls=Command,
    examples=(
        "retro rekey                                     asks for the old and the new passphrase",
        "retro --passphrase-fd 3 rekey --new-passphrase-fd 4 3< old 4< new",
    ),
)
@click.option(
    "--new-passphrase-fd", "new_fd", metavar="NUMBER", type=int, help="Read the new one from this descriptor."
)
@with_backups_option
@with_journal_option
def command(new_fd: int | None, backups: str) -> None:
    """Give the journal, its backups and the texts that wait beside it another passphrase.

    Everything is written anew under a new key; the keyring is given it, where it held the old one. A copy
    that somebody has taken before still opens with the old passphrase.
    """
    path, before = encrypted_journal()
    if new_fd is not None and new_fd == passphrase_descriptor():
        raise UsageProblem("The old and the new passphrase come from two descriptors; nothing was changed.")
    key = new_key(ask_new(path) if new_fd is None else read_passphrase(new_fd))
    keyring = bool(notes_of(path).keyring)
    if keyring:
        keep_in_keyring(key)
    carry_out(path, before, key, backups=backups, keyring=keyring)
    if keyring:
        forget_in_keyring(before)
