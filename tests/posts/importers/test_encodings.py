"""The encoding of a text is told by its bytes."""

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from retro.posts.importers.encodings import guess
from retro.posts.importers.text import TextLines
from tests.posts.importers.reading import given, options

FRENCH = "L’été dernier, à l’école, j’ai déjà appris : « ne jamais céder ».\n" * 5
GERMAN = "Größe ist nicht alles – über Äpfel und Öl läßt sich streiten.\n" * 5
ENGLISH = "The team’s “trust but verify” strategy – it cost £5 at 20° ± 2°.\n" * 5


@pytest.mark.parametrize("text", [FRENCH, GERMAN, ENGLISH], ids=["French", "German", "English"])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "mac_roman"]
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_text_reads_the_same_in_every_encoding(text: str, encoding: str, end: str) -> None:
    content = text.replace("\n", end).encode(encoding, "replace")
    assert "\n".join([*TextLines(given(content), options()), ""]) == content.decode(encoding).replace(
        end, "\n"
    )


def test_one_byte_that_is_wrong_does_not_make_it_another_encoding() -> None:
    content = GERMAN.encode() + b"\xff" + GERMAN.encode()
    decoding = guess(given(content))
    assert decoding.encoding == "utf-8"
    assert "replaced" in decoding.problem


def test_text_that_is_cut_inside_a_character() -> None:
    assert guess(given(GERMAN.encode() + "ß".encode()[:1])).encoding == "utf-8"


def test_the_encoding_that_is_said_counts() -> None:
    content = "Größe".encode("mac_roman")
    assert list(TextLines(given(content), options(encoding="mac_roman"))) == ["Größe"]


@drawn(st.binary(max_size=300))
def test_no_bytes_are_too_much(content: bytes) -> None:
    for line in TextLines(given(content), options()):
        assert "\0" not in line
        assert "\n" not in line


def test_long_lines_are_cut_and_told() -> None:
    text = TextLines(given("a" * 250 + "\nshort\n" + "b" * 100), options(), longest=100)
    assert [len(line) for line in text] == [100, 5, 100]
    assert [trouble.sentence for trouble in text.troubles] == [
        "Lines of more than 100 characters were cut there."
    ]
