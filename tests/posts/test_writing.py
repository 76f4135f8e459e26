"""Posts on the disk: whole or not at all, never over anyone's work, never outside their folder."""

import errno
import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retro.errors import PublishRefused, RetroError, UsageProblem
from retro.journal import Journal
from retro.model import LessonDraft
from retro.posts.composing import Post, compose
from retro.posts.requests import Request, requested
from retro.posts.slugs import file_name, slug
from retro.posts.writing import earlier, prepare, write_drafts, write_posts, written_before
from tests.posts.lessons import DAY


@pytest.fixture
def post(journal: Journal) -> Post:
    added = journal.lessons.add(LessonDraft("Boil the frog", "Slowly."))
    return compose([added.lesson], title="What I learned", date=DAY)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_post_is_written_and_remembered(journal: Journal, post: Post, tmp_path: Path) -> None:
    [written] = write_posts(journal, [post], tmp_path / "blog" / "_posts", query="frog")
    assert written.path.name == "2024-05-06-what-i-learned.md"
    assert written.path.read_text() == post.text
    known = journal.posts.at(str(written.path))
    assert known is not None
    assert known.lesson_ids == post.lesson_ids
    assert names(written.path.parent) == [written.path.name]


def test_writing_the_same_again_changes_nothing(journal: Journal, post: Post, tmp_path: Path) -> None:
    [first] = write_posts(journal, [post], tmp_path)
    steps, before = journal.history.steps(), first.path.stat().st_mtime_ns
    [again] = write_posts(journal, [post], tmp_path)
    assert first.changed
    assert not again.changed
    assert journal.history.steps() == steps
    assert first.path.stat().st_mtime_ns == before


def test_its_own_post_is_updated(journal: Journal, post: Post, tmp_path: Path) -> None:
    write_posts(journal, [post], tmp_path)
    lesson = journal.lessons.get(post.lesson_ids[0])
    [written] = write_posts(
        journal, [compose([lesson], title="What I learned", date=DAY, intro="Hi.")], tmp_path
    )
    assert "Hi." in written.path.read_text()


@pytest.mark.parametrize("edited", ["mine", ""])
def test_what_retro_did_not_write_stays(journal: Journal, post: Post, tmp_path: Path, edited: str) -> None:
    path = tmp_path / post.filename
    path.write_text(edited)
    with pytest.raises(PublishRefused, match="not written by retro") as refused:
        write_posts(journal, [post], tmp_path)
    assert "--force" in refused.value.sentence
    assert refused.value.exit_code == 4
    assert path.read_text() == edited
    write_posts(journal, [post], tmp_path, force=True)
    assert path.read_text() == post.text


def test_what_its_author_changed_is_kept(journal: Journal, post: Post, tmp_path: Path) -> None:
    [written] = write_posts(journal, [post], tmp_path)
    written.path.write_text(post.text.replace("[]", "[frogs]") + "\nMore.\n")
    lesson = journal.lessons.get(post.lesson_ids[0])
    other = compose([lesson], title="What I learned", date=DAY, intro="Hi.")
    [again] = write_posts(journal, [other], tmp_path)
    assert again.conflicts == ()
    assert again.path.read_text() == other.text.replace("[]", "[frogs]") + "\nMore.\n"
    [same] = write_posts(journal, [other], tmp_path)
    assert not same.changed


def test_where_both_changed_the_author_s_words_stand_and_it_is_told(
    journal: Journal, post: Post, tmp_path: Path
) -> None:
    [written] = write_posts(journal, [post], tmp_path)
    written.path.write_bytes(post.text.replace("Slowly.", "Slowly!").replace("\n", "\r\n").encode())
    lesson = journal.lessons.get(post.lesson_ids[0])
    journal.lessons.edit(lesson.id, lesson.replace(body="Very slowly."))
    other = compose([journal.lessons.get(lesson.id)], title="What I learned", date=DAY)
    [again] = write_posts(journal, [other], tmp_path)
    [conflict] = again.conflicts
    assert (conflict.theirs, conflict.ours) == ("Slowly!\n", "Very slowly.\n")
    assert again.path.read_bytes().split(b"\r\n")[conflict.line - 1] == b"Slowly!"
    [same] = write_posts(journal, [other], tmp_path)
    assert same.conflicts == ()
    assert not same.changed


def test_the_same_purpose_updates_the_same_file(journal: Journal, tmp_path: Path) -> None:
    lesson = journal.lessons.add(LessonDraft("Boil the frog")).lesson
    first = compose([lesson], title="x", date=DAY, purpose="p")
    write_posts(journal, [first], tmp_path)
    asked = Request(lesson_ids=(lesson.id,), title="y", date=DAY.replace(day=20), purpose="p")
    [settled_post] = requested(journal, asked, tmp_path).posts
    assert settled_post.filename == first.filename
    assert written_before(journal, {"p", "q"}, tmp_path) == {"p": (tmp_path / first.filename).resolve()}
    known = earlier(journal, "p", tmp_path)
    assert known is not None
    assert known.dated == DAY.isoformat()
    (tmp_path / first.filename).unlink()
    assert not written_before(journal, {"p"}, tmp_path)
    [later] = requested(journal, asked, tmp_path).posts
    assert later.filename == file_name(DAY.replace(day=20), "y", "")
    assert earlier(journal, "", tmp_path) is None


