"""Turn plain-text letters into TEI, check them, and publish them."""

__version__ = "0.1.0"
