"""A template without the company's data: all structure, prompts and checks stay."""

from openpyxl import Workbook

from xl_udfs.engine.container.package import unpacked
from xl_udfs.engine.workbook.book import Place, read_book
from xl_udfs.engine.workbook.sheet import position_of
from xl_udfs.templates.sheets import styles
from xl_udfs.templates.sheets.blank_checks import say_what_is_missing
from xl_udfs.templates.sheets.blank_formulas import guard_formulas
from xl_udfs.templates.sheets.blank_words import neutralize
from xl_udfs.templates.sheets.finish import Template, finished
from xl_udfs.templates.sheets.layout import CHECKS, KEPT_PROMPT, README


def blank(template: Template) -> bytes:
    """Return the file of a template with its inputs empty, and what follows from that computed.

    Terms and settings stay, and so do the constants of the checks. A formula that cannot do
    without an input stays empty until the input is there.

    Args:
        template: made for this copy alone; its workbook becomes the copy's.

    Raises:
        TemplateError: where a formula gives an error all the same.
    """
    shipped = read_book(unpacked(finished(template)))
    book = template.book
    stored = {
        Place(sheet.name, position): cell.value
        for sheet in shipped.sheets
        for position, cell in sheet.cells.items()
    }
    emptied = _emptied(book)
    needed = guard_formulas(book, stored, emptied)
    say_what_is_missing(book, needed)
    neutralize(book, template.id)
    return finished(template, filled=False)


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
