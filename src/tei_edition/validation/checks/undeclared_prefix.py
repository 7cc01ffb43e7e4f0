"""REF003: "person:anna" without a prefixDef that says what "person:" stands for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tei_edition.edition import TeiDocument
from tei_edition.findings import Fault, Finding, Severity
from tei_edition.tei.locate import locate
from tei_edition.tei.pointers import PREFIXES
from tei_edition.validation.element_index import named
from tei_edition.validation.nearest import nearest_of
from tei_edition.validation.pointing import attribute_shown, pointing_attributes

SUPERSEDES = (
    "schematron:person-reference",
    "schematron:place-reference",
    "schematron:organisation-reference",
)
FAULT = Fault(
    "REF003",
    "undeclared_prefix",
    Severity.ERROR,
    """A pointer begins with a prefix that the file does not declare.

Why:    nobody outside the project can know which file "person:" stands for.
Fails:  <persName ref="pers:anna-berg">Anna</persName>
Passes: <persName ref="person:anna-berg">Anna</persName>
Passes: <ref target="doi:10.1000/182">an article</ref>
Remedy: correct the prefix, or declare it in encodingDesc/listPrefixDef with a prefixDef.
Source: TEI P5 #SAPU
""",
)
# Schemes of URIs that are understood everywhere, and need no declaration.
_SCHEMES: Final = frozenset(
    """ark cid data dav doi file ftp ftps geo go hdl http https im imap info isbn issn ldap mailto
    mid news nfs nntp pkcs11 sftp sip sips sms ssh tag tel tftp urn uuid ws wss xmpp""".split()
)

_PROGRAMS: Final = frozenset({"javascript", "vbscript", "livescript"})


def check_file(document: TeiDocument) -> Iterator[Finding]:
    """Every pointer with a prefix that is neither declared nor known everywhere."""
    declared = {prefix.get("ident", "") for prefix in named(document, "prefixDef")}
    for element, attribute, pointer in pointing_attributes(document):
        prefix = pointer.prefix
        if not prefix or prefix in declared or prefix.lower() in _SCHEMES:
            continue
        known = PREFIXES.get(prefix)
        yield FAULT.at(
            locate(element, document.path),
            f'{attribute_shown(element, attribute)} "{pointer.written}": '
            f'no prefixDef declares "{prefix}:"',
            "delete it: it is a program, and no address"
            if prefix.lower() in _PROGRAMS
            else nearest_of(prefix, declared, "{}:")
            or (
                f'add <prefixDef ident="{prefix}" matchPattern="(.+)" '
                f'replacementPattern="{known or "…#$1"}"/> to listPrefixDef'
            ),
        )
