"""Catalogues of phrases: gettext's .po files, in which each key has its words in one language.

Babel's reader passes over much that is wrong and stumbles over some, so that the lines are looked
at first; what reaches it is well-formed.
"""

from __future__ import annotations

import difflib
import io
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from babel.messages.pofile import PoFileError, read_po

from tei_edition.findings import Fault, Finding, Location, Severity
from tei_edition.transformers.cldr import (
    PLURAL_FORMS,
    forms_of_one_number,
    known_forms,
    needed_forms,
)

__all__ = ["LIMIT", "Entry", "checked", "missing_keys", "read_catalogue"]

BROKEN: Final = Fault(
    "CFG020",
    "broken_catalogue",
    Severity.ERROR,
    """A catalogue of phrases is no .po file that can be read.

Why:    none of its phrases can be used; the site appears without them.
Fails:  msgid "nav.letters
Passes: msgid "nav.letters"
        msgstr "Briefe"
Remedy: mend the line that is named.
Source: https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html
""",
)
WRONG_PHRASE: Final = Fault(
    "CFG021",
    "wrong_phrase",
    Severity.ERROR,
    """A phrase of a catalogue cannot be used.

Why:    its key means nothing, or its placeholders are not those of the English phrase: readers
        would miss a date or a name. The English phrase appears instead.
Fails:  msgid "note.number"
        msgstr "Anmerkung"
Passes: msgid "note.number"
        msgstr "Anmerkung {number}"
Remedy: the message says what is expected.
""",
)
LIMIT: Final = 256 * 1024  # bytes of a catalogue
_LINE: Final = re.compile(r'(msgid|msgstr|)[ \t]*("(?:[^"\\]|\\["\\nrt])*")')
_OTHER_KEYWORD: Final = re.compile(r"(msgctxt|msgid_plural|msgstr\[)")
_PLACEHOLDER: Final = re.compile(r"\{([a-z]+)\}")
_CONTROL: Final = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Entry:
    """The words of a key, and the line (from 1) of the key."""

    text: str
    line: int


class _BrokenLine(ValueError):
    def __init__(self, line: int, message: str, hint: str) -> None:
        super().__init__(message)
        self.line, self.hint = line, hint


def read_catalogue(data: bytes, path: str) -> tuple[dict[str, Entry], tuple[Finding, ...]]:
    """The entries of a .po file by key, without those that are empty or marked as fuzzy.

    A file that is no such file has none, and a finding that names the line.
    """
    try:
        lines = _decoded(data).replace("\r\n", "\n").replace("\r", "\n").split("\n")
        well_formed = _well_formed(lines)
        catalogue = read_po(io.StringIO("\n".join(well_formed)), abort_invalid=True)
    except _BrokenLine as broken:
        return {}, (BROKEN.at(Location(path, broken.line), str(broken), broken.hint),)
    except PoFileError as error:
        place = Location(path, error.lineno + 1)
        return {}, (BROKEN.at(place, "no line of a .po file", "mend this line"),)
    entries = {
        str(message.id): Entry(str(message.string), message.lineno or 0)
        for message in catalogue
        if message.id and message.string and not message.fuzzy
    }
    return entries, tuple(_repeated(well_formed, path))


