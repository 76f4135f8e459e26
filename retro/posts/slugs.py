"""Names of posts: safe on every disk, and never a way out of their folder."""

import datetime as dt

__all__ = ["file_name", "slug"]

LONGEST_SLUG = 60


def slug(title: str) -> str:
    """``[a-z0-9-]``, 1 to 60 of them, whole words; ``post`` for a title that has none."""
    from slugify import slugify  # noqa: PLC0415 - its tables are loaded by the commands that write

    text: str = slugify(title, max_length=LONGEST_SLUG, word_boundary=True)
    # A first word longer than all that is allowed leaves nothing: then it is cut.
    return text or slugify(title, max_length=LONGEST_SLUG) or "post"


def file_name(date: dt.date, title: str, suffix: str = "") -> str:
    """``YYYY-MM-DD-slug.md``; Jekyll publishes nothing that is named otherwise."""
    name = slug(title)
    if suffix:
        name = f"{name[: LONGEST_SLUG - len(suffix) - 1].rstrip('-')}-{suffix}"
    return f"{date.isoformat()}-{name}.md"
