"""A template without the company's data: all structure, prompts and checks stay."""

from io import BytesIO

from openpyxl import load_workbook

from xl_udfs.templates import styles
from xl_udfs.templates.finish import finished
from xl_udfs.templates.layout import CHECKS, KEPT_PROMPT, README


def blank(template: bytes) -> bytes:
    """Return a template with its inputs empty, and what follows from empty inputs computed.

    Terms and settings stay, and so do the constants of the checks. A formula that cannot do
    without an input gives the error that says so.
    """
    book = load_workbook(BytesIO(template))
    for sheet in book.worksheets:
        if sheet.title in {README, CHECKS}:
            continue
        rules = sheet.data_validations.dataValidation
        kept = [rule.sqref for rule in rules if rule.promptTitle == KEPT_PROMPT]
        for row in sheet.iter_rows():
            for cell in row:
                if cell.style == styles.INPUT and not any(cell.coordinate in area for area in kept):
                    cell.value = None
    properties = book.properties
    return finished(
        book,
        title=str(properties.title),
        subject=str(properties.subject),
        filled=False,
    )
