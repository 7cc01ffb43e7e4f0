"""edition.toml: what is special to an edition, checked key by key."""

from __future__ import annotations

from tei_edition.model.config.reading import (
    CONFIG_NAME,
    ConfigError,
    config_of,
    line_of_key,
    read_config,
)
from tei_edition.model.config.tables import (
    ArchiveTable,
    CmifTable,
    EditionConfig,
    EditionsTable,
    EditionTable,
    ExchangeTable,
    PublishTable,
    RegistersTable,
    SourcesTable,
    Suppression,
    TaggingTable,
    ValidationTable,
    overlap,
)
from tei_edition.model.site_config import PUBLICATION_FOLDER

__all__ = [
    "CONFIG_NAME",
    "PUBLICATION_FOLDER",
    "ArchiveTable",
    "CmifTable",
    "ConfigError",
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
    "config_of",
    "line_of_key",
    "overlap",
    "read_config",
]
