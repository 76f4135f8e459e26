"""Two copies of a journal become one: what either has written is there, whichever is merged into which."""

import datetime as dt
import json
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from retro.dates import Span
from retro.errors import JournalUnusable, NothingFound, RetroError, UsageProblem
from retro.journal import Journal
from retro.journal.backups import Reason, backups
from retro.journal.connection import SCHEMA_VERSION
from retro.journal.merging.contents import Contents, read_contents
from retro.journal.merging.past import Past
from retro.journal.merging.tables import THINGS
from retro.journal.migrations import HISTORIC_TABLES
from retro.journal.publishing import WrittenPost
from retro.model import Evidence, Lesson, LessonDraft, Visibility
from retro.surroundings import Consent, Outcome, RelationKind
from tests.conftest import NOON, names_in, noon
from tests.journal.test_history import check_index, contents
from tests.journals.earlier import OLD_JOURNALS, unpack

OLD = NOON - dt.timedelta(days=1)


@pytest.fixture
def parted(tmp_path: Path) -> tuple[Path, Path, list[Lesson]]:
    """Two copies of one journal, and the lessons that both have."""
    ours, theirs = tmp_path / "ours.db", tmp_path / "theirs.db"
    with Journal.open(ours, clock=lambda: OLD) as journal:
        both = [
            journal.lessons.add(
                LessonDraft(
                    f"Lesson {number}",
                    "first\nsecond\nthird",
                    company="EKS",
                    themes=("trust", "change"),
                    people=("Ann",),
                    evidence=(Evidence("weeks", 16, 4),),
                )
            ).lesson
            for number in range(3)
        ]
    shutil.copy(ours, theirs)
    return ours, theirs, both


def at(hours: int) -> Callable[[], dt.datetime]:
    return lambda: NOON + dt.timedelta(hours=hours)


def versions(journal: Journal, number: int, field: str) -> list[object]:
    """What a lesson said before, the latest first."""
    return [change.before[field] for change in journal.history.of_lesson(number) if change.before]


def test_what_only_one_copy_has_comes_in_with_all_that_is_its_own(
    parted: tuple[Path, Path, list[Lesson]],
) -> None:
    ours, theirs, both = parted
    with Journal.open(theirs, clock=noon) as journal:
        new = journal.lessons.add(
            LessonDraft("Rough", company="Foo", themes=("new",), people=("Bob",))
        ).lesson
        new = journal.lessons.edit(
            new.id, new.replace(title="Polished", evidence=(Evidence("days", 3, None),))
        )
        journal.relations.add(new.id, both[0].id, RelationKind.CONTRADICTS, when_source="small")
        journal.applications.log(new.id, Outcome.APPLIED, Span.parse("2024"), company="Foo", result="Fine.")
        journal.saved_searches.save("mine", "theme:new")
        journal.people.describe("Bob", consent=Consent.NEVER)
        post = journal.imports.record(None, "post.md", "A post", "2024-01-01", "a" * 32)
        journal.imports.record_lesson(post, new.id, new)
        journal.candidates.record(post, new.replace(title="Perhaps"), 0.5, "a rule")
    with Journal.open(ours, clock=noon) as journal:
        merged = journal.copies.merge(theirs)
        assert [told.title for told in merged.plan.added] == ["Polished"]
        assert journal.lessons.get(new.id) == new
        assert versions(journal, 4, "title") == ["Rough"]
        assert journal.relations.of(both[0].id)[0].when_source == "small"
        assert journal.applications.of(new.id)[0].result == "Fine."
        assert journal.saved_searches.get("mine").query == "theme:new"
        assert {person.name: person.consent for person in journal.people.all()}["Bob"] is Consent.NEVER
        assert journal.imports.post_of(new.id) is not None
        assert [each.draft.title for each in journal.candidates.waiting()] == ["Perhaps"]
        check_index(journal)


PRACTICE = """
INSERT INTO retrospectives (id, format, company, state, created_at)
    VALUES ('r00000000000', '4Ls', 1, 'open', '2024-01-01T00:00:00Z');
INSERT INTO answers (id, retrospective, prompt, position, text, lesson)
    VALUES ('a00000000000', 1, 'Liked', 0, 'The frog', 1);
INSERT INTO commitments (id, retrospective, text, measure, due, created_at)
    VALUES ('c00000000000', 1, 'Boil', 'Degrees', '2025', '2024-01-01T00:00:00Z');
INSERT INTO reviews (lesson, due_at, stability, difficulty, state)
    VALUES (1, '2025-01-01T00:00:00Z', 1.5, 1e22, 'review');
"""


