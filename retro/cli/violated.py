"""``retro violated``: a lesson was not followed."""

from retro.cli.log_entry import logging_command
from retro.surroundings import Outcome

__all__ = ["command"]

command = logging_command(
    Outcome.VIOLATED,
    """Note that lessons were violated: where, when, and what came of it.

    A violation brings a lesson back within days. Violated three times, and not learned since, it comes first
    in every list and says so.
    """,
    (
        'retro violated 7k3m --at acme --result "two people left"',
        "retro violated 7k3m --on 2024-06",
    ),
)