def test_what_is_written_over_is_kept(journal: Journal, post: Post, tmp_path: Path) -> None:
    path = tmp_path / post.filename
    path.write_text("mine")
    [written] = write_posts(journal, [post], tmp_path, force=True)
    assert written.saved is not None
    assert written.saved.read_text() == "mine"
    assert stat.S_IMODE(written.saved.stat().st_mode) == 0o600


def test_a_file_that_is_no_text_any_more_stays(journal: Journal, post: Post, tmp_path: Path) -> None:
    [written] = write_posts(journal, [post], tmp_path)
    written.path.write_bytes(b"\xff\xfe")
    with pytest.raises(PublishRefused, match="UTF-8"):
        write_posts(journal, [post], tmp_path)


def test_a_file_that_changes_while_it_is_looked_at_stays(
    journal: Journal, post: Post, tmp_path: Path
) -> None:
    drafts = prepare(journal, [post], tmp_path)
    (tmp_path / post.filename).write_text("just now")
    with pytest.raises(PublishRefused, match="just now"):
        write_drafts(journal, drafts, tmp_path)
    assert (tmp_path / post.filename).read_text() == "just now"


def test_a_post_of_other_lessons_is_not_replaced(journal: Journal, post: Post, tmp_path: Path) -> None:
    write_posts(journal, [post], tmp_path)
    other = journal.lessons.add(LessonDraft("Another")).lesson
    with pytest.raises(PublishRefused, match="other lessons"):
        write_posts(journal, [compose([other], title="What I learned", date=DAY)], tmp_path)


def test_one_refusal_stops_all(journal: Journal, post: Post, tmp_path: Path) -> None:
    other = compose([journal.lessons.add(LessonDraft("Another")).lesson], title="Other", date=DAY)
    (tmp_path / post.filename).write_text("mine")
    with pytest.raises(PublishRefused):
        write_posts(journal, [other, post], tmp_path)
    assert names(tmp_path) == sorted(
        [post.filename, *(n for n in names(tmp_path) if n.startswith("journal"))]
    )


def test_a_link_is_not_followed(journal: Journal, post: Post, tmp_path: Path) -> None:
    folder, victim = tmp_path / "blog", tmp_path / "victim"
    folder.mkdir()
    victim.write_text(post.text)
    (folder / post.filename).symlink_to(victim)
    with pytest.raises(PublishRefused, match="link"):
        write_posts(journal, [post], folder)
    write_posts(journal, [post], folder, force=True)
    assert not (folder / post.filename).is_symlink()
    assert victim.read_text() == post.text


@pytest.mark.parametrize(
    "name", ["../evil.md", "2024-05-06-../x.md", "/etc/x.md", "2024-05-06-.md", "x\0.md"]
)
def test_no_name_leads_out_of_the_folder(journal: Journal, tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageProblem):
        write_posts(journal, [Post(name, "text", (), "title", "jekyll")], tmp_path / "blog")


def test_a_file_is_no_folder(journal: Journal, post: Post, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for folder in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(UsageProblem, match="fold"):
            write_posts(journal, [post], folder)
    (tmp_path / "blog" / post.filename).mkdir(parents=True)
    with pytest.raises(PublishRefused, match="is a folder"):
        write_posts(journal, [post], tmp_path / "blog")


@pytest.mark.parametrize(
    ("code", "words"),
    [(errno.ENOSPC, "disk is full"), (errno.EROFS, "may not be written"), (errno.EIO, "cannot")],
)
def test_an_error_of_the_disk_leaves_nothing_half_written(
    journal: Journal, post: Post, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, words: str
) -> None:
    def fail(_: int) -> None:
        raise OSError(code, os.strerror(code))

    folder = tmp_path / "blog"
    monkeypatch.setattr("retro.posts.placing.os.fsync", fail)
    with pytest.raises(RetroError, match=words):
        write_posts(journal, [post], folder)
    assert names(folder) == []
    assert journal.posts.at(str(folder / post.filename)) is None


def test_permissions_follow_the_umask(journal: Journal, post: Post, tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        [written] = write_posts(journal, [post], tmp_path)
    finally:
        os.umask(before)
    assert stat.S_IMODE(written.path.stat().st_mode) == 0o640


@given(st.text(max_size=300))
def test_any_title_makes_a_safe_name(title: str) -> None:
    name = slug(title)
    assert 1 <= len(name) <= 60
    assert not set(name) - set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert len(file_name(DAY, title, "0123456789ab")) <= 11 + 60 + 3
