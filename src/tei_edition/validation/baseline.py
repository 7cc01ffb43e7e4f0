"""Findings that are known and passed over, so that an old project can begin with the new ones.

A baseline is JSON: ``{"version": 1, "findings": [{"path", "code", "message", "count"}]}``, sorted.
It holds no lines, so that changes elsewhere in a file do not matter; ``path`` is relative to the
folder of the baseline file, so that the folder a command is started in does not matter either.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from tei_edition.disk import read_file
from tei_edition.findings import Fault, Finding, Location, Severity
from tei_edition.validation.paths import seen_from

__all__ = ["Baseline", "BaselineError", "apply_baseline", "baseline_of", "read_baseline"]

MENDED = Fault(
    "VAL003",
    "mended_baseline_entry",
    Severity.NOTE,
    """The baseline records a finding that occurs no more, or less often.

Why:    the fault was mended; an entry that stays would pass over the next fault of this kind.
Remedy: record the baseline anew with `tei-edition validate --write-baseline FILE`.
""",
)
# Messages that name another line ("first used in line 12") are the same fault when that line moves.
_PLACE: Final = re.compile(r"\b(lines?|columns?) [0-9]{1,9}\b")

_Key = tuple[str, str, str]


class BaselineError(ValueError):
    """A file is no baseline; says in one line what was found."""


class Entry(BaseModel):
    """Findings of one code with one message in one file."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    path: str
    code: str
    message: str
    count: int = Field(ge=1)


class Baseline(BaseModel):
    """All findings that are passed over."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    version: Literal[1] = 1
    findings: tuple[Entry, ...] = ()

    def as_json(self) -> str:
        """The file's content; indented, final newline."""
        return self.model_dump_json(indent=2) + "\n"


def read_baseline(path: Path) -> Baseline:
    """Read a baseline file. Raises BaselineError if it is none, OSError if it cannot be read."""
    try:
        return Baseline.model_validate_json(read_file(path))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise BaselineError(
            f"{path} is no baseline: {f'{where}: ' if where else ''}{first['msg']}; "
            "record one with --write-baseline"
        ) from None


def baseline_of(findings: Iterable[Finding], root: Path, folder: Path) -> Baseline:
    """The baseline that passes over these findings, to be written into ``folder``.

    ``root`` is the folder that the findings' paths are relative to.
    """
    counted = Counter(_key(finding, root, folder) for finding in findings)
    return Baseline(
        findings=tuple(
            Entry(path=path, code=code, message=message, count=count)
            for (path, code, message), count in sorted(counted.items())
        )
    )


def apply_baseline(
    findings: Iterable[Finding],
    baseline: Baseline,
    path: Path,
    root: Path,
    looked_at: Collection[str] | None = None,
) -> tuple[Finding, ...]:
    """The findings that the baseline at ``path`` does not record, and notes on what is mended.

    Of several findings that are alike the first are passed over. ``root`` is the folder that the
    findings' paths are relative to, ``looked_at`` the files that were validated, likewise
    relative; None: all that the baseline records.
    """
    left: Counter[_Key] = Counter()
    for entry in baseline.findings:
        left[entry.path, entry.code, entry.message] += entry.count
    recorded = dict(left)
    kept = []
    for finding in sorted(findings):
        key = _key(finding, root, path.parent)
        if left[key] > 0:
            left[key] -= 1
        else:
            kept.append(finding)
    seen = None if looked_at is None else {seen_from(p, root, path.parent) for p in looked_at}
    place = Location(seen_from(path.name, path.parent, root))
    for key, number in sorted(recorded.items()):
        if left[key] and (seen is None or key[0] in seen):
            kept.append(_mended(place, key, number, number - left[key]))
    return tuple(sorted(kept))


def _key(finding: Finding, root: Path, folder: Path) -> _Key:
    message = _PLACE.sub(r"\1 #", finding.message)
    return seen_from(finding.location.path, root, folder), finding.code, message


def _mended(place: Location, key: _Key, recorded: int, now: int) -> Finding:
    path, code, message = key
    often = f"occurs {now} of {recorded} times" if now else "occurs no more"
    return MENDED.at(
        place,
        f"{code} in {path} {often}: {message}",
        "record the baseline anew with --write-baseline",
        engine="checks",
    )
