"""Defined names that are defined by themselves, directly or through others."""

from collections.abc import Iterator, Mapping

from xl_udfs.engine.calculation.precedents import circles
from xl_udfs.engine.formula.tokens import TokenKind, tokens_of
from xl_udfs.engine.workbook.book import Book

Key = tuple[str, str]
"""The sheet of a name ("" for the workbook) and the name, in small letters."""


def name_circles(book: Book) -> list[list[str]]:
    """Return the circles among the names of a workbook, each as its names in order."""
    spelled = {
        ((scope or "").casefold(), name.name.casefold()): (name.name, name.attr_text or "")
        for scope, name in book.names
        if not name.function
    }
    users: dict[Key, list[Key]] = {key: [] for key in spelled}
    for key, (_, text) in spelled.items():
        for other in _mentioned(text, key[0], spelled):
            users[other].append(key)
    return [[spelled[key][0] for key in circle] for circle in circles(users)]


def _mentioned(text: str, scope: str, names: Mapping[Key, object]) -> Iterator[Key]:
    """Yield the names that stand in the text of a name."""
    for token in tokens_of(text):
        if token.kind is TokenKind.NAME and not token.is_outside:
            place, key = token.sheet.casefold() or scope, token.bare.casefold()
            meant = (place, key) if (place, key) in names else ("", key)
            if meant in names:
                yield meant
