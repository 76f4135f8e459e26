"""``retro applied``: a lesson was followed."""

from retro.cli.log_entry import logging_command
from retro.surroundings import Outcome

__all__ = ["command"]

command = logging_command(
    Outcome.APPLIED,
    """Note that lessons were applied: where, when, and what came of it.

    An application lengthens the time until a lesson comes back. Applied on three days without a violation
    between them, a lesson is learned; "retro why ID" tells how far it has come.
    """,
    (
        'retro applied 7k3m --at acme --result "nobody noticed the move"',
        "retro applied 7k3m p9xq",
        'retro applied 7k3m --on "last friday"',
    ),
)
