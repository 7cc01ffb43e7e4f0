"""The kinds of pages: each module has ``render(site)``, which yields its pages.

A page is ``site.page(address, template, title, **values)``. The values are plain: strings, numbers,
tuples, dataclasses of these (``digest_of`` says which); the template gets nothing else. When all of
them are as they were in the last publication, the page is not made again. So nobody says on what a
page depends: what a page shows is in its values, and what changes nothing in them changes no page.

Where many pages are alike (one for each document, one for each entry), ``site.each(items, make)``
makes them on all cores: ``make(item, site)`` is a function of the module that yields the pages of
one item (``functools.partial`` may give it more).

Values that take long to find out, because a file must be parsed, are kept between publications by
``site.press.value``; ``document_text`` does so for the texts of documents. Files that are no pages
can be kept with ``site.press.file``.

To find out the values takes time, too. Where all that a page shows of documents it is not about is
in ``site.outline``, or of any document in ``site.outline_with_mentions``, ``site.press.files`` does
not even ask for them while that is the same; ``test_outlines`` proves that it is so.
"""
