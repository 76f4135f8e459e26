"""The command line: one file a command, over the same facade as the terminal app."""

from retro.cli.sooner import import_sooner

import_sooner()
