"""Eleventy, whose posts may lie anywhere and are run as Liquid templates unless they say otherwise."""

import re

from retro.posts.dialects.dialect import Dialect, Head, Values, usual_values

__all__ = ["ELEVENTY"]


def _values(head: Head) -> Values:
    # The one name of which JavaScript makes no collection.
    tags = [tag for tag in head.short_tags if tag != "__proto__"]
    return {**usual_values(head), "tags": tags}


ELEVENTY = Dialect(
    "eleventy",
    _values,
    folders=("posts", "src/posts", "content/blog", "content/posts", "blog", "src/blog", "src/content/blog"),
    runs=re.compile(r"\{\{|\{%|\{#"),
    switch="templateEngineOverride: md",
)
