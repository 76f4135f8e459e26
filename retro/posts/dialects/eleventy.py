"""Eleventy, whose posts may lie anywhere and are run as Liquid templates unless they say otherwise."""

import re

from retro.posts.dialects.dialect import Dialect, Fields, Head, Text

__all__ = ["ELEVENTY"]


def _fields(head: Head) -> Fields:
    return {
        "layout": "post",
        "title": Text(head.title),
        "date": head.date,
        "author": head.author,
        "category": head.short_category,
        # The one name of which JavaScript makes no collection.
        "tags": [tag for tag in head.short_tags if tag != "__proto__"],
        "templateEngineOverride": "md" if head.templates_off else None,
        "retro": head.retro,
    }


ELEVENTY = Dialect(
    "eleventy",
    _fields,
    folders=("posts", "src/posts", "content/blog", "content/posts", "blog", "src/blog", "src/content/blog"),
    runs=re.compile(r"\{\{|\{%|\{#"),
    switch="templateEngineOverride: md",
)
