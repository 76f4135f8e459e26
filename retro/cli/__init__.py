"""The command line: one file a command, over the same facade as the terminal app."""
