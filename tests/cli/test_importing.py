"""``retro import`` on other journals and tables, as a person calls it."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Retro

JRNL = "[2023-10-19 21:07] Boil the frog. @eks #trust *\nIn milestones.\n"


@pytest.fixture
def journal_txt(tmp_path: Path) -> Path:
    path = tmp_path / "journal.txt"
    path.write_text(JRNL)
    return path


def test_a_table_of_what_would_come(retro: Retro, journal_txt: Path) -> None:
    done = retro("import", "-n", str(journal_txt))
    assert done.stdout.split("\n")[0] == f"journal.txt  {journal_txt}"
    assert done.stdout.split("\n")[1].split() == "+ lesson 2023-10-19 Boil the frog. #eks #trust".split()
    assert "Would import from an entry: 1 new" in done.stderr
    assert "There is no journal" in retro("list", code=1).stderr


def test_it_comes_and_comes_once(retro: Retro, journal_txt: Path) -> None:
    assert "Imported from an entry: 1 new  (undo: retro undo)" in retro("import", str(journal_txt)).stderr
    assert "Imported from an entry: 1 unchanged" in retro("import", str(journal_txt)).stderr
    [lesson] = json.loads(retro("list", "--json").stdout)["lessons"]
    assert (lesson["title"], lesson["starred"]) == ("Boil the frog.", True)
    assert "Undone: Imported 1 lesson from an entry" in retro("undo").stderr


def test_from_a_pipe(retro: Retro) -> None:
    retro("import", "-", stdin=JRNL)
    assert "1 unchanged" in retro("import", "-", stdin=JRNL).stderr
    done = retro("import", "--plain", "-", stdin="Title;Notes\nA;b\n")
    assert done.stdout == "new\tlesson\t\t\tA\t\t-:2\n"


def test_a_table_whose_columns_say_nothing(retro: Retro, tmp_path: Path) -> None:
    table = tmp_path / "x.csv"
    table.write_text("Was,Wozu\nBoil the frog,Slowly\n")
    done = retro("import", str(table), code=1)
    assert "It has: Was, Wozu. Say which is which: --map title=Was,body=Wozu" in done.stderr
    done = retro("import", "--private", "--json", str(table), "--map", "title=Was,body=Wozu")
    assert [(row["title"], row["body"]) for row in json.loads(done.stdout)["lessons"]] == [
        ("Boil the frog", "Slowly")
    ]
    assert json.loads(retro("list", "--json").stdout)["lessons"][0]["visibility"] == "private"


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--map", "nonsense"), "--map nonsense: it must name a field and a column"),
        (("--encoding", "klingon"), "there is no such encoding of text"),
        (("--encoding", "base64"), "there is no such encoding of text"),
        (("--encoding", "idna"), "there is no such encoding of text"),
        (("--date-format", "%Q"), "dates cannot be read by it"),
        (("--date-format", "%d.%m."), "it must say year, month and day"),
        (("--format", "word"), "Invalid value for '--format'"),
    ],
)
def test_options_that_are_none(
    retro: Retro, journal_txt: Path, options: tuple[str, ...], sentence: str
) -> None:
    assert sentence in retro("import", *options, str(journal_txt), code=2).stderr


def test_what_is_said_of_the_file(retro: Retro, tmp_path: Path) -> None:
    table = tmp_path / "notes"
    table.write_bytes("Title,Date\nGröße,07|08|2019\n".encode("cp437"))
    retro("import", "--format", "csv", "--encoding", "cp437", "--date-format", "%d|%m|%Y", str(table))
    [lesson] = json.loads(retro("list", "--json").stdout)["lessons"]
    assert (lesson["title"], lesson["happened"]) == ("Größe", "2019-08-07")


def test_what_a_folder_passes_over_is_named(retro: Retro, journal_txt: Path) -> None:
    (journal_txt.parent / "table.csv").write_text("Title,Text\nA,b\n")
    done = retro("import", "-n", ".")
    assert f"Passed over in its folder: {journal_txt.parent / 'table.csv'}" in done.stderr
    (journal_txt.parent / "empty").mkdir()
    assert "There is nothing in it to import" in retro("import", "empty", code=1).stderr


def test_an_archive_that_is_none_is_told(retro: Retro, tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(b"PK\x03\x04 nothing")
    assert (
        "It is no archive that can be read"
        in retro("import", "--format", "dayone-zip", "x.zip", code=1).stderr
    )
    done = retro("import", "x.zip", code=1)
    assert "Nothing could be read" in done.stderr
