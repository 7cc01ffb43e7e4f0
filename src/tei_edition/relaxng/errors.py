"""What is wrong with a schema, and bounds that a schema or document may hit."""

from __future__ import annotations

__all__ = ["GrammarError", "TooComplex"]


class GrammarError(ValueError):
    """A schema is no correct RELAX NG; ``source`` is the file's name, ``line`` 1-based or 0."""

    def __init__(self, message: str, source: str = "", line: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.source = source
        self.line = line

    def __str__(self) -> str:
        place = f"{self.source}:{self.line}" if self.line else self.source
        return f"{place}: {self.message}" if place else self.message


class TooComplex(ValueError):
    """Work on a schema or document was given up; the message says which bound was hit."""
