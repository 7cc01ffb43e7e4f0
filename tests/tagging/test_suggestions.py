"""A spaCy pipeline fills what the rules left open; without it everything else works."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import spacy

from tei_edition.converters.letter import parse
from tei_edition.model.config import EditionConfig, config_of
from tei_edition.model.mention import Certainty, MentionKind
from tei_edition.registers.entity import Registers
from tei_edition.source_text import SourceText
from tei_edition.tagging.suggestions import load_pipeline
from tei_edition.tagging.tag import tag

TEXT = (
    "Graz, May 2, 1899\n\nDear Ludwig,\n\nwe saw *quilleran* at the zorbatorium.\n\nYours,\nAnna\n"
)


@pytest.fixture(scope="module")
def pipeline(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real pipeline on disk, small: a tokenizer and names by pattern."""
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns(  # type: ignore[attr-defined]
        [
            {"label": "PERSON", "pattern": "quilleran"},
            {"label": "ORG", "pattern": "zorbatorium"},
            {"label": "GPE", "pattern": "Graz"},
            {"label": "MONEY", "pattern": "saw"},
        ]
    )
    folder = tmp_path_factory.mktemp("pipeline")
    nlp.to_disk(folder)
    return folder


def config(name: str) -> EditionConfig:
    return config_of(f'[edition]\ntitle = "A"\n[tagging]\nspacy = "{name}"\n'.encode())


def test_suggestions_fill_gaps_and_displace_nothing(pipeline: Path) -> None:
    parsed, _ = parse(SourceText.of("a.txt", TEXT), config(""))
    without, _ = tag(parsed, Registers(), config(""))
    tagged, findings = tag(parsed, Registers(), config(pipeline.as_posix()))
    assert not [finding for finding in findings if finding.code == "TAG030"]
    assert set(without.mentions) < set(tagged.mentions)
    added = {
        TEXT[m.start : m.end]: (m.kind, m.certainty, m.ref)
        for m in tagged.mentions
        if m.rule == "spacy"
    }
    assert added == {
        "quilleran": (MentionKind.PERSON, Certainty.LOW, ""),
        "zorbatorium": (MentionKind.ORG, Certainty.LOW, ""),
    }


def test_a_pipeline_that_is_not_there_is_one_finding(tmp_path: Path) -> None:
    parsed, _ = parse(SourceText.of("a.txt", TEXT), config(""))
    tagged, findings = tag(parsed, Registers(), config((tmp_path / "none").as_posix()))
    assert [finding.code for finding in findings if finding.code.startswith("TAG03")] == ["TAG030"]
    assert tagged.mentions


def test_without_spacy_everything_else_works(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "spacy", None)
    load_pipeline.cache_clear()
    parsed, _ = parse(SourceText.of("a.txt", TEXT), config(""))
    tagged, findings = tag(parsed, Registers(), config("en_core_web_sm"))
    (finding,) = [finding for finding in findings if finding.code == "TAG030"]
    assert "not installed" in finding.message
    assert tagged.mentions
