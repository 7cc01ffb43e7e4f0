"""Links into the web: whether they lead anywhere. Made only if an editor asks for it (--online)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

from tei_edition.findings import Fault, Finding, Location, Severity
from tei_edition.tei.locate import locate
from tei_edition.tei.read import IllFormed, read_xml
from tei_edition.validation.online.addresses import web_addresses
from tei_edition.validation.online.asking import Answer, Manners, State, ask_all

__all__ = ["ONLINE_CODES", "check_links"]

DEAD_LINK = Fault(
    "LNK010",
    "dead_link",
    Severity.ERROR,
    """A web address leads to no page any more.

Why:    the server says that it has no such page (404) or has removed it (410).
Fails:  <ref target="https://example.org/removed">there</ref>
Remedy: correct the address, point to a copy in a web archive, or delete the link. Asked only with
        `tei-edition validate --online`.
Source: RFC 9110, 15.5.5 and 15.5.11
""",
)
UNREACHABLE_LINK = Fault(
    "LNK011",
    "unreachable_link",
    Severity.WARNING,
    """Nobody can say whether a web address leads anywhere.

Why:    the host is not found or does not answer in time, its certificate is not valid, or it
        answers with an error; some servers refuse programs and let readers in.
Remedy: open the address in a browser; if it is wrong, correct it, else try again later or suppress
        the finding. Asked only with `tei-edition validate --online`.
""",
)
MOVED_LINK = Fault(
    "LNK012",
    "moved_link",
    Severity.NOTE,
    """A web address has moved for good.

Why:    it still leads on to the new one, but for how long nobody knows.
Remedy: write the new address if it leads to the same page. Asked only with
        `tei-edition validate --online`.
Source: RFC 9110, 15.4.2 and 15.4.9
""",
)
LINK_NOT_ASKED = Fault(
    "LNK013",
    "link_not_asked",
    Severity.WARNING,
    """A web address was not asked, because it must not be.

Why:    it leads into the network of the machine at hand, where readers cannot follow, or carries a
        password. A document must not make the toolkit look into that network.
Remedy: write the public address. Met only with `tei-edition validate --online`.
""",
)
_PASSWORD: Final = re.compile(r"//[^/?#]*@")
ONLINE_CODES: Final = frozenset(
    fault.code for fault in (DEAD_LINK, UNREACHABLE_LINK, MOVED_LINK, LINK_NOT_ASKED)
)


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
