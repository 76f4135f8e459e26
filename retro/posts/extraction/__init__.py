"""Lessons out of posts: by how people write them, wherever they stand."""

from retro.posts.extraction.candidates import Candidate, document_companies, extract
from retro.posts.extraction.companies import CompanyMention
from retro.posts.extraction.themes import ThemeVocabulary

__all__ = ["Candidate", "CompanyMention", "ThemeVocabulary", "document_companies", "extract"]
