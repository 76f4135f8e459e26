"""``retro decrypt``: the journal as any SQLite tool reads it."""

import click

from retro.cli.framework import Command, with_journal_option
from retro.cli.passphrases import forget_in_keyring
from retro.cli.recoding import carry_out, encrypted_journal, with_backups_option
from retro.encryption.texts import notes_of

__all__ = ["command"]


@click.command("decrypt", cls=Command, examples=("retro decrypt", "retro decrypt --backups keep"))
@with_backups_option
@with_journal_option
def command(backups: str) -> None:
    """Take the encryption off the journal, its backups and the texts that wait beside it.

    The key is taken out of the keyring, so that backups which stay encrypted need the passphrase.
    """
    path, key = encrypted_journal()
    in_keyring = notes_of(path).keyring
    carry_out(path, key, None, backups=backups, keyring=False)
    if in_keyring:
        forget_in_keyring(key)
