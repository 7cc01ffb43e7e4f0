"""Exchange: readers of what other projects made.

Each module or package here that has the four names below is a format, and `tei-edition import`
finds it; adding one edits no list.

``NAME``
    What users call it: "cmif". That is what ``--format`` takes.
``DESCRIPTION``
    One line for ``--help``.
``accepts(file: GivenFile) -> float``
    How sure the format is that a file is one of its own, 0 to 1. Each file goes to the format that
    is surest, and to none below 0.3. It looks at ``file.path``, ``file.head()`` (the first bytes)
    and, for XML, ``file.start()`` (root element and its attributes), and never raises but OSError.
    A format that is surely meant gives 0.9; "any XML in the TEI namespace" is 0.5.
``read(files: Sequence[GivenFile], options: ImportOptions) -> Imported``
    What it makes of all files that went to it, together, so that they can refer to one another.
    It raises nothing but OSError: what cannot be read or understood is a finding at
    ``Location(file.path, line, column)``, and the rest goes on. It writes nothing.

``Imported`` (see ``imported.py``) has

- ``documents``: each an ``ImportedDocument`` with its ``view`` (what ``--json`` prints) and its
  ``metadata``. One with an ``original`` is copied byte for byte and its metadata written beside it;
  one without (a line of a table, an entry of an index) is encoded as a record from its metadata.
- ``registers``: files with registers, copied byte for byte beside the edition's own.
- ``entities``: entries that stand in no file of TEI; they are added to the edition's registers.
- ``findings``: what was left out or not understood; ``assumptions`` of a document: what was taken
  for true on what ground.

Ids that are taken or cannot be file names are settled by the pipeline, as are the files that are
written; a reader proposes. Codes of findings are EXC001-049 for TEI letters and what all formats
share, EXC050-099 for CMIF, EXC100-149 for tables.
"""
