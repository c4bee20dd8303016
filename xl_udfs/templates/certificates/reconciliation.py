"""``reconciliation.xlsx``: every stated figure of the documents that can be recomputed."""

from collections.abc import Iterator

from openpyxl import Workbook

from xl_udfs.templates.certificates.agreement_figures import AGREEMENT
from xl_udfs.templates.certificates.certificate_2002 import CERTIFICATE_2002
from xl_udfs.templates.certificates.certificate_2005 import CERTIFICATE_2005
from xl_udfs.templates.sheets import layout
from xl_udfs.templates.sheets.charts import ChartBlock, stacked_bars
from xl_udfs.templates.sheets.checks import WHOLE, Check
from xl_udfs.templates.sheets.entries import ANY_TEXT
from xl_udfs.templates.sheets.figures.figure_sheet import (
    cells_of,
    figure_checks,
    sheet_of,
    verdicts,
)
from xl_udfs.templates.sheets.needs import needs
from xl_udfs.templates.sheets.plan import Page, Plan
from xl_udfs.templates.sheets.styles import INTEGER
from xl_udfs.templates.sheets.tables import AnyColumn, Column, Formula, add_table
from xl_udfs.templates.sheets.to_fill import Parts

SUMMARY = "Summary"
DOCUMENTS = (CERTIFICATE_2002, CERTIFICATE_2005, AGREEMENT)
TITLES = ("⟨Feb 2002|First certificate⟩", "⟨Jul 2005|Second certificate⟩", AGREEMENT.sheet)
WAYS = (
    ("Agrees exactly", "agrees exactly"),
    ("Rounded", "rounded"),
    ("Truncated", "truncated"),
    ("Differs", "differs*"),
)
TITLE = "Reconciliation of ⟨the documents'|documents'⟩ figures"
PURPOSE = (
    "Every figure that ⟨the four|your⟩ documents state and that can be recomputed: stated, recomputed, "
    "difference, and how it follows."
)


def _totals() -> Check:
    """Return the check of the two sums that no document prints."""
    cells = cells_of(AGREEMENT, AGREEMENT.sheet)
    return Check(f"{AGREEMENT.sheet}: warrants in all are five for each dollar in all", WHOLE, f"={cells['total_warrants'].exact}",
        f"={cells['total'].exact}*{cells['per_dollar']}", "Both sums hold all six lines.")  # fmt: skip


def add_summary(book: Workbook) -> None:
    """Add the sheet of counts."""
    sheet = layout.add_sheet(book, SUMMARY, "How the stated figures follow", (30, 26, *(20,) * (len(DOCUMENTS) + 1)),
        "Counted over the sheets of this workbook.",
        "Numbers of figures.")  # fmt: skip
    columns: tuple[AnyColumn, ...] = (
        Column("way", "How it follows", ANY_TEXT, "Memo: a name.", kept=True),
        Column("verdict", "Verdict counted", ANY_TEXT, "The verdict on the figure's sheet; * stands for any rest.", kept=True),
        *(
            Formula(f"document_{number}", title, INTEGER, needs(f"COUNTIF({verdicts(document)},$B{{row}})"), linked=True)
            for number, (title, document) in enumerate(zip(TITLES, DOCUMENTS, strict=True))
        ),
        Formula("total", "In all", INTEGER, needs("SUM({document_0}{row}:{document_2}{row})", "{document_0}{row}:{document_2}{row}")),
    )  # fmt: skip
    ways = [{"way": way, "verdict": verdict} for way, verdict in WAYS]
    rows = add_table(sheet, "tblSummary", columns, ways)
    blocks = [
        (title, ChartBlock(sheet, 3 + number, rows[0], rows[-1]))
        for number, title in enumerate(TITLES)
    ]
    stacked_bars(
        sheet,
        f"A{rows[-1] + 3}",
        "How the stated figures follow, by document",
        ChartBlock(sheet, 1, rows[0], rows[-1]),
        blocks,
        across_title="How a figure follows",
        up_title="Figures",
        up_shown="0",
    )
    layout.close_sheet(sheet, "F")


def _counted() -> Iterator[Check]:
    """Yield a check for each document that every figure is counted once."""
    first, last = layout.FIRST_ROW, layout.HEADER_ROW + len(WAYS)
    for letter, document in zip("CDE", DOCUMENTS, strict=True):
        yield Check(f"{document.sheet}: every figure is counted once", WHOLE, f"=SUM({SUMMARY}!{letter}{first}:{letter}{last})",
            f'=COUNTIF({verdicts(document)},"?*")', "No verdict is missing from the summary, and none is in it twice.")  # fmt: skip


CHECK_LINES = (
    *(check for document in DOCUMENTS for check in figure_checks(document)),
    _totals(),
    *_counted(),
)
PLAN = Plan(
    id="reconciliation",
    title=TITLE,
    purpose=PURPOSE,
    pages=(
        Page(SUMMARY, "How many figures follow in which way, document by document.", add_summary),
        Page(CERTIFICATE_2002.sheet, "⟨The certificate of February 5, 2002|A first certificate, of notes and warrants⟩.", sheet_of(CERTIFICATE_2002)),
        Page(CERTIFICATE_2005.sheet, "⟨The certificate of July 19, 2005|A second certificate, of preferred and warrants⟩.", sheet_of(CERTIFICATE_2005)),
        Page(AGREEMENT.sheet, "⟨The purchase agreement of January 28, 2002|A purchase agreement⟩, and where other documents repeat it.", sheet_of(AGREEMENT)),
    ),
    checks=CHECK_LINES,
    parts=Parts(alone=frozenset(one.sheet for one in (CERTIFICATE_2002, CERTIFICATE_2005, AGREEMENT))),
    sources=(
        ("Series 5-A", "⟨Certificate of designation, executed June 29, 2005 (Exhibit 3.1)|Your certificate of designation⟩."),
        ("Agreement", "⟨Exchangeable note and warrant purchase agreement, January 28, 2002|Your purchase agreement⟩."),
        ("Certificates", "⟨Letters of February 5, 2002 (4.3) and July 19, 2005 (20.2)|Your letters to holders⟩."),
    ),
)  # fmt: skip
