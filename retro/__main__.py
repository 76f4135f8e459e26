"""What ``retro`` and ``python -m retro`` run."""

import gc
import signal

# A command lives for a moment and makes no garbage in cycles; looking for some costs a capture 3 ms. What
# lives longer (the terminal app, an import) switches it on again.
gc.disable()

if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
    # Until the command itself is in charge Ctrl-C just ends the process: it would print half an import.
    signal.signal(signal.SIGINT, signal.SIG_DFL)

from retro.cli.main import main  # noqa: E402

__all__ = ["main"]

if __name__ == "__main__":
    main()
