"""Readers of plain text: one package per kind of source, discovered by name."""
