"""Posts: Markdown files of a site, read into lessons and written from them."""
