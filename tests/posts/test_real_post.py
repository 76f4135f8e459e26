"""What the importer finds in real posts, scored as an outsider would."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from retro.evidence import describe
from retro.evidence.arithmetic import compound
from retro.journal import Journal
from retro.posts.document import read_post
from retro.posts.extraction import document_companies, extract
from retro.posts.finding import find_posts, read_posts
from retro.posts.importing import ImportReport, plan
from retro.posts.number_claims import claims_of
from retro.posts.reading.names import name_of
from retro.posts.reading.sites import Generator
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
        (8, 4, "cycles per release"),
        (7, 1, "days per cycle"),
    ]


def test_its_numbers_multiplied(post: Path) -> None:
    found = extract(read_post(post.read_bytes(), str(post)))
    [parts] = [candidate.draft.evidence for candidate in found if len(candidate.draft.evidence) == 2]
    assert describe(compound(parts)).endswith(": 56 → 4 days per release (×14, −93 %)")
    assert describe(compound(parts, working_days=True)).endswith(
        ": 40 → 4 working days per release (×10, −90 %)"
    )


def test_what_it_claims_that_its_numbers_do_not_say(post: Path) -> None:
    drafts = [candidate.draft for candidate in extract(read_post(post.read_bytes(), str(post)))]
    measured = [item for draft in drafts for item in draft.evidence]
    claims = [claim for draft in drafts for claim in claims_of(draft, measured)]
    assert {(claim.said, claim.sentence, claim.right) for claim in claims} == {
        ("400%", "“400%” is not what 16 → 4 is.", "×4 or −75 %")
    }
    assert len(claims) == 2


def _corpus() -> list[dict[str, object]]:
    lines = shared("corpora/manifest.jsonl").read_text(encoding="utf-8").splitlines()
    entries: list[dict[str, object]] = [json.loads(line) for line in lines]
    return [entry for entry in entries if str(entry["file"]).startswith("posts/")]


def test_every_post_by_other_authors_is_read() -> None:
    corpus = _corpus()
    assert len(corpus) == 107
    for entry in corpus:
        raw = shared(f"corpora/{entry['file']}").read_bytes()
        document = read_post(raw, str(entry["path"]))
        expected = entry["expect"]
        assert isinstance(expected, dict)
        assert not document.no_post, entry["file"]
        assert document.is_draft == ("/drafts/" in str(entry["path"])), entry["file"]
        if entry["front_matter_error"]:
            # Whoever wrote the manifest could read nothing of it; here only what is wrong is missing.
            assert (document.title, document.written) == ("Old English, Old Norse, and Danish!", None)
            assert [problem for problem in document.problems if "2019-22-08" in problem]
            continue
        assert not document.problems, entry["file"]
        tags = expected["tags"] or []
        assert list(document.tags) == (tags if isinstance(tags, list) else [tags]), entry["file"]
        assert document.date == (expected["date"] or ""), entry["file"]
        assert document.title == (expected["title"] or name_of(str(entry["path"])).title), entry["file"]
        assert document.written or not expected["date"], entry["file"]
        text = raw.decode().removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
        body = [line.strip() for line in text[document.first_line - 1 :]]
        assert next((line for line in body if line), "").startswith(expected["body_first"]), entry["file"]
        assert len(" ".join(body).split()) == expected["body_words"], entry["file"]
        assert document.body.count("\n") == len(body) - 1, entry["file"]
        for candidate in extract(document):
            assert candidate.draft.title.strip(), entry["file"]


def test_every_post_is_told_of_with_its_lessons_or_without(journal: Journal) -> None:
    folder = shared("corpora/posts")
    plans = list(plan(journal, read_posts(find_posts([folder]))))
    assert len(plans) == 107
    report = ImportReport()
    for each in plans:
        report.count(each)
    assert len(report.without_lessons) == sum(
        not (each.rows or each.notes or each.problems) for each in plans
    )
    assert sum(bool(each.rows) for each in plans) >= 50


def test_the_vault_is_read_without_its_templates() -> None:
    folder = shared("corpora/sets/obsidian-kepano")
    documents = {
        path.relative_to(folder).as_posix(): read_post(path.read_bytes(), str(path))
        for path in sorted(folder.rglob("*.md"))
    }
    assert len(documents) == 49
    evergreen = documents["Notes/Evergreen notes turn ideas into objects that you can manipulate.md"]
    assert evergreen.generator is Generator.OBSIDIAN
    assert (evergreen.author, evergreen.category, evergreen.tags) == ("Steph Ango", "Posts", ("0🌲",))
    assert str(evergreen.written) == "2022-09-16"
    assert "Using evergreen notes in Obsidian" in evergreen.body
    assert str(documents["Daily/2023-09-12.md"].written) == "2023-09-12"
    unfinished = [name for name, document in documents.items() if document.no_post]
    assert len(unfinished) >= 15
    assert {name.split("/")[0] for name in unfinished} == {"Templates"}
    for name, document in documents.items():
        assert "[[" not in document.body, name
        assert "%%" not in document.body, name


def test_posts_that_are_not_about_lessons_mostly_yield_none() -> None:
    found = sorted(
        len(extract(read_post(shared(f"corpora/{entry['file']}").read_bytes(), str(entry["path"]))))
        for entry in _corpus()
        if not entry["lesson_post"]
    )
    assert found.count(0) >= 0.6 * len(found)
    assert sum(count <= 2 for count in found) >= 0.85 * len(found)
