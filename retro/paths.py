"""Paths as people type them."""

from pathlib import Path

__all__ = ["expanded"]


def expanded(path: str | Path) -> Path:
    """``~`` and ``~name`` become home folders; where there is none they stay, as in a shell."""
    named = Path(path)
    try:
        return named.expanduser()
    except RuntimeError:
        return named
