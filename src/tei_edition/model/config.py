"""edition.toml: what is special to an edition, checked key by key."""

from __future__ import annotations

import difflib
import re
import tomllib
from itertools import combinations
from pathlib import Path, PurePath, PurePosixPath
from typing import Any, Literal, Self

from pydantic import (
    Field,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_core import ErrorDetails

from tei_edition.findings import Fault, Finding, Location, Severity
from tei_edition.model.config_table import Table
from tei_edition.model.config_values import (
    CmifSourceId,
    Code,
    Day,
    EmailAddress,
    Identifier,
    InsidePath,
    LanguageTag,
    RegisterPath,
    SiteAddress,
    WebAddress,
    Words,
    first_day,
    last_day,
)
from tei_edition.model.site_config import PUBLICATION_FOLDER, SiteTable

__all__ = [
    "CONFIG_NAME",
    "PUBLICATION_FOLDER",
    "ConfigError",
    "EditionConfig",
    "line_of_key",
    "overlap",
    "read_config",
]

CONFIG_NAME = "edition.toml"

MISSING_CONFIG = Fault(
    "CFG001",
    "missing_config",
    Severity.ERROR,
    """There is no edition.toml.

Why:    the file says which folder is an edition; every path is relative to it.
Remedy: run the command in the edition's folder, name the folder, or make one with
        `tei-edition new DIR`.
""",
)
BROKEN_CONFIG = Fault(
    "CFG002",
    "broken_config",
    Severity.ERROR,
    """edition.toml is no TOML.

Why:    nothing in it can be trusted until it can be read.
Remedy: mend the line that is named; strings need quotes, tables square brackets.
Source: https://toml.io/en/v1.0.0
""",
)
UNKNOWN_KEY = Fault(
    "CFG003",
    "unknown_config_key",
    Severity.ERROR,
    """edition.toml has a key that means nothing.

Why:    a misspelt key would otherwise be passed over in silence.
Remedy: correct it (the nearest known key is named) or delete it.
""",
)
WRONG_VALUE = Fault(
    "CFG004",
    "wrong_config_value",
    Severity.ERROR,
    """A value in edition.toml is missing or of the wrong kind.

Why:    the commands would do something else than what was meant.
Remedy: the message says what is expected there.
""",
)


class ConfigError(ValueError):
    """edition.toml cannot be used; ``findings`` say why, each with its line."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__("; ".join(f"{f.location}: {f.message}" for f in findings))
        self.findings = findings


class EditionTable(Table):
    """[edition]: what the header of every document says."""

    title: Words
    id: Identifier = "edition"
    language: LanguageTag = "en"
    description: str = ""
    publisher: str = ""
    editors: tuple[Words, ...] = Field(default=(), strict=False)
    funder: str = ""
    licence: WebAddress = ""
    licence_text: str = ""
    base_url: SiteAddress = ""
    date: Day = ""
    project: str = ""
    principles: str = ""
    first_date: Day = ""
    last_date: Day = ""

    @field_validator("last_date")
    @classmethod
    def _is_not_before_the_first(cls, value: str, info: ValidationInfo) -> str:
        first, last = first_day(info.data.get("first_date", "")), last_day(value)
        if first is not None and last is not None and last < first:
            raise ValueError(f"must not be before first_date, {info.data['first_date']}")
        return value


class ArchiveTable(Table):
    """[archive]: where documents are kept unless their front matter says otherwise."""

    country: str = ""
    settlement: str = ""
    repository: str = ""
    collection: str = ""


class SourcesTable(Table):
    """[sources]: where the plain texts are, and which kind they have."""

    folder: InsidePath = "sources"
    ignore: tuple[str, ...] = Field(default=(), strict=False)
    kinds: dict[str, str] = Field(default_factory=dict)
    furniture: tuple[str, ...] = Field(default=(), strict=False)
    languages: tuple[LanguageTag, ...] = Field(default=("en",), strict=False)
    date_order: Literal["dmy", "mdy", "ymd"] = "dmy"


class RegistersTable(Table):
    """[editions.registers]: the TEI file of each register."""

    person: RegisterPath = "editions/indices/listperson.xml"
    place: RegisterPath = "editions/indices/listplace.xml"
    org: RegisterPath = "editions/indices/listorg.xml"

    @property
    def paths(self) -> tuple[str, ...]:
        """The files, each once; several registers may share one."""
        return tuple(dict.fromkeys((self.person, self.place, self.org)))


class EditionsTable(Table):
    """[editions]: where the TEI is."""

    folder: InsidePath = "editions"
    registers: RegistersTable = RegistersTable()
    schemas: InsidePath = "schemas"


class Suppression(Table):
    """[[validation.suppress]]: a finding that the editors have decided to live with."""

    path: Words
    code: Code
    reason: Words
    xml_id: str = ""
    message: str = Field(default="", description="words of the message; by default any")


class ValidationTable(Table):
    """[validation]: which schemas and checks count, how severe, and what is passed over."""

    schemas: tuple[InsidePath, ...] = Field(default=(), strict=False)
    catalog: Literal[""] | InsidePath = ""
    select: tuple[Code, ...] = Field(default=(), strict=False, description="by default all codes")
    ignore: tuple[Code, ...] = Field(default=(), strict=False)
    severity: dict[str, Literal["note", "warning", "error"]] = Field(default_factory=dict)
    suppress: tuple[Suppression, ...] = Field(default=(), strict=False)


class PublishTable(Table):
    """[publish]: which formats, into which folder."""

    folder: InsidePath = "site"
    formats: tuple[str, ...] = Field(default=("html", "text", "json_ld", "citation"), strict=False)


class TaggingTable(Table):
    """[tagging]: what is asked beside the registers and the rules."""

    spacy: str = ""


class CmifTable(Table):
    """[exchange.cmif]: the index of letters for correspSearch."""

    version: Literal["1.1", "2"] = Field(
        default="1.1", description="2 is a draft that also says whom and what letters mention"
    )
    address: WebAddress = Field(
        default="", description="where the file will be; by default cmif.xml below base_url"
    )
    licence: Literal["", "CC-BY-4.0", "CC0-1.0"] = Field(
        default="", description="of the index; by default the edition's, if it is one of these"
    )
    contact: str = Field(
        default="", description="whom to ask about the index; by default the edition's editors"
    )
    email: EmailAddress = ""
    publication: Literal["online", "print", "hybrid"] = "online"
    bibliography: str = Field(
        default="", description="how the edition is cited; by default editors, title and publisher"
    )
    source_id: CmifSourceId = Field(
        default="", description="UUID of the edition in the index; by default one of its address"
    )


class ExchangeTable(Table):
    """[exchange]: what the formats for others need to know, in tables of their own."""

    cmif: CmifTable = CmifTable()


class EditionConfig(Table):
    """The whole of edition.toml."""

    edition: EditionTable
    archive: ArchiveTable = ArchiveTable()
    sources: SourcesTable = SourcesTable()
    editions: EditionsTable = EditionsTable()
    tagging: TaggingTable = TaggingTable()
    validation: ValidationTable = ValidationTable()
    publish: PublishTable = PublishTable()
    site: SiteTable = SiteTable()
    exchange: ExchangeTable = ExchangeTable()

    @model_validator(mode="after")
    def _folders_lie_apart(self) -> Self:
        """No folder is in another: else the site would become sources, or the TEI a site."""
        folders = {
            "sources.folder": self.sources.folder,
            "editions.folder": self.editions.folder,
            "editions.schemas": self.editions.schemas,
            "publish.folder": self.publish.folder,
            "the folder for catalogues and templates": PUBLICATION_FOLDER,
        }
        for (first, one), (second, other) in combinations(folders.items(), 2):
            if overlap(PurePosixPath(one), PurePosixPath(other)):
                raise ValueError(f"{first} {one!r} and {second} {other!r} must lie apart")
        return self


def overlap(one: PurePath, other: PurePath) -> bool:
    """Whether two folders are the same, or one lies in the other."""
    return one.is_relative_to(other) or other.is_relative_to(one)


def read_config(root: Path) -> EditionConfig:
    """Read ``root/edition.toml``.

    Raises ConfigError with one finding per fault, each naming line, value and what is expected;
    OSError if the file is there but cannot be read.
    """
    path = root / CONFIG_NAME
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        finding = MISSING_CONFIG.at(
            Location(CONFIG_NAME),
            f"no {CONFIG_NAME} in {root}",
            "run the command in the edition's folder, or make one with `tei-edition new DIR`",
        )
        raise ConfigError((finding,)) from None
    return config_of(data)


def line_of_key(root: Path, key: str) -> int:
    """The line of a key ("site.language") in ``root/edition.toml``, 0 if there is no such file."""
    try:
        text = (root / CONFIG_NAME).read_bytes().decode("utf-8-sig", "replace")
    except FileNotFoundError:
        return 0
    return _line_of(text, key.split("."))


def config_of(data: bytes) -> EditionConfig:
    """The configuration in the bytes of an edition.toml; raises ConfigError."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        finding = BROKEN_CONFIG.at(
            Location(CONFIG_NAME, line), "not UTF-8 text", "save the file as UTF-8"
        )
        raise ConfigError((finding,)) from None
    text = text.replace("\r\n", "\n")
    try:
        values = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        # Also numbers of thousands of digits, and brackets without end.
        raise ConfigError((_syntax_finding(text, str(error)),)) from None
    try:
        return EditionConfig.model_validate(values)
    except ValidationError as error:
        raise ConfigError(tuple(_finding(text, detail) for detail in error.errors())) from None


