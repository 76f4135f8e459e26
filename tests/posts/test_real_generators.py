"""Exported posts built by real generators: what they print is what was learned."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from retro.journal import Journal
from retro.model import Lesson
from retro.posts.composing import Post, compose, compose_each
from retro.posts.finding import find_posts, read_posts
from retro.posts.grouping import GroupBy
from retro.posts.importing import apply, plan
from tests.needs import program, shared
from tests.posts.lessons import DAY
from tests.posts.test_round_trip import facts, nasty

SEED = "seed/new-startup-new-team-new-game.md"


def imported(journal: Journal, *paths: Path) -> list[Lesson]:
    report = apply(journal, plan(journal, read_posts(find_posts(paths))))
    return [journal.lessons.get(lesson_id) for lesson_id in report.added]


def survive(posts: Sequence[Post], folder: Path) -> None:
    """Build the posts with Jekyll and Hugo, and with Eleventy where ELEVENTY_MODULES says it is."""
    check = shared("checks/check_export.sh")
    generators = [program("jekyll") and "jekyll", program("hugo") and "hugo"]
    if os.environ.get("ELEVENTY_MODULES"):
        generators.append("11ty")
    for post in posts:
        (folder / post.filename).write_text(post.text)
    done = subprocess.run(
        [
            "bash",
            str(check),
            str(folder),
            "--out",
            str(folder / "out"),
            "--gens",
            ",".join(generators),
            "--strict",
        ],
        env={**os.environ, "RETRO_CHECK_PY": sys.executable},
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
    )
    assert done.returncode == 0, done.stdout + done.stderr


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


@pytest.mark.parametrize("group_by", [GroupBy.COMPANY, GroupBy.KIND])
def test_a_real_post_s_lessons_survive_in_one_post(
    real: list[Lesson], tmp_path: Path, group_by: GroupBy
) -> None:
    survive([compose(real, title='Lessons: "all" of them', date=DAY, group_by=group_by)], tmp_path)


def test_a_real_post_s_lessons_survive_one_by_one(real: list[Lesson], tmp_path: Path) -> None:
    survive(compose_each(real, today=DAY), tmp_path)


def test_nasty_lessons_survive(tmp_path: Path) -> None:
    survive(compose_each(nasty(), today=DAY), tmp_path)
