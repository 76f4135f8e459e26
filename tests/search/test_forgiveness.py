"""What is forgiven, and what ranks above what."""

from collections.abc import Callable
from pathlib import Path

import pytest

from retro.dates import Span
from retro.journal import Journal
from retro.model import Lesson, LessonDraft, Visibility
from retro.search import Order, SearchEngine
from retro.search.expansion import Expander
from retro.search.slots import Typed
from retro.search.vocabulary import Vocabulary
from tests.search.conftest import titles

Keep = Callable[..., Lesson]

FROG = "Boil the frog"
BODY = "Pitch a big change in milestones. The organizaitonal thinking behind it can wait."


@pytest.fixture
def frog(keep: Keep) -> Lesson:
    """The lesson that is looked for, among others."""
    for title, body in (
        ("Write the test first", "A failing test is a measurable promise."),
        ("Automate the process last", "Automating a broken process breaks it faster. Failure demand grows."),
        ("Hire for curiosity", "Ask what they learned last week."),
        ("Micro optimizations mislead", "They speed up what nobody waits for."),
        ("Kubernetes was the platform", "Mesosphere needed one."),
    ):
        keep(title, body)
    return keep(FROG, BODY)


@pytest.mark.parametrize(
    "query",
    [
        "boil frog",
        "frog boil",
        "BOIL the frog",
        "boil fro",
        "biol frog",
        "boil frgo",
        "bol frgo",
        "boi fro",
        "thefrog",
        "bo il frog",
        "boiling frogs",
        "milestone pitches",
        "organizational",
        "orgthk",
        "Crème boil frog",
        '"boil the frog"',
    ],
)
@pytest.mark.usefixtures("frog")
def test_a_lesson_is_found_first(engine: SearchEngine, query: str) -> None:
    assert titles(engine.find(query))[0] == FROG


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("failuredemand", "Automate the process last"),
        ("microoptimizations", "Micro optimizations mislead"),
        ("micro-optimization", "Micro optimizations mislead"),
        ("automation", "Automate the process last"),
        ("kubrnetes", "Kubernetes was the platform"),
        ("kuberne", "Kubernetes was the platform"),
        ("kubrne", "Kubernetes was the platform"),
        ("recruit for curiosity", "Hire for curiosity"),
    ],
)
@pytest.mark.usefixtures("frog")
def test_joined_split_cut_off_and_meant_words_are_found(engine: SearchEngine, query: str, title: str) -> None:
    assert titles(engine.find(query))[0] == title


@pytest.mark.usefixtures("frog")
def test_quotes_forgive_nothing(engine: SearchEngine) -> None:
    assert engine.find('"biol"').total == 0
    assert engine.find('"frog the"').total == 0


def test_exact_stands_above_fuzzy(engine: SearchEngine, keep: Keep) -> None:
    keep("A form of trust", "Trust takes a form of its own. Form, form, form.")
    keep("Trust is a farm", "Farm farm farm farm.")
    keep("Firm trust", "Firm firm.")
    assert titles(engine.find("form trust"))[0] == "A form of trust"


def test_close_together_stands_above_scattered(engine: SearchEngine, keep: Keep) -> None:
    filler = "and so on with many words that say nothing at all of it "
    keep("One", f"Failure is one thing. {filler} Demand is another one here now.")
    keep("Two", f"Failure demand is one thing. {filler} It is another one here now.")
    assert titles(engine.find("failure demand")) == ["Two", "One"]


def test_the_title_stands_above_the_body(engine: SearchEngine, keep: Keep) -> None:
    keep("Something else", "Here automation is mentioned.")
    keep("Automation comes last", "Here something is mentioned.")
    assert titles(engine.find("automation"))[0] == "Automation comes last"


def test_recency_breaks_ties_only(engine: SearchEngine, keep: Keep) -> None:
    from retro.dates import Span  # noqa: PLC0415

    old = keep("Ship small", happened=Span.parse("2015"))
    new = keep("Ship small", happened=Span.parse("2020"))
    assert [hit.lesson.id for hit in engine.find("ship").page(0, 2)] == [new.id, old.id]


@pytest.mark.usefixtures("frog")
def test_a_change_is_found_at_once(engine: SearchEngine, keep: Keep) -> None:
    assert engine.find("zebrafish").total == 0
    keep("A zebrafish swims")
    assert titles(engine.find("zebrafihs")) == ["A zebrafish swims"]


def test_undo_is_seen_at_once(engine: SearchEngine, keep: Keep, frog: Lesson) -> None:
    journal = engine._journal
    keep("A zebrafish swims")
    assert engine.find("zebrafish").total == 1
    journal.history.undo()
    assert engine.find("zebrafish").total == 0
    journal.lessons.delete([frog.id])
    assert FROG not in titles(engine.find("boil frog"))
    assert titles(engine.find("is:deleted boil")) == [FROG]


