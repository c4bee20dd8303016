"""A template without the company's data: all structure, prompts and checks stay."""

from io import BytesIO

from openpyxl import Workbook, load_workbook

from xl_udfs.engine.book import Place, read_book
from xl_udfs.engine.package import unpacked
from xl_udfs.engine.sheet import position_of
from xl_udfs.templates import styles
from xl_udfs.templates.blank_checks import say_what_is_missing
from xl_udfs.templates.blank_formulas import guard_formulas
from xl_udfs.templates.blank_words import neutralize
from xl_udfs.templates.finish import finished
from xl_udfs.templates.layout import CHECKS, KEPT_PROMPT, README


def blank(template: bytes) -> bytes:
    """Return a template with its inputs empty, and what follows from empty inputs computed.

    Terms and settings stay, and so do the constants of the checks. A formula that cannot do
    without an input stays empty until the input is there.

    Raises:
        TemplateError: where a formula gives an error all the same.
    """
    book = load_workbook(BytesIO(template))
    shipped = read_book(unpacked(template))
    stored = {
        Place(sheet.name, position): cell.value
        for sheet in shipped.sheets
        for position, cell in sheet.cells.items()
    }
    emptied = _emptied(book)
    needed = guard_formulas(book, stored, emptied)
    say_what_is_missing(book, needed)
    properties = book.properties
    title, subject = str(properties.title), str(properties.subject)
    neutralize(book, subject.partition(",")[0])
    return finished(book, title=title, subject=subject, filled=False)


def _emptied(book: Workbook) -> dict[Place, tuple[str, str]]:
    """Empty the inputs; return each with its cells of one rule, and its prompt."""
    emptied = {}
    for sheet in book.worksheets:
        if sheet.title in {README, CHECKS}:
            continue
        rules = [
            (rule, str(rule.sqref), str(rule.prompt))
            for rule in sheet.data_validations.dataValidation
        ]
        for row in sheet.iter_rows():
            for cell in row:
                if cell.style != styles.INPUT:
                    continue
                rule, cells, prompt = next(one for one in rules if cell.coordinate in one[0].sqref)
                if rule.promptTitle != KEPT_PROMPT:
                    cell.value = None
                    place = Place(sheet.title, position_of(cell.coordinate))
                    emptied[place] = (f"{sheet.title}!{cells}", prompt)
    return emptied
