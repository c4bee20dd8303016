"""Of which template a workbook is made."""

import re

from xl_udfs.engine.api import Book

SUBJECT = re.compile(rb"<dc:subject[^>]*>(\w+), version")


def template_of(book: Book) -> str:
    """Return the name of the template, "" where there is none."""
    names = {part.name for part in book.package.parts}
    core = "docProps/core.xml"
    found = SUBJECT.search(book.package[core]) if core in names else None
    return found[1].decode() if found else ""
