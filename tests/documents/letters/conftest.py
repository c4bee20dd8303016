"""Workbooks that letters are made of, with other inputs, recomputed."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, TypeAlias

import pytest

from tests.templates.conftest import (
    placed,
    places_by_name,
    read_file,
    shipped_file,
    with_inputs,
)
from xl_udfs.core.letters.letter import Letter
from xl_udfs.documents.letters.asked import LetterRequest
from xl_udfs.documents.letters.making import letters
from xl_udfs.engine.calculation.recalculate import recalculate
from xl_udfs.engine.calculation.recalculation import Recalculation
from xl_udfs.engine.workbook.book import Book
from xl_udfs.hosts.headless import function_table
from xl_udfs.templates.sheets.finish import BUILT

ANY = LetterRequest()
Written: TypeAlias = Callable[..., list[tuple[str, Letter]]]


def changed(name: str, inputs: Mapping[str, Any]) -> tuple[Book, Recalculation]:
    """Return a template with other inputs, by name or as ``Sheet!A1``, and its values."""
    return recomputed_with(shipped_file(name), inputs)


def recomputed_with(file: bytes, inputs: Mapping[str, Any]) -> tuple[Book, Recalculation]:
    """Return a workbook with other inputs, and its values."""
    book = with_inputs(read_file(file), placed(inputs, places_by_name(file)))
    return book, recalculate(book, function_table(), BUILT)


@cache
def as_built(name: str) -> tuple[Book, Recalculation]:
    """Return a template as it is shipped, and its values."""
    return changed(name, {})


@pytest.fixture(scope="session")
def written() -> Written:
    """Return a function that makes the letters of a template: its name, what is asked, inputs."""

    def make(
        name: str, asked: LetterRequest = ANY, inputs: Mapping[str, Any] | None = None
    ) -> list[tuple[str, Letter]]:
        book, values = changed(name, inputs) if inputs else as_built(name)
        return letters(book, values, asked)

    return make
