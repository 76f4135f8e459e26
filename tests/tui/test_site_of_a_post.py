"""A post that is composed for a folder inside a site takes that site's settings."""

from pathlib import Path

import pytest

from retro.journal import Journal
from retro.model import Evidence, LessonDraft
from retro.posts.redacting.redactor import Level, stricter
from retro.tui.jobs.posts import Plan, composed, paged


def set_up(home: Path, redact: str, more: str = "") -> None:
    folder = home / "config" / "retro"
    folder.mkdir(parents=True)
    (folder / "config.toml").write_text(
        f'[sites.blog]\npath = "~/blog"\nauthor = "Ada"\ncategory = "work"\nredact = "{redact}"\n{more}',
        encoding="utf-8",
    )


def test_its_author_its_category_and_what_it_hides(journal: Journal, a_home_of_its_own: Path) -> None:
    set_up(a_home_of_its_own, "companies")
    lesson = journal.lessons.add(LessonDraft("Boil the frog at Acme", company="Acme")).lesson
    plan = Plan((lesson.id,), folder=a_home_of_its_own / "blog" / "_posts")
    post = composed(plan)(journal)
    assert "author: Ada\ncategory: work\n" in post.text
    assert "Acme" not in post.text
    elsewhere = composed(plan._replace(folder=a_home_of_its_own))(journal)
    assert "Acme" in elsewhere.text
    assert "author" not in elsewhere.text


def test_it_is_drawn_beside_where_the_site_says_so(journal: Journal, a_home_of_its_own: Path) -> None:
    set_up(a_home_of_its_own, "none", "charts = true\n")
    measured = LessonDraft("Release often", evidence=(Evidence("release", 16, 4, "weeks"),))
    lesson = journal.lessons.add(measured).lesson
    plan = Plan((lesson.id,), folder=a_home_of_its_own / "blog" / "_posts")
    assert f"-chart-{lesson.id}-1.svg)" in composed(plan)(journal).text
    assert "svg" not in composed(plan._replace(charts="no"))(journal).text
    elsewhere = plan._replace(folder=a_home_of_its_own)
    assert "svg" not in composed(elsewhere)(journal).text
    assert "svg" in composed(elsewhere._replace(charts="yes"))(journal).text
    assert 'src="data:image/svg+xml' in paged(plan)(journal).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        ("none", "none", "none"),
        ("none", "people", "people"),
        ("companies", "none", "companies"),
        ("people", "people", "people"),
        ("people", "companies", "all"),
        ("all", "people", "all"),
    ],
)
def test_of_two_levels_both_count(one: str, other: str, both: str) -> None:
    assert stricter(Level(one), Level(other)) is Level(both)
