"""Blank copies of every template."""

from collections.abc import Iterator
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from tests.templates.conftest import built_file
from xl_udfs.templates import styles
from xl_udfs.templates.blank import blank
from xl_udfs.templates.catalogue import TEMPLATES
from xl_udfs.templates.layout import CHECKS, KEPT_PROMPT, README


def inputs(book: Workbook) -> Iterator[tuple[str, object, str]]:
    """Yield each input of a workbook: where, what, and the title of its prompt."""
    for sheet in book.worksheets:
        if sheet.title in {README, CHECKS}:
            continue
        rules = sheet.data_validations.dataValidation
        for row in sheet.iter_rows():
            for cell in row:
                if cell.style == styles.INPUT:
                    rule = next(rule for rule in rules if cell.coordinate in rule.sqref)
                    yield f"{sheet.title}!{cell.coordinate}", cell.value, str(rule.promptTitle)


@pytest.mark.parametrize("name", sorted(TEMPLATES))
def test_a_blank_copy_keeps_its_terms_and_nothing_of_the_company(name: str) -> None:
    """Prompts, formulas, names, tables and charts are those of the filled one."""
    filled_file = built_file(name)
    filled, empty = load_workbook(BytesIO(filled_file)), load_workbook(BytesIO(blank(filled_file)))
    shipped = {place: value for place, value, _ in inputs(filled)}
    kept = 0
    for place, value, title in inputs(empty):
        kept += value is not None
        assert value == (shipped[place] if title == KEPT_PROMPT else None), place
    assert kept < len(shipped)
    for one, other in zip(filled.worksheets, empty.worksheets, strict=True):
        assert one.title == other.title
        rules = [
            [
                (rule.sqref, rule.prompt, rule.formula1)
                for rule in sheet.data_validations.dataValidation
            ]
            for sheet in (one, other)
        ]
        assert rules[0] == rules[1]
        assert one.tables.keys() == other.tables.keys()
        assert len(one._charts) == len(other._charts)  # type: ignore[attr-defined]  # noqa: SLF001
    assert filled.defined_names.keys() == empty.defined_names.keys()
