"""Strings that would do something to a terminal, each another one, and the same in every run."""

import os
import random
import unicodedata
from collections.abc import Iterator

__all__ = ["COUNT", "PIECES", "UNSEEN", "hostile_strings", "on_a_command_line"]

COUNT = int(os.environ.get("RETRO_HOSTILE_STRINGS", "10000"))
"""How many; ``make soak`` takes more."""

_WRITTEN_OUT = {"\u200c", "\u200d", *map(chr, (*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2))}
"""Characters of format that words and numbers are written with."""

_SIGNS = range(0x11000, 0x14000)
"""Kaithi's number signs and the joiners of hieroglyphs are parts of what is read."""

UNSEEN = frozenset(
    character
    for code in range(0x110000)
    if unicodedata.category(character := chr(code)) in ("Cc", "Cf", "Cs", "Zl", "Zp")
    and character not in _WRITTEN_OUT
    and code not in _SIGNS
    and character not in "\n\t"
)
"""What may reach no screen: controls, turners of direction, invisible marks, halves of pairs. Found without
the function that is tested."""

PIECES = (
    "\x1b]52;c;aGFja2Vk\x07",
    "\x1b]52;c;aGFja2Vk\x1b\\",
    "\x1b]0;hacked\x07",
    "\x1b]2;hacked\x9c",
    "\x1b]8;;http://evil.example\x1b\\click\x1b]8;;\x1b\\",
    "\x1b]1337;File=inline=1:aGFja2Vk\x07",
    "\x1b]22;hacked\x07",
    "\x1b[2J\x1b[3J",
    "\x1b[8m",
    "\x1b[38;5;7m",
    "\x1b[6n",
    "\x1b[>c\x1b[=c",
    "\x1b[?1049l",
    "\x1b[?2004l",
    "\x1b[?25l",
    "\x1b[999;999H",
    "\x1b[999C",
    "\x1b[5i",
    "\x1b[20;1r",
    "\x1bP1$rq\x1b\\",
    "\x1bPtmux;\x1b\x1b]52;c;aGFja2Vk\x07\x1b\\",
    "\x1b_Ghacked\x1b\\",
    "\x1b^hacked\x1b\\",
    "\x1bXhacked\x1b\\",
    "\x1bc",
    "\x1b#8",
    "\x1b(0",
    "\x1b7\x1b8",
    "\x1b\x1b\x1b[A",
    "\x9b31m",
    "\x9b2J",
    "\x9d0;hacked\x9c",
    "\x90q\x9c",
    "\x9f\x9e\x98",
    "\x84\x85\x8d\x8e\x8f",
    "\x05",
    "\x07\x07",
    "\x08\x08\x08hidden",
    "\x0b\x0c",
    "\x0e\x0f",
    "shown\rhidden",
    "\x11\x13\x18\x1a",
    "\x7f\x7f",
    "\u202egnp.exe",
    "\u202a\u202b\u202c\u202d",
    "\u2066\u2067\u2068x\u2069",
    "\u200e\u200f\u061c",
    "\u200b\u2060\ufeff\u00ad",
    "\u2028\u2029",
    "\u180e\u2061\u2064",
    "\ufff9a\ufffab\ufffb",
    "".join(chr(0xE0000 + ord(letter)) for letter in "hacked"),
    "\U000e0001\U000e007f",
    "\U0001d173\U0001d17a\U0001bca0",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467" * 3,
    "\u0300" * 40,
    "\uff37\uff49\uff44\uff45" * 20,
    "\u0e33\u0e33",
    "[@click=app.quit]x[/]",
    "done [/b] now",
    "[link=http://evil.example]x[/link]",
    "$primary [$accent]y",
    "<script>alert(1)</script>",
    "&#27;[8m&#x202e;&#155;2J",
    "%1b[8m%c2%9b8m",
    "{{ 1/0 }}{% raw %}",
    "`\x1b[8m`",
    "[\x1b[8m](http://evil.example/\x1b[8m)",
    "![\x9b8m](\x1b[8m.png)",
)
"""What each is made of. SGR 8, OSC 0 and the place 999;999 are nothing that retro or Textual ever writes."""

_WORDS = "boil the frog slowly trust change pitch milestones at once hire late again".split()


def hostile_strings(count: int = COUNT, seed: int = 1) -> Iterator[str]:
    """So many different strings, with words between what is hostile; none has a line break or a NUL."""
    chance = random.Random(seed)  # noqa: S311 - the same strings in every run
    unseen = sorted(UNSEEN - {"\0"} - {chr(code) for code in range(0xD800, 0xE000)})
    for number in range(count):
        piece = PIECES[number % len(PIECES)]
        more = "".join(chance.choices(unseen, k=chance.randrange(1, 6)))
        parts = [chance.choice(_WORDS), piece, chance.choice(_WORDS), more]
        chance.shuffle(parts)
        yield f"{number:x} {' '.join(parts)}"


def on_a_command_line(text: str) -> bytes:
    """A word as a program is given it: bytes that need not be UTF-8, with C1 as one byte each as well."""
    return os.fsencode(text.replace("\0", "")) + b"\x9b8m\xff\xc0\xed\xa0\x80"
