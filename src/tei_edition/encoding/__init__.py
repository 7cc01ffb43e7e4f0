"""From parsed documents to TEI."""
