"""Outputs: each module (or package) here has NAME, DESCRIPTION and ``render(edition)``."""
