"""What the preview adds to pages on their way to the browser; the published ones are without it."""

from __future__ import annotations

import re
from html import escape, unescape
from typing import Final

__all__ = ["EVENTS", "SCRIPT", "lost_page", "with_preview"]

# No published file has a name with a dot at its beginning.
SCRIPT: Final = "/.tei-edition/preview.js"
EVENTS: Final = "/.tei-edition/events"

_POLICY: Final = re.compile(
    rb'<meta http-equiv="Content-Security-Policy" content="([^"]*)"', re.IGNORECASE
)
_NO_MORE: Final = ("'none'", "'self'")
_LOST: Final = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
</head>
<body>
<h1>{title}</h1>
<p>{text}</p>
</body>
</html>
"""


def with_preview(page: bytes, site: str) -> bytes:
    """An HTML page with the script of the preview, and leave for it to ask the server.

    ``site`` is the digest of the site that the page is from.
    """
    policy = _POLICY.search(page)
    if policy is not None:
        page = page[: policy.start(1)] + _with_leave(policy[1]) + page[policy.end(1) :]
    script = f'<script src="{SCRIPT}" data-site="{site}" defer></script>\n'.encode()
    head, end, rest = page.partition(b"</head>")
    return head + script + end + rest if end else page + script


def lost_page(path: str, site: str) -> bytes:
    """The page for an address that has none; without a ``site`` there is nothing at all yet."""
    if site:
        title = "No such page"
        text = f'The site has no {escape(path)}. <a href="/">The first page</a>'
    else:
        title = "Nothing published yet"
        text = "This page shows the edition as soon as it has been published."
    return with_preview(_LOST.format(title=title, text=text).encode(), site)


def _with_leave(policy: bytes) -> bytes:
    """A Content Security Policy under which pages may ask the server that they come from."""
    text = unescape(policy.decode("utf-8", "replace"))
    directives = [one.split() for one in text.split(";") if one.strip()]
    asked = [one for one in directives if one[0].lower() == "connect-src"]
    kept = [source for source in (asked[0][1:] if asked else ()) if source not in _NO_MORE]
    others = [" ".join(one) for one in directives if one not in asked]
    return escape("; ".join([*others, " ".join(["connect-src", "'self'", *kept])])).encode()
