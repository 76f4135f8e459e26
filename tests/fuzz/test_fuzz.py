"""No input crashes a parser or keeps it busy: only errors that are promised, and never a second.

Two seconds for each parser in ``make test``, twenty where each change is tested, and ten minutes with
``make fuzz`` (``FUZZ_SECONDS``). What is found is shrunk, and belongs into the corpus.
"""

import gc
import os
import random
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.database import InMemoryExampleDatabase

from retro.errors import RetroError
from tests.fuzz.parsers import PARSERS

SECONDS = float(os.environ.get("FUZZ_SECONDS", "2"))
"""For each parser."""

LONGEST = 1.0
"""Seconds of the processor's time that reading may take: a busy machine counts for nothing."""

CORPUS = Path(__file__).parent / "corpus"

_SIGNS = (
    *(bytes([code]) for code in range(256)),
    *(
        each.encode()
        for each in "\u2028 \u0085 \u202e \ufeff \u00a0 İ ß ǅ 😀 ﬁ ² ٣ 〇 ½ \U000e0041 − –".split(" ")
    ),
    *(
        b"---\n",
        b"+++\n",
        b"\r\n",
        b"\n\n",
        b"```",
        b"> ",
        b"- ",
        b"  ",
        b"\t",
        b": ",
        b"..",
        b"::",
        b"||",
        b"[[",
        b"]]",
    ),
    *(
        b"{{",
        b"}}",
        b"{%",
        b"%}",
        b"\\",
        b'"',
        b"'",
        b"&a",
        b"*a",
        b"<!--",
        b"-->",
        b"<div>",
        b"![](",
        b"](",
        b"[^1]",
    ),
    *(
        b"NaN",
        b"Infinity",
        b"1e999",
        b"-0",
        b"9" * 30,
        b"null",
        b"true",
        b"[]",
        b"{}",
        b'"a":',
        b"\\ud800",
        b"\\u0000",
    ),
    *(
        b"2024-02-30",
        b"0000",
        b"9999",
        b"10000",
        b"24:00",
        b"+99:99",
        b"%s",
        b"1/0",
        b"__class__",
        b"../",
        b"\0",
    ),
    *(
        b"OR",
        b"-",
        b"(",
        b")",
        b"since:",
        b"is:",
        b"@",
        b"#",
        b"!",
        b"ago",
        b"last",
        b"next",
        b"from",
        b"to",
        b"q5",
    ),
)
"""What parsers take for something."""


class Hang(BaseException):
    """A parser took too long; nothing may take this for an error of its input."""


@contextmanager
def in_time() -> Iterator[None]:
    def too_long(_number: int, _frame: FrameType | None) -> None:
        raise Hang

    before = signal.signal(signal.SIGPROF, too_long)
    signal.setitimer(signal.ITIMER_PROF, LONGEST)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def seeds(name: str) -> list[bytes]:
    folder = CORPUS / (PARSERS[name].folder or name)
    return [path.read_bytes() for path in sorted(folder.glob("*"))]


def mutated(seed: bytes, others: list[bytes], chance: random.Random) -> bytes:
    """A text with some parts taken out, put in, doubled, moved, or from another one."""
    content = bytearray(seed)
    for _ in range(chance.choice((1, 1, 2, 3, 5, 8, 20))):
        start = chance.randrange(len(content) + 1)
        end = min(len(content), start + chance.choice((0, 1, 1, 2, 4, 10, 40)))
        part = content[start:end]
        match chance.randrange(6):
            case 0:
                content[start:end] = b""
            case 1 | 2:
                content[start:end] = chance.choice(_SIGNS)
            case 3:
                content[start:start] = chance.choice(_SIGNS) * chance.choice((1, 2, 3, 50, 400))
            case 4:
                content[start:start] = part * chance.choice((1, 2, 30))
            case _:
                other = chance.choice(others)
                at = chance.randrange(len(other) + 1)
                content[start:end] = other[at : at + 30]
    return bytes(content[:20_000])


def content_of(name: str) -> st.SearchStrategy[bytes]:
    corpus = seeds(name)
    return st.one_of(
        st.builds(mutated, st.sampled_from(corpus), st.just(corpus), st.randoms(use_true_random=False)),
        st.builds(b"".join, st.lists(st.sampled_from(_SIGNS), max_size=60)),
        st.binary(max_size=200),
        st.text(st.characters(codec=None), max_size=100).map(lambda text: text.encode("utf-8", "replace")),
    )


def read(name: str, content: bytes) -> None:
    """Have a parser read; what it promises to raise is fine."""
    parser = PARSERS[name]
    promised: tuple[type[Exception], ...] = (RetroError, *parser.raises)
    with in_time(), suppress(*promised):
        parser.read(content)


@pytest.mark.parametrize("name", PARSERS)
def test_only_promised_errors_and_no_hang(name: str) -> None:
    for content in seeds(name):
        read(name, content)
    until = time.monotonic() + SECONDS
    # For minutes, each run is another one; what a change is held to is the same each time.
    round_number = int.from_bytes(os.urandom(4)) if SECONDS > 60 else 0
    while time.monotonic() < until:
        round_number += 1

        @settings(
            max_examples=50,
            database=InMemoryExampleDatabase(),
            suppress_health_check=list(HealthCheck),
            phases=(Phase.generate, Phase.shrink),
            deadline=None,
        )
        @given(content_of(name))
        def fuzzed(content: bytes) -> None:
            read(name, content)

        fuzzed._hypothesis_internal_use_seed = round_number  # type: ignore[attr-defined]
        fuzzed()
    gc.collect()


def test_every_parser_has_a_corpus() -> None:
    assert {path.name for path in CORPUS.iterdir()} == {
        parser.folder or name for name, parser in PARSERS.items()
    }


def test_a_hang_is_noticed() -> None:
    """The positive control."""

    def hang() -> None:
        with in_time():
            while True:
                time.process_time()

    with pytest.raises(Hang):
        hang()
