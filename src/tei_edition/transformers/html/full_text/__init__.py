"""The full-text search: Pagefind's indices, one for each language, and what the script needs."""
