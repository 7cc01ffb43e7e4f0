"""The table of behaviours of one edition: ours, those of plug-ins, the looks of its config."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from lxml import etree

from tei_edition.edition import Edition
from tei_edition.tei.namespaces import tei
from tei_edition.transformers.html.adapting.looks import with_looks
from tei_edition.transformers.html.behaviours import BEHAVIOURS, Behaviour
from tei_edition.transformers.html.markup import Shown
from tei_edition.transformers.html.state import State
from tei_edition.transformers.plug_ins import BEHAVIOURS as GROUP
from tei_edition.transformers.plug_ins import FAILURES, PlugIn, plug_ins

__all__ = ["behaviours_for"]


def behaviours_for(edition: Edition) -> Mapping[str, Behaviour]:
    """How each element is shown; raises BrokenPlugIn."""
    return _table(tuple(edition.config.site.behaviours.items()))


@lru_cache(maxsize=8)
def _table(looks: tuple[tuple[str, str], ...]) -> Mapping[str, Behaviour]:
    found = plug_ins(GROUP)
    table = dict(BEHAVIOURS) if found else BEHAVIOURS
    if found:
        table = {
            **table,
            **{
                name if name.startswith("{") else tei(name): _guarded(behaviour, plug_in)
                for plug_in in found
                for name, behaviour in plug_in.content.items()
            },
        }
    return with_looks(table, dict(looks))


def _guarded(behaviour: Behaviour, plug_in: PlugIn) -> Behaviour:
    def show(element: etree._Element, state: State) -> Shown:
        try:
            shown = Shown(*behaviour(element, state))
        except FAILURES as error:
            said = " ".join(str(error).split())[:200]
            fault = f"failed at <{etree.QName(element).localname}>: {type(error).__name__}: {said}"
            raise plug_in.broken(fault) from error
        before, after, link = shown
        if not (isinstance(before, str) and isinstance(after, str) and isinstance(link, bool)):
            raise plug_in.broken("must give what stands before and after an element, as text")
        return shown

    return show
