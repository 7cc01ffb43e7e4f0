"""Tags for TEI that stands already: put between its characters, which stay as they are."""
