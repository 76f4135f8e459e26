"""Posts built by the real Zola: what each page holds beside what its Markdown says."""

import json
import os
import re
import subprocess
import tomllib
import unicodedata
from collections.abc import Sequence
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt

from retro.posts.composing import Post

__all__ = ["harmed"]

CONFIG = """\
base_url = "http://example.org"
taxonomies = [{name = "tags"}]
"""
PAGE = """\
<script type="application/json">
[{{ page.title | json_encode | safe }}, "{{ page.date }}", {{ page.taxonomies.tags | json_encode | safe }}]
</script>
<article>{{ page.content | safe }}</article>
"""
COUNTED = frozenset("h1 h2 h3 h4 h5 h6 li pre blockquote table em strong".split())
READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


class _Shape(HTMLParser):
    """The text of a page, its elements and where its links lead."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.elements: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in COUNTED:
            self.elements.append(tag)
        if tag == "input":
            self.text += "[x] " if "checked" in dict(attrs) else "[ ] "
        if tag == "a":
            self.links.append(dict(attrs).get("href") or "")
        self.text += " " if tag in COUNTED | {"p", "td", "th", "br"} else ""

    def handle_data(self, data: str) -> None:
        self.text += data


def _shape(page: str) -> tuple[str, list[str], list[str]]:
    found = _Shape()
    found.feed(page)
    found.close()
    return " ".join(unicodedata.normalize("NFC", found.text).split()), found.elements, found.links


def harmed(posts: Sequence[Post], folder: Path, zola: str, zone: str) -> list[str]:
    """Build a site of the posts in a time zone: what is not there as it was written, one line each."""
    blog, templates = folder / "content" / "blog", folder / "templates"
    for made in (blog, templates):
        made.mkdir(parents=True)
    (folder / "config.toml").write_text(CONFIG)
    (blog / "_index.md").write_text("+++\n+++\n")
    (templates / "page.html").write_text(PAGE)
    for name in ("index", "section", "taxonomy_list", "taxonomy_single"):
        (templates / f"{name}.html").write_text("<html></html>\n")
    for post in posts:
        (blog / post.filename).write_text(post.text)
    done = subprocess.run(
        [zola, "--root", str(folder), "build"],
        env={**os.environ, "TZ": zone, "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    if "ERROR" in done.stderr or done.returncode:
        return [done.stdout + done.stderr]
    return [f"{post.filename}: {told}" for post in posts for told in _differences(post, folder / "public")]


def _differences(post: Post, public: Path) -> list[str]:
    slug = post.filename.removesuffix(".md")[len("YYYY-MM-DD-") :]
    page = (public / "blog" / slug / "index.html").read_text()
    _, front, body = post.text.split("+++\n", 2)
    told = tomllib.loads(front)
    meta = re.search(r"<script[^>]*>(.*?)</script>\n<article>(.*)</article>", page, re.DOTALL)
    assert meta is not None
    title, date, tags = json.loads(meta[1])
    expected: list[Any] = [told["title"], str(told["date"]), told["taxonomies"]["tags"]]
    expected += _shape(READER.render(body))
    # Zola makes a relative address whole.
    page_itself = f'href="http://example.org/blog/{slug}/./'
    found = [title, date, tags, *_shape(meta[2].replace(page_itself, 'href="./'))]
    return [
        f"{was!r} became {is_now!r}" for was, is_now in zip(expected, found, strict=True) if was != is_now
    ]
