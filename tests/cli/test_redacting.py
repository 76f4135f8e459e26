"""``retro export --redact``: what leaves names nobody who may not be named, and what would is refused."""

from pathlib import Path

import pytest

from retro.journal import Journal
from retro.model import Kind, LessonDraft, Source
from retro.surroundings import Consent
from tests.cli.conftest import Retro
from tests.cli.test_leaving import into_file
from tests.posts.redacting.planted import letters, planted, seen


@pytest.fixture
def journal(a_home_of_its_own: Path) -> Path:
    with Journal.open(create=True) as opened:
        opened.lessons.add(
            LessonDraft(
                "Ada taught Mesosphere to count",
                "Ask ada.lovelace@mesosphere.com. {{private: She left.}}",
                company="Mesosphere",
                themes=("mesosphere/culture",),
                people=("Ada Lovelace",),
            )
        )
        opened.people.describe("Ada Lovelace", role_label="a mathematician")
        opened.companies.describe("Mesosphere", pseudonym="a container company")
    return a_home_of_its_own


def test_names_are_replaced_and_told(retro: Retro, journal: Path) -> None:
    assert journal.exists()
    done = retro(
        "export", "--redact", "all", "--title", "What Ada learned", "--tag", "mesosphere", "--tag", "x"
    )
    assert not any(word in done.stdout.lower() for word in ("ada", "lovelace", "mesosphere", "private"))
    assert 'title: "What a mathematician learned"' in done.stdout
    assert "tags: [container-company, x]" in done.stdout
    assert "Replaced 1 company, 1 person; took out 1 private passage.\n" in done.stderr
    done = retro("export", "--redact", "people")
    assert "Mesosphere" in done.stdout
    assert "Ada" not in done.stdout
    done = retro("export", "--redact", "companies")
    assert "Ada taught a container company" in done.stdout
    assert retro("export").stdout.count("Ada") > 1


def test_nothing_is_told_where_nothing_was_done(retro: Retro) -> None:
    retro("add", "Say it early")
    assert "Replaced" not in retro("export", "--redact", "all").stderr


def test_files_are_named_without_names(retro: Retro, journal: Path, tmp_path: Path) -> None:
    assert journal.exists()
    for more in ((), ("--each",)):
        folder = tmp_path / f"out{len(more)}"
        retro("export", "company:mesosphere", "--redact", "all", "--to", str(folder), *more)
        [post] = folder.iterdir()
        assert not any(word in post.name for word in ("ada", "mesosphere"))
        assert not any(word in post.read_text().lower() for word in ("ada ", "mesosphere"))


@pytest.mark.parametrize("level", ["none", "companies"])
def test_who_never_wants_to_appear_refuses_with_every_place(
    retro: Retro, journal: Path, tmp_path: Path, level: str
) -> None:
    assert journal.exists()
    with Journal.open() as opened:
        opened.people.describe("Ada Lovelace", consent=Consent.NEVER)
    target = tmp_path / "out"
    done = retro("export", "--redact", level, "--to", str(target), "--force", "--title", "About Ada", code=4)
    places = [line for line in done.stderr.splitlines() if line.endswith("[never-named]")]
    assert len(places) >= 4
    assert any("the name of 2" in place for place in places)
    assert any(".md:3: Ada Lovelace (“Ada”) is named, and never wants" in place for place in places)
    assert "Try: retro export --redact people" in done.stderr
    assert not target.exists()
    assert "Ada" not in retro("export", "--redact", "people").stdout


@pytest.mark.parametrize("seed", range(4))
def test_planted_journals_leave_nothing_on_the_way_through_the_command(
    retro: Retro, tmp_path: Path, seed: int
) -> None:
    told = planted(seed)
    with Journal.open(create=True) as opened:
        for company in told.companies:
            opened.companies.describe(company.name, pseudonym=company.pseudonym)
        for person in told.people:
            opened.people.describe(person.name, role_label=person.role_label, consent=person.consent)
            for alias in person.aliases:
                opened.people.alias(person.name, alias)
        for each in told.lessons:
            opened.lessons.add(LessonDraft(**{name: getattr(each, name) for name in LessonDraft.field_names}))
    for more in (("--title", told.title), ("--each",), ("--group-by", "theme")):
        out = retro("export", "--redact", "all", *more)
        shown = seen(out.stdout.encode())
        assert not [secret for secret in told.secrets if secret in shown]
        everyone = [*(each.name for each in told.companies), *(each.name for each in told.people)]
        assert not [name for name in everyone if letters(name) in shown]
    retro("export", "--redact", "all", "--charts", "--each", "--to", str(tmp_path / "out"))
    charts = list((tmp_path / "out" / "assets").iterdir())
    assert charts
    for chart in charts:
        for shown in (seen(chart.read_bytes()), seen(chart.name.encode())):
            assert not [secret for secret in told.secrets if secret in shown]
            assert not [name for name in everyone if letters(name) in shown]


def test_a_file_whose_name_gives_somebody_away_is_left_behind(
    retro: Retro, journal: Path, tmp_path: Path
) -> None:
    assert journal.exists()
    words = ("export", "--title", "What Ada learned", "--to", str(tmp_path / "out"))
    retro(*words)
    [first] = (tmp_path / "out").iterdir()
    done = retro(*words, "--redact", "all")
    assert f"{first.name} stays as it is, for its name gives somebody away" in done.stderr
    [second] = set((tmp_path / "out").iterdir()) - {first}
    assert second.name.endswith("-what-a-mathematician-learned.md")
    assert "Unchanged" in retro(*words, "--redact", "all").stderr


