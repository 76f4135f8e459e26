"""What the libraries of the web server complain of, as one line each."""

import logging
import os
import sys

from retro.display import safe, safe_line

__all__ = ["complain_in_sentences"]


def complain_in_sentences() -> None:
    """Have warnings and errors on stderr, in the form of ours; ``RETRO_DEBUG`` adds where they came from."""
    to_stderr = logging.StreamHandler(sys.stderr)
    to_stderr.setFormatter(_Sentence())
    logging.basicConfig(level=logging.WARNING, handlers=[to_stderr])


class _Sentence(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        said = f"retro: {safe_line(record.getMessage())}"
        if record.exc_info is None or record.exc_info[1] is None:
            return said
        said = f"{said}: {safe_line(repr(record.exc_info[1]))}"
        where = safe(self.formatException(record.exc_info)) if os.environ.get("RETRO_DEBUG") else ""
        return f"{said}\n{where}".rstrip()