def test_other_scripts(engine: SearchEngine, keep: Keep) -> None:
    keep("Доверие важнее контроля")
    keep("信任比控制更重要。先听后说。")
    keep("Crème brûlée für alle")
    assert titles(engine.find("доверие")) == ["Доверие важнее контроля"]
    assert titles(engine.find("довериу"))[0] == "Доверие важнее контроля"
    assert titles(engine.find("creme fur")) == ["Crème brûlée für alle"]
    assert titles(engine.find("信任比")) == ["信任比控制更重要。先听后说。"]
    assert titles(engine.find("控制"))[0] == "信任比控制更重要。先听后说。"


def test_names_in_filters_are_forgiven(engine: SearchEngine, keep: Keep) -> None:
    keep("At the mesh", company="Mesosphere", themes=("leadership/hiring",))
    keep("Elsewhere", company="Harbour Nine")
    results = engine.find("company:mesosfere")
    assert titles(results) == ["At the mesh"]
    assert results.notes == ("There is no company “mesosfere”; “Mesosphere” is taken for it.",)
    assert titles(engine.find("company:meso")) == ["At the mesh"]
    assert titles(engine.find("theme:hiring")) == ["At the mesh"]
    assert engine.find("company:nowhere").notes == ("There is no company called “nowhere”.",)


def test_did_you_mean(engine: SearchEngine, keep: Keep) -> None:
    keep("Release with trust")
    assert engine.find("relaese trsut").suggestion == "release trust"
    assert engine.find("release trust").suggestion == ""


def test_a_group_with_or_is_ranked_and_marked(engine: SearchEngine, keep: Keep) -> None:
    keep("A frog", company="EKS")
    keep("A toad")
    keep("A bird")
    results = engine.find("frog OR toad")
    assert sorted(titles(results)) == ["A frog", "A toad"]
    assert results.page(0, 1)[0].title_spans == ((2, 6),)


def test_orders(engine: SearchEngine, keep: Keep) -> None:
    from retro.dates import Span  # noqa: PLC0415

    keep("Trust", happened=Span.parse("2015"))
    keep("Of trust and other things", happened=Span.parse("2020"))
    assert titles(engine.find("trust"))[0] == "Trust"
    assert titles(engine.find("trust", order=Order.DATE))[0] == "Of trust and other things"
    assert len(titles(engine.find("", order=Order.CAPTURED))) == 2


def test_facets_count_what_is_found(engine: SearchEngine, keep: Keep) -> None:
    keep("Trust one", company="EKS", themes=("culture", "leadership/hiring"), starred=True)
    keep("Trust two", company="EKS", themes=("leadership", "leadership/hiring"))
    keep("Other", themes=("culture",), visibility=Visibility.PRIVATE)
    facets = engine.facets("trust")
    assert [(each.value, each.count) for each in facets.companies] == [("EKS", 2)]
    assert [(each.value, each.count) for each in facets.themes] == [
        ("culture", 1),
        ("leadership", 2),
        ("leadership/hiring", 2),
    ]
    assert [each.count for each in facets.starred] == [1]
    assert facets.private == ()
    assert [each.count for each in engine.facets("").private] == [1]


def test_it_says_why(engine: SearchEngine, frog: Lesson) -> None:
    hit = engine.find("biol frog").page(0, 1)[0]
    assert hit.lesson == frog
    assert hit.explanation[0].startswith("“biol” with one typo forgiven")
    assert hit.explanation[1].startswith("“frog” as typed")


def test_a_misspelt_word_of_the_lesson_is_marked(engine: SearchEngine, frog: Lesson) -> None:
    hit = engine.find("organizational").page(0, 1)[0]
    assert [frog.body[start:end] for start, end in hit.body_spans] == ["organizaitonal"]


@pytest.mark.usefixtures("frog")
@pytest.mark.parametrize(
    "damage",
    [
        "DROP TABLE lesson_index",
        "DELETE FROM lesson_index_data",
        "INSERT INTO lesson_index (lesson_index) VALUES ('delete-all')",
    ],
)
def test_a_damaged_index_is_made_anew(engine: SearchEngine, damage: str) -> None:
    connection = engine._journal._connection
    with connection.transaction():
        connection.execute(damage)
    assert titles(engine.find("boil frog"))[0] == FROG


def test_a_rare_word_whose_slips_are_everyday_words_fills_the_screen_with_ranked_lessons(
    tmp_path: Path,
) -> None:
    with Journal.open(tmp_path / "journal.db") as journal:
        with journal.step("import"):
            for number in range(300):
                journal.lessons.add(LessonDraft(f"Same and safe {number}"))
            journal.lessons.add(LessonDraft("The saef of the castle"))
        found = SearchEngine(journal).find("sae")
        hits = found.page(0, 20)
        assert hits[0].lesson.title == "The saef of the castle"
        assert found.total == 301
        assert all(hit.title_spans for hit in hits)


