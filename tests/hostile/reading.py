"""What is left of a program's output when all that it may write is taken out."""

import re
from typing import NamedTuple

from tests.hostile.strings import UNSEEN

__all__ = ["Foreign", "foreign", "foreign_on_screen"]

_STYLES = r"\x1b\[(?:[0-2]|3[0-7])m"
"""Bold, dim, eight colours, and their end."""

_PROGRESS = r"\rImporting: [\d,]+ read |\r {40}\r"

_LINE_ENDS = r"\r\n"
"""How a terminal writes a line break."""

_BY_A_COMMAND = re.compile(f"{_STYLES}|{_PROGRESS}|{_LINE_ENDS}")

_COLOUR = r"(?:38|48);2;\d{1,3};\d{1,3};\d{1,3}|3[0-79]|4[0-79]|9[0-7]|10[0-7]"
_ATTRIBUTE = r"[0-47]|9"
_BY_THE_APP = re.compile(
    rf"\x1b\[(?:(?:{_COLOUR}|{_ATTRIBUTE})(?:;(?:{_COLOUR}|{_ATTRIBUTE}))*)m"
    r"|\x1b\[\d{1,2};\d{1,3}H"  # a place on a screen of at most 99 lines
    r"|\x1b\[\?(?:25|7|47|1000|1003|1004|1006|1015|1016|1049|2004|2026|2048|2031)[hl]"
    r"|\x1b\[\?2026\$p|\x1b\[\?2048\$p|\x1b\[>\d+u|\x1b\[<u|\x1b\[H|\x1b\[0?J|\x1b\[\?u|\x1b\[c"
    r"|\x1b\]22;[a-z-]*\x07"
    r"|\x1b\]52;c;(?!aGFja2Vk)[A-Za-z0-9+/=]*\x07"  # what a person copies
    r"|\r?\n"
)


class Foreign(NamedTuple):
    """A character that had no business there, and what stands around it."""

    character: str
    around: str


def foreign(output: bytes) -> list[Foreign]:
    """What a command should not have written to a terminal."""
    return _left(output, _BY_A_COMMAND)


def foreign_on_screen(output: bytes) -> list[Foreign]:
    """What the app should not have written to a terminal."""
    return _left(output, _BY_THE_APP)


def _left(output: bytes, ours: re.Pattern[str]) -> list[Foreign]:
    text = output.decode("utf-8", "surrogateescape")
    left = ours.sub("", text)
    return [
        Foreign(character, left[max(0, place - 40) : place + 40])
        for place, character in enumerate(left)
        if character in UNSEEN
    ][:20]