def _syntax_finding(text: str, message: str) -> Finding:
    match = re.search(r"\(at line (\d+), column (\d+)\)", message)
    line, column = (int(match[1]), int(match[2])) if match else (text.count("\n") + 1, 0)
    fault = message.split(" (at ", maxsplit=1)[0].rstrip(".")
    return BROKEN_CONFIG.at(
        Location(CONFIG_NAME, line, column),
        f"not valid TOML: {fault[:1].lower()}{fault[1:]}",
        "mend this line; strings need quotes, tables square brackets",
    )


def _finding(text: str, detail: ErrorDetails) -> Finding:
    steps = [str(step) for step in detail["loc"]]
    key = ".".join(steps)
    location = Location(CONFIG_NAME, _line_of(text, steps))
    if detail["type"] == "extra_forbidden":
        known = _known_keys(steps[:-1])
        near = difflib.get_close_matches(steps[-1], known, 1, 0.5)
        hint = f"did you mean {near[0]!r}?" if near else f"known here: {', '.join(known)}"
        return UNKNOWN_KEY.at(location, f"unknown key {key!r}", hint)
    if detail["type"] == "missing":
        return WRONG_VALUE.at(location, f"{key!r} is missing", f"add {steps[-1]} = …")
    expected = detail["msg"].removeprefix("Value error, ")
    found = repr(detail["input"])
    shown = found if len(found) <= 60 else found[:57] + "…"
    what = f"{key} = {shown}: " if key else ""
    return WRONG_VALUE.at(
        location, f"{what}{expected[:1].lower()}{expected[1:]}", "correct the value"
    )