def test_what_is_practised_and_published_comes_in_as_well(parted: tuple[Path, Path, list[Lesson]]) -> None:
    ours, theirs, (first, second, _) = parted
    with Journal.open(theirs, clock=noon) as journal:
        with journal.step("practise"):
            for statement in PRACTICE.strip().split(";\n"):
                journal._connection.execute(statement)
        ids = (second.id, first.id)
        journal.posts.record(WrittenPost("", "blog/x.md", "X", "hugo", "b" * 32, ids, text="Text"), "theme:x")
    with Journal.open(ours, clock=noon) as journal:
        journal.lessons.add(LessonDraft("So that numbers differ", company="Before"))
        journal.copies.merge(theirs)
        post = journal.posts.at("blog/x.md")
        assert post is not None
        assert post.lesson_ids == ids
        assert post.text == "Text"
    for table in ("answers", "commitments", "reviews", "retrospectives"):
        assert held(ours).things[table] == held(theirs).things[table] != {}


def test_what_one_side_changed_is_taken_and_other_lines_of_one_text_are_merged(
    parted: tuple[Path, Path, list[Lesson]],
) -> None:
    ours, theirs, (first, second, third) = parted
    with Journal.open(ours, clock=at(1)) as journal:
        journal.lessons.edit(first.id, first.replace(body="FIRST\nsecond\nthird", themes=("trust", "mine")))
        journal.lessons.delete([third.id])
    with Journal.open(theirs, clock=at(2)) as journal:
        journal.lessons.edit(first.id, first.replace(body="first\nsecond\nTHIRD", themes=("theirs", "trust")))
        journal.lessons.edit(second.id, second.replace(starred=True))
        journal.companies.rename("EKS", "Elastic")
    with Journal.open(ours, clock=at(3)) as journal:
        plan = journal.copies.merge(theirs).plan
        assert not plan.clashes
        merged = journal.lessons.get(first.id)
        assert merged.body == "FIRST\nsecond\nTHIRD"
        assert set(merged.themes) == {"trust", "mine", "theirs"}
        assert merged.company == "Elastic"
        assert journal.lessons.get(second.id).starred
        assert journal.lessons.get(third.id, deleted=True)


def test_both_versions_of_what_both_changed_are_kept(parted: tuple[Path, Path, list[Lesson]]) -> None:
    ours, theirs, (first, second, _) = parted
    with Journal.open(ours, clock=at(2)) as journal:
        journal.lessons.edit(first.id, first.replace(title="Ours", body="first\nours\nthird"))
        journal.lessons.delete([second.id])
        journal.people.describe("Ann", consent=Consent.NAMED, role_label="a lead")
    with Journal.open(theirs, clock=at(1)) as journal:
        journal.lessons.edit(first.id, first.replace(title="Theirs", body="first\ntheirs\nthird"))
        journal.lessons.edit(second.id, second.replace(body="Better."))
        journal.people.describe("Ann", consent=Consent.NEVER, role_label="a boss")
    with Journal.open(ours, clock=at(3)) as journal:
        plan = journal.copies.merge(theirs).plan
        assert journal.lessons.get(first.id).title == "Ours"
        assert versions(journal, 1, "body") == [
            "first\ntheirs\nthird",
            "first\nours\nthird",
            "first\nsecond\nthird",
        ]
        assert [told.lesson_id for told in plan.kept] == [second.id]
        assert journal.lessons.get(second.id).body == "Better."
        [ann] = journal.people.all()
        assert ann.consent is Consent.NEVER
        told = {(clash.noun, clash.field): (clash.kept, clash.other) for clash in plan.clashes}
        assert told["lesson", "title"] == ("Ours", "Theirs")
        assert told["lesson", "body"] == ("first\nours\nthird", "first\ntheirs\nthird")
        assert told["person", "role_label"] == ("a boss", "a lead")  # as good as the other: no one is later
        changes = journal._connection.rows("SELECT before FROM changes WHERE table_name = 'people'")
        assert any("a lead" in (row["before"] or "") for row in changes)


