"""Plain Markdown with YAML above it, for readers that are no site generator: forges, editors, pandoc."""

from retro.posts.dialects.dialect import Dialect

__all__ = ["PLAIN"]

PLAIN = Dialect("plain")
