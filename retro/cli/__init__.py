"""The command line: one file a command, over the same facade as the terminal app."""

import gc

# A command lives for a moment and makes no garbage in cycles; looking for some costs a capture 3 ms. What
# lives longer (the terminal app, an import) switches it on again.
gc.disable()
