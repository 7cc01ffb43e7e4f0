"""What all tables of edition.toml have in common."""

from __future__ import annotations

import re
from typing import Final

from pydantic import BaseModel, ConfigDict, field_validator

__all__ = ["Table"]

_NO_TEXT: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def _holds_no_text(value: object) -> bool:
    """Whether a value, or one in it, has a character that no XML file can hold."""
    if isinstance(value, str):
        return bool(_NO_TEXT.search(value))
    if isinstance(value, dict):
        return any(_holds_no_text(inner) for pair in value.items() for inner in pair)
    return isinstance(value, list | tuple) and any(_holds_no_text(inner) for inner in value)


class Table(BaseModel):
    """A table: no unknown keys, no values of another type, no control characters."""

    # Most commands read some tables only: the validators of the others need not be made.
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, defer_build=True)

    @field_validator("*", mode="before")
    @classmethod
    def _is_text(cls, value: object) -> object:
        if _holds_no_text(value):
            raise ValueError("must not contain control characters")
        return value
