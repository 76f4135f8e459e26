"""Whatever is kept and whatever is asked: an answer, the same again, with spans on the text they claim."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from retro.journal import Journal
from retro.journal.folding import Folded, fold, tokens
from retro.model import LessonDraft
from retro.search import Hit, Order, SearchEngine
from retro.search.abbreviations import stands_for, words_for
from retro.search.vocabulary import Vocabulary

TEXT = st.text(max_size=60)
WORDS = st.lists(
    st.sampled_from(["frog", "boil", "trust", "trsut", "release", "Vertrauen", "доверие", "学习", "a", "'"]),
    min_size=1,
    max_size=6,
).map(" ".join)
TITLES = (TEXT | WORDS).filter(lambda text: bool(text.replace("\0", "").split()))
QUERIES = TEXT | WORDS | st.text(alphabet='abf"()*-: OR@#!', max_size=30)


def check_hit(hit: Hit) -> None:
    lesson = hit.lesson
    for text, spans in (
        (lesson.title, hit.title_spans),
        (lesson.body, hit.body_spans),
        (hit.snippet, hit.snippet_spans),
    ):
        end = 0
        for start, stop in spans:
            assert end <= start < stop <= len(text)
            assert tokens(text[start:stop])
            end = stop
    assert "\n" not in hit.snippet


@settings(max_examples=40)
@given(
    lessons=st.lists(st.tuples(TITLES, TEXT | WORDS), max_size=6),
    queries=st.lists(QUERIES, min_size=1, max_size=4),
)
def test_any_query_on_any_journal(lessons: list[tuple[str, str]], queries: list[str]) -> None:
    with TemporaryDirectory() as folder, Journal.open(Path(folder) / "journal.db") as journal:
        kept = [journal.lessons.add(LessonDraft(title, body)).lesson for title, body in lessons]
        engine = SearchEngine(journal)
        for query in queries:
            results = engine.find(query)
            page = results.page(0, 50)
            assert results.total >= len(page) == min(results.total, 50)
            for hit in page:
                check_hit(hit)
            again = SearchEngine(journal).find(query)
            assert [hit.lesson.id for hit in again.page(0, 50)] == [hit.lesson.id for hit in page]
            assert sum(kind.count for kind in engine.facets(query).kinds) <= len(kept)
            engine.find(query, order=Order.DATE).page(0, 5)
        for lesson in kept:
            words = tokens(lesson.title)
            if words:
                found = engine.find(f'"{" ".join(words)}"').page(0, 50)
                assert lesson.id in {hit.lesson.id for hit in found}
                found = engine.find(" ".join(words)).page(0, 50)
                assert lesson.id in {hit.lesson.id for hit in found}


@given(text=st.text(max_size=80))
def test_folding_keeps_every_character_in_its_place(text: str) -> None:
    assert len(fold(text)) == len(text)
    spans = Folded(text).spans()
    assert [word for word, *_ in spans] == tokens(text)
    for word, start, end in spans:
        assert tokens(text[start:end]) == [word]


@given(text=st.text(max_size=40))
def test_folding_is_what_the_index_does(text: str) -> None:
    from retro.journal.folding import TOKENIZER  # noqa: PLC0415
    from retro.journal.identity import storable  # noqa: PLC0415
    from retro.journal.library import sqlite3  # noqa: PLC0415

    text = storable(text)
    sqlite = sqlite3.connect(":memory:")
    sqlite.execute(f"CREATE VIRTUAL TABLE probe USING fts5 (text, tokenize = '{TOKENIZER}')")
    sqlite.execute("CREATE VIRTUAL TABLE seen USING fts5vocab (probe, instance)")
    sqlite.execute("INSERT INTO probe VALUES (?)", (text,))
    assert [row[0] for row in sqlite.execute('SELECT term FROM seen ORDER BY "offset"')] == tokens(text)
    sqlite.close()


@given(
    st.text(alphabet="abc", min_size=2, max_size=5),
    st.lists(st.text(alphabet="abcd", min_size=1, max_size=8), unique=True),
    st.sampled_from([1, 2]),
)
def test_the_words_for_a_part_are_those_that_it_stands_for(part: str, words: list[str], kept: int) -> None:
    vocabulary = Vocabulary(sorted(words), [1] * len(words), 1)
    found = words_for(part, kept, vocabulary)
    assert found == tuple(word for word in sorted(words) if stands_for(part, kept, word))
