"""Preflight: what should be looked at before something goes out, and what must not go out at all.

A check looks at a page and changes nothing; ``Known.of`` and ``repair`` are what touches the journal.
"""

from retro.posts.checks.finding import Check, Finding
from retro.posts.checks.known import Known
from retro.posts.checks.preflight import Preflight
from retro.posts.checks.refusing import refuse_what_must_not_go_out
from retro.posts.checks.registry import CHECKS, severity
from retro.posts.checks.repairs import Repaired, repair

__all__ = [
    "CHECKS",
    "Check",
    "Finding",
    "Known",
    "Preflight",
    "Repaired",
    "refuse_what_must_not_go_out",
    "repair",
    "severity",
]
