"""Jekyll, and with it GitHub Pages."""

import re

from retro.posts.dialects.dialect import Dialect, Fields, Head, Text

__all__ = ["JEKYLL"]


def _fields(head: Head) -> Fields:
    return {
        "layout": "post",
        "title": Text(head.title),
        "date": head.date,
        "author": head.author,
        "category": head.short_category,
        "tags": head.short_tags,
        "render_with_liquid": False if head.templates_off else None,
        "retro": head.retro,
    }


JEKYLL = Dialect(
    "jekyll",
    _fields,
    folders=("_posts",),
    runs=re.compile(r"\{\{|\{%"),
    switch="render_with_liquid: false",
)
