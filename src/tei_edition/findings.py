"""What an editor should look at: a place, a stable code, the fault and the remedy."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

__all__ = ["Fault", "Finding", "Location", "Severity"]


class Severity(StrEnum):
    """How much a finding matters; ``ERROR`` makes a command exit with 1."""

    NOTE = "note"
    WARNING = "warning"
    ERROR = "error"

    @property
    def rank(self) -> int:
        """0 for a note, 1 for a warning, 2 for an error."""
        return list(Severity).index(self)

    # All four: a string has them too, by which "note" would be more than "error".
    def __lt__(self, other: str) -> bool:
        return self.rank < Severity(other).rank

    def __le__(self, other: str) -> bool:
        return self.rank <= Severity(other).rank

    def __gt__(self, other: str) -> bool:
        return self.rank > Severity(other).rank

    def __ge__(self, other: str) -> bool:
        return self.rank >= Severity(other).rank


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a file of the edition.

    ``path`` is relative to the edition's folder, with ``/``; ``line`` and ``column`` are 1-based
    and 0 where unknown; ``xpath`` and ``xml_id`` name the nearest element of an XML file.
    """

    path: str
    line: int = 0
    column: int = 0
    xpath: str = ""
    xml_id: str = ""

    def __str__(self) -> str:
        parts = [self.path, *(str(n) for n in (self.line, self.column) if n)]
        return ":".join(parts)


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing an editor should look at: the fault in ``message``, the remedy in ``hint``."""

    location: Location
    code: str
    severity: Severity
    message: str
    hint: str = ""
    engine: str = ""

    def with_severity(self, severity: Severity) -> Finding:
        """The same finding under the severity that the edition's configuration gives it."""
        return replace(self, severity=severity)


@dataclass(frozen=True, slots=True)
class Fault:
    """A kind of finding, declared once in the module that reports it.

    ``code`` is stable and never reused, ``name`` completes "allow …", ``manual`` is the page that
    ``tei-edition explain`` prints: its first line is the title.
    """

    code: str
    name: str
    severity: Severity
    manual: str

    def at(self, location: Location, message: str, hint: str = "", *, engine: str = "") -> Finding:
        """A finding of this kind."""
        return Finding(location, self.code, self.severity, message, hint, engine)

    @property
    def title(self) -> str:
        """The first line of the manual page."""
        return self.manual.strip().splitlines()[0]
