"""Bars over time, as SVG that takes the width it is given and the colours of the style sheet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from tei_edition.transformers.html.linked_text import LinkedText
from tei_edition.transformers.html.markup import attribute, escape, escape_content
from tei_edition.transformers.html.periods import Count, Scale
from tei_edition.transformers.phrases import Phrases

__all__ = ["AXIS", "Chart", "ChartRow", "most_of"]

AXIS: Final = 24  # pixels below the bars, for the names of periods
_ROW: Final = 32  # pixels
_BELOW: Final = 8  # pixels below these names
_WIDEST: Final = 6.0  # per cent: a few periods make no walls
_SHARE: Final = 0.8  # of a period's width
_LEAST: Final = 3.0  # pixels, so that one letter can be seen beside a hundred


@dataclass(frozen=True, slots=True)
class ChartRow:
    """Bars with the words above them; ``total`` is the number of letters in words."""

    label: LinkedText
    total: str
    bars: Markup


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars over one axis; ``most`` letters of a period are a bar of full height."""

    scale: Scale
    most: int
    phrases: Phrases

    def row(self, label: LinkedText, counts: Mapping[int, Count]) -> ChartRow:
        """The row of a sender, a collection, a direction."""
        total = sum(count.letters for count in counts.values())
        return ChartRow(label, self.phrases.count("letters", total), self.bars(counts, _ROW))

    def bars(
        self,
        counts: Mapping[int, Count],
        height: int,
        href: Callable[[int], str] | None = None,
    ) -> Markup:
        """The content of an ``svg`` that is ``height`` pixels high and as wide as there is room.

        ``href`` gives the link of a period; whoever points at a bar is told period and number.
        """
        return Markup("".join(self._bars(counts, height, href)))

    def _bars(
        self, counts: Mapping[int, Count], height: int, href: Callable[[int], str] | None
    ) -> Iterator[str]:
        width = min(self._share * _SHARE, _WIDEST)
        for period, count in counts.items():
            x = self._middle(period) - width / 2
            size = max(height * count.letters / self.most, _LEAST)
            unsure = size * count.doubtful / count.letters
            drawn = f"<title>{escape_content(self._title(period, count))}</title>"
            if href is not None:
                drawn += _rectangle("hit", (x, 0), (width, height))
            drawn += _rectangle("bar", (x, height - size + unsure), (width, size - unsure))
            drawn += _rectangle("bar unsure", (x, height - size), (width, unsure))
            name, link = ("g", "") if href is None else ("a", attribute("href", href(period)))
            yield f"<{name}{link}>{drawn}</{name}>\n"

    def _title(self, period: int, count: Count) -> str:
        say = self.phrases.say
        letters = self.phrases.count("letters", count.letters)
        title = say("labelled", label=self.scale.named(period, self.phrases), value=letters)
        if not count.doubtful:
            return title
        return f"{title} ({self.phrases.count('chart.doubtful', count.doubtful)})"

    def ticks(self, above: int = 0) -> Markup:
        """The names of some periods, below bars that are ``above`` pixels high."""
        y = above + AXIS - _BELOW
        drawn = (
            f'<text x="{_number(self._middle(period))}%" y="{y}">{escape(words)}</text>'
            for period, words in self.scale.ticks(self.phrases)
        )
        return Markup("\n".join(drawn))

    @property
    def _share(self) -> float:
        return 100 / len(self.scale.periods)

    def _middle(self, period: int) -> float:
        return (period - self.scale.first + 0.5) * self._share


def most_of(columns: Iterable[Mapping[int, Count]]) -> int:
    """The greatest number of letters that one period has, at least 1."""
    return max((count.letters for counts in columns for count in counts.values()), default=1)


def _rectangle(classes: str, place: tuple[float, float], size: tuple[float, float]) -> str:
    """A bar: in per cent from left to right, in pixels from above."""
    if size[1] <= 0:
        return ""
    return (
        f'<rect class="{classes}" x="{_number(place[0])}%" y="{_number(place[1])}" '
        f'width="{_number(size[0])}%" height="{_number(size[1])}"/>'
    )


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
