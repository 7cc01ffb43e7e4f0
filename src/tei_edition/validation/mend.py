"""Mending a file: the edits that checks offer, each proven by validating the file again."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from tei_edition.edition import Edition, TeiDocument
from tei_edition.findings import Finding, Severity
from tei_edition.source_text import normalise_space
from tei_edition.tei.locate import counted_once, find_located
from tei_edition.tei.namespaces import tei
from tei_edition.tei.read import IllFormed, parse_xml
from tei_edition.tei.source_tags import Edit, XmlSource, read_source_tags
from tei_edition.tei.text_of import text_of
from tei_edition.validation.checks import all_checks
from tei_edition.validation.editing import OpenFile
from tei_edition.validation.policy import family_of

__all__ = ["Judge", "Mended", "fixable_codes", "mend", "text_in"]

# What is wrong with a file if it holds these bytes.
Judge = Callable[[bytes], Sequence[Finding]]
# One mended fault may let another come to light; no file needs more.
_ROUNDS: Final = 5


@dataclass(frozen=True, slots=True)
class Mended:
    """What became of a file: the findings that are gone, and those that had to stay, with why."""

    before: bytes
    after: bytes
    fixed: tuple[Finding, ...] = ()
    refused: tuple[tuple[Finding, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Fix:
    edits: frozenset[Edit]
    findings: tuple[Finding, ...]


def fixable_codes() -> frozenset[str]:
    """The codes of the findings of which some have one right answer."""
    return frozenset(check.fault.code for check in all_checks() if check.is_fixable)


def mend(
    data: bytes,
    path: str,
    judge: Judge,
    edition: Edition | None = None,
    wanted_text: str | None = None,
) -> Mended:
    """Mend what has one right answer among the findings that ``judge`` has on the file.

    A fix is made only if its findings are gone afterwards, no finding of severity error and none
    on the text is new, and the text stays what it was or becomes ``wanted_text`` (None: any).
    To mend the result again changes nothing. Raises NotEditable.
    """
    current, found = data, judge(data)
    fixed: list[Finding] = []
    refused: dict[Finding, str] = {}
    for _ in range(_ROUNDS):
        if not fixable_codes() & {finding.code for finding in found}:
            break
        source = read_source_tags(current, path)
        run = _Round(source, judge, found, wanted_text)
        run.take(list(_fixes(source, found, edition)))
        refused = run.refused
        if not run.taken:
            break
        fixed += [finding for fix in run.taken for finding in fix.findings]
        current, found = run.result, run.findings
    return Mended(data, current, tuple(sorted(fixed)), tuple(sorted(refused.items())))


def _fixes(
    source: XmlSource, findings: Sequence[Finding], edition: Edition | None
) -> Iterator[_Fix]:
    """The fixes that checks offer, apart from each other; those with the same edits are one."""
    checks = {check.fault.code: check for check in all_checks() if check.is_fixable}
    file = OpenFile(TeiDocument(source.path, source.tree), source, edition)
    offered: dict[frozenset[Edit], list[Finding]] = {}
    with counted_once():
        for finding in findings:
            check = checks.get(finding.code)
            element = find_located(file.document.root, finding.location.xpath) if check else None
            if check is not None and element is not None and (edits := check.fix(element, file)):
                offered.setdefault(edits, []).append(finding)
    taken: list[Edit] = []
    for edits, about in offered.items():
        # What overlaps waits for the next round.
        if not any(_overlaps(edit, taken) for edit in edits):
            taken = sorted((*taken, *edits))
            yield _Fix(edits, tuple(about))


def _overlaps(edit: Edit, taken: list[Edit]) -> bool:
    place = bisect_left(taken, edit)
    return (place > 0 and taken[place - 1].end > edit.start) or (
        place < len(taken) and taken[place].start < max(edit.end, edit.start + 1)
    )


@dataclass(slots=True)
class _Round:
    """Fixes tried on a file as it is; ``result`` and ``findings`` are after those ``taken``."""

    source: XmlSource
    judge: Judge
    before: Sequence[Finding]
    wanted_text: str | None
    taken: list[_Fix] = field(default_factory=list)
    refused: dict[Finding, str] = field(default_factory=dict)
    result: bytes = b""
    findings: Sequence[Finding] = ()

    def take(self, fixes: list[_Fix]) -> None:
        """Take all; if that will not do, each half for itself, down to the one that is at fault."""
        if not fixes:
            return
        trial = [*self.taken, *fixes]
        result = self.source.edited(edit for fix in trial for edit in fix.edits)
        why = self._against_text(result)
        found = () if why else self.judge(result)
        why = why or self._against(trial, found)
        if not why:
            self.taken, self.result, self.findings = trial, result, found
        elif len(fixes) == 1:
            self.refused.update(dict.fromkeys(fixes[0].findings, why))
        else:
            middle = len(fixes) // 2
            self.take(fixes[:middle])
            self.take(fixes[middle:])

    def _against_text(self, result: bytes) -> str:
        try:
            text = text_in(TeiDocument(self.source.path, parse_xml(result, self.source.path)))
        except IllFormed as error:
            return f"the file would be broken: {error.finding.message}"
        if self.wanted_text is None or text == normalise_space(self.wanted_text):
            return ""
        if text == text_in(TeiDocument(self.source.path, self.source.tree)):
            return ""
        return "the text would differ from its source: correct the source too"

    def _against(self, trial: Iterable[_Fix], found: Sequence[Finding]) -> str:
        """Why a trial is no good, "" if it is."""
        before = Counter(finding.code for finding in self.before)
        after = Counter(finding.code for finding in found)
        promised = Counter(finding.code for fix in trial for finding in fix.findings)
        if any(after[code] > before[code] - number for code, number in promised.items()):
            return "the finding would stay, or come back elsewhere"
        for finding in found:
            counts = finding.severity is Severity.ERROR or family_of(finding.code) == "TXT"
            if counts and after[finding.code] > before[finding.code]:
                return f"it would cause {finding.code}: {finding.message}"
        return ""


def text_in(document: TeiDocument) -> str:
    """The text of a document without its header, "" if it is a register."""
    text = document.root.find(tei("text"))
    return "" if text is None else text_of(text)
