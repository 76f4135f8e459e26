"""Where an export goes and how: by what is said, by the settings, and by what lies in the folder."""

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from retro.errors import UsageProblem
from retro.posts.dialects import NAMES
from retro.posts.site_marks import find_mark
from retro.posts.sites import Target, target
from retro.settings import Settings, Site

MARKS = {
    "_config.yml": ("title: x", "jekyll"),
    "hugo.toml": ("", "hugo"),
    "hugo.yaml": ("", "hugo"),
    "hugo.json": ("{}", "hugo"),
    "config/_default/hugo.toml": ("", "hugo"),
    "config.toml": ('baseURL = "http://x.org"\n[params]\na = 1', "hugo"),
    "config.yaml": ("baseURL: http://x.org", "hugo"),
    "config.json": ('{"baseurl": "x"}', "hugo"),
    "zola.toml": ("", "zola"),
    ".eleventy.js": ("", "eleventy"),
    "eleventy.config.mjs": ("", "eleventy"),
    ".obsidian/app.json": ("{}", "obsidian"),
}


def make(root: Path, **files: str) -> Path:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return root


def settings(*sites: Site) -> Settings:
    return Settings(sites={site.name: site for site in sites})


def place(folder: Path, *sites: Site, dialect: str | None = None, site: str | None = None) -> Target:
    return target(folder, settings(*sites), dialect=dialect, site=site)


@pytest.mark.parametrize("name", MARKS)
def test_a_folder_tells_which_generator_it_belongs_to(tmp_path: Path, name: str) -> None:
    text, dialect = MARKS[name]
    make(tmp_path, **{name: text})
    for folder in (tmp_path, tmp_path / "somewhere" / "below"):
        found = find_mark(folder)
        assert found is not None
        assert (found.root, found.dialect) == (tmp_path, dialect)


@pytest.mark.parametrize(
    ("text", "dialect"),
    [
        ('base_url = "http://x.org"\n[params]\na = 1', "zola"),
        ('languageCode = "en"', "hugo"),
        ('[keys]\n"lesson.star" = "S"', None),
        ("no TOML", None),
        ("a = [" * 5000, None),
    ],
)
def test_a_config_of_several_programs_is_told_by_its_keys(
    tmp_path: Path, text: str, dialect: str | None
) -> None:
    make(tmp_path, **{"config.toml": text})
    found = find_mark(tmp_path)
    assert (found.dialect if found and found.root == tmp_path else None) == dialect


def test_the_nearest_site_counts_and_a_generator_before_a_vault(tmp_path: Path) -> None:
    make(tmp_path, **{"_config.yml": "", ".obsidian/app.json": "", "docs/zola.toml": ""})
    assert place(tmp_path / "notes").dialect == "jekyll"
    assert place(tmp_path / "docs" / "content").dialect == "zola"


@pytest.mark.parametrize(
    ("mark", "there", "expected"),
    [
        ("_config.yml", (), "_posts"),
        ("hugo.toml", (), "content/posts"),
        ("hugo.toml", ("content/blog/a.md",), "content/blog"),
        ("zola.toml", (), "content/blog"),
        ("zola.toml", ("content/posts/a.md",), "content/posts"),
        (".eleventy.js", (), "posts"),
        (".eleventy.js", ("README.md", "posts/posts.json", "src/blog/a.md"), "src/blog"),
        (
            ".eleventy.js",
            ("node_modules/x/a.md", "about/index.md", "src/writing/2024/b.md"),
            "src/writing/2024",
        ),
        (".obsidian/app.json", (), "Lessons"),
    ],
)
def test_a_site_s_own_folder_stands_for_where_its_posts_are(
    tmp_path: Path, mark: str, there: tuple[str, ...], expected: str
) -> None:
    make(tmp_path, **{mark: "", **dict.fromkeys(there, "")})
    assert place(tmp_path).folder == tmp_path / expected
    elsewhere = tmp_path / "drafts"
    assert place(elsewhere).folder == elsewhere


