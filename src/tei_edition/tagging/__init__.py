"""Names and dates found in parsed documents."""
