"""Plain Markdown with YAML above it, for readers that are no site generator: forges, editors, pandoc."""

from retro.posts.dialects.dialect import Dialect, Fields, Head, Text

__all__ = ["PLAIN"]


def _fields(head: Head) -> Fields:
    return {
        "title": Text(head.title),
        "date": head.date,
        "author": head.author,
        "category": head.short_category,
        "tags": head.short_tags,
        "retro": head.retro,
    }


PLAIN = Dialect("plain", _fields)
