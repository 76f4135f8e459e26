"""Candidates for tensions between lessons, for support, and for lessons that say the same."""

from retro.practice.tensions.proposing import DUPLICATES, KINDS, Candidate, Proposals, propose

__all__ = ["DUPLICATES", "KINDS", "Candidate", "Proposals", "propose"]
