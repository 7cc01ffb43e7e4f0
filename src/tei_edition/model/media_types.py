"""What kind of file a name stands for, by its suffix (IANA media types)."""

from __future__ import annotations

from typing import Final

__all__ = ["UNKNOWN_TYPE", "media_type_of"]

UNKNOWN_TYPE: Final = "application/octet-stream"
# The first suffix that fits counts.
_BY_SUFFIX: Final = {
    ".csl.json": "application/vnd.citationstyles.csl+json",
    ".bib": "application/x-bibtex",
    ".ris": "application/x-research-info-systems",
    ".xml": "application/tei+xml",
    ".rng": "application/xml",
    ".rnc": "application/relax-ng-compact-syntax",
    ".sch": "application/xml",
    ".xsd": "application/xml",
    ".odd": "application/tei+xml",
    ".txt": "text/plain",
    ".md": "text/markdown",
    ".toml": "application/toml",
    ".tsv": "text/tab-separated-values",
    ".csv": "text/csv",
    ".jsonld": "application/ld+json",
    ".json": "application/json",
    ".ttl": "text/turtle",
    ".nq": "application/n-quads",
    ".html": "text/html",
    ".atom": "application/atom+xml",
    ".gexf": "application/gexf+xml",
    ".graphml": "application/graphml+xml",
    ".cff": "application/yaml",
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
    ".tif": "image/tiff",
    ".tiff": "image/tiff",
    ".pdf": "application/pdf",
    ".zip": "application/zip",
}


def media_type_of(path: str) -> str:
    """The media type of a file.

    >>> media_type_of("letters/letter-1.csl.json"), media_type_of("x.unknown")
    ('application/vnd.citationstyles.csl+json', 'application/octet-stream')
    """
    name = path.lower()
    return next((kind for end, kind in _BY_SUFFIX.items() if name.endswith(end)), UNKNOWN_TYPE)