def test_a_merge_is_backed_up_and_undone_at_once(parted: tuple[Path, Path, list[Lesson]]) -> None:
    ours, theirs, (first, *_) = parted
    with Journal.open(theirs, clock=noon) as journal:
        journal.lessons.edit(first.id, first.replace(title="Theirs"))
        journal.companies.merge(
            journal.lessons.add(LessonDraft("Another", company="Foo")).lesson.company or "", "EKS"
        )
    with Journal.open(ours, clock=noon) as journal:
        journal.lessons.add(LessonDraft("Ours", company="foo"))
        before = contents(journal)
        dry = journal.copies.merge(theirs, dry_run=True)
        assert contents(journal) == before
        assert dry.backup is None
        assert not backups(ours)
        merged = journal.copies.merge(theirs)
        assert merged.plan == dry.plan
        assert [each.reason for each in backups(ours)] == [Reason.MERGE]
        after = contents(journal)
        journal.history.undo()
        assert contents(journal) == before
        check_index(journal)
        assert not journal.copies.merge(theirs, dry_run=True).plan.is_empty
        journal.history.redo()
        assert contents(journal) == after
        assert journal.lessons.get(first.id).title == "Theirs"


def test_what_is_merged_is_known_later(parted: tuple[Path, Path, list[Lesson]]) -> None:
    ours, theirs, (first, second, _) = parted
    with Journal.open(theirs, clock=noon) as journal:
        journal.lessons.edit(first.id, first.replace(starred=True))
    with Journal.open(ours, clock=noon) as journal:
        journal.copies.merge(theirs)
        journal.lessons.edit(first.id, first.replace(starred=False))
        assert journal.copies.merge(theirs).plan.is_empty
    with Journal.open(theirs, clock=noon) as journal:
        journal.lessons.edit(second.id, second.replace(title="Later"))
    with Journal.open(ours, clock=noon) as journal:
        plan = journal.copies.merge(theirs).plan
        assert [told.title for told in plan.changed] == ["Later"]
        assert not journal.lessons.get(first.id).starred
    with Journal.open(theirs, clock=noon) as journal:
        journal.copies.merge(ours)
        assert not journal.lessons.get(first.id).starred


def test_names_that_were_made_twice_or_merged_in_one_copy_are_one(
    parted: tuple[Path, Path, list[Lesson]],
) -> None:
    ours, theirs, _ = parted
    with Journal.open(ours, clock=noon) as journal:
        journal.lessons.add(LessonDraft("One", company="Mesosphere", themes=("hiring",)))
        journal.companies.merge("EKS", "Mesosphere")
    with Journal.open(theirs, clock=noon) as journal:
        journal.lessons.add(LessonDraft("Two", company="EKS", themes=("Hiring",)))
        journal.lessons.add(LessonDraft("Three", company="D2IQ"))
        journal.companies.alias("D2IQ", "mesosphere")
    with Journal.open(ours, clock=noon) as journal:
        journal.copies.merge(theirs)
        [company] = journal.companies.all()
        assert {company.name, *company.aliases} == {"EKS", "Mesosphere", "D2IQ"}
        assert company.lessons == 6
        assert [theme.name for theme in journal.themes.all()] == ["change", "hiring", "trust"]


def test_a_lesson_that_one_copy_made_private_is_private(tmp_path: Path) -> None:
    ours, theirs = tmp_path / "ours.db", tmp_path / "theirs.db"
    with Journal.open(ours, clock=noon) as journal:
        lesson = journal.lessons.add(LessonDraft("One")).lesson
    with Journal.open(theirs, clock=at(5)) as journal:
        journal.lessons.add(LessonDraft("One", visibility=Visibility.PRIVATE), lesson_id=lesson.id)
    with Journal.open(ours, clock=noon) as journal:
        journal.copies.merge(theirs)
        assert journal.lessons.get(lesson.id).visibility is Visibility.PRIVATE


