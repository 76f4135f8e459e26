"""Posts as one local page, to be looked at before anybody else can: it loads nothing from elsewhere."""

from collections.abc import Sequence
from html import escape
from pathlib import Path
from string import Template

from markdown_it import MarkdownIt

from retro.errors import FileInTheWay
from retro.posts.composing import Post
from retro.posts.document import read_post
from retro.posts.writing import write_file
from retro.resources import data_folder

__all__ = ["preview_page", "write_page"]

_MARK = '<meta name="generator" content="retro preview">'


def preview_page(posts: Sequence[Post]) -> str:
    """A whole HTML document with the posts one below the other.

    HTML in a post is shown as text: a preview runs nothing.
    """
    template = Template((data_folder() / "preview.html").read_text(encoding="utf-8"))
    articles = "\n".join(map(_article, posts))
    title = posts[0].title if len(posts) == 1 else f"{len(posts)} posts"
    return template.substitute(title=escape(title), articles=articles)


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


def _article(post: Post) -> str:
    document = read_post(post.text, post.filename)
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    about = " · ".join(filter(None, (post.dated, document.category, ", ".join(document.tags))))
    return (
        f"<article>\n<h1>{escape(post.title)}</h1>\n"
        f'<p class="about">{escape(about)}<br>{escape(post.filename)}</p>\n'
        f"{reader.render(document.body)}</article>"
    )