def _decoded(data: bytes) -> str:
    if len(data) > LIMIT:
        raise _BrokenLine(
            0, f"larger than {LIMIT // 1024} KiB", "keep to the keys of the interface"
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise _BrokenLine(line, "not UTF-8 text", "save the file as UTF-8") from None


def _well_formed(lines: Iterable[str]) -> list[str]:
    """The lines of the entries; comments, the header and what was given up become empty lines."""
    kept: list[str] = []
    last, begun, identifier = "", 0, ""
    for number, line in enumerate(map(str.strip, lines), 1):
        if not line or line.startswith("#"):
            kept.append(line if line.startswith("#,") else "")
            continue
        keyword, string = _read_line(line, number)
        if keyword == "msgid" and last == "msgid":
            break
        if keyword == "msgstr" and last != "msgid":
            raise _BrokenLine(number, "msgstr without msgid", "put a line msgid before it")
        if not keyword and not last:
            raise _BrokenLine(number, "words without a key", 'put a line msgid "key" before them')
        if keyword == "msgid":
            begun, identifier = number, ""
        last = keyword or last
        if last == "msgid":
            identifier += string[1:-1]
        kept.append(f"{keyword} {string}".lstrip())
        if last == "msgstr" and not identifier:  # the header: the file's name says the language
            _blank_header(kept, begun)
    if last == "msgid":
        raise _BrokenLine(begun, f"msgid {identifier[:40]!r} has no msgstr", "add its msgstr")
    return kept


def _blank_header(kept: list[str], begun: int) -> None:
    """Empty the lines from ``begun`` (from 1), and the flags before them."""
    first = begun - 1
    while first and (not kept[first - 1] or kept[first - 1].startswith("#")):
        first -= 1
    kept[first:] = [""] * (len(kept) - first)


def _read_line(line: str, number: int) -> tuple[str, str]:
    """The keyword of a line, "" if the line goes on, and its string with quotation marks."""
    match = _LINE.fullmatch(line)
    if match is not None:
        return match[1], match[2]
    other = _OTHER_KEYWORD.match(line)
    if other is not None:
        raise _BrokenLine(
            number,
            f"{other[1].rstrip('[')} with context or forms is not read here",
            'write each form of a count as a key: msgid "letters.one", msgid "letters.other"',
        )
    raise _BrokenLine(
        number, "no line of a .po file", 'write msgid "key" or msgstr "words", with \\" for a quote'
    )


def _repeated(lines: Iterable[str], path: str) -> Iterator[Finding]:
    seen: dict[str, int] = {}
    for number, line in enumerate(lines, 1):
        if not line.startswith("msgid "):
            continue
        first = seen.setdefault(line, number)
        if first != number and line != 'msgid ""':
            place = Location(path, number)
            message = f"{line[7:-1][:60]!r} stands in line {first} already"
            yield WRONG_PHRASE.at(place, message, "delete one of the two")


def checked(
    entries: Mapping[str, Entry], english: Mapping[str, str], language: str, path: str
) -> tuple[dict[str, str], tuple[Finding, ...]]:
    """The phrases that can be used, and a finding for each that cannot."""
    texts: dict[str, str] = {}
    findings: list[Finding] = []
    for key, entry in entries.items():
        fault = _fault(key, entry.text, english, language)
        if fault is None:
            texts[key] = entry.text
        else:
            findings.append(WRONG_PHRASE.at(Location(path, entry.line), *fault))
    return texts, tuple(findings)


def _fault(
    key: str, text: str, english: Mapping[str, str], language: str
) -> tuple[str, str] | None:
    """What is wrong with a phrase, and what to do."""
    stem, _, form = key.rpartition(".")
    model = english.get(key)
    if f"{stem}.other" in english and form in PLURAL_FORMS and f"{stem}.one" in english:
        model = english[f"{stem}.other"]
        if form not in known_forms(language):
            forms = ", ".join(f for f in PLURAL_FORMS if f in known_forms(language))
            return f"{key!r} is no form of a count in {language}", f"its forms are: {forms}"
    if model is None:
        near = difflib.get_close_matches(key[:60], english, 1, 0.6)
        hint = f"did you mean {near[0]!r}?" if near else "take the keys from the English catalogue"
        return f"no phrase has the key {key[:60]!r}", hint
    if _CONTROL.search(text):
        return f"{key!r} has a line break or control character", "write it as one line of text"
    found, wanted = set(_PLACEHOLDER.findall(text)), set(_PLACEHOLDER.findall(model))
    if unknown := sorted(found - wanted):
        return f"{key!r} names {{{unknown[0]}}}, which nothing fills", _placeholders(wanted)
    if re.search("[{}]", _PLACEHOLDER.sub("", text)):
        return f"{key!r} has a brace that is no part of a placeholder", _placeholders(wanted)
    missing = sorted(wanted - found)
    if missing and not (missing == ["number"] and form in forms_of_one_number(language)):
        return f"{key!r} lacks {{{missing[0]}}}", _placeholders(wanted)
    return None


def _placeholders(wanted: Collection[str]) -> str:
    if not wanted:
        return "this phrase has no placeholders"
    return "its placeholders are: " + ", ".join(f"{{{name}}}" for name in sorted(wanted))


def missing_keys(
    texts: Collection[str], english: Mapping[str, str], language: str
) -> tuple[str, ...]:
    """The keys that a language lacks, in the order of the English catalogue.

    ``english`` is that catalogue alone, ``texts`` also what CLDR knows.
    """
    wanted: dict[str, None] = {}
    for key in english:
        stem, _, form = key.rpartition(".")
        if form in ("one", "other") and {f"{stem}.one", f"{stem}.other"} <= english.keys():
            forms = needed_forms(language)
            wanted.update((f"{stem}.{f}", None) for f in PLURAL_FORMS if f in forms)
        else:
            wanted[key] = None
    return tuple(key for key in wanted if key not in texts)
