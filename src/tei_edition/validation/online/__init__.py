"""Links into the web: whether they lead anywhere. Made only if an editor asks for it (--online)."""

from __future__ import annotations

from typing import Final

from tei_edition.findings import Fault, Severity

__all__ = ["DEAD_LINK", "LINK_NOT_ASKED", "MOVED_LINK", "ONLINE_CODES", "UNREACHABLE_LINK"]

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
ONLINE_CODES: Final = frozenset(
    fault.code for fault in (DEAD_LINK, UNREACHABLE_LINK, MOVED_LINK, LINK_NOT_ASKED)
)
