"""Jekyll, and with it GitHub Pages."""

import re

from retro.posts.dialects.dialect import Dialect

__all__ = ["JEKYLL"]

JEKYLL = Dialect(
    "jekyll",
    folders=("_posts",),
    runs=re.compile(r"\{\{|\{%"),
    switch="render_with_liquid: false",
)
