"""Where the schemas of a file come from: the document, an XML catalog, the store of the user."""
