"""The journal: the only SQL in the project, behind the facade ``Journal``."""

from retro.journal.journal import Journal

__all__ = ["Journal"]
