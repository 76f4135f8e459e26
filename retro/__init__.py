"""retro: a journal of lessons learned, for the terminal."""

__version__ = "0.1.0"