def test_two_words_written_as_one_may_be_the_end_of_a_title_and_how_its_body_begins(
    engine: SearchEngine, keep: Keep
) -> None:
    keep("Share what you have learned", "Maybe others can use it.")
    keep("Share what others have", "Learned it, or maybe not.")
    for query in ("learnedmaybe", "leamay others"):
        results = engine.find(query)
        assert titles(results)[0] == "Share what you have learned"
        [hit] = results.page(0, 1)
        assert [hit.lesson.title[start:end] for start, end in hit.title_spans] == ["learned"]
        assert hit.body_spans[0] == (0, len("Maybe"))


def test_a_rare_word_may_be_a_slip_of_a_frequent_one(engine: SearchEngine, keep: Keep) -> None:
    for number in range(12):
        keep(f"Leadership number {number}", "Practices of people.")
    slip = keep("Ladership of one", "Written in a hurry.")
    found = titles(engine.find("ladership"), 20)
    assert found[0] == slip.title
    assert len(found) == 13


def test_words_that_begin_alike_are_found_when_little_is(engine: SearchEngine, keep: Keep) -> None:
    keep("Agree on a standard", "So that requests are alike.")
    assert titles(engine.find("standing requests")) == ["Agree on a standard"]


def test_an_abbreviation_means_the_same_however_it_was_typed(
    journal: Journal, engine: SearchEngine, keep: Keep
) -> None:
    keep("Organizational thinking", "Slow, and worth it.")
    keep("Orange thread", "Not in a hurry.")
    keep("Original thoughts", "About thinking.")
    for text in ("orgthk", "worth orgthk", "orgthi slow"):
        for end in range(1, len(text)):
            engine.find(text[:end])
        assert titles(engine.find(text)) == titles(SearchEngine(journal).find(text))
    assert titles(engine.find("orgthk"))[0] == "Organizational thinking"


def test_a_cut_off_word_seldom_is_an_everyday_one(engine: SearchEngine, keep: Keep) -> None:
    for number in range(15):
        keep(f"Note {number}", "Standing meetings.")
    rare = keep("Note 15", "Standards in meetings.")
    assert engine.find("stand meetings").page(0, 1)[0].lesson.id == rare.id


def test_words_written_as_one_are_as_exact_as_apart(engine: SearchEngine, keep: Keep) -> None:
    keep("First", "User centered growth of much use.")
    exact = keep("Second", "User centered means growing. " + "It says many other things at length. " * 6)
    assert engine.find("usercentered growing").page(0, 1)[0].lesson.id == exact.id


def test_the_first_letter_is_seldom_the_wrong_one(engine: SearchEngine, keep: Keep) -> None:
    keep("A merger takes a year", happened=Span.parse("2019"))
    keep("A larger team is slower", happened=Span.parse("2022"))
    assert titles(engine.find("marger ")) == ["A merger takes a year", "A larger team is slower"]


def test_who_misspelt_one_word_has_likelier_misspelt_another_than_cut_it_off() -> None:
    words = ["field", "file", "release"]
    expander = Expander(Vocabulary(words, [9, 9, 9], 100), lambda _: (), lambda _: ())
    alone, _ = expander.slots([Typed("fiel"), Typed("release")])
    beside, _ = expander.slots([Typed("fiel"), Typed("relaese")])
    assert alone.words["field"][1] > beside.words["field"][1] > beside.words["file"][1]
    assert beside.words["file"][1] > alone.words["file"][1]
    [literal, _] = expander.slots([Typed("file"), Typed("relaese")])
    assert literal == expander.slot("file", last=False)


def test_of_words_that_are_cut_off_those_said_first_are_meant(engine: SearchEngine, keep: Keep) -> None:
    keep("Shipping fast", "Teams that ship wait less for what they need")
    keep("Faster teams", "A fast team is shipping fast and waits for less")
    assert titles(engine.find("shipp fas"))[0] == "Shipping fast"
    assert titles(engine.find("fas shipp"))[0] == "Faster teams"


def test_an_abbreviation_is_looked_for_beside_everyday_words_but_not_among_many(
    engine: SearchEngine, keep: Keep
) -> None:
    keep("Organizational thinking", "It is slow, and worth it.")
    for number in range(60):
        keep(f"The team {number}")
    [hit] = engine.find("the orgthk").page(0, 1)
    assert "“orgthk” as an abbreviation" in hit.explanation[1]
    found = engine.find("why is the orgthk of it slow and worth").page(0, 1)
    assert not any("abbreviation" in told for hit in found for told in hit.explanation)
