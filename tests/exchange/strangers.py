"""Letters in the manner of other projects, made up for tests."""

from __future__ import annotations

from pathlib import Path

from tei_edition.exchange.imported import GivenFile, Imported, ImportedDocument, ImportOptions
from tei_edition.exchange.tei_letters import read

TEI = 'xmlns="http://www.tei-c.org/ns/1.0"'


def tei(
    *,
    profile: str = "",
    title: str = "A letter",
    text: str = "<body><p>Words.</p></body>",
    xml_id: str = "",
) -> str:
    """A TEI file with what is given in its places."""
    identifier = f' xml:id="{xml_id}"' if xml_id else ""
    return (
        f"<TEI {TEI}{identifier}><teiHeader><fileDesc><titleStmt><title>{title}</title></titleStmt>"
        "<publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc>"
        f"<profileDesc>{profile}</profileDesc></teiHeader><text>{text}</text></TEI>"
    )


def correspondence(sent: str, received: str = "") -> str:
    """A ``correspDesc`` with the content of its two actions."""
    return (
        f'<correspDesc><correspAction type="sent">{sent}</correspAction>'
        f'<correspAction type="received">{received}</correspAction></correspDesc>'
    )


def read_all(folder: Path, **files: str | bytes) -> Imported:
    """Read files of these contents together; their names are NAME.xml."""
    given = []
    for name, content in files.items():
        place = folder / f"{name}.xml"
        place.write_bytes(content if isinstance(content, bytes) else content.encode())
        given.append(GivenFile(place.name, place))
    return read(given, ImportOptions())


def read_one(folder: Path, content: str) -> ImportedDocument:
    """The one letter that a file is."""
    (document,) = read_all(folder, letter=content).documents
    return document
