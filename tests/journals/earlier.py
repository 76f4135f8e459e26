"""Journals that were made by earlier retros; ``filling.py`` says how."""

import gzip
from pathlib import Path

__all__ = ["OLD_JOURNALS", "schema_number", "unpack"]

OLD_JOURNALS = sorted(Path(__file__).parent.glob("schema-*.db.gz"))
"""Packed; one of each schema, the oldest first."""


def schema_number(old: Path) -> int:
    """Which schema a packed journal has."""
    return int(old.name.removeprefix("schema-").removesuffix(".db.gz"))


def unpack(old: Path, path: Path) -> Path:
    """Make a journal at ``path`` of a packed one, for its owner alone."""
    path.parent.mkdir(exist_ok=True)
    path.touch(mode=0o600)
    path.write_bytes(gzip.decompress(old.read_bytes()))
    return path