def test_a_copy_of_an_earlier_retro_is_read_as_it_would_be_now(tmp_path: Path) -> None:
    ours, theirs = tmp_path / "ours.db", tmp_path / "theirs.db"
    for path in (ours, theirs):
        unpack(OLD_JOURNALS[0], path)
    before = theirs.read_bytes()
    with Journal.open(ours, clock=noon) as journal:
        assert journal.copies.merge(theirs).plan.is_empty
        journal.lessons.add(LessonDraft("New"))
        held_before = contents(journal)
        assert journal.copies.merge(theirs).plan.is_empty
        assert contents(journal) == held_before
    assert theirs.read_bytes() == before
    with Journal.open(tmp_path / "empty.db", clock=noon) as journal:
        journal.copies.merge(theirs)
        assert journal.lessons.by_numbers([1])[0].title == "Boil the frog"
        assert journal.copies.merge(theirs).plan.is_empty


def test_names_that_are_one_in_the_other_copy_alone_are_united_in_both(
    parted: tuple[Path, Path, list[Lesson]],
) -> None:
    ours, theirs, both = parted
    with Journal.open(ours, clock=noon) as journal:
        journal.lessons.edit(both[0].id, both[0].replace(company="Bar"))
        merge(theirs, ours)
        journal.companies.alias("Bar", "Foo")
    with Journal.open(theirs, clock=at(1)) as journal:
        journal.lessons.edit(both[0].id, both[0].replace(company="Fu"))
        journal.companies.alias("Fu", "Foo")
    before = Path(shutil.copy(ours, ours.with_name("before.db")))
    assert merge(ours, theirs)
    assert merge(theirs, before)  # all that there is to do is to unite two companies
    assert held(ours) == held(theirs)
    with Journal.open(theirs, clock=noon) as journal:
        assert journal.lessons.get(both[0].id).company == "Bar"
        assert journal.companies.number("Foo") == journal.companies.number("Fu")
    assert not merge(theirs, before)
    assert not merge(ours, theirs)


def test_what_comes_in_keeps_its_order(parted: tuple[Path, Path, list[Lesson]]) -> None:
    ours, theirs, both = parted
    titles = [f"New {number}" for number in range(12)]
    with Journal.open(theirs, clock=noon) as journal:
        for title in titles:
            added = journal.lessons.add(LessonDraft(title)).lesson
            journal.applications.log(both[0].id, Outcome.APPLIED, Span.parse("2024"), result=title)
            journal.relations.add(added.id, both[0].id, RelationKind.SUPPORTS)
    with Journal.open(ours, clock=noon) as journal:
        journal.copies.merge(theirs)
        assert [lesson.title for lesson in journal.lessons.by_numbers(range(4, 16))] == titles
        assert [each.result for each in journal.applications.of(both[0].id)] == titles
        related = [each.source_id for each in journal.relations.of(both[0].id)]
        assert [lesson.title for lesson in journal.lessons.by_ids(related)] == titles


@pytest.mark.usefixtures("journal_mode")
def test_the_other_copy_is_not_touched(parted: tuple[Path, Path, list[Lesson]]) -> None:
    ours, theirs, _ = parted
    theirs.chmod(0o400)
    before = theirs.read_bytes()
    with Journal.open(ours, clock=noon) as journal:
        journal.copies.merge(theirs)
    assert theirs.read_bytes() == before
    assert names_in(theirs.parent) == {"ours.db", "theirs.db"}


def test_a_copy_that_is_open_elsewhere_is_read_with_its_log(parted: tuple[Path, Path, list[Lesson]]) -> None:
    ours, theirs, _ = parted
    with Journal.open(theirs, clock=noon) as other, Journal.open(ours, clock=noon) as journal:
        other.lessons.add(LessonDraft("In the log"))
        assert [told.title for told in journal.copies.merge(theirs).plan.added] == ["In the log"]


def test_what_is_no_copy_is_refused_in_a_sentence(
    parted: tuple[Path, Path, list[Lesson]], tmp_path: Path
) -> None:
    ours, theirs, _ = parted
    damaged, newer, text = (tmp_path / name for name in ("damaged.db", "newer.db", "text.db"))
    content = bytearray(theirs.read_bytes())
    content[8192:20000] = b"\xff" * (20000 - 8192)
    damaged.write_bytes(content)
    shutil.copy(theirs, newer)
    with Journal.open(newer) as journal:
        journal._connection._sqlite.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    text.write_text("no journal")
    with Journal.open(ours, clock=noon) as journal:
        before = contents(journal)
        with pytest.raises(JournalUnusable, match=r"damaged\.db .*damaged"):
            journal.copies.merge(damaged)
        with pytest.raises(JournalUnusable, match=r"newer\.db was written by a newer retro"):
            journal.copies.merge(newer)
        with pytest.raises(JournalUnusable, match=r"text\.db is not a journal"):
            journal.copies.merge(text)
        with pytest.raises(NothingFound):
            journal.copies.merge(tmp_path / "none.db")
        with pytest.raises(UsageProblem, match="this journal itself"):
            journal.copies.merge(ours)
        assert contents(journal) == before


