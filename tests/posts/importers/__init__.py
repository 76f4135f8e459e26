"""Journals and tables, each written here as the program itself writes it."""
