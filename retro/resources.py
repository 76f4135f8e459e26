"""Where the data that is shipped lies: inside the installed package, or beside it in a checkout."""

from functools import cache
from pathlib import Path

__all__ = ["data_folder"]


@cache
def data_folder() -> Path:
    """The folder of starter themes, formats, templates and demo posts.

    The wheel carries it as ``retro/data``; a checkout has it as ``data`` at its root.
    """
    package = Path(__file__).resolve().parent
    packaged = package / "data"
    return packaged if packaged.is_dir() else package.parent / "data"
