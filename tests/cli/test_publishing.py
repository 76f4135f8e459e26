"""``retro export`` as its user meets it: templates, files that are updated in place, what is shown first."""

from pathlib import Path

import pytest

from tests.cli.conftest import Retro


@pytest.fixture
def blog(retro: Retro, tmp_path: Path) -> Path:
    retro("add", "Boil the frog #change @Acme", "--on", "2021")
    retro("add", "Ask twice #trust @Globex", "--on", "2022")
    return tmp_path / "blog"


def only(folder: Path) -> Path:
    [path] = folder.iterdir()
    return path


def test_exporting_again_updates_the_same_file(retro: Retro, blog: Path) -> None:
    retro("export", "--to", str(blog))
    before = only(blog)
    retro("add", "Say no early @Acme", "--on", "2023")
    said = retro("export", "--to", str(blog)).stderr
    assert said == f"Wrote {before}  (3 lessons)\n"
    assert only(blog) == before
    assert f"date: {before.name[:10]}\n" in before.read_text(encoding="utf-8")
    assert "Say no early" in before.read_text(encoding="utf-8")
    assert "Unchanged" in retro("export", "--to", str(blog)).stderr


def test_what_was_edited_by_hand_stays(retro: Retro, blog: Path) -> None:
    retro("export", "--to", str(blog))
    post = only(blog)
    mine = post.read_text(encoding="utf-8").replace("* Ask twice", "* Ask twice, then listen\n\nBye.")
    post.write_text(mine, encoding="utf-8")
    retro("add", "Say no early @Acme", "--on", "2020")
    shown = retro("export", "--to", str(blog), "--diff")
    assert "+* Say no early" in shown.stdout
    changed = [line for line in shown.stdout.splitlines() if line.startswith(("+", "-"))]
    assert not any("listen" in line for line in changed)
    assert post.read_text(encoding="utf-8") == mine
    retro("export", "--to", str(blog))
    text = post.read_text(encoding="utf-8")
    assert "* Ask twice, then listen\n\nBye." in text
    assert "* Say no early" in text


def test_a_conflict_is_told_and_the_author_s_words_stand(retro: Retro, blog: Path) -> None:
    retro("export", "--to", str(blog))
    post = only(blog)
    post.write_text(post.read_text(encoding="utf-8").replace("* Ask twice", "* Ask thrice"), encoding="utf-8")
    retro("edit", "--title", "Ask once", *found(retro, "ask"))
    said = retro("export", "--to", str(blog)).stderr
    assert "yours stands" in said
    assert "    + * Ask once" in said
    assert "* Ask thrice" in post.read_text(encoding="utf-8")


def found(retro: Retro, query: str) -> list[str]:
    return [retro("search", query, "--plain").stdout.split("\t")[0]]


def test_a_lesson_s_own_post_keeps_its_name_when_its_title_changes(retro: Retro, blog: Path) -> None:
    retro("export", "frog", "--each", "--to", str(blog))
    post = only(blog)
    retro("edit", "--title", "Boil the toad", *found(retro, "frog"))
    retro("export", "toad", "--each", "--to", str(blog))
    assert only(blog) == post
    assert 'title: "Boil the toad"' in post.read_text(encoding="utf-8")


def test_only_what_is_unpublished(retro: Retro, blog: Path) -> None:
    retro("export", "frog", "--to", str(blog))
    said = retro("export", "--unpublished", "--title", "The rest", "--to", str(blog)).stderr
    assert "(1 lesson)" in said
    assert "the-rest.md" in said
    assert retro("export", "--unpublished", code=1).stderr.startswith("retro: No lesson matches")


def test_what_is_written_over_is_kept(retro: Retro, blog: Path) -> None:
    retro("export", "--to", str(blog))
    post = only(blog)
    post.write_text("mine", encoding="utf-8")
    said = retro("export", "--to", str(blog), "--force").stderr
    kept = Path(said.strip().splitlines()[-1].removeprefix("What stood there is kept in "))
    assert kept.read_text(encoding="utf-8") == "mine"
    assert "Ask twice" in post.read_text(encoding="utf-8")


def test_a_template_is_chosen(retro: Retro, blog: Path) -> None:
    text = retro("export", "--template", "decision-checklist").stdout
    assert "* [ ] Boil the frog" in text
    assert 'title: "Before you decide"' in text
    assert "by-theme" in retro("export", "--template", "nothing", code=1).stderr
    assert not blog.exists()


def test_a_difference_is_one_of_files(retro: Retro, blog: Path) -> None:
    assert "--to DIR" in retro("export", "--diff", code=2).stderr
    shown = retro("export", "--to", str(blog), "--diff").stdout
    assert shown.startswith("--- /dev/null\n+++ ")
    assert not blog.exists()


def test_a_preview_is_one_page_that_loads_nothing(retro: Retro, blog: Path, tmp_path: Path) -> None:
    retro("add", "<script>alert(1)</script> [a](javascript:alert(1)) & more @Acme")
    page = tmp_path / "page.html"
    retro("preview", "--to", str(page), "--title", "A <b>title</b>")
    text = page.read_text(encoding="utf-8")
    assert "<h1>A &lt;b&gt;title&lt;/b&gt;</h1>" in text
    assert "<li>Boil the frog</li>" in text
    assert "<script" not in text
    assert 'href="javascript' not in text
    assert "http" not in text.replace("http-equiv", "")
    retro("preview", "frog", "--to", str(page))
    assert "Ask twice" not in page.read_text(encoding="utf-8")
    page.write_text("mine", encoding="utf-8")
    assert "no earlier preview" in retro("preview", "--to", str(page), code=4).stderr
    assert not blog.exists()


def test_a_preview_without_a_browser_says_where_the_page_is(
    retro: Retro, blog: Path, a_home_of_its_own: Path
) -> None:
    said = retro("preview", env={"BROWSER": "/nowhere", "DISPLAY": "", "PATH": "/nowhere"}).stderr
    page = a_home_of_its_own / "state" / "retro" / "preview.html"
    assert str(page) in said
    assert page.stat().st_mode & 0o777 == 0o600
    assert not blog.exists()
