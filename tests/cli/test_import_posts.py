"""``retro import``: what it says of posts from which nothing, or not all, came."""

from pathlib import Path

from tests.cli.conftest import Retro

UNREAD = "Not all of the front matter was understood: the calendar has no 2021-99-99."
LESSONS = "---\ntitle: What I learned\n{}---\n\n## Lessons learned\n\n- Always ask {} times before you cut.\n"


def put(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)


def test_nothing_is_passed_over_without_a_line(retro: Retro, tmp_path: Path) -> None:
    put(
        tmp_path / "site",
        {
            "hugo.toml": "",
            "content/_index.md": "---\ntitle: Posts\n---\n",
            "content/posts/one.md": LESSONS.format("draft: true\n", 2),
            "content/posts/two.md": LESSONS.format("date: 2021-99-99\n", 3),
            "content/posts/three.md": "---\ntitle: Nothing\n---\nIt rained.\n",
            "archetypes/default.md": '---\ntitle: "{{ .Name }}"\n---\n',
        },
    )
    dry = retro("import", "-n", "site")
    assert "no lessons found" in dry.stdout
    site = tmp_path / "site"
    said = [
        f"{site}/content/posts/two.md: {UNREAD}",
        f"{site}/archetypes/default.md: it is a template that posts are made of; nothing was read from it.",
        f"{site}/content/_index.md: it is the page of a section, not a post; nothing was read from it.",
        f"{site}/content/posts/one.md: it is a draft; its lessons were read all the same.",
    ]
    assert dry.stderr.splitlines() == [*said, "Would import from 5 posts: 2 new"]
    done = retro("import", "site")
    assert done.stderr.splitlines() == [
        *said,
        f"No lessons found in {site}/content/posts/three.md.",
        "Imported from 5 posts: 2 new  (undo: retro undo)",
    ]


def test_many_posts_without_lessons_are_counted_or_named(retro: Retro, tmp_path: Path) -> None:
    put(tmp_path / "notes", {f"{number}.md": "It rained.\n" for number in range(3)})
    assert "No lessons found in 3 posts (--verbose names them)." in retro("import", "notes").stderr
    named = retro("import", "-v", "notes").stderr.splitlines()
    assert named[:3] == [f"{tmp_path}/notes/{number}.md: no lessons found in it." for number in range(3)]
