"""``retro check``, and the same checks before an export: real processes."""

import json
from pathlib import Path
from typing import Any

import pytest

from retro.journal import Journal
from retro.model import LessonDraft, Visibility
from retro.surroundings import Consent
from tests.cli.conftest import Retro


@pytest.fixture
def path(a_home_of_its_own: Path) -> Path:
    """A journal with something for most checks; returns its file."""
    found = a_home_of_its_own / "data" / "retro" / "journal.db"
    with Journal.open(found) as journal:
        for draft in (
            LessonDraft("Plain", "Nothing here.", themes=("startup",), company="Acme"),
            LessonDraft("Faster", "From 16 to 4 weeks by 400 %.\n\nSee [this][x].", company="Acme"),
            LessonDraft("Ask them", "Ask Grace Hopper.\n\nAnd Barbara Liskov.", themes=("starup",)),
            LessonDraft("Secret", "Ask Grace Hopper.", visibility=Visibility.PRIVATE),
        ):
            journal.lessons.add(draft)
        journal.people.describe("Grace Hopper", consent=Consent.ROLE_ONLY, role_label="a compiler writer")
    return found


def never(path: Path) -> None:
    with Journal.open(path) as journal:
        journal.people.describe("Grace Hopper", consent=Consent.NEVER)


def findings(text: str) -> list[dict[str, Any]]:
    document = json.loads(text)
    assert document["schema"] == 1
    return list(document["findings"])


def test_everything_that_may_be_published_is_looked_over_the_worst_first(retro: Retro, path: Path) -> None:
    assert path.exists()
    done = retro("check", code=1)
    heads = [line.split()[1] for line in done.stdout.splitlines() if not line.startswith(" ")]
    assert heads == ["person-named", "unknown-name", "number-claim", "dead-link", "spelling-slip"]
    assert "Secret" not in done.stdout
    assert "Not looked at: 1 private lesson, which never leave" in done.stderr
    assert done.stderr.endswith("5 to look at, in 3 lessons.  (2 can be repaired: retro check --fix)\n")


def test_each_finding_has_its_lesson_and_line_for_scripts(retro: Retro, path: Path) -> None:
    assert path.exists()
    [first, *_] = findings(retro("check", "--json", code=1).stdout)
    assert first | {"id": "", "short_id": ""} == {
        "code": "person-named",
        "refuses": False,
        "repairable": False,
        "id": "",
        "short_id": "",
        "title": "Ask them",
        "line": 13,
        "said": "Grace Hopper is named, and has not agreed to that.",
        "fix": "Say “a compiler writer” instead.",
    }
    row = retro("check", "--plain", "hopper", code=1).stdout.splitlines()[0].split("\t")
    assert row[:2] == ["person-named", "warns"]
    assert row[3:5] == ["13", "Ask them"]


def test_what_would_be_refused_ends_with_4(retro: Retro, path: Path) -> None:
    never(path)
    done = retro("check", code=4)
    assert done.stdout.splitlines()[0].startswith("✗ never-named")
    assert "1 would be refused" in done.stderr


def test_nothing_found_ends_with_0_and_no_lesson_with_1(retro: Retro, path: Path) -> None:
    assert path.exists()
    assert retro("check", "plain").stderr == "Nothing was found in 1 lesson.\n"
    assert retro("check", "xyzzyx", code=1).stderr.endswith("retro: No lesson matches.\n")
    assert "Try: retro add" in retro("check", "--journal", "new.db", code=1).stderr


def test_a_fix_repairs_what_is_safe_in_one_step_and_says_so(retro: Retro, path: Path) -> None:
    assert path.exists()
    done = retro("check", "--fix", code=1)
    assert "Merged the theme starup into startup." in done.stderr
    assert "Took the brackets of dead links out of" in done.stderr
    assert "(undo: retro undo)" in done.stderr
    assert "dead-link" not in done.stdout
    assert "spelling-slip" not in done.stdout
    assert "There was nothing to repair." in retro("check", "--fix", code=1).stderr
    retro("undo")
    assert "dead-link" in retro("check", code=1).stdout


def test_what_is_accepted_is_remembered_where_it_can_be_edited(
    retro: Retro, path: Path, a_home_of_its_own: Path
) -> None:
    assert path.exists()
    said = retro("check", "--accept", "Barbara Liskov", "--accept", "starup").stderr
    file = a_home_of_its_own / "config" / "retro" / "check-ignore.txt"
    assert said == f"Accepted “Barbara Liskov”, “starup”; {file} has the list.\n"
    assert file.read_text(encoding="utf-8").splitlines()[1:] == ["Barbara Liskov", "starup"]
    assert file.stat().st_mode & 0o777 == 0o600
    assert retro("check", "--accept", "BARBARA  Liskov").stderr == "Nothing new was accepted.\n"
    out = retro("check", code=1).stdout
    assert "Liskov" not in out
    assert "starup" not in out
    assert "stands alone" in retro("check", "--fix", "--accept", "x", code=2).stderr
    assert "has to be a name" in retro("check", "--accept", " ", code=2).stderr
    file.write_bytes(b"\xff")
    assert "it is not UTF-8" in retro("check", code=2).stderr


def test_an_export_is_refused_with_all_places(retro: Retro, path: Path, tmp_path: Path) -> None:
    never(path)
    with Journal.open(path) as journal:
        journal.lessons.add(LessonDraft("Also Grace Hopper", "x\n\ny {{private: z}}"))
    done = retro("export", "--to", "posts", code=4)
    assert "Took out 1 private passage." in done.stderr
    assert "retro: Nothing was written: 3 places must not go out." in done.stderr
    places = [line for line in done.stderr.splitlines() if line.startswith("  ")]
    assert len(places) == 3
    assert all("[never-named]" in place and ".md:" in place for place in places)
    assert not (tmp_path / "posts").exists()
    each = retro("export", "--each", "--force", "--to", "posts", code=4)
    assert "places must not go out" in each.stderr
    assert not (tmp_path / "posts").exists()


def test_an_export_says_the_worst_first(retro: Retro, path: Path) -> None:
    assert path.exists()
    notes = [line for line in retro("export").stderr.splitlines() if line.endswith("]")]
    found = [line.rpartition("[")[2] for line in notes]
    assert found == ["person-named]", "unknown-name]", "number-claim]", "dead-link]", "spelling-slip]"]


def test_a_name_that_was_found_can_be_registered(retro: Retro, path: Path) -> None:
    assert path.exists()
    said = retro("people", "add", "Barbara Liskov", "--consent", "named").stderr
    assert said == "Registered Barbara Liskov: named.  (undo: retro undo)\n"
    assert "Liskov" not in retro("check", code=1).stdout
    assert "registered already" in retro("people", "add", "barbara liskov", code=2).stderr
    retro("undo")
    assert "Liskov" in retro("check", code=1).stdout
