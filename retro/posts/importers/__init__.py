"""Journals and tables of other programs, read as streams of entries; one room a format."""

from retro.posts.importers.entry import REVIEW_BELOW, Entry, Format, Options, Trouble
from retro.posts.importers.given import Given
from retro.posts.importers.registry import FORMATS, format_of

__all__ = ["FORMATS", "REVIEW_BELOW", "Entry", "Format", "Given", "Options", "Trouble", "format_of"]
