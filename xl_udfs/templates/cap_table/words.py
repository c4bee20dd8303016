"""The sheets of words: change log, functions, glossary."""

from datetime import date

from openpyxl import Workbook

from xl_udfs.functions.catalogue import FUNCTIONS
from xl_udfs.templates.cap_table.columns import days, words
from xl_udfs.templates.sheets import layout, styles
from xl_udfs.templates.sheets.entries import text
from xl_udfs.templates.sheets.layout import put
from xl_udfs.templates.sheets.readme import functions_of
from xl_udfs.templates.sheets.styles import WORDS
from xl_udfs.templates.sheets.tables import Column, LabelColumn, add_table

CHANGES, FUNCTION_SHEET, GLOSSARY = "Change Log", "Functions", "Glossary"
VERSIONS = (
    {
        "version": "1",
        "date": date(2005, 7, 18),
        "who": "xl-udfs",
        "what": "As shipped: the position of July 18, 2005 as far as the documents give it.",
    },
)
TERMS = (
    ("Additional Shares", "Common stock issued or deemed issued after the start date, but for the kinds that a list excludes.",
        "000 VII.E(6)(c); 001 Exhibit C 3(g)(4)"),
    ("As converted", "Common shares that a holding is or converts into, unrounded.", "000 VII.A"),
    ("Common shares for one", "(Original Issue Price + declared unpaid dividend) ÷ conversion price; for a warrant its price at the start ÷ its price now.",
        "000 VII.A; warrant 3(a)"),
    ("Conversion price", "$ of Original Issue Price that buy one common share; never rounded between events.", "000 II.E"),
    ("Effective Price", "Consideration ÷ Additional Shares of one issue.", "000 VII.E(6)(c)"),
    ("Full ratchet", "The price becomes the Effective Price where that is lower.", "000 VII.E(6)(a)(i); warrant 3(g)(1)"),
    ("Fully diluted", "All classes as converted, and all warrants and other rights exercised.", "000 VII.E(6)(a)"),
    ("Other Securities", "Rights to common stock that ⟨the Series 2-A|a weighted average⟩ counts on both lines of its fraction.", "003; 004"),
    ("Position", "A number of shares that a document states for a day; the ledger starts from it.", "003 (A); 004 (A)"),
    ("Price event", "A line of the ledger that may move prices: financing, split, stock dividend, expiry.", "000 VII.E"),
    ("Threshold", "Smallest gross proceeds at which an issue adjusts the price.", "000 VII.E(6)(a)"),
    ("Votes", "Common shares, and those that preferred shares convert into, each holder's and class's fraction dropped.", "000 VI.A"),
    ("Weighted average", "Price x (shares before + consideration ÷ price) ÷ (shares before + Additional Shares).", "000 VII.E(6)(a)(ii); 003; 004"),
    ("000, 001, 003, 004",
        "The Series 5-A certificate; the agreement of January 28, 2002 with its exhibits; the letters of February 5, 2002 and July 19, 2005.", "sheet README"),
)  # fmt: skip


def add_change_log(book: Workbook) -> None:
    """Add the log of changes to the workbook itself."""
    sheet = layout.add_sheet(book, CHANGES, "Change log", (30, 16, 24, 80),
        "What was changed in this workbook, when and by whom; changes of the company stand in the ledger.",
        "One line a change, the newest last.")  # fmt: skip
    columns = (
        words("version", "Version", "Memo: number of the version."),
        days("date", "Date", "Memo: day of the change."),
        Column("who", "Who", text(250, WORDS), "Memo: who made it."),
        words("what", "What was changed, and why", "Memo: in a sentence."),
    )
    add_table(sheet, "tblChanges", columns, [*VERSIONS, {}, {}, {}])
    layout.close_sheet(sheet, "D")


WIDTHS = (28, 50, 56, 36)  # of the sheet of functions


def add_functions(book: Workbook) -> None:
    """Add the list of our functions that the formulas of the workbook call."""
    called = functions_of(book)
    sheet = layout.add_sheet(book, FUNCTION_SHEET, "Functions", WIDTHS,
        "The functions of xl-udfs that this workbook calls; all others are Excel's own.",
        "Arguments in [brackets] may be left out.")  # fmt: skip
    columns = tuple(
        (LabelColumn(name, title) for name, title in (("name", "Function"), ("gives", "What it gives"), ("arguments", "Arguments"), ("clause", "Clause"))),
    )  # fmt: skip
    rows = [_described(name) for name in called]
    add_table(sheet, "tblFunctions", columns, rows)
    layout.close_sheet(sheet, "D")


def _described(name: str) -> dict[str, str]:
    function = FUNCTIONS[name]
    return {
        "name": name,
        "gives": function.help,
        "arguments": function.signature.partition("(")[2].removesuffix(")"),
        "clause": function.clauses,
    }


def add_glossary(book: Workbook) -> None:
    """Add the terms that the sheets use."""
    sheet = layout.add_sheet(book, GLOSSARY, "Glossary", (28, 100, 40),
        "What the words on the other sheets mean, and where the documents say so.",
        "000 to 004 are the documents named on the sheet README.")  # fmt: skip
    layout.header(sheet, ("Term", "Meaning", "Where"))
    for row, (term, meaning, place) in enumerate(TERMS, start=layout.FIRST_ROW):
        put(sheet, f"A{row}", term, styles.TEXT)
        put(sheet, f"B{row}", meaning, styles.TEXT)
        put(sheet, f"C{row}", place, styles.NOTE)
    layout.close_sheet(sheet, "C")
