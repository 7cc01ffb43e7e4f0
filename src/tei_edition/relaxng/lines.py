"""Lines that lxml does not keep: of text, and of end tags.

lxml knows the line where a start tag, comment or instruction ends; from there line breaks are
counted.
"""

from __future__ import annotations

from typing import Any

from lxml import etree

__all__ = ["end_line", "start_line", "text_line"]


def start_line(element: etree._Element) -> int:
    """The line of an element's start tag, 0 if it was not parsed."""
    line: Any = element.sourceline
    return int(line or 0)


def end_line(element: etree._Element) -> int:
    """The line of an element's end tag."""
    breaks = 0
    current = element
    while isinstance(current.tag, str):
        last = current[-1] if len(current) else None
        text = current.text if last is None else last.tail
        breaks += (text or "").count("\n")
        if last is None:
            break
        current = last
    return start_line(current) + breaks


def text_line(element: etree._Element, before: etree._Element | None) -> int:
    """The line of the first word of the text after ``before``, or at the element's beginning."""
    text = (element.text if before is None else before.tail) or ""
    skipped = text[: len(text) - len(text.lstrip())].count("\n")
    return (start_line(element) if before is None else end_line(before)) + skipped
