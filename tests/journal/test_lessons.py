import pytest
from hypothesis import given
from hypothesis import strategies as st

from retro.dates import Span
from retro.errors import AmbiguousId, InvalidValue, NothingFound
from retro.journal import Journal
from retro.journal.identity import new_id, storable
from retro.model import Evidence, Kind, LessonDraft, Source, Status, Visibility
from retro.surroundings import RelationKind

FULL = LessonDraft(
    title="Walk the floor before you automate it",
    body="We wrote scripts for a process that nobody had watched.\n\n* one\n* two",
    kind=Kind.MISTAKE,
    company="Harbour Nine",
    themes=("automation", "leadership/delegation"),
    people=("Ines Abara",),
    happened=Span.parse("2016-03..2016-09"),
    trigger="before automating a process",
    status=Status.IDENTIFIED,
    visibility=Visibility.PRIVATE,
    starred=True,
    source=Source("posts/a.md", "Harbour Nine", 12),
    evidence=(Evidence("hand-offs", 9, 2, "a day"), Evidence("errors", None, 3.5, "%")),
)


def test_a_lesson_comes_back_as_it_was_given(journal: Journal) -> None:
    lesson = journal.lessons.add(FULL).lesson
    found = journal.lessons.get(lesson.id[:4])
    assert found == lesson
    assert all(getattr(found, name) == getattr(FULL, name) for name in FULL.field_names)


def test_adding_says_which_company_and_themes_are_new(journal: Journal) -> None:
    first = journal.lessons.add(FULL)
    second = journal.lessons.add(FULL.replace(company="HARBOUR nine", themes=("Automation", "trust")))
    assert (first.new_company, first.new_themes) == ("Harbour Nine", ("automation", "leadership/delegation"))
    assert (second.new_company, second.new_themes) == (None, ("trust",))
    assert second.lesson.company == "Harbour Nine"


@pytest.mark.parametrize("title", ["", "  ", "\n", "\x00"])
def test_a_lesson_without_a_title_is_refused(journal: Journal, title: str) -> None:
    with pytest.raises(InvalidValue, match="title"):
        journal.lessons.add(LessonDraft(title))


def test_a_prefix_that_several_share_lists_them(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = iter(["7k3maaaaaaaa", "7k3mbbbbbbbb"])
    monkeypatch.setattr("retro.journal.lessons.new_id", lambda: next(ids))
    for title in ("One", "Two"):
        journal.lessons.add(LessonDraft(title))
    with pytest.raises(AmbiguousId) as caught:
        journal.lessons.get("7k3m")
    assert caught.value.candidates == (("7k3ma", "One"), ("7k3mb", "Two"))
    assert caught.value.exit_code == 2
    assert journal.lessons.get("7K3MB").title == "Two"


def test_letters_that_are_easily_mistaken_are_read_as_digits(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("retro.journal.lessons.new_id", lambda: "10x1aaaaaaaa")
    journal.lessons.add(LessonDraft("One"))
    assert journal.lessons.get("IOXL").title == "One"


@pytest.mark.parametrize("prefix", ["", "abc", "not an id", "7k3m!", "7k3m7k3m7k3m7", "%%%%", "____"])
def test_what_cannot_be_an_id_is_refused(journal: Journal, prefix: str) -> None:
    with pytest.raises(InvalidValue):
        journal.lessons.get(prefix)


def test_an_unknown_id_and_a_deleted_one_are_told_apart(journal: Journal) -> None:
    lesson = journal.lessons.add(FULL).lesson
    journal.lessons.delete([lesson.id])
    with pytest.raises(NothingFound, match="was deleted") as caught:
        journal.lessons.get(lesson.id)
    assert caught.value.hint.startswith("retro restore")
    assert journal.lessons.get(lesson.id, deleted=True).title == lesson.title
    with pytest.raises(NothingFound, match="no lesson"):
        journal.lessons.get("zzzz")


def test_short_ids_are_the_shortest_that_tell_lessons_apart(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = ["aaaaaaaaaaaa", "aaaaabbbbbbb", "bbbbbbbbbbbb"]
    given = iter(ids)
    monkeypatch.setattr("retro.journal.lessons.new_id", lambda: next(given))
    for number in range(3):
        journal.lessons.add(LessonDraft(f"Lesson {number}"))
    assert journal.lessons.short_ids(ids) == {ids[0]: "aaaaaa", ids[1]: "aaaaab", ids[2]: "bbbb"}


def test_editing_changes_what_is_said_and_nothing_else(journal: Journal) -> None:
    lesson = journal.lessons.add(FULL).lesson
    changed = lesson.replace(title="Walk it first", themes=("automation",), evidence=(), company=None)
    edited = journal.lessons.edit(lesson.id, changed)
    assert (edited.title, edited.themes, edited.evidence, edited.company) == (
        "Walk it first",
        ("automation",),
        (),
        None,
    )
    assert (edited.body, edited.happened, edited.id) == (lesson.body, lesson.happened, lesson.id)


def test_editing_nothing_is_no_step(journal: Journal) -> None:
    lesson = journal.lessons.add(FULL).lesson
    journal.lessons.edit(lesson.id, lesson)
    assert [step.command for step in journal.history.steps()] == ["add"]


TEXT = st.text(st.characters(codec="utf-8"), min_size=1, max_size=60)


@given(title=TEXT, body=TEXT, theme=TEXT, company=TEXT)
def test_any_text_is_kept_or_refused_with_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, title: str, body: str, theme: str, company: str
) -> None:
    with Journal.open(tmp_path_factory.mktemp("any") / "journal.db") as journal:
        try:
            lesson = journal.lessons.add(LessonDraft(title, body, company=company, themes=(theme,))).lesson
        except InvalidValue:
            assert (
                not all(" ".join(storable(text).split()) for text in (title, company))
                or not theme.strip("#/- \t\n\r\x0b\x0c\x00\x1c\x1d\x1e\x1f\x85\xa0")
                or not theme.isprintable()
            )
            return
        assert lesson.body == storable(body).strip("\n")
        assert lesson.title == " ".join(storable(title).split())


def test_lone_surrogates_and_nuls_do_no_harm(journal: Journal) -> None:
    lesson = journal.lessons.add(LessonDraft("a\ud800b\x00c", body="\udfff")).lesson
    assert (lesson.title, lesson.body) == ("a?bc", "?")


def test_ids_are_twelve_signs_of_crockfords_alphabet() -> None:
    ids = {new_id() for _ in range(500)}
    assert len(ids) == 500
    assert all(len(each) == 12 and not set(each) - set("0123456789abcdefghjkmnpqrstvwxyz") for each in ids)


def test_a_relation_is_taken_away_once_and_undo_gives_it_back(journal: Journal) -> None:
    one, other = (journal.lessons.add(LessonDraft(title)).lesson for title in ("One", "Other"))
    journal.relations.add(one.id, other.id, RelationKind.SUPPORTS)
    [relation] = journal.relations.of(other.id)
    journal.relations.remove(relation.id)
    assert journal.relations.of(one.id) == []
    with pytest.raises(NothingFound, match="gone"):
        journal.relations.remove(relation.id)
    journal.history.undo()
    assert journal.relations.of(one.id) == [relation]