# Both ways, whatever was done

words = st.sampled_from(["trust", "change", "hiring"])
companies = st.sampled_from(["EKS", "Foo", "Bar"])
bodies = st.lists(st.sampled_from(["a", "b", "c", "", "d e"]), max_size=5).map("\n".join)
drafts = st.builds(
    LessonDraft,
    st.sampled_from(["One", "Two", "Three"]),
    bodies,
    company=st.none() | companies,
    themes=st.lists(words, max_size=3, unique=True).map(tuple),
    people=st.lists(st.sampled_from(["Ann", "Bob"]), max_size=2, unique=True).map(tuple),
    starred=st.booleans(),
    visibility=st.sampled_from(Visibility),
    evidence=st.lists(st.sampled_from([Evidence("weeks", 16, 4), Evidence("days", 3, 1)]), max_size=2).map(
        tuple
    ),
)
places = st.integers(0, 4)
actions = st.one_of(
    st.tuples(st.just("add"), drafts),
    st.tuples(st.just("edit"), places, drafts),
    st.tuples(st.just("body"), places, bodies),
    st.tuples(st.just("delete"), places),
    st.tuples(st.just("restore"), places),
    st.tuples(st.just("rename"), companies, companies | st.just("Elastic")),
    st.tuples(st.just("merge"), companies, companies),
    st.tuples(st.just("alias"), companies, st.sampled_from(["Foo", "Baz"])),
    st.tuples(st.just("themes"), words, words),
    st.tuples(st.just("describe"), st.sampled_from(["Ann", "Bob"]), st.sampled_from(Consent)),
    st.tuples(st.just("relate"), places, places, st.sampled_from(RelationKind), st.sampled_from(["", "x"])),
    st.tuples(st.just("apply"), places, st.sampled_from(Outcome), companies),
    st.tuples(st.just("search"), st.sampled_from(["a", "b"]), words),
    st.tuples(st.just("undo")),
)
lives = st.lists(st.tuples(st.integers(0, 3), actions), max_size=6)


def do(journal: Journal, verb: str, *words: Any) -> None:
    """Do it, where it can be done at all; a number is one of the lessons."""
    rows = journal._connection.rows("SELECT number FROM lessons ORDER BY id")
    lessons = journal.lessons.by_numbers([row["number"] for row in rows])
    if not lessons and any(isinstance(word, int) for word in words):
        return
    said = [lessons[word % len(lessons)] if isinstance(word, int) else word for word in words]
    DOINGS[verb](journal, *said)


DOINGS: dict[str, Callable[..., object]] = {
    "add": lambda journal, draft: journal.lessons.add(draft),
    "edit": lambda journal, lesson, draft: journal.lessons.edit(lesson.id, draft),
    "body": lambda journal, lesson, body: journal.lessons.edit(lesson.id, lesson.replace(body=body)),
    "delete": lambda journal, lesson: journal.lessons.delete([lesson.id]),
    "restore": lambda journal, lesson: journal.lessons.restore([lesson.id]),
    "rename": lambda journal, old, new: journal.companies.rename(old, new),
    "merge": lambda journal, source, target: journal.companies.merge(source, target),
    "alias": lambda journal, name, alias: journal.companies.alias(name, alias),
    "themes": lambda journal, old, new: journal.themes.rename(old, f"{new}/{old}"),
    "describe": lambda journal, person, consent: journal.people.describe(
        person, consent=consent, role_label=f"a {consent}"
    ),
    "relate": lambda journal, one, other, kind, when: journal.relations.add(
        one.id, other.id, kind, when_source=when
    ),
    "apply": lambda journal, lesson, outcome, company: journal.applications.log(
        lesson.id, outcome, Span.parse("2024"), company=company
    ),
    "search": lambda journal, name, query: journal.saved_searches.save(name, query),
    "undo": lambda journal: journal.history.undo(),
}


