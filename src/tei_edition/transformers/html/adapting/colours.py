"""Colours that an edition chooses, and whether words can be read in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from tei_edition.findings import Fault, Finding, Location, Severity
from tei_edition.model.config import CONFIG_NAME
from tei_edition.model.site_config import ColoursTable, DarkTable

__all__ = ["colour_findings", "contrast", "rules_of"]

WEAK_CONTRAST: Final = Fault(
    "CFG031",
    "weak_contrast",
    Severity.WARNING,
    """Words in the colours of [site.colours] are hard to read.

Why:    readers with weak eyes, and all in bright light, need a contrast of 4.5 to 1 at least.
Fails:  accent = "#e0a080" on paper = "#fcfbf8"
Passes: accent = "#85291c" on paper = "#fcfbf8"
Remedy: make one of the two colours darker or lighter.
Source: WCAG 2.2, 1.4.3 Contrast (Minimum)
""",
)
_ENOUGH: Final = 4.5
# Words, and what they stand on.
_PAIRS: Final = (
    ("ink", "paper"),
    ("ink", "panel"),
    ("ink", "mark"),
    ("soft", "paper"),
    ("soft", "panel"),
    ("accent", "paper"),
    ("accent", "panel"),
)
_ROOT: Final = re.compile(r":root\s*\{([^{}]*)\}")
_PROPERTY: Final = re.compile(r"--([a-z]+):\s*(#[0-9A-Fa-f]{6})\s*;")
_MODES: Final = ("light", "dark")


def rules_of(colours: ColoursTable) -> str:
    """Rules for the end of the stylesheet, for screens only: print stays black on white."""
    rules = ""
    for mode, chosen in zip(_MODES, _chosen(colours), strict=True):
        if chosen:
            said = " ".join(f"--{name}: {value};" for name, value in chosen.items())
            rules += (
                f"\n@media screen and (prefers-color-scheme: {mode}) {{ :root {{ {said} }} }}\n"
            )
    return rules


def _chosen(colours: ColoursTable) -> tuple[dict[str, str], dict[str, str]]:
    light, dark = (
        {name: getattr(table, name) for name in DarkTable.model_fields if getattr(table, name)}
        for table in (colours, colours.dark)
    )
    return light, dark


def colour_findings(colours: ColoursTable, stylesheet: str, line: int) -> Iterator[Finding]:
    """Pairs of colours of which an edition chose one at least, and that are too near."""
    blocks = [dict(_PROPERTY.findall(block)) for block in _ROOT.findall(stylesheet)]
    defaults = [*blocks[:2], {}, {}][:2]
    for mode, own, chosen in zip(_MODES, defaults, _chosen(colours), strict=True):
        shown: Mapping[str, str] = {**own, **chosen}
        for words, ground in _PAIRS:
            if not {words, ground} & chosen.keys() or not {words, ground} <= shown.keys():
                continue
            found = contrast(shown[words], shown[ground])
            if found < _ENOUGH:
                yield WEAK_CONTRAST.at(
                    Location(CONFIG_NAME, line),
                    f"{words} {shown[words]} on {ground} {shown[ground]} ({mode}) has a contrast "
                    f"of {int(found * 10) / 10} to 1; 4.5 is the least",
                    f"make {words} {'darker' if mode == 'light' else 'lighter'}, or {ground} "
                    f"{'lighter' if mode == 'light' else 'darker'}",
                )


def contrast(one: str, other: str) -> float:
    """The contrast of two colours ("#85291c"), from 1 to 21; source: WCAG 2.2, contrast ratio.

    >>> round(contrast("#000000", "#ffffff"))
    21
    """
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
