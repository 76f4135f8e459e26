"""The command line: one file a command, over the same facade as the terminal app."""

import gc

# Until the command runs: nothing that is imported is garbage, and looking for some costs 3 ms of a capture.
gc.disable()
