"""The user's settings: read from TOML, refused with a sentence, never with a traceback."""

import os
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retro.errors import UsageProblem
from retro.settings import Settings, Site, parse_settings, read_settings


def test_no_file_is_the_defaults() -> None:
    assert read_settings() == Settings()


def test_keys_are_read_from_the_config_folder() -> None:
    folder = Path(os.environ["XDG_CONFIG_HOME"]) / "retro"
    folder.mkdir(parents=True)
    (folder / "config.toml").write_text('[keys]\n"lesson.star" = "Z"\n', encoding="utf-8")
    assert read_settings().keys == {"lesson.star": ("Z",)}


@pytest.mark.parametrize(
    "text",
    [
        '[keys]\n"lesson.star" = ["Z", "f7"]',
        '[keys]\nlesson.star = ["Z", "f7"]',
        '[keys.lesson]\nstar = ["Z", "f7"]',
    ],
)
def test_an_id_may_be_quoted_dotted_or_a_table(text: str) -> None:
    assert parse_settings(text).keys == {"lesson.star": ("Z", "f7")}


def test_sites() -> None:
    text = """
        [sites.blog]
        path = "~/blog"
        dialect = "hugo"
        category = ""
        author = "Ada"
        timezone = "Asia/Tokyo"
        redact = "people"
        [sites.notes]
        path = "/notes"
    """
    sites = parse_settings(text).sites
    assert sites["blog"] == Site("blog", Path.home() / "blog", "hugo", "", "Ada", "Asia/Tokyo", "people")
    assert sites["notes"] == Site("notes", Path("/notes"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[keys", "no TOML"),
        (f"keys = {'9' * 5000}", "no TOML"),
        (f"keys = {'[' * 5000}", "no TOML"),
        ("[kesy]", "no setting called “kesy”; there are backups, keys, sites, sync"),
        ("keys = 1", "[keys] is a table"),
        ('[keys]\n"lesson.star" = []', "lesson.star"),
        ('[keys]\n"lesson.star" = 3', "lesson.star"),
        ('[keys]\n"lesson.star" = [""]', "lesson.star"),
        ('sites = "blog"', "[sites.blog]"),
        ('[sites]\nblog = "/blog"', "[sites.blog]"),
        ("[sites.blog]", "[sites.blog] needs a path"),
        ('[sites.blog]\npath = "blog"', "begins with / or ~"),
        ('[sites.blog]\npath = "/a\\u0000"', "begins with / or ~"),
        ('[sites.blog]\npath = "/a"\ntitle = "x"', "knows no “title”; it knows path, dialect"),
        ("[sites.blog]\npath = 3", "path is a text in quotes"),
        ('[sites.blog]\npath = "/a"\nredact = "some"', "none, people, companies, all"),
        ('[sites.blog]\npath = "/a"\ntimezone = "Mars/Base"', "“Mars/Base” is no time zone"),
        ('[sites.blog]\npath = "/a"\ntimezone = "../etc"', "is no time zone"),
    ],
)
def test_what_is_wrong_is_said(text: str, said: str) -> None:
    with pytest.raises(UsageProblem) as caught:
        parse_settings(text)
    assert said in caught.value.sentence


def test_a_file_that_cannot_be_read_is_named() -> None:
    path = Path(os.environ["XDG_CONFIG_HOME"]) / "retro" / "config.toml"
    path.mkdir(parents=True)
    with pytest.raises(UsageProblem) as caught:
        read_settings()
    assert str(path) in caught.value.sentence
    path.rmdir()
    path.write_bytes(b"\xff")
    with pytest.raises(UsageProblem, match="not UTF-8"):
        read_settings()


@given(st.text())
def test_any_text_is_settings_or_a_sentence(text: str) -> None:
    with suppress(UsageProblem):
        parse_settings(text)
