"""Every parser there is, as a function of some bytes that may raise nothing but what it promises."""

import datetime as dt
import json
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from retro import capture, lesson_text, query
from retro.dates import PartialDate, Span
from retro.drafts import Drafts
from retro.errors import InvalidValue
from retro.journal.dumping import load
from retro.journal.identity import theme_name
from retro.model import LessonDraft
from retro.natural_dates import parse_span
from retro.posts.document import read_post
from retro.posts.extraction import document_companies, extract
from retro.posts.finding import read_posts
from retro.posts.front_matter import read_front_matter
from retro.posts.importers import FORMATS, Format, Given, Options
from retro.posts.importers.mapping import Mapping
from retro.posts.markdown import markdown_of, read_page
from retro.posts.number_claims import wrong_claims
from retro.posts.redacting.passages import without_passages
from retro.posts.site_marks import declared_taxonomies, mark_in
from retro.posts.templates import Marks, render
from retro.posts.told import read_lessons
from retro.practice.retrospectives.formats import parse_format
from retro.search.synonyms import own_groups
from retro.settings import parse_settings
from retro.sync.encoding import Unreadable, decode, encode
from retro.sync.members import Members
from retro.tui.remembered import recall

__all__ = ["PARSERS", "Parser"]

TODAY = dt.date(2024, 5, 15)


class Parser(NamedTuple):
    """A parser, and what it may raise besides errors of ours.

    Args:
        read: Takes what it is given in.
        raises: Errors that it promises.
        folder: Of its corpus, where another parser has it.
    """

    read: Callable[[bytes], object]
    raises: tuple[type[Exception], ...] = ()
    folder: str = ""


def of_text(read: Callable[[str], object]) -> Callable[[bytes], object]:
    """A parser of text: bytes that are no UTF-8 come as the command line brings them, as halves of pairs."""
    return lambda content: read(content.decode("utf-8", "surrogateescape"))


def _capture(text: str) -> None:
    draft = capture.parse(text, TODAY).draft
    assert "\n" not in draft.title


def _query(text: str) -> None:
    read = query.parse(text)
    assert query.parse(str(read)) == read


def _date(text: str) -> None:
    span = Span.parse(text)
    assert Span.parse(str(span)) == span
    PartialDate.parse(text)


def _natural_date(text: str) -> None:
    for strict in (True, False):
        span = parse_span(text, TODAY, strict=strict)
        assert span is None or Span.parse(str(span)) == span


def _front_matter(text: str) -> None:
    json.dumps(dict(read_front_matter(text).values), default=str)


def _lesson(text: str) -> None:
    # A carriage return at the end of a body would be one half of a line's end afterwards.
    draft = lesson_text.parse(text.replace("\r", "\n"), LessonDraft("What it was"))
    assert lesson_text.parse(lesson_text.render(draft), LessonDraft("Other")) == draft


def _markdown(text: str) -> None:
    markdown_of(read_page(text).blocks)


def _post(text: str) -> None:
    document = read_post(text, "2020-01-01-x.md")
    document_companies(document)
    for candidate in extract(document):
        assert candidate.draft.title


def _file(content: bytes) -> None:
    for file in read_posts(["-"], BytesIO(content)):
        if file.format is None and not file.problem:
            read_lessons(file)


@contextmanager
def _folder(variable: str, *below: str) -> Iterator[Path]:
    """A folder of retro's, that a variable leads to."""
    before = os.environ[variable]
    with tempfile.TemporaryDirectory() as home:
        os.environ[variable] = home
        folder = Path(home, "retro", *below)
        folder.mkdir(parents=True)
        try:
            yield folder
        finally:
            os.environ[variable] = before


def _template(text: str) -> None:
    with _folder("XDG_CONFIG_HOME", "templates") as folder:
        (folder / "own.md").write_text(text, encoding="utf-8", errors="replace")
        lesson = {"title": "Boil the frog", "body": "Slowly", "themes": ["trust"], "starred": True}
        render("own", {"lessons": [lesson], "sections": [{"title": "A", "lessons": [lesson]}]}, Marks([]))


def _load(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        lines = (line.decode("utf-8", "replace") for line in content.splitlines(keepends=True))
        load(lines, Path(folder) / "new.db")


def _synonyms(content: bytes) -> None:
    with tempfile.NamedTemporaryFile(suffix=".txt") as file:
        file.write(content)
        file.flush()
        own_groups(Path(file.name))


def _state(content: bytes) -> None:
    with _folder("XDG_STATE_HOME") as folder:
        drafts = Drafts("/journal.db")
        (folder / "drafts").mkdir()
        # Such a number has no process.
        (folder / "drafts" / f"{drafts._of_journal}-999999999-0.json").write_bytes(content)
        (folder / "app.json").write_bytes(content)
        recall("/journal.db")
        for draft in drafts.take():
            assert isinstance(draft.text, str)


def _site(content: bytes) -> None:
    """What a site says of itself, in a file that may be of several generators."""
    with tempfile.TemporaryDirectory() as root:
        for name in ("config.toml", "config.json"):
            file = Path(root, name)
            file.write_bytes(content)
            mark_in(Path(root))
            declared_taxonomies(Path(root))
            file.unlink()


def _record(content: bytes) -> None:
    """What another device wrote; what is accepted, has one spelling."""
    spelled = encode(decode(content))
    assert encode(decode(spelled)) == spelled


def _members(content: bytes) -> None:
    read = Members.read(json.loads(content), plain=True)
    assert Members.read(json.loads(read.text()), plain=True) == read


def _importer(form: Format) -> Callable[[bytes], object]:
    def read(content: bytes) -> None:
        given = Given.of(content, "/somewhere/x")
        form.recognises(given)
        for mapping in (None, Mapping.parse(("title=Title,body=Text",))):
            for entry in form.read(given, Options(TODAY, mapping, "", "")):
                assert entry is not None

    return read


PARSERS: dict[str, Parser] = {
    "capture": Parser(of_text(_capture)),
    "query": Parser(of_text(_query)),
    "date": Parser(of_text(_date), (ValueError,)),
    "natural-date": Parser(of_text(_natural_date)),
    "theme": Parser(of_text(theme_name), (InvalidValue,)),
    "front-matter": Parser(of_text(_front_matter)),
    "lesson-text": Parser(of_text(_lesson)),
    "markdown": Parser(of_text(_markdown)),
    "post": Parser(of_text(_post), folder="markdown"),
    "file": Parser(_file, folder="front-matter"),
    "private-passages": Parser(of_text(without_passages)),
    "number-claims": Parser(of_text(lambda text: list(wrong_claims(text)))),
    "template": Parser(of_text(_template)),
    "config": Parser(of_text(parse_settings)),
    "mapping": Parser(of_text(lambda text: Mapping.parse((text,)))),
    "dump": Parser(_load),
    "synonyms": Parser(_synonyms),
    "state": Parser(_state),
    "retrospective-format": Parser(of_text(lambda text: parse_format(text, "own"))),
    "site": Parser(_site),
    "record": Parser(_record, (Unreadable,)),
    "members": Parser(_members, (ValueError, KeyError, TypeError, RecursionError)),
    **{form.name: Parser(_importer(form)) for form in FORMATS},
}
"""By name; an importer goes by the name of its format."""
