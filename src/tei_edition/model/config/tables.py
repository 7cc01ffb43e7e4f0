"""What edition.toml holds, table by table."""

from __future__ import annotations

from itertools import combinations
from pathlib import PurePath, PurePosixPath
from typing import Literal, Self

from pydantic import (
    Field,
    ValidationInfo,
    field_validator,
    model_validator,
)

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
    "ArchiveTable",
    "CmifTable",
    "EditionConfig",
    "EditionTable",
    "EditionsTable",
    "ExchangeTable",
    "PublishTable",
    "RegistersTable",
    "SourcesTable",
    "Suppression",
    "TaggingTable",
    "ValidationTable",
    "overlap",
]


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