def live(path: Path, life: list[tuple[int, tuple[Any, ...]]]) -> None:
    """Days of a journal; equal hours in both copies are as likely as others."""
    hour = 0
    with Journal.open(path, clock=lambda: NOON + dt.timedelta(hours=hour)) as journal:
        for passed, action in life:
            hour += passed
            with suppress(RetroError):
                do(journal, *action)


def held(path: Path) -> Contents:
    """What a journal holds of lessons that are not deleted: what one copy undid, the other has deleted."""
    with Journal.open(path) as journal:
        check_index(journal)
        assert journal._connection.rows("PRAGMA foreign_key_check") == []
        found = read_contents(Past.read(journal._connection).rows)
    found.numbers = {}
    found.lessons = {key: fields for key, fields in found.lessons.items() if not fields["deleted_at"]}
    used = {name for fields in found.lessons.values() for name in (*fields["themes"], *fields["people"])}
    for table, things in found.things.items():
        references = next(each.references for each in THINGS if each.table == table)
        columns = [column for column, target in references.items() if target == "lessons"]
        found.things[table] = {
            key: fields
            for key, fields in things.items()
            if all(fields[column] in found.lessons for column in columns)
        }
        used |= {fields.get("company") for fields in found.things[table].values()}
    used |= {fields["company"] for fields in found.lessons.values()}
    for table, names in found.names.items():
        found.names[table] = {key: fields for key, fields in names.items() if key in used}
    return found


def texts(path: Path) -> Iterator[tuple[str, str]]:
    """Title and text of every lesson that is not deleted."""
    with Journal.open(path) as journal:
        for row in journal._connection.rows("SELECT title, body FROM lessons WHERE deleted_at IS NULL"):
            yield row["title"], row["body"]


def told(path: Path) -> set[tuple[str, str]]:
    """Title and text of every lesson at any time."""
    with Journal.open(path) as journal:
        rows = journal._connection.rows("SELECT before FROM changes WHERE table_name = 'lessons'")
        earlier = [json.loads(row["before"]) for row in rows if row["before"]]
        now = journal._connection.rows("SELECT title, body FROM lessons")
        return {(row["title"], row["body"]) for row in (*earlier, *now)}


def merge(path: Path, other: Path, hours: int = 100) -> bool:
    """Merge; whether that changed anything."""
    with Journal.open(path, clock=at(hours)) as journal:
        return not journal.copies.merge(other).plan.is_empty


SAVED = (0, ("search", "a", "trust"))


@settings(max_examples=25)
@example(  # a search that one copy has taken back is saved again in the other, which knows of that
    together=[SAVED],
    ours=[(0, ("undo",)), (0, ("add", LessonDraft("One")))],
    theirs=[],
    later=[],
    theirs_later=[(0, ("add", LessonDraft("One"))), SAVED],
)
@given(together=lives, ours=lives, theirs=lives, later=lives, theirs_later=lives)
def test_merging_either_way_gives_the_same_and_loses_nothing(
    together: list[Any], ours: list[Any], theirs: list[Any], later: list[Any], theirs_later: list[Any]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        one, other = Path(folder, "one.db"), Path(folder, "other.db")
        live(one, together)
        shutil.copy(one, other)
        live(one, ours)
        live(other, theirs)
        before, there = Path(folder, "before.db"), Path(folder, "there.db")
        shutil.copy(one, before)
        shutil.copy(other, there)
        merge(one, other)
        merge(other, before)
        assert held(one) == held(other)
        for path in (before, there):
            assert set(texts(path)) <= told(one)
            assert set(texts(path)) <= told(other)
        assert not merge(one, there)
        assert not merge(other, before)
        merge(there, one)  # the second way: into the copy that the other has merged already
        assert held(there) == held(one)
        assert not merge(one, there)
        assert not merge(there, one)
        live(one, later)
        live(there, theirs_later)
        shutil.copy(one, before)
        merge(one, there)
        merge(there, before)
        assert held(one) == held(there)
        with Journal.open(one) as journal:
            assert set(contents(journal)) == set(HISTORIC_TABLES)
