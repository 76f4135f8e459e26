"""What the importer finds in real posts, scored as an outsider would."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from retro.posts.document import read_post
from retro.posts.extraction import document_companies, extract
from tests.needs import shared


@pytest.fixture(scope="module")
def post() -> Path:
    return shared("seed/new-startup-new-team-new-game.md")


def _score(post: Path, folder: Path) -> dict[str, float]:
    found = subprocess.run(
        [sys.executable, "-m", "retro", "import", "--dry-run", "--json", str(post)],
        capture_output=True,
        text=True,
        check=True,
    )
    extracted = folder / "extracted.json"
    extracted.write_text(json.dumps(json.loads(found.stdout)["lessons"]), encoding="utf-8")
    scored = subprocess.run(
        [sys.executable, shared("checks/score_import.py"), shared("seed/labels.json"), extracted, "--misses"],
        capture_output=True,
        text=True,
        check=True,
    )
    result: dict[str, float] = json.loads(scored.stdout.splitlines()[0])
    return result


def test_the_post_that_retro_is_modelled_on(post: Path, tmp_path: Path) -> None:
    score = _score(post, tmp_path)
    assert score["recall"] >= 0.95
    assert score["precision"] >= 0.95
    assert score["kind_accuracy"] >= 0.85
    assert score["company_accuracy"] >= 0.97
    assert score["lumped"] == 0


def test_its_fields_and_companies(post: Path) -> None:
    document = read_post(post.read_bytes(), str(post))
    expected = json.loads(shared("seed/labels.json").read_text(encoding="utf-8"))["post"]
    assert document.title == expected["title"]
    assert str(document.written) == expected["date"]
    assert list(document.tags) == expected["tags"]
    mentions = document_companies(document)
    assert [mention.name for mention in mentions] == expected["companies"]
    aliases = {mention.name: set(mention.aliases) for mention in mentions}
    for name, others in expected["aliases"].items():
        assert aliases[name] == {other for other in others if "/" not in other}


def test_its_numbers_before_and_after(post: Path) -> None:
    found = extract(read_post(post.read_bytes(), str(post)))
    evidence = [item for candidate in found for item in candidate.draft.evidence]
    assert [(item.before, item.after, item.unit) for item in evidence] == [
        (16, 4, "weeks"),
        (8, 4, "cycles"),
        (7, 1, "days"),
    ]


def _corpus() -> list[dict[str, object]]:
    lines = shared("corpora/manifest.jsonl").read_text(encoding="utf-8").splitlines()
    entries: list[dict[str, object]] = [json.loads(line) for line in lines]
    return [entry for entry in entries if str(entry["file"]).startswith("posts/")]


def test_every_post_by_other_authors_is_read() -> None:
    corpus = _corpus()
    assert len(corpus) == 107
    for entry in corpus:
        document = read_post(shared(f"corpora/{entry['file']}").read_bytes(), str(entry["path"]))
        for candidate in extract(document):
            assert candidate.draft.title.strip(), entry["file"]
        expected = entry["expect"]
        assert isinstance(expected, dict)
        if entry["front_matter"] in {"yaml", "toml", "json"}:
            tags = expected["tags"] or []
            assert document.title == (expected["title"] or ""), entry["file"]
            assert document.date == (expected["date"] or ""), entry["file"]
            assert list(document.tags) == (tags if isinstance(tags, list) else [tags]), entry["file"]


def test_posts_that_are_not_about_lessons_mostly_yield_none() -> None:
    found = sorted(
        len(extract(read_post(shared(f"corpora/{entry['file']}").read_bytes(), str(entry["path"]))))
        for entry in _corpus()
        if not entry["lesson_post"]
    )
    assert found.count(0) >= 0.6 * len(found)
    assert sum(count <= 2 for count in found) >= 0.85 * len(found)
