"""The words of the interface, all in one place: outputs ask for them by key.

Another language is another mapping with the same keys. Values may name placeholders in braces;
keys that end in ``.one`` and ``.other`` are the two forms of a count.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

__all__ = ["ENGLISH", "Phrases"]


@dataclass(frozen=True, slots=True)
class Phrases:
    """The phrases of one language; ``language`` is its BCP 47 tag."""

    language: str
    texts: Mapping[str, str]

    def say(self, key: str, **values: str) -> str:
        """The phrase with its placeholders filled; raises KeyError for an unknown key."""
        text = self.texts[key]
        return text.format_map(values) if values else text

    def count(self, key: str, number: int) -> str:
        """A number with its noun: "1 letter", "2 letters"."""
        form = "one" if number == 1 else "other"
        return self.texts[f"{key}.{form}"].format(number=number)

    def find(self, key: str) -> str | None:
        """The phrase for a key that comes from a document (a genre, a reason), or None."""
        return self.texts.get(key)


ENGLISH: Final = Phrases(
    "en",
    MappingProxyType(
        {
            # dates
            **{
                f"month.{number}": name
                for number, name in enumerate(
                    "January February March April May June July August September October November "
                    "December".split(),
                    1,
                )
            },
            "date.day": "{day} {month} {year}",
            "date.month": "{month} {year}",
            "date.bc": "{year} BC",
            "date.from-to": "{first} to {last}",
            "date.between": "between {first} and {last}",
            "date.from": "from {day}",
            "date.to": "until {day}",
            "date.after": "after {day}",
            "date.before": "before {day}",
            "date.uncertain": "uncertain",
            "date.span": "{first}–{last}",
            # counts
            "letters.one": "{number} letter",
            "letters.other": "{number} letters",
            "documents.one": "{number} document",
            "documents.other": "{number} documents",
            "mentions.one": "{number} mention",
            "mentions.other": "{number} mentions",
            "more.one": "{number} more",
            "more.other": "{number} more",
            # the frame of every page
            "skip": "Skip to the text",
            "nav.main": "Main",
            "nav.home": "Home",
            "nav.letters": "Letters",
            "nav.collections": "Collections",
            "nav.essays": "Essays",
            "nav.person": "Persons",
            "nav.place": "Places",
            "nav.org": "Organisations",
            "nav.event": "Events",
            "nav.about": "About",
            "footer.made": "Made with tei-edition from TEI files that you can download.",
            # document pages
            "kind.letter": "Letter",
            "kind.essay": "Essay",
            "kind.collection": "Collection",
            "kind.regest": "Summary",
            "kind.person": "Person",
            "kind.place": "Place",
            "kind.org": "Organisation",
            "kind.event": "Event",
            "status.draft": "Draft",
            "status.proposed": "Proposed",
            "status.unfinished": "Unfinished",
            "status.candidate": "Candidate",
            "status.submitted": "Submitted",
            "status.other": "Not yet approved",
            "status.hint": "An editor has not approved this document yet.",
            "arrow": "to",
            "unknown.sender": "unknown sender",
            "unknown.recipient": "unknown addressee",
            "fact.sent": "Sent",
            "fact.received": "Received",
            "fact.participants": "Participants",
            "fact.date": "Date",
            "fact.number": "Number",
            "fact.classification": "Classification",
            "fact.language": "Language",
            "fact.archive": "Kept at",
            "fact.source": "Source",
            "fact.editor": "Edited by",
            "fact.translator": "Translated by",
            "fact.keywords": "Keywords",
            "fact.licence": "Licence",
            "fact.files": "Files",
            "fact.collections": "Collection",
            "about.document": "About this document",
            "abstract": "Summary",
            "regest.note": "Only this summary is published here, no transcript.",
            "text": "Text",
            "notes": "Notes",
            "note.back": "Back to the text",
            "note.number": "Note {number}",
            "paragraph": "Paragraph {number}",
            "view.title": "Show",
            "view.diplomatic": "the text as in the document",
            "view.diplomatic.hint": "original spelling, deletions, line breaks",
            "tags.machine": "Dotted underline: tagged by program, not yet checked by an editor.",
            "tags.machine.title": "tagged by program",
            "tags.certainty.high": "certainty high",
            "tags.certainty.medium": "certainty medium",
            "tags.certainty.low": "certainty low",
            "tags.certainty.unknown": "certainty unknown",
            "part.translation": "Translation",
            "part.enclosure": "Enclosure",
            "part.regest": "Summary",
            "part.annex": "Annex",
            "cited-in": "Cited in",
            "documents-cited": "Documents cited",
            "named-here": "Named here",
            "neighbours": "Neighbouring documents",
            "neighbour.prev": "Previous",
            "neighbour.next": "Next",
            "neighbour.correspondence": "In the correspondence",
            "neighbour.edition": "In the edition",
            "file.xml": "TEI XML",
            "file.txt": "Plain text",
            "file.jsonld": "JSON-LD",
            # signs that stand in the text
            "sign.page": "p. {number}",
            "sign.page-break": "new page",
            "sign.column": "column {number}",
            "sign.column-break": "new column",
            "sign.hand": "another hand",
            "sign.hand.title": "from here on: {hand}",
            "sign.image": "image",
            "sign.facsimile": "facsimile of this page",
            "sign.space": "blank space",
            "sign.span.del": "deletion begins",
            "sign.span.add": "addition begins",
            "sign.span.damage": "damage begins",
            "gap": "…",
            "gap.reason": "… {reason}",
            "gap.extent": "… {extent}",
            "gap.both": "… {extent} {reason}",
            "gap.illegible": "illegible",
            "gap.lost": "lost",
            "gap.damage": "lost to damage",
            "gap.sampling": "not transcribed",
            "gap.editorial": "left out",
            "gap.cancelled": "cancelled",
            "gap.deleted": "deleted",
            "unit.word.one": "{number} word",
            "unit.word.other": "{number} words",
            "unit.line.one": "{number} line",
            "unit.line.other": "{number} lines",
            "unit.char.one": "{number} character",
            "unit.char.other": "{number} characters",
            "unit.page.one": "{number} page",
            "unit.page.other": "{number} pages",
            "title.other-side": "in the document: {text}",
            "title.unclear": "hard to read",
            "title.unclear.reason": "hard to read: {reason}",
            "title.supplied": "added by the editor",
            "title.add": "added by the writer",
            "title.add.place": "added by the writer, {place}",
            "title.del": "deleted by the writer",
            "title.surplus": "superfluous in the document",
            "title.witnesses": "reading of {witnesses}",
            # lists and indices
            "letters.title": "Letters by date",
            "letters.years": "Years",
            "letters.undated": "Without date",
            "letters.empty": "There are no letters in this edition yet.",
            "collections.empty": "There are no collections in this edition yet.",
            "essays.empty": "There are no essays in this edition yet.",
            "index.initials": "Initials",
            "index.other": "Other",
            # entries
            "entity.also": "Also named",
            "entity.life": "Lived",
            "entity.born": "born {day}",
            "entity.died": "died {day}",
            "entity.roles": "Offices and professions",
            "entity.type": "Kind of place",
            "entity.org-type": "Kind",
            "entity.in": "Part of",
            "entity.contains": "Contains",
            "entity.position": "Position",
            "entity.north": "{degrees}° N",
            "entity.south": "{degrees}° S",
            "entity.east": "{degrees}° E",
            "entity.west": "{degrees}° W",
            "entity.identifiers": "Authority files",
            "entity.sent": "Letters sent",
            "entity.received": "Letters received",
            "entity.attended": "Conversations",
            "entity.sent-from": "Sent from here",
            "entity.sent-to": "Received here",
            "entity.mentions": "Mentioned in",
            "entity.unmentioned": "Not mentioned in the published documents.",
            # home, about, not found
            "home.collections": "Collections",
            "home.essays": "Essays",
            "home.years": "Letters by year",
            "home.all": "All letters by date",
            "home.registers": "Registers",
            "about.principles": "Editorial principles",
            "about.project": "The project",
            "about.reading": "How the texts are shown",
            "about.reading.view": (
                "The pages show a reading text: corrections instead of errors, regular instead of "
                "original spelling, expansions instead of abbreviations; what the writers deleted "
                "is left out. Nothing of it is lost: the switch above a text shows it as it stands "
                "in the document, and so does the TEI file."
            ),
            "about.reading.signs": (
                "Square brackets enclose what editors supplied; a wavy line marks words that are "
                "hard to read; […] stands for what could not be read or is missing."
            ),
            "about.reading.machine": (
                "Names, dates and references with a dotted underline were tagged by program and "
                "have not been checked by an editor yet."
            ),
            "about.data": "Data",
            "about.data.text": "Each document can be downloaded from its page.",
            "about.data.edition": "The whole edition as linked data",
            "about.editors": "Editors",
            "about.publisher": "Publisher",
            "about.funder": "Funded by",
            "about.contents": "Contents",
            "not-found": "Page not found",
            "not-found.text": "There is nothing at this address. One of the lists may help:",
            # plain text
            "text.from": "From: {name}",
            "text.to": "To: {name}",
            "text.participants": "Participants: {name}",
            "text.date": "Date: {date}",
            "text.received": "Received: {date}",
            "text.unclear": "[?]",
        }
    ),
)
