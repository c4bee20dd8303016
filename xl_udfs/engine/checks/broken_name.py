"""Defined names that lead nowhere."""

import re
from collections.abc import Iterator

from xl_udfs.engine.checks.check import Check, Subject
from xl_udfs.engine.direct import TEXTS
from xl_udfs.engine.finding import Finding, Severity
from xl_udfs.engine.stored import SyntaxFault, tokens_of
from xl_udfs.engine.structured import STRUCTURED

SHEET = re.compile(r"(?:'((?:[^']|'')+)'|(?<![\w\]])([^\W\d][\w.]*))!")


def find(check: Check, subject: Subject) -> Iterator[Finding]:
    """Yield names that hold #REF!, name a missing sheet, or do not parse, and uses of no name."""
    sheets = {sheet.name.casefold() for sheet in subject.book.sheets} | {
        name.casefold() for name in subject.book.other_sheets
    }
    for scope, name in subject.book.names:
        if name.function:
            continue
        fault = _fault(name.attr_text or "", sheets)
        if fault:
            message = f"the name {name.name} {fault}: {name.attr_text or 'nothing'}"
            yield check.finding(message, sheet=scope or "", name=name.name)
    for place, names in subject.values.undefined.items():
        what = ", ".join(names)
        message = f"{what} is not defined in this workbook, so that Excel shows #NAME?"
        yield check.at(subject, place, message)


def _fault(text: str, sheets: set[str]) -> str:
    if not text.strip():
        return "refers to nothing"
    bare = TEXTS.sub('""', text)
    if "#REF!" in bare.upper():
        return "has lost the cells that it referred to"
    for quoted, plain in SHEET.findall(bare):
        sheet = quoted.replace("''", "'") or plain
        ends = sheet.split(":") if ":" in sheet else [sheet]
        if "[" not in sheet and any(end.casefold() not in sheets for end in ends):
            return f"refers to the sheet {sheet}, which is not there"
    try:
        tokens_of(f"={STRUCTURED.sub('A1', bare)}")
    except SyntaxFault as wrong:
        return f"does not parse ({wrong})"
    return ""


CHECK = Check(
    "broken-name",
    Severity.ERROR,
    "A defined name has lost its cells, names a missing sheet or does not parse; or a formula "
    "uses a name that no one defines.",
    why="Deleting a sheet, a row or a column leaves names behind that lead to #REF!. Formulas "
    "that use them show an error, and so does a list or a print area that rests on one.",
    remedy="Give the name its cells again in Excel's Name Manager, or delete it there.",
    find=find,
)
