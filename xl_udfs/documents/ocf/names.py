"""Names that stand once each: the workbook knows holders and classes by their names."""

from collections.abc import Iterator


def unique_name(name: str, taken: set[str]) -> str:
    """Return a name that is not taken yet, whatever its case, and take it."""
    for found in _tried(name or "?"):
        if found.casefold() not in taken:
            taken.add(found.casefold())
            return found
    raise AssertionError  # pragma: no cover - the names never end


def _tried(name: str) -> Iterator[str]:
    yield name
    number = 2
    while True:
        yield f"{name} ({number})"
        number += 1
