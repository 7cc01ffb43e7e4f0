"""Titles of documents understood: kind, parties, places, number, classification."""

from tei_edition.converters.titles.reading import TitleReading, read_title
from tei_edition.converters.titles.vocabulary import listed_genres

__all__ = ["TitleReading", "listed_genres", "read_title"]
