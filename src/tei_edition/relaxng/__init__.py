"""RELAX NG: schemas compiled to automata, documents validated and their faults explained.

Source: https://relaxng.org/spec-20011203.html
"""

from __future__ import annotations

from tei_edition.relaxng.automaton import Automaton
from tei_edition.relaxng.building import Grammar, compile_grammar
from tei_edition.relaxng.cache import cache_folder, load_grammar
from tei_edition.relaxng.errors import GrammarError, TooComplex
from tei_edition.relaxng.expected import Expected
from tei_edition.relaxng.faults import GrammarFault, Kind
from tei_edition.relaxng.sources import Sources
from tei_edition.relaxng.validation import Validation

__all__ = [
    "Automaton",
    "Expected",
    "Grammar",
    "GrammarError",
    "GrammarFault",
    "Kind",
    "Sources",
    "TooComplex",
    "Validation",
    "cache_folder",
    "compile_grammar",
    "load_grammar",
]
