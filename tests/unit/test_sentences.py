"""Where sentences end."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retro.sentences import code_spans, first_sentence, sentences


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Boil the frog. Pitch in milestones.", "Boil the frog."),
        ("boil the frog. pitch in milestones", "boil the frog."),
        ("Really?! Yes.", "Really?!"),
        ('He said "stop." Then he left.', 'He said "stop."'),
        ("He left (at last). Then we worked.", "He left (at last)."),
        ("**Boil the frog.** Pitch in milestones.", "**Boil the frog.**"),
        ("*Boil the frog.* Pitch.", "*Boil the frog.*"),
        ("We waited… Then it broke.", "We waited…"),
        ("We waited... Then it broke.", "We waited..."),
        ("慢慢来。一步一步。", "慢慢来。"),
        ("本当ですか？はい。", "本当ですか？"),
        ("「終わり。」次へ。", "「終わり。」"),
        ("Don’t. Ever.", "Don’t."),
        ("So did I. Then he left.", "So did I."),
        ("We had plan B. Then we won.", "We had plan B."),
        ("We sold it in the U.S. We lost it there.", "We sold it in the U.S."),
        ("Bring pens, paper etc. Then start.", "Bring pens, paper etc."),
        ("First\n\nSecond", "First"),
        ("First\r\n\r\nSecond", "First"),
        ("A line\nthat goes on. And more.", "A line\nthat goes on."),
        ("He shouted (why?) and left. Then we worked.", "He shouted (why?) and left."),
        ("Ship it! it works", "Ship it!"),
        ("It took 40 ms. Then it was fast.", "It took 40 ms."),
    ],
)
def test_a_sentence_ends_at_its_stop(text: str, first: str) -> None:
    assert first_sentence(text) == (first, text[len(first) :].strip())


@pytest.mark.parametrize(
    "text",
    [
        "Use small steps, e.g. Milestones, i.e. Weeks.",
        "Trust vs. Control in teams.",
        "Dr. Smith and Prof. J. R. Jones agreed.",
        "We shipped Kubernetes 1.27 ahead of time.",
        "Version v1.27.3 was late.",
        "Acme Inc. was sold at 5 p.m. on Friday.",
        "See No. 5 and Fig. 3 below.",
        "Wait... what happened?",
        "Well… maybe.",
        '"Really?" he asked.',
        "Run `make all. Then` and wait.",
        "See [the post. All of it](https://example.com/a. b) first.",
        "**Boil the frog. Slowly.**",
        "Ask the U.S. Army for help.",
        "1. Do this",
        "Use Node.js and .NET daily",
        "cd . then ls",
        "Thomas J. Watson said so",
    ],
)
def test_it_does_not_end_elsewhere(text: str) -> None:
    assert first_sentence(text) == (text, "")


def test_nothing_has_no_sentence() -> None:
    assert first_sentence(" \n ") == ("", "")
    assert sentences("") == []


def test_spans_are_of_the_text_given() -> None:
    text = "  One. Two!\n\n Three  "
    assert [text[start:end] for start, end in sentences(text)] == ["One.", "Two!", "Three"]


def test_code_spans_close_with_as_many_backticks() -> None:
    text = "a `b` ``c ` d`` `e"
    assert [text[start:end] for start, end in code_spans(text)] == ["`b`", "``c ` d``"]


@settings(deadline=None)
@given(st.text(st.sampled_from("ab A1.!?…。`*_()[]\"'\n ")) | st.text())
def test_only_white_space_lies_between_sentences(text: str) -> None:
    position = 0
    for start, end in sentences(text):
        assert start < end
        assert not text[position:start].strip()
        assert text[start:end] == text[start:end].strip()
        position = end
    assert not text[position:].strip()
    first, rest = first_sentence(text)
    assert "".join((first + rest).split()) == "".join(text.split())


@pytest.mark.parametrize(
    "piece",
    [".", ".)", "(", "()", "[", "`", "`a``", "**a", "* ", "\n", "\n ", "a. ", "A. ", "_", "。", "\n\n."],
)
def test_a_hostile_text_is_read_to_its_end(piece: str) -> None:
    """Thirty thousand repeats: what is not linear does not come back from this."""
    text = piece * 30_000 + " frog"
    assert sentences(text)[-1][1] == len(text)
