"""The findings on web addresses, as their servers answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

from tei_edition.findings import Finding, Location
from tei_edition.tei.locate import locate
from tei_edition.tei.read import IllFormed, read_xml
from tei_edition.validation.online import DEAD_LINK, LINK_NOT_ASKED, MOVED_LINK, UNREACHABLE_LINK
from tei_edition.validation.online.addresses import web_addresses
from tei_edition.validation.online.asking import Answer, State, ask_all
from tei_edition.validation.online.manners import Manners

__all__ = ["check_links"]

_PASSWORD: Final = re.compile(r"//[^/?#]*@")


def check_links(
    paths: Iterable[str],
    root: Path,
    *,
    manners: Manners | None = None,
    progress: Callable[[str, int, int], None] | None = None,
) -> tuple[Finding, ...]:
    """Findings on the web addresses in XML files, ``paths`` relative to ``root``.

    Each address is asked once, however often it stands; this uses the network. Files that cannot
    be read or parsed are passed over: validation reports them.
    """
    places = [place for path in sorted(set(paths)) for place in _places(path, root)]

    def told(done: int, total: int) -> None:
        if progress:
            progress("asking web servers", done, total)

    answers = ask_all({address for _, _, address in places}, manners, told)
    return tuple(
        finding
        for location, shown, address in places
        if (finding := _finding(location, f'{shown} "{_shown(address)}"', answers[address]))
    )


def _places(path: str, root: Path) -> Iterator[tuple[Location, str, str]]:
    try:
        tree = read_xml(root / path, path)
    except (IllFormed, OSError):
        return
    for element, shown, address in web_addresses(tree.getroot()):
        yield locate(element, path), shown, address


def _shown(address: str) -> str:
    """An address for messages: no password, and not without end."""
    return _PASSWORD.sub("//…@", address[:200])


def _finding(location: Location, written: str, answer: Answer) -> Finding | None:
    engine = "online"
    if answer.state is State.DEAD:
        return DEAD_LINK.at(
            location,
            f"{written} {answer.detail}",
            "correct the address, or point to a copy in a web archive",
            engine=engine,
        )
    if answer.state is State.UNREACHABLE:
        return UNREACHABLE_LINK.at(
            location,
            f"{written}: {answer.detail}",
            "open it in a browser: it may be wrong, or refuse programs only",
            engine=engine,
        )
    if answer.state is State.MOVED:
        return MOVED_LINK.at(
            location,
            f"{written} has moved to {answer.detail[:200]}",
            "write the new address if it leads to the same page",
            engine=engine,
        )
    if answer.state is State.NOT_ASKED:
        return LINK_NOT_ASKED.at(
            location, f"{written} was not asked: {answer.detail}", "write the public address",
            engine=engine,
        )  # fmt: skip
    return None
