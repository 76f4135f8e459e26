"""Markdown as this app shows it: Rich's renderer with quieter headings, code and images, and HTML as text."""

from markdown_it import MarkdownIt
from rich.console import Console, ConsoleOptions, RenderResult
from rich.markdown import CodeBlock, Heading, ImageItem, Markdown
from rich.padding import Padding
from rich.text import Text

__all__ = ["LessonMarkdown"]


class _LeftHeading(Heading):
    """Every heading on the left: a lesson is no title page."""

    LEVEL_ALIGN = dict.fromkeys(Heading.LEVEL_ALIGN, "left")


class _PlainCode(CodeBlock):
    """Code without colours of its own, which would not fit the theme, nor Pygments' lexers."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        del console, options
        yield Padding(Text(str(self.text).rstrip(), "markdown.code_block", overflow="fold"), (0, 0, 0, 2))


class _NamedImage(ImageItem):
    """An image by its description."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        del console, options
        yield Text.assemble("[image: ", self.text or Text(self.destination), "]", end="")


class LessonMarkdown(Markdown):
    """The Markdown of a lesson; raw HTML is shown as it was typed, and nothing becomes a terminal's link."""

    elements = {
        **Markdown.elements,
        "heading_open": _LeftHeading,
        "fence": _PlainCode,
        "code_block": _PlainCode,
        "image": _NamedImage,
    }

    def __init__(self, text: str) -> None:
        super().__init__("", hyperlinks=False)
        self.markup = text
        parser = MarkdownIt("commonmark", {"html": False}).enable(["strikethrough", "table"])
        self.parsed = parser.parse(text)