def _known_keys(steps: list[str]) -> list[str]:
    model: Any = EditionConfig
    for step in steps:
        if step.isdigit():
            continue
        annotation = model.model_fields[step].annotation
        arguments = getattr(annotation, "__args__", ())
        model = arguments[0] if arguments else annotation
    return list(model.model_fields)


def _line_of(text: str, steps: list[str]) -> int:
    """The line where a key stands, or that of its table, or 1.

    tomllib keeps no positions; a line-wise look is enough, since tables and keys begin lines.
    """
    named = [step for step in steps if not step.isdigit()]
    tables = [".".join(named[:depth]) for depth in range(len(named) + 1)]
    index = next((int(step) for step in steps if step.isdigit()), 0)
    best, current, seen = 1, "", 0
    for number, line in enumerate(text.split("\n"), 1):
        header = re.match(r"\s*(\[\[?)\s*([^\]]*?)\s*\]", line)
        if header:
            current = re.sub(r"[\s\"']", "", header[2])
            seen += header[1] == "[[" and current in tables
            if current in tables and current and (header[1] == "[" or seen == index + 1):
                best = number
            continue
        key = re.match(r"\s*[\"']?([\w.-]+)[\"']?\s*=", line)
        if key:
            full = f"{current}.{key[1]}" if current else key[1]
            if full in tables and full and (seen in (0, index + 1)):
                best = number
    return best
