"""What an edition puts in place of the site's own: templates, files, colours, looks of elements."""
