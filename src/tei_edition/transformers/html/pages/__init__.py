"""The kinds of pages: each module has ``render(site)``, which yields its pages."""
