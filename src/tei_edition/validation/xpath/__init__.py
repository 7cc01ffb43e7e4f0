"""The regular expressions of XPath, matched within bounds."""
