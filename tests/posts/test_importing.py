"""Importing, and importing again: nothing twice, the user's own edits win, one step to undo."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from retro.errors import NothingFound
from retro.journal import Journal
from retro.model import Lesson, LessonDraft
from retro.posts.composing import compose, compose_each
from retro.posts.finding import STDIN, find_posts, read_posts
from retro.posts.importing import BATCH, ImportReport, PostPlan, State, apply, plan
from retro.posts.writing import write_posts
from retro.surroundings import RelationKind
from tests.posts.lessons import DAY, TRAPS, lesson
from tests.posts.test_round_trip import facts

LESSONS = [
    lesson("Boil the frog", "In milestones.", company="Acme", themes=("trust",), id="1" * 12),
    lesson("Ask twice", company="Acme", id="2" * 12),
    lesson("Ship the smallest thing", "And then the next.", company="Globex", id="3" * 12),
]
TEXT = compose(LESSONS, title="What I learned", date=DAY).text


@pytest.fixture
def post(tmp_path: Path) -> Path:
    path = tmp_path / "blog" / "post.md"
    path.parent.mkdir()
    path.write_text(TEXT)
    return path


def planned(journal: Journal, *paths: Path) -> list[PostPlan]:
    return list(plan(journal, read_posts(find_posts(paths))))


def imported(journal: Journal, *paths: Path) -> ImportReport:
    return apply(journal, plan(journal, read_posts(find_posts(paths))))


def counts(report: ImportReport) -> dict[str, int]:
    return {str(state): number for state, number in report.counts.items() if number}


def lessons(journal: Journal) -> dict[str, Lesson]:
    found = journal.lessons.by_numbers(range(1, 1000))
    return {item.title: item for item in found if item.deleted_at is None}


def rewrite(post: Path, old: str, new: str) -> None:
    text = post.read_text()
    assert old in text
    post.write_text(text.replace(old, new))


def test_planning_writes_nothing(journal: Journal, post: Path) -> None:
    [planned_post] = planned(journal, post)
    assert [row.state for row in planned_post.rows] == [State.NEW] * 3
    assert not lessons(journal)
    assert not journal.history.steps()


def test_a_post_comes_in_and_is_undone_at_once(journal: Journal, post: Path) -> None:
    report = imported(journal, post)
    assert counts(report) == {"new": 3}
    found = lessons(journal)
    assert {title: facts(item) for title, item in found.items()} == {
        item.title: facts(item) for item in LESSONS
    }
    source = found["Boil the frog"].source
    assert source is not None
    assert post.read_text().split("\n")[source.line - 1] == "### Boil the frog"
    assert source.path == str(post)
    [step] = journal.history.steps()
    assert step.summary == "Imported 3 lessons from a post"
    journal.history.undo()
    assert not lessons(journal)
    assert counts(imported(journal, post)) == {"new": 3}


def test_importing_again_adds_nothing(journal: Journal, post: Path) -> None:
    imported(journal, post)
    steps = journal.history.steps()
    assert counts(imported(journal, post)) == {"unchanged": 3}
    assert journal.history.steps() == steps
    post.write_text(TEXT + "\n")
    assert counts(imported(journal, post)) == {"unchanged": 3}


def test_only_what_changed_changes(journal: Journal, post: Path) -> None:
    imported(journal, post)
    before = lessons(journal)
    rewrite(post, "In milestones.", "In small milestones.")
    report = imported(journal, post)
    assert counts(report) == {"changed": 1, "unchanged": 2}
    after = lessons(journal)
    assert after["Boil the frog"].body == "In small milestones."
    assert after["Boil the frog"].id == before["Boil the frog"].id
    assert after["Ask twice"] == before["Ask twice"]


def test_the_user_s_own_edits_win(journal: Journal, post: Path) -> None:
    imported(journal, post)
    mine = lessons(journal)["Boil the frog"]
    journal.lessons.edit(mine.id, LessonDraft("Boil it slowly", mine.body, company="Acme", themes=("pace",)))
    rewrite(post, "In milestones.", "In small milestones.")
    rewrite(post, "Boil the frog", "Boil every frog")
    report = imported(journal, post)
    assert counts(report) == {"changed": 1, "unchanged": 2}
    after = journal.lessons.get(mine.id)
    assert (after.title, after.body, after.themes) == ("Boil it slowly", "In small milestones.", ("pace",))
    rewrite(post, "Boil every frog", "Boil no frog")
    [planned_post] = planned(journal, post)
    assert [(row.state, row.kept) for row in planned_post.rows if row.kept] == [(State.KEPT, ("title",))]


def test_a_renamed_company_is_no_edit_of_its_lessons(journal: Journal, post: Path) -> None:
    imported(journal, post)
    journal.companies.rename("Acme", "Acme & Sons")
    rewrite(post, '"company": "Acme"', '"company": "Initech"')
    assert counts(imported(journal, post)) == {"changed": 2, "unchanged": 1}


def test_what_the_user_deleted_stays_deleted(journal: Journal, post: Path) -> None:
    imported(journal, post)
    journal.lessons.delete([lessons(journal)["Ask twice"].id])
    assert counts(imported(journal, post)) == {"unchanged": 2, "you deleted it": 1}
    rewrite(post, "Ask twice", "Ask twice or more")
    assert counts(imported(journal, post)) == {"unchanged": 2, "you deleted it": 1}
    assert "Ask twice or more" not in lessons(journal)


def test_what_has_gone_from_the_post_is_kept_and_told(journal: Journal, post: Path) -> None:
    imported(journal, post)
    rewrite(post, "* Ask twice\n", "")
    assert counts(imported(journal, post)) == {"unchanged": 2, "gone from the post": 1}
    assert "Ask twice" in lessons(journal)


def test_a_post_that_moved_is_the_same_post(journal: Journal, post: Path) -> None:
    imported(journal, post)
    moved = post.rename(post.with_name("moved.md"))
    assert counts(imported(journal, moved)) == {"unchanged": 3}


def test_two_posts_of_one_title_are_two(journal: Journal, post: Path) -> None:
    other = post.with_name("other.md")
    other.write_text(TEXT.replace("Boil the frog", "Something of its own"))
    imported(journal, post)
    report = imported(journal, other)
    assert counts(report) == {"new": 3}
    assert len(report.near) >= 1


def test_near_duplicates_from_elsewhere_are_added_and_told(journal: Journal, post: Path) -> None:
    journal.lessons.add(LessonDraft("Ship the smallest thing", "And then the next."))
    report = imported(journal, post)
    assert counts(report) == {"new": 3}
    assert [row.draft.title for row in report.near] == ["Ship the smallest thing"]


def test_any_other_post(journal: Journal, tmp_path: Path) -> None:
    path = tmp_path / "2021-03-04-post.md"
    path.write_text(
        "---\ntitle: What I learned as a manager\ntags: [trust]\n---\n\nWhat I learned from all of this:\n\n"
        "* Always ask twice before you change what other people depend on.\n"
        "* Ship the smallest thing that somebody would miss, as early as you can.\n"
    )
    assert counts(imported(journal, path)) == {"new": 2}
    assert counts(imported(journal, path)) == {"unchanged": 2}


def test_an_exported_post_is_known_when_it_comes_back(journal: Journal, tmp_path: Path) -> None:
    journal.lessons.add(LessonDraft("Ask twice", "Always."))
    journal.lessons.add(LessonDraft("Ship it", "Now."))
    found = list(lessons(journal).values())
    [written] = write_posts(journal, [compose(found, title="x", date=DAY)], tmp_path / "blog")
    assert counts(imported(journal, written.path)) == {"unchanged": 2}
    rewrite(written.path, "Always.", "Often.")
    assert counts(imported(journal, written.path)) == {"changed": 1, "unchanged": 1}
    assert lessons(journal)["Ask twice"].body == "Often."


def test_an_exported_lesson_still_belongs_to_the_post_that_it_came_from(
    journal: Journal, post: Path, tmp_path: Path
) -> None:
    imported(journal, post)
    exported = compose(lessons(journal).values(), title="Again", date=DAY)
    [written] = write_posts(journal, [exported], tmp_path / "out")
    assert counts(imported(journal, written.path)) == {"unchanged": 3}
    rewrite(post, "In milestones.", "In small milestones.")
    assert counts(imported(journal, post)) == {"changed": 1, "unchanged": 2}


def test_what_a_post_tells_of_a_company(journal: Journal, tmp_path: Path) -> None:
    path = tmp_path / "post.md"
    path.write_text(
        "---\ntitle: What I learned at Initech\ndate: 2021-03-04\n---\n\n"
        "From 2018 to 2020 I worked at Initech as an engineering manager. What I learned there:\n\n"
        "* Always ask twice before you change what other people depend on.\n"
        "* Ship the smallest thing that somebody would miss, as early as you can.\n"
    )
    report = imported(journal, path)
    assert report.new_companies == ["Initech"]
    assert {item.company for item in lessons(journal).values()} == {"Initech"}


def test_nasty_lessons_in_a_fresh_journal(journal: Journal, tmp_path: Path) -> None:
    nasty = [lesson(f"Trap {number}", trap, id=f"{number:012d}") for number, trap in enumerate(TRAPS)]
    write_posts(journal, [compose(nasty, title="One", date=DAY)], tmp_path / "one")
    write_posts(journal, compose_each(nasty, today=DAY), tmp_path / "each")
    for folder in ("one", "each"):
        with Journal.open(tmp_path / f"{folder}.db") as fresh:
            imported(fresh, tmp_path / folder)
            found = lessons(fresh)
            for before in nasty:
                assert found[before.title].body == before.body.strip("\n")


def test_relations_and_applications_come_along(journal: Journal, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(
        "---\nretro:\n  lessons:\n    - {contradicts: {lesson: Second, when: now},"
        " applied: {on: 2020}}\n---\n* First\n"
    )
    (tmp_path / "b.md").write_text("---\nretro:\n  lessons:\n    - {kind: win}\n---\n* Second\n")
    imported(journal, tmp_path)
    found = lessons(journal)
    [relation] = journal.relations.of(found["First"].id)
    assert (relation.kind, relation.target_id) == (RelationKind.CONTRADICTS, found["Second"].id)
    assert len(journal.applications.of(found["First"].id)) == 1
    journal.history.undo()
    assert not lessons(journal)


def test_many_posts_are_one_step(journal: Journal, tmp_path: Path) -> None:
    for number in range(BATCH + 5):
        (tmp_path / f"{number}.md").write_text(
            f"---\ntitle: Post {number}\nretro:\n  lessons: [{{kind: win}}]\n---\n* Lesson {number}\n"
        )
    done: list[int] = []
    report = apply(journal, plan(journal, read_posts(find_posts([tmp_path]))), progress=done.append)
    assert report.posts == BATCH + 5 == done[-1]
    [step] = journal.history.steps()
    assert step.summary == f"Imported {BATCH + 5} lessons from {BATCH + 5} posts"
    journal.history.undo()
    assert not lessons(journal)
    journal.history.redo()
    assert len(lessons(journal)) == BATCH + 5


def test_an_edit_between_plan_and_import_is_kept(journal: Journal, post: Path) -> None:
    imported(journal, post)
    rewrite(post, "In milestones.", "In small milestones.")
    plans = planned(journal, post)
    mine = lessons(journal)["Boil the frog"]
    journal.lessons.edit(mine.id, LessonDraft("Mine", mine.body, company="Acme", themes=mine.themes))
    apply(journal, plans)
    after = journal.lessons.get(mine.id)
    assert (after.title, after.body) == ("Mine", "In small milestones.")


def test_standard_input(journal: Journal) -> None:
    def read() -> ImportReport:
        return apply(journal, plan(journal, read_posts([STDIN], io.BytesIO(TEXT.encode()))))

    assert counts(read()) == {"new": 3}
    assert counts(read()) == {"unchanged": 3}
    other = TEXT.replace("What I learned", "Something else").replace("Boil", "Cool").encode()
    assert counts(apply(journal, plan(journal, read_posts([STDIN], io.BytesIO(other))))) == {"new": 3}


def test_which_files_are_posts(tmp_path: Path) -> None:
    outside = tmp_path / "outside.md"
    outside.write_text("x")
    folder = tmp_path / "blog"
    for name in (
        "b.md",
        "a.markdown",
        "c.MD",
        ".hidden.md",
        "d.png",
        "sub/e.mdx",
        ".git/f.md",
        "node_modules/g.md",
    ):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("x")
    (folder / "link.md").symlink_to(outside)
    (folder / "loop").symlink_to(folder)
    found = find_posts([folder, folder / "b.md"])
    assert [Path(path).name for path in found] == ["a.markdown", "b.md", "c.MD", "e.mdx"]
    assert find_posts([folder / "d.png", STDIN]) == [str(folder / "d.png"), "-"]
    with pytest.raises(NothingFound, match=r"nowhere\.md"):
        find_posts([tmp_path / "nowhere.md"])


@pytest.mark.usefixtures("post")
def test_what_cannot_be_read_is_told(journal: Journal, tmp_path: Path) -> None:
    (tmp_path / "binary.md").write_bytes(b"\x89PNG\0\0")
    (tmp_path / "gone.md").write_text("x")
    paths = find_posts([tmp_path])
    (tmp_path / "gone.md").unlink()
    report = apply(journal, plan(journal, read_posts(paths)))
    assert counts(report) == {"new": 3}
    assert len(report.problems) == 2
    assert "is no text" in report.problems[0]
    assert "could not be read" in report.problems[1]


def test_what_the_journal_would_refuse_is_left_out(journal: Journal, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(
        "---\nretro:\n  lessons:\n    - {themes: ['#', '/', ok], people: [' '], company: ' ',"
        " evidence: [{metric: ' ', before: 1}, {metric: x}]}\n---\n* First\n"
    )
    imported(journal, tmp_path)
    first = lessons(journal)["First"]
    assert (first.themes, first.people, first.company, first.evidence) == (("ok",), (), None, ())


def test_reading_stops_nowhere(journal: Journal, reopened: Callable[[], Journal], post: Path) -> None:
    imported(journal, post)
    assert len(lessons(reopened())) == 3


def test_two_who_import_the_same_at_once_import_it_once(
    journal: Journal, reopened: Callable[[], Journal], post: Path
) -> None:
    other = reopened()

    def meanwhile() -> Iterator[PostPlan]:
        for each in plan(journal, read_posts(find_posts([post]))):
            assert counts(imported(other, post)) == {"new": 3}
            yield each

    assert counts(apply(journal, meanwhile())) == {"unchanged": 3}
    assert len(lessons(journal)) == 3


def test_a_post_without_lessons_is_no_step_to_undo(journal: Journal, post: Path) -> None:
    post.write_text("# Nothing\n")
    imported(journal, post)
    assert journal.history.steps() == []
