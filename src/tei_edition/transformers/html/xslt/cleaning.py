"""What a stylesheet makes, as HTML that pages may have: no scripts or styles, nothing from afar."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import Final

from lxml import etree

from tei_edition.tei.namespaces import XML_LANG
from tei_edition.tei.read import IllFormed, parse_xml
from tei_edition.transformers.html.markup import escape, escape_content

__all__ = ["cleaned"]

_XHTML: Final = "{http://www.w3.org/1999/xhtml}"
_ELEMENTS: Final = frozenset(
    """a abbr address article aside b bdi bdo blockquote br caption cite code col colgroup data dd
    del details dfn div dl dt em figcaption figure footer h2 h3 h4 h5 h6 header hr i img ins kbd li
    mark ol p pre q rp rt ruby s samp section small span strong sub summary sup table tbody td
    tfoot th thead time tr u ul var wbr""".split()
)
_VOID: Final = frozenset("br col hr img wbr".split())
# Whose content is nothing to read.
_SILENT: Final = frozenset(
    """script style head title template noscript iframe object embed svg math textarea select link
    meta base""".split()
)
_ATTRIBUTES: Final = frozenset(
    """abbr alt cite class colspan datetime dir headers height hidden href id lang open rel reversed
    role rowspan scope span src start title value width""".split()
)
_NAMED: Final = re.compile(r"(?:aria|data)-[a-z][a-z0-9-]*")
_OWN_ID: Final = re.compile(r"(?:site|view)-")
_SCHEME: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_BLANK: Final = re.compile(r"[\x00-\x20]+")


def cleaned(result: str) -> tuple[str, Mapping[str, int]] | None:
    """The HTML, and what was left out of it, with how often; None if the result is no XML.

    Where the result is a whole page, its body is taken.
    """
    try:
        root = parse_xml(f"<div>{result}</div>".encode(), "result").getroot()
    except IllFormed:
        return None
    bodies = (one for one in root.iter("{*}body") if _name(one) == "body")
    return _Writer().write(next(bodies, root))


def _name(element: etree._Element) -> str:
    """The name of an element of HTML in lower case, "" of others."""
    tag = str(element.tag).removeprefix(_XHTML)
    return "" if tag.startswith("{") else tag.lower()


class _Writer:
    def __init__(self) -> None:
        self._out: list[str] = []
        self._refused: Counter[str] = Counter()

    def write(self, scope: etree._Element) -> tuple[str, Mapping[str, int]]:
        """What stands in an element."""
        ends: list[str] = []
        walk = etree.iterwalk(scope, events=("start", "end", "comment", "pi"))
        for event, node in walk:
            text = None
            if event == "start":
                if node is scope:
                    ends.append("")
                    text = node.text
                elif (start := self._start(node)) is None:
                    walk.skip_subtree()
                    ends.append("")
                else:
                    self._out.append(start)
                    name = _name(node)
                    shown = start and name not in _VOID
                    ends.append(f"</{name}>" if shown else "")
                    text = "" if name in _VOID else node.text
            else:
                if event == "end":
                    self._out.append(ends.pop())
                text = None if node is scope else node.tail
            if text:
                self._out.append(escape_content(text))
        return "".join(self._out), dict(self._refused)

    def _start(self, element: etree._Element) -> str | None:
        """The start tag, "" if only the content is wanted, None if not even that."""
        name = _name(element)
        if name in _ELEMENTS:
            return f"<{name}{''.join(self._attributes(element))}>"
        local = etree.QName(element).localname
        if local.lower() in _SILENT:
            self._refused[f"<{local}> is left out"] += 1
            return None
        if name not in ("html", "main", "nav", "h1", "tei"):
            self._refused[f"of <{local}> only the words are shown"] += 1
        else:
            self._refused[f"<{local}> is the page's own; of it only the content is shown"] += 1
        return ""

    def _attributes(self, element: etree._Element) -> list[str]:
        written: dict[str, str] = {}
        for key, value in element.attrib.items():
            name, text = str(key).lower(), str(value)
            if key == XML_LANG:
                written.setdefault("lang", text)
            elif not (name in _ATTRIBUTES or _NAMED.fullmatch(name)) or _is_bad(name, text):
                self._refused[f"the attribute {etree.QName(str(key)).localname} is left out"] += 1
            else:
                written[name] = text
        return [f' {name}="{escape(value)}"' for name, value in written.items()]


def _is_bad(name: str, value: str) -> bool:
    """Whether an address leads where pages must not go, or an id is the page's own."""
    if name == "id":
        return bool(_OWN_ID.match(value)) or not value or bool(re.search(r"\s", value))
    if name not in ("href", "src", "cite"):
        return False
    address = _BLANK.sub("", value)
    scheme = _SCHEME.match(address)
    if name == "src":
        return scheme is not None or address.startswith(("/", "\\")) or "\\" in address
    return scheme is not None and scheme[1].lower() not in ("http", "https", "mailto")
