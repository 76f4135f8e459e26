"""Deleting lessons for good, so that no byte of their text is left where retro keeps anything."""
