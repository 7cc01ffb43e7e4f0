"""The transcription conventions: marks that editors write into a plain-text letter.

``scan_marks`` finds them in a run of text, ``find_page_marks`` the page marks of a whole source.
"""

from tei_edition.converters.marks.pages import PageMark, find_page_marks, lone_page_mark
from tei_edition.converters.marks.remarks import is_editorial
from tei_edition.converters.marks.run import Run
from tei_edition.converters.marks.scan import scan_marks

__all__ = ["PageMark", "Run", "find_page_marks", "is_editorial", "lone_page_mark", "scan_marks"]
