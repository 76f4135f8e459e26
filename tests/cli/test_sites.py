"""Sites, notes and journals, as a user of ``retro export`` meets them."""

import json
from pathlib import Path

import pytest

from retro.journal import Journal
from retro.posts.dialects import NAMES
from retro.surroundings import Consent
from tests.cli.conftest import Retro


@pytest.fixture
def home(retro: Retro, a_home_of_its_own: Path) -> Path:
    """A home with a site in it, a vault, and three lessons of which one is private."""
    retro("add", "2021-06: Boil the frog. In milestones @Acme #trust")
    retro("add", "2022-03: Ask twice @Acme #trust *")
    retro("add", "--private", "Do not tell @Hidden")
    (a_home_of_its_own / "blog").mkdir()
    (a_home_of_its_own / "blog" / "hugo.toml").touch()
    (a_home_of_its_own / "Vault" / ".obsidian").mkdir(parents=True)
    return a_home_of_its_own


def set_up(home: Path, text: str) -> None:
    folder = home / "config" / "retro"
    folder.mkdir(parents=True)
    (folder / "config.toml").write_text(text, encoding="utf-8")


def test_a_site_has_its_place_its_dialect_and_its_words(retro: Retro, home: Path) -> None:
    set_up(home, '[sites.blog]\npath = "~/blog"\ncategory = "work"\nauthor = "Ada"\n')
    said = retro("export", "--site", "blog", "--title", "What I learned").stderr
    (post,) = (home / "blog" / "content" / "posts").iterdir()
    assert f"Wrote {post}" in said
    assert "For Hugo, as" in said
    assert post.read_text(encoding="utf-8").startswith(
        '---\ntitle: "What I learned"\ndate: 2022-03-31\nauthor: Ada\ncategories: [work]\ntags: [trust]\n'
    )
    inside = retro("export", "--to", str(home / "blog" / "drafts"), "--each", "--category", "other")
    assert "2 lesson" not in inside.stdout
    for each in (home / "blog" / "drafts").iterdir():
        assert "author: Ada\ncategories: [other]\n" in each.read_text(encoding="utf-8")
    assert "author: Ada" not in retro("export").stdout


def test_a_site_where_it_is_tomorrow_gets_tomorrow_s_date(retro: Retro, home: Path) -> None:
    """Kiritimati is a day ahead of Niue all day long."""
    set_up(
        home,
        '[sites.east]\npath = "~/e"\ntimezone = "Pacific/Kiritimati"\n'
        '[sites.west]\npath = "~/w"\ntimezone = "Pacific/Niue"\n',
    )
    retro("add", "--on", "2099", "Not yet @Acme")
    for site in ("east", "west"):
        retro("export", "--site", site, "--each", "not", "yet", "--dialect", "plain")
    (east,), (west,) = (home / "e").iterdir(), (home / "w").iterdir()
    assert east.name > west.name


def test_what_is_wrong_with_a_site_is_said(retro: Retro, home: Path) -> None:
    set_up(home, '[sites.blog]\npath = "~/blog"\ndialect = "wordpress"\n')
    assert "no site called “x”; there is blog" in retro("export", "--site", "x", code=2).stderr
    assert "“wordpress” is no dialect" in retro("export", "--site", "blog", code=2).stderr
    assert not any((home / "blog").glob("**/*.md"))


@pytest.mark.parametrize("dialect", [name for name in NAMES if name != "plain"])
def test_a_site_whose_posts_name_nobody(retro: Retro, home: Path, dialect: str) -> None:
    set_up(home, f'[sites.work]\npath = "~/work"\ndialect = "{dialect}"\nredact = "companies"\n')
    retro("export", "--site", "work")
    files = [path for path in (home / "work").rglob("*") if path.is_file()]
    assert files
    for file in files:
        assert "acme" not in file.read_text(encoding="utf-8").lower()
        assert "acme" not in file.name.lower()


