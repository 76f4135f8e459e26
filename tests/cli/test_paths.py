"""Paths as a shell may hand them over: empty, of nobody's home, not UTF-8, links to what is not there yet."""

import json
import os
from pathlib import Path

import pytest

from tests.cli.conftest import Retro
from tests.cli.test_capture import lessons


@pytest.mark.parametrize(
    "words",
    [
        ("import", ""),
        ("export", "--to", ""),
        ("demo", "--to", ""),
        ("list", "--journal", ""),
    ],
)
def test_an_empty_path_is_not_the_folder_one_is_in(
    retro: Retro, tmp_path: Path, words: tuple[str, ...]
) -> None:
    retro("add", "Boil the frog")
    (tmp_path / "note.md").write_text("Lesson learned: an unset variable is empty.\n")
    assert "empty" in retro(*words, code=2).stderr
    assert len(lessons(retro)) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["note.md"]


def test_the_home_of_nobody_is_a_name_like_any(retro: Retro, tmp_path: Path) -> None:
    journal = {"RETRO_JOURNAL": "~nobody-of-that-name/j.db"}
    retro("add", "Boil the frog", env=journal)
    assert (tmp_path / "~nobody-of-that-name" / "j.db").exists()
    retro("import", "~nobody-of-that-name/post.md", code=1)
    retro("export", "--to", "~nobody-of-that-name/site", env=journal)
    assert (tmp_path / "~nobody-of-that-name" / "site").is_dir()


def test_a_link_to_a_journal_that_is_still_to_come_is_followed(retro: Retro, tmp_path: Path) -> None:
    (tmp_path / "link.db").symlink_to(tmp_path / "elsewhere" / "journal.db")
    for _ in range(2):
        retro("add", "Boil the frog", "--journal", "link.db")
    assert (tmp_path / "link.db").is_symlink()
    assert (tmp_path / "elsewhere" / "journal.db").stat().st_mode & 0o777 == 0o600
    assert sorted(path.name for path in tmp_path.iterdir()) == ["elsewhere", "link.db"]


def test_a_folder_whose_name_is_not_utf_8(retro: Retro, tmp_path: Path) -> None:
    name = os.fsdecode(b"site-\xff")
    retro("add", "Boil the frog", "--journal", f"{name}/j.db")
    retro("export", "--to", name, "--journal", f"{name}/j.db")
    assert len(list((tmp_path / name).glob("*.md"))) == 1
    assert "Exported" in retro("undo", "--journal", f"{name}/j.db").stderr


def test_what_is_no_file_is_never_written_over(retro: Retro, tmp_path: Path) -> None:
    retro("add", "Boil the frog")
    os.mkfifo(tmp_path / "2020-01-01-pipe.md")
    (tmp_path / "2020-01-01-folder.md").mkdir()
    for title in ("pipe", "folder"):
        for force in ((), ("--force",)):
            retro("export", "--to", ".", "--title", title, "--date", "2020-01-01", *force, code=4)


def test_options_of_one_post_mean_nothing_for_many(retro: Retro, tmp_path: Path) -> None:
    retro("add", "Boil the frog")
    said = retro("export", "--each", "--title", "X", "--group-by", "year", "--to", "site", code=2).stderr
    assert "--group-by, --title say" in said
    assert not (tmp_path / "site").exists()
    retro("export", "--each", "--to", "site", "--json")


def test_words_that_are_no_utf_8_are_kept_as_marks(retro: Retro) -> None:
    odd = os.fsdecode(b"caf\xff")
    retro("add", f"{odd} @{odd} #{odd}")
    retro("companies", "rename", odd, os.fsdecode(b"bar\xfe"))
    retro("themes", "alias", odd, os.fsdecode(b"x\xfd"))
    retro("list", f"company:{os.fsdecode(b'bar' + bytes([0xFE]))}")
    [company] = json.loads(retro("companies", "--json").stdout)["companies"]
    assert (company["name"], company["aliases"]) == ("bar\ufffd", ["caf\ufffd"])
