"""How much work rules may cost: a dynamic context of XPath that counts what is walked over."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass
from typing import Any, Final

from elementpath.xpath_context import XPathContext
from elementpath.xpath_nodes import XPathNode

__all__ = ["CURRENT", "KEYS", "BoundedContext", "Work", "WorkLimit", "short_enough"]

MAX_STEPS: Final = 2_000_000
_MAX_LENGTH: Final = 20_000_000
# Names no variable can have: what current() and key() find in the context.
CURRENT: Final = "tei-edition:current"
KEYS: Final = "tei-edition:keys"
_WALKS: Final = (
    "inner_focus_select",
    "iter_product",
    "iter_children_or_self",
    "iter_siblings",
    "iter_descendants",
    "iter_preceding",
    "iter_followings",
)


class WorkLimit(Exception):
    """The rules take more steps, or make larger values, than one document may cost."""


def short_enough(value: Any) -> Any:
    """The value; raises WorkLimit if it is a string that is too long."""
    if isinstance(value, str) and len(value) > _MAX_LENGTH:
        raise WorkLimit(f"a string of more than {_MAX_LENGTH} characters")
    return value


@dataclass(slots=True)
class Work:
    """The steps that were taken on a document."""

    steps: int = 0

    def spend(self, steps: int = 1) -> None:
        """Count steps; raises WorkLimit."""
        self.steps += steps
        if self.steps > MAX_STEPS:
            raise WorkLimit(f"more than {MAX_STEPS} steps")


class BoundedContext(XPathContext):
    """A dynamic context whose walks are counted; copies share the counter."""

    work: Work

    def __init__(self, root: Any, work: Work | None = None, **options: Any) -> None:
        self.work = work or Work()
        super().__init__(root, **options)

    def spend(self) -> None:
        """Count a step; raises WorkLimit."""
        self.work.spend()

    def __copy__(self) -> BoundedContext:
        self.spend()
        duplicate = super().__copy__()
        assert isinstance(duplicate, BoundedContext)
        return duplicate

    def at(self, node: XPathNode, variables: Mapping[str, Any]) -> BoundedContext:
        """The context of an expression that is evaluated on a node."""
        context = copy(self)
        context.item = node
        context.position = context.size = 1
        # Loops store their variables in this dictionary, so it must be one of their own.
        context.variables = {**variables, CURRENT: node}
        return context


def _counted(walk: Callable[..., Iterator[Any]]) -> Callable[..., Iterator[Any]]:
    def counted(self: BoundedContext, *args: Any, **options: Any) -> Iterator[Any]:
        for item in walk(self, *args, **options):
            self.spend()
            yield item

    return counted


for _name in _WALKS:
    setattr(BoundedContext, _name, _counted(getattr(XPathContext, _name)))