def test_a_site_says_whose_names_are_replaced(retro: Retro, home: Path) -> None:
    set_up(home, '[sites.work]\npath = "~/work"\ndialect = "plain"\nredact = "all"\n')
    retro("add", "At Quorvane we planned too much @Quorvane")
    assert "Replaced 1 company." in retro("export", "--site", "work", "quorvane").stderr
    [post] = list((home / "work").rglob("*.md"))
    assert "uorvane" not in post.read_text(encoding="utf-8") + post.name
    assert "Quorvane" in retro("export", "--site", "work", "--to", "-", "--redact", "none", "planned").stdout


def test_notes_link_to_each_other_and_are_updated_in_place(retro: Retro, home: Path) -> None:
    retro("export", "--to", str(home / "Vault"))
    notes = sorted((home / "Vault" / "Lessons").iterdir())
    assert len(notes) == 2
    (frog,) = (note for note in notes if note.name.endswith(" boil-the-frog.md"))
    text = frog.read_text(encoding="utf-8")
    assert 'company: "[[Acme]]"\nthemes: ["[[trust]]"]\n' in text
    assert text.endswith("\n# Boil the frog.\n\nIn milestones\n")
    frog.write_text(text.replace("kind: lesson", "kind: lesson\nrating: 5"), encoding="utf-8")
    retro("edit", "--title", "Boil the toad", frog.name[:12])
    retro("export", "--to", str(home / "Vault"))
    assert sorted((home / "Vault" / "Lessons").iterdir()) == notes
    again = frog.read_text(encoding="utf-8")
    assert "rating: 5" in again
    assert "\n# Boil the toad\n" in again
    assert "--title" in retro("export", "--to", str(home / "Vault"), "--title", "x", code=2).stderr


def test_notes_that_were_edited_are_read_back(retro: Retro, home: Path) -> None:
    retro("export", "--to", str(home / "Vault"))
    (note,) = (home / "Vault" / "Lessons").glob("* boil-the-frog.md")
    text = note.read_text(encoding="utf-8")
    edited = text.replace("In milestones", "In *small* steps").replace("kind: lesson", "kind: mistake")
    note.write_text(edited, encoding="utf-8")
    assert "1 changed" in retro("import", str(home / "Vault")).stderr
    shown = json.loads(retro("show", note.name[:12], "--json").stdout)["lessons"][0]
    assert (shown["body"], shown["kind"], shown["company"]) == ("In *small* steps", "mistake", "Acme")


@pytest.mark.parametrize("dialect", ["json", "jrnl-json", "jrnl-txt"])
def test_journals_are_one_file_without_what_is_private(retro: Retro, home: Path, dialect: str) -> None:
    done = retro("export", "--dialect", dialect)
    assert "Boil the frog" in done.stdout
    assert "Do not tell" not in done.stdout
    assert "Hidden" not in done.stdout
    assert "Left out 1 private lesson" in done.stderr
    retro("export", "--dialect", dialect, "--to", str(home / "out"))
    (file,) = (home / "out").iterdir()
    assert file.read_text(encoding="utf-8") == done.stdout
    assert (
        "is one file of all lessons" in retro("export", "--dialect", dialect, "--title", "x", code=2).stderr
    )


def test_a_journal_s_file_is_no_post(retro: Retro, home: Path) -> None:
    out = str(home / "out")
    retro("export", "--dialect", "json", "--to", out)
    assert "Boil the frog" in retro("list", "is:unpublished").stdout
    retro("add", "2023: A third one @Acme")
    assert "3 lessons" in retro("export", "--dialect", "json", "--to", out).stderr
    file = home / "out" / "retro.json"
    file.write_text(file.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert "edited since" in retro("export", "--dialect", "json", "--to", out, code=4).stderr


def test_who_never_wants_to_appear_is_in_no_journal(retro: Retro, home: Path) -> None:
    retro("add", "2020: Eve Adams\ntold me so @Acme")
    with Journal.open(home / "data" / "retro" / "journal.db") as journal:
        journal.people.describe("Eve Adams", consent=Consent.NEVER)
    for dialect in ("json", "jrnl-txt"):
        refused = retro("export", "--dialect", dialect, "--to", str(home / "out"), code=4)
        assert "never wants to appear" in refused.stderr
    assert not (home / "out").exists()


def test_a_journal_is_no_page(retro: Retro, home: Path) -> None:
    assert "no page" in retro("preview", "--dialect", "json", "--to", str(home / "x.html"), code=2).stderr