def test_a_name_that_somebody_wrote_into_the_file_is_found_too(
    retro: Retro, journal: Path, tmp_path: Path
) -> None:
    assert journal.exists()
    words = ("export", "--redact", "all", "--title", "What I learned", "--to", str(tmp_path / "out"))
    retro(*words)
    [post] = (tmp_path / "out").iterdir()
    edited = post.read_text() + "\nThanks, Ada.\n"
    post.write_text(edited)
    done = retro(*words, code=4)
    line = edited.split("\n").index("Thanks, Ada.") + 1
    assert f"{post.name}:{line}: Ada Lovelace (“Ada”) is still named." in done.stderr
    assert post.read_text() == edited


def test_a_template_cannot_bring_a_name_back(retro: Retro, journal: Path) -> None:
    folder = journal / "config" / "retro" / "templates"
    folder.mkdir(parents=True)
    (folder / "mine.md").write_text(
        '{% set title = "From Mesosphere" %}{% for lesson in lessons %}### {{ lesson.title }}\n\n{% endfor %}'
    )
    done = retro("export", "--template", "mine", "--redact", "all", code=4)
    assert "Mesosphere is still named" in done.stderr


def test_a_preview_is_redacted_as_the_post_is(retro: Retro, journal: Path, tmp_path: Path) -> None:
    assert journal.exists()
    page = tmp_path / "page.html"
    retro("preview", "--redact", "all", "--to", str(page))
    assert "A mathematician taught a container company" in page.read_text()
    assert not any(name in page.read_text() for name in ("Ada", "Mesosphere", "She left"))


def test_what_somebody_wrote_into_the_file_is_found_however_it_is_written(
    retro: Retro, journal: Path, tmp_path: Path
) -> None:
    assert journal.exists()
    words = ("export", "--redact", "all", "--title", "What I learned", "--to", str(tmp_path / "out"))
    retro(*words)
    [post] = (tmp_path / "out").iterdir()
    written = post.read_text()
    for said in ("Thanks, @alovelace!", "Thanks, A<!-- -->d<b>a</b>!"):
        post.write_text(f"{written}\n{said}\n")
        assert "Ada Lovelace (“" in retro(*words, code=4).stderr
    post.write_text(written)
    assert "Unchanged" in retro(*words).stderr


def test_a_difference_does_not_bring_old_names_into_a_file(
    retro: Retro, journal: Path, tmp_path: Path
) -> None:
    assert journal.exists()
    words = ("export", "--title", "What I learned", "--to", str(tmp_path / "out"))
    retro(*words)
    difference = (*words, "--redact", "all", "--diff")
    assert "-### Ada taught Mesosphere to count" in retro(*difference).stdout
    printed = into_file(tmp_path, *difference)
    assert (printed.out, printed.code) == ("", 4)
    assert "(as it is):" in printed.err
    retro(*words, "--redact", "all")
    assert into_file(tmp_path, *difference).code == 0


def test_aliases_and_roles_that_name_others_do_not_leave(retro: Retro, journal: Path) -> None:
    assert journal.exists()
    with Journal.open() as opened:
        opened.themes.alias("mesosphere/culture", "culture-of-ada")
        opened.companies.alias("Mesosphere", "Lovelace Limited")
        opened.people.describe("Ada Lovelace", role_label="a mathematician at Mesosphere")
        opened.lessons.add(
            LessonDraft("Wait", company="Harbour", people=("Ada Lovelace",), kind=Kind.WIN, themes=("calm",))
        )
        opened.themes.alias("calm", "calm-of-ada")
        opened.companies.alias("Harbour", "Lovelace & Sons")
    told = retro("export", "--template", "brag-document", "--redact", "companies", "theme:calm").stdout
    assert "With thanks to a mathematician at a container company." in told
    with Journal.open() as opened:
        opened.people.describe("Ada Lovelace", consent=Consent.NEVER)
    for query in ((), ("theme:calm",)):
        told = retro("export", *query, "--redact", "people", "--dialect", "json").stdout
        assert "lovelace" not in told.lower()
        assert "-ada" not in told


def test_the_notes_in_a_picture_are_read(retro: Retro, journal: Path, tmp_path: Path) -> None:
    assert journal.exists()
    picture = tmp_path / "blog" / "desk.png"
    picture.parent.mkdir()
    picture.write_bytes(b"\x89PNG\r\n\x1a\n\0\0 Author: Ada Lovelace\0\xff" + bytes(2_000_000))
    with Journal.open() as opened:
        source = Source(str(picture.with_name("post.md")), "", 1)
        opened.lessons.add(LessonDraft("Look", "![a desk](desk.png)", themes=("desk",), source=source))
    target = tmp_path / "out"
    done = retro("export", "theme:desk", "--redact", "people", "--to", str(target), code=4)
    assert "Ada Lovelace is still named. Take the notes out of the picture" in done.stderr
    assert not target.exists()
    picture.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\xff")
    retro("export", "theme:desk", "--redact", "people", "--to", str(target))
