"""The edition as linked data: what its nodes are, and how they are written."""
