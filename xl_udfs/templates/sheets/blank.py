"""A template without the company's data: all structure, prompts and checks stay."""

from xl_udfs.templates.sheets.blank_checks import say_what_is_missing
from xl_udfs.templates.sheets.blank_formulas import guard_formulas
from xl_udfs.templates.sheets.finish import finished
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
    template = made(plan, filled=False)
    use_ranges(template.book)
    asked = guard_formulas(template.book, know_blanks=plan.knows_blanks)
    say_what_is_missing(template.book, asked)
    return finished(template)
