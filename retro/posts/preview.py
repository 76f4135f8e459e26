"""Posts as one local page, to be looked at before anybody else can: it loads nothing from elsewhere."""

import re
from base64 import b64encode
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from string import Template

from markdown_it import MarkdownIt

from retro.display import safe
from retro.errors import FileInTheWay
from retro.posts.composing import Post
from retro.posts.document import read_post
from retro.posts.placing import write_file
from retro.resources import data_folder

__all__ = ["preview_page", "write_page"]

_MARK = '<meta name="generator" content="retro preview">'


_SOURCE = re.compile(r'<img src="(?:[^"]*/)?([a-z0-9-]+\.svg)"')


def preview_page(posts: Sequence[Post], charts: Mapping[str, bytes] | None = None) -> str:
    """A whole HTML document with the posts one below the other.

    HTML in a post is shown as text: a preview runs nothing. What is not seen, such as a mark that turns the
    direction of text, has a stand-in.

    Args:
        posts: What it shows.
        charts: The charts in them, by the names of their files: they are part of the page.
    """
    template = Template((data_folder() / "preview.html").read_text(encoding="utf-8"))
    articles = "\n".join(_with_charts(_article(post), charts or {}) for post in posts)
    title = posts[0].title if len(posts) == 1 else f"{len(posts)} posts"
    return safe(template.substitute(title=escape(title), articles=articles))


def write_page(path: Path, page: str, *, private: bool = False) -> None:
    """Write a page, whole or not at all, over an earlier one.

    Args:
        path: Its file.
        page: The document.
        private: For the user's eyes only (0600).

    Raises:
        FileInTheWay: When something else is there already.
        UsageProblem: When it may not be written.
    """
    if path.exists() and not (path.is_file() and _MARK.encode() in path.read_bytes()[:2000]):
        raise FileInTheWay(f"{path} is no earlier preview; nothing was written.", "Choose another name.")
    write_file(path, page.encode(), private=private)


def _with_charts(article: str, charts: Mapping[str, bytes]) -> str:
    def drawn(match: re.Match[str]) -> str:
        chart = charts.get(match[1])
        inside = "" if chart is None else b64encode(chart).decode()
        return f'<img src="data:image/svg+xml;base64,{inside}"' if inside else match[0]

    return _SOURCE.sub(drawn, article)


def _article(post: Post) -> str:
    document = read_post(post.text, post.filename)
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    about = " · ".join(filter(None, (post.dated, document.category, ", ".join(document.tags))))
    return (
        f"<article>\n<h1>{escape(post.title)}</h1>\n"
        f'<p class="about">{escape(about)}<br>{escape(post.filename)}</p>\n'
        f"{reader.render(document.body)}</article>"
    )
