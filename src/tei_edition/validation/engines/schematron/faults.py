"""What Schematron reports."""

from __future__ import annotations

from tei_edition.findings import Fault, Severity

__all__ = [
    "BROKEN_SCHEMATRON",
    "FAILED_RULE",
    "NEEDS_XSLT",
    "UNEVALUATED",
    "UNREADABLE_EXPRESSION",
    "WORK_LIMIT",
]

FAILED_RULE = Fault(
    "SCH001",
    "failed_rule",
    Severity.ERROR,
    """A Schematron rule of the schema is not kept.

Why:    the rule's own words say it; they are the message of the finding.
Remedy: what the rule says. Rules with role "warning" or "information" are advice.
Source: ISO/IEC 19757-3
""",
)
UNEVALUATED = Fault(
    "SCH002",
    "unevaluated_rule",
    Severity.ERROR,
    """A Schematron rule could not be evaluated on a document.

Why:    nobody knows whether the document keeps the rule.
Remedy: the message says why; mostly the rule expects a value that is not always there, such as a
        number or one item where there are several.
Source: ISO/IEC 19757-3
""",
)
WORK_LIMIT = Fault(
    "SCH003",
    "rules_take_too_long",
    Severity.ERROR,
    """The Schematron rules take too much work on a document, and were stopped.

Why:    no rule may make validation hang; what was not evaluated is not known to be right.
Remedy: make the rule that is named simpler, or the document smaller.
""",
)
BROKEN_SCHEMATRON = Fault(
    "SCH020",
    "broken_schematron",
    Severity.ERROR,
    """A Schematron schema contradicts the standard.

Why:    a rule that extends nothing, or a variable defined twice, checks something else than meant.
Remedy: mend the place that is named. The other rules are evaluated all the same.
Source: ISO/IEC 19757-3
""",
)
UNREADABLE_EXPRESSION = Fault(
    "SCH021",
    "unreadable_expression",
    Severity.ERROR,
    """An expression in a Schematron schema is no XPath, or names an unknown variable or function.

Why:    the rule that it belongs to can check nothing.
Remedy: mend the expression. The other rules are evaluated all the same.
Source: https://www.w3.org/TR/xpath-31/
""",
)
NEEDS_XSLT = Fault(
    "SCH022",
    "schematron_needs_xslt",
    Severity.WARNING,
    """A Schematron schema contains XSLT instructions, which are not carried out.

Why:    rules that rely on them cannot be evaluated; they are listed one by one where they do.
Remedy: write the rule with XPath alone (sch:let instead of xsl:variable or xsl:function), or run
        this schema with an XSLT implementation of Schematron as well.
Source: ISO/IEC 19757-3, annexes C, H and J
""",
)
