"""Lessons made of real posts, each with something in its title, its tags and its text to trip over."""

from functools import cache
from itertools import cycle, islice, pairwise
from pathlib import Path

from retro.model import Lesson
from retro.posts.bodies import markdown
from retro.posts.document import read_post
from tests.needs import shared
from tests.posts.lessons import lesson

__all__ = ["SNARES", "corpus_lessons"]

SNARES = (
    "Epitaph: a blend",
    "\"Quoted\" and 'quoted'",
    "{{ site.title }}",
    "{% include x %}",
    "{{< youtube x >}}",
    "{{ youtube(id=1) }} {% end %}",
    "this | or that",
    "1) first",
    "{: .class }",
    "🐸🎉 👩‍🔧",
    "振り返り、学んだこと。",
    "שלום עולם",
    "مرحبا بالعالم",
    "w" * 300,
    "振" * 300,
    "c# & R&D, <b>50 %</b> of 1:1s",
)

LONGEST = 3_000
"""Characters of a lesson's text: the checks take time with the square of it."""


def corpus_lessons(count: int) -> list[Lesson]:
    """Lessons out of all posts: a section's heading and its text each, with a snare in every field."""
    sections = _sections(shared("corpora/posts"))
    assert len(sections) >= count
    chosen = [sections[number * len(sections) // count] for number in range(count)]
    return [_lesson(number, *section) for number, section in enumerate(chosen)]


def _lesson(number: int, heading: str, text: str) -> Lesson:
    """The snares of the fields go round at different speeds, so that every pair of them comes up."""
    snares = list(islice(cycle(SNARES), number, number + len(SNARES)))
    in_text, in_tag = snares[number // len(SNARES) % len(SNARES)], snares[5]
    body = f"{text}\n\n{in_text}\n\n    {in_text}\n\nIn `{in_text}` as well."
    return lesson(
        f"{heading} {snares[0]}", body, id=f"{number:012d}", company=snares[2], themes=("team", in_tag)
    )


def _cut(text: str) -> str:
    """The paragraphs that fit, or as much of the first as does."""
    if len(text) <= LONGEST:
        return text
    return text[:LONGEST].rpartition("\n\n")[0] or text[:LONGEST]


@cache
def _sections(folder: Path) -> list[tuple[str, str]]:
    found = []
    for path in sorted(folder.rglob("*.m*")):
        document = read_post(path.read_bytes(), str(path))
        lines = document.body.split("\n")
        tokens = markdown().parse(document.body)
        headings = [
            (token.map[0], token.map[1], tokens[at + 1].content)
            for at, token in enumerate(tokens)
            if token.type == "heading_open" and token.level == 0 and token.map
        ]
        starts = [(0, 0, document.title), *headings, (len(lines), len(lines), "")]
        for (_, start, title), (end, _, _) in pairwise(starts):
            text = _cut("\n".join(lines[start:end]).strip("\n"))
            if text.strip():
                found.append((" ".join(title.split()) or "Untitled", text))
    return found
