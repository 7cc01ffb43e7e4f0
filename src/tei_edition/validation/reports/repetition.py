"""Which of many findings that are alike a text report shows, and what it says of the others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import Final

from tei_edition.findings import Finding

__all__ = ["without_repetition"]

# The same fault with the same words; the same fault with other words.
_ALIKE: Final = 3
_OF_A_KIND: Final = 50


def without_repetition(findings: Sequence[Finding]) -> Iterator[tuple[Finding, str]]:
    """The findings to be shown, in their order, each with the line that stands for what follows.

    Of findings with the same code and message the first three are shown, of those with the same
    code (and rule of a Schematron schema) the first fifty. A line such as "and 28 more like it in
    4 files" stands below the last that is shown, and "" below all others.
    """
    alike = _beyond(findings, _alike, _ALIKE)
    rest = [finding for finding in findings if finding not in alike]
    of_a_kind = _beyond(rest, _kind, _OF_A_KIND)
    last: dict[Hashable, Finding] = {}
    for finding in rest:
        if finding not in of_a_kind:
            last[_alike(finding)] = last[_kind(finding)] = finding
    left: defaultdict[tuple[Finding, str], list[Finding]] = defaultdict(list)
    for finding in (*alike, *of_a_kind):
        same = last.get(_alike(finding)) if finding in alike else None
        what = "like it" if same else f"of {finding.code}"
        left[same or last[_kind(finding)], what].append(finding)
    for finding in rest:
        if finding not in of_a_kind:
            told = [_line(left[key], key[1]) for key in _keys(finding) if key in left]
            yield finding, "; ".join(told)


def _alike(finding: Finding) -> Hashable:
    return finding.code, finding.engine, finding.message


def _kind(finding: Finding) -> Hashable:
    return finding.code, finding.engine


def _keys(finding: Finding) -> tuple[tuple[Finding, str], ...]:
    return (finding, "like it"), (finding, f"of {finding.code}")


def _beyond(
    findings: Sequence[Finding], key: Callable[[Finding], Hashable], most: int
) -> dict[Finding, None]:
    """Those of each group that are too many; one more than ``most`` is not worth a line."""
    groups: defaultdict[Hashable, list[Finding]] = defaultdict(list)
    for finding in findings:
        groups[key(finding)].append(finding)
    return {f: None for group in groups.values() if len(group) > most + 1 for f in group[most:]}


def _line(findings: Sequence[Finding], what: str) -> str:
    files = len({finding.location.path for finding in findings})
    return f"and {len(findings)} more {what} in {files} {'file' if files == 1 else 'files'}"