def test_a_folder_that_is_no_site_is_meant_as_it_is(tmp_path: Path) -> None:
    found = place(tmp_path / "posts")
    assert found == Target(tmp_path / "posts", "jekyll")
    assert place(tmp_path, dialect="json").folder == tmp_path


def test_a_site_of_the_settings(tmp_path: Path) -> None:
    make(tmp_path, **{"hugo.toml": ""})
    blog = Site("blog", tmp_path, category="work", author="Ada", timezone="Asia/Tokyo")
    by_name = target(None, settings(blog), site="blog")
    assert by_name.folder == tmp_path / "content" / "posts"
    assert (by_name.dialect, by_name.category, by_name.author) == ("hugo", "work", "Ada")
    assert by_name.zone == ZoneInfo("Asia/Tokyo")
    inside = tmp_path / "content" / "notes"
    assert place(inside, blog) == by_name._replace(folder=inside)
    assert place(tmp_path, blog) == by_name
    said = target(None, settings(blog), site="blog", dialect="plain", category="", author="Bob")
    assert (said.dialect, said.category, said.author) == ("plain", "", "Bob")


def test_the_only_site_is_not_meant_unless_one_says_so(tmp_path: Path) -> None:
    blog = Site("blog", tmp_path / "blog", "hugo", "work")
    assert target(None, settings(blog)) == Target(None, "jekyll")
    assert place(tmp_path / "blogs", blog).category == "leadership"


def test_of_sites_in_sites_the_innermost_is_meant(tmp_path: Path) -> None:
    whole, part = Site("whole", tmp_path, "hugo"), Site("part", tmp_path / "part", "zola")
    assert place(tmp_path / "part" / "x", whole, part).site == part
    assert place(tmp_path / "other", whole, part).site == whole


def test_a_site_s_path_may_be_the_folder_of_its_posts(tmp_path: Path) -> None:
    make(tmp_path, **{"_config.yml": ""})
    blog = Site("blog", tmp_path / "_posts")
    assert target(None, settings(blog), site="blog").folder == tmp_path / "_posts"
    unmarked = Site("plain", tmp_path.parent / "elsewhere" / "_posts", "jekyll")
    assert target(None, settings(unmarked), site="plain").folder == unmarked.path


def test_a_link_to_a_site_is_the_site(tmp_path: Path) -> None:
    make(tmp_path / "real", **{"_config.yml": ""})
    (tmp_path / "blog").symlink_to(tmp_path / "real")
    blog = Site("blog", tmp_path / "blog", category="work")
    assert place(tmp_path / "real" / "_posts", blog).category == "work"


def test_what_zola_declares(tmp_path: Path) -> None:
    assert place(tmp_path, dialect="zola").taxonomies == {"tags"}
    make(tmp_path, **{"config.toml": 'base_url = "x"\ntaxonomies = [{name = "categories"}, 3]'})
    assert place(tmp_path).taxonomies == {"categories"}
    make(tmp_path, **{"config.toml": 'base_url = "x"'})
    assert place(tmp_path).taxonomies == frozenset()


def test_what_is_wrong_is_said(tmp_path: Path) -> None:
    blog = Site("blog", tmp_path, "wordpress")
    with pytest.raises(UsageProblem, match="no site called “nope”; there is blog"):
        target(None, settings(blog), site="nope")
    with pytest.raises(UsageProblem, match=r"config.toml has none: \[sites.nope\]"):
        target(None, Settings(), site="nope")
    with pytest.raises(UsageProblem, match=r"\[sites.blog\]: “wordpress” is no dialect; retro knows jekyll"):
        target(None, settings(blog), site="blog")


def test_every_dialect_has_its_place(tmp_path: Path) -> None:
    for name in NAMES:
        assert place(tmp_path, dialect=name).folder == tmp_path
