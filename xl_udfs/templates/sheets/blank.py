"""A template without the company's data: all structure, prompts and checks stay."""

from openpyxl import Workbook

from xl_udfs.engine.book import Place, read_book
from xl_udfs.engine.package import unpacked
from xl_udfs.engine.sheet import position_of
from xl_udfs.templates.sheets import styles
from xl_udfs.templates.sheets.blank_checks import say_what_is_missing
from xl_udfs.templates.sheets.blank_formulas import guard_formulas
from xl_udfs.templates.sheets.finish import finished
from xl_udfs.templates.sheets.layout import CHECKS, KEPT_PROMPT, README
from xl_udfs.templates.sheets.plan import Plan, made
from xl_udfs.templates.sheets.tables import use_ranges


def blank(plan: Plan) -> bytes:
    """Return the file of a plan with its inputs empty, and what follows from that computed.

    Terms and settings stay, and so do the constants of the checks. A formula that cannot do
    without an input stays empty until the input is there.

    Args:
        plan: of the workbook.

    Raises:
        TemplateError: where a formula gives an error all the same.
    """
    shipped = read_book(unpacked(finished(made(plan))))
    template = made(plan, filled=False)
    use_ranges(template.book)
    book = template.book
    stored = {
        Place(name, position): cell.value
        for sheet, name in zip(shipped.sheets, book.sheetnames, strict=True)
        for position, cell in sheet.cells.items()
    }
    needed = guard_formulas(book, stored, _inputs_of(book))
    say_what_is_missing(book, needed)
    return finished(template, filled=False)


def _inputs_of(book: Workbook) -> dict[Place, tuple[str, str]]:
    """Return the empty inputs, each with its cells of one rule, and its prompt."""
    inputs = {}
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
                    place = Place(sheet.title, position_of(cell.coordinate))
                    inputs[place] = (f"{sheet.title}!{cells}", prompt)
    return inputs
