"""Defined names that lead nowhere."""

from collections import defaultdict
from collections.abc import Iterator

from xl_udfs.engine.calculation.name_circles import name_circles
from xl_udfs.engine.checking.checks.check import Subject, WorkbookCheck
from xl_udfs.engine.checking.finding import Finding, Severity
from xl_udfs.engine.formula.stored import SyntaxFault
from xl_udfs.engine.formula.syntax import check_syntax
from xl_udfs.engine.formula.tokens import TokenKind, tokens_of

LISTED = 12  # names of a circle


def find(check: WorkbookCheck, subject: Subject) -> Iterator[Finding]:
    """Yield names that lead nowhere (#REF!, a missing sheet, themselves), and uses of no name.

    What is found of one name is one finding, whatever its scopes and the cells that use it.
    """
    sheets = {sheet.name.casefold() for sheet in subject.book.sheets} | {
        name.casefold() for name in subject.book.other_sheets
    }
    broken: dict[str, list[tuple[str, str, str]]] = defaultdict(list)  # by name: scope, message
    for scope, name in subject.book.names:
        fault = "" if name.function else _fault(name.attr_text or "", sheets)
        if fault:
            message = f"the name {name.name} {fault}: {name.attr_text or 'nothing'}"
            broken[name.name.casefold()].append((scope or "", name.name, message))
    for (scope, spelled, message), *others in broken.values():
        more = f"; so it is in {len(others)} other scope{'s' * (len(others) > 1)}" if others else ""
        yield check.finding(message + more, sheet=scope, name=spelled)
    for circle in name_circles(subject.book):
        listed = ", ".join(circle[:LISTED])
        more = f" and {len(circle) - LISTED:,} more" if len(circle) > LISTED else ""
        if len(circle) == 1:
            message = f"the name {listed} is defined by itself"
        else:
            message = f"the names {listed}{more} are defined by each other, in a circle"
        yield check.finding(message, name=circle[0])
    for place, names in subject.values.undefined.items():
        for unknown in names:
            message = f"{unknown} is not defined in this workbook, so that Excel shows #NAME?"
            cause = f"undefined {unknown.casefold()}"
            yield check.at(subject, place, message, name=unknown, cause=cause)


def _fault(text: str, sheets: set[str]) -> str:
    if not text.strip():
        return "refers to nothing"
    tokens = tokens_of(text)
    if any(token.kind is TokenKind.ERROR and "#REF!" in token.text.upper() for token in tokens):
        return "has lost the cells that it referred to"
    for token in tokens:
        sheet = "" if token.is_outside else token.sheet
        ends = sheet.split(":") if ":" in sheet else [sheet]
        if sheet and any(end.casefold() not in sheets for end in ends):
            return f"refers to the sheet {sheet}, which is not there"
    try:
        check_syntax(text)
    except SyntaxFault as wrong:
        return f"does not parse ({wrong})"
    return ""


CHECK = WorkbookCheck(
    "broken-name",
    Severity.ERROR,
    "A defined name has lost its cells, names a missing sheet, does not parse or is defined by "
    "itself; or a formula uses a name that no one defines.",
    why="Deleting a sheet, a row or a column leaves names behind that lead to #REF!. Formulas "
    "that use them show an error, and so does a list or a print area that rests on one. Names "
    "that are defined by each other in a circle have no value at all.",
    remedy="Give the name its cells again in Excel's Name Manager, or delete it there.",
    find=find,
)
