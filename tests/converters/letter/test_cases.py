"""Letters: structure, findings and metadata of the cases in this folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from tei_edition.converters.letter import parse
from tei_edition.findings import Finding
from tei_edition.model.document import ParsedDocument
from tei_edition.source_text import SourceText
from tests.converters.laws import CONFIG
from tests.converters.shapes import Case, cases_in, finding_lines, metadata_lines, shape


def parsed(text: str) -> tuple[ParsedDocument, tuple[Finding, ...]]:
    return parse(SourceText.of("sources/test.txt", text), CONFIG)


@pytest.mark.parametrize("case", cases_in(Path(__file__).parent))
def test_case(case: Case) -> None:
    document, findings = parsed(case.source)
    if case.blocks is not None:
        blocks = "".join(shape(case.source, block) + "\n" for block in document.blocks)
        assert blocks == case.blocks
    assert finding_lines(findings) == case.findings
    if case.metadata is not None:
        assert metadata_lines(document.metadata) == case.metadata
