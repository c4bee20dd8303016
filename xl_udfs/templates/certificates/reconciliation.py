"""``reconciliation.xlsx``: every stated figure of the documents that can be recomputed."""

from collections.abc import Iterator, Mapping

from openpyxl.worksheet.worksheet import Worksheet

from xl_udfs.templates.certificates.agreement_figures import AGREEMENT
from xl_udfs.templates.certificates.certificate_2002 import CERTIFICATE_2002
from xl_udfs.templates.certificates.certificate_2005 import CERTIFICATE_2005
from xl_udfs.templates.sheets import layout, styles
from xl_udfs.templates.sheets.charts import Block, stacked_bars
from xl_udfs.templates.sheets.checks import WHOLE, Check, add_checks
from xl_udfs.templates.sheets.entries import ANY_TEXT
from xl_udfs.templates.sheets.figure_sheet import Cells, add_figures, figure_checks
from xl_udfs.templates.sheets.figures import Certificate
from xl_udfs.templates.sheets.finish import Template
from xl_udfs.templates.sheets.layout import CHECKS
from xl_udfs.templates.sheets.readme import Readme, add_readme, write_readme
from xl_udfs.templates.sheets.styles import INTEGER
from xl_udfs.templates.sheets.tables import AnyColumn, Column, Formula, add_table

SUMMARY = "Summary"
DOCUMENTS = (CERTIFICATE_2002, CERTIFICATE_2005, AGREEMENT)
WAYS = (
    ("Agrees exactly", "agrees exactly"),
    ("Rounded", "rounded"),
    ("Truncated", "truncated"),
    ("Differs", "differs*"),
)
CHART_ROWS = 26  # that the chart below the table takes
TITLE = "Reconciliation of the documents' figures"
PURPOSE = (
    "Every figure that the four documents state and that can be recomputed: stated, recomputed, "
    "difference, and how it follows."
)
README = Readme(
    sheets=(
        (SUMMARY, "How many figures follow in which way, document by document."),
        (CERTIFICATE_2002.sheet, "The certificate of February 5, 2002."),
        (CERTIFICATE_2005.sheet, "The certificate of July 19, 2005."),
        (
            AGREEMENT.sheet,
            "The purchase agreement of January 28, 2002, and where other documents repeat it.",
        ),
        (CHECKS, "Every check, and the master check that all sheets show."),
    ),
    names="The lists are the tables tblSummary and tblChecks. There are no names.",
    functions="The functions CONVPRICE_WEIGHTED, WARRANT_COVERAGE and the others",
    sources=(
        ("Series 5-A", "Certificate of designation, executed June 29, 2005 (Exhibit 3.1)."),
        ("Agreement", "Exchangeable note and warrant purchase agreement, January 28, 2002."),
        ("Certificates", "Letters of February 5, 2002 (4.3) and July 19, 2005 (20.2)."),
    ),
)


def template() -> Template:
    """Return the workbook as it is before its formulas have values."""
    book = styles.new_book()
    readme = add_readme(book, TITLE, PURPOSE)
    summary = layout.add_sheet(
        book,
        SUMMARY,
        title="How the stated figures follow",
        purpose="Counted over the sheets of this workbook.",
        units="Numbers of figures.",
        widths=(30, 26, *(20,) * (len(DOCUMENTS) + 1)),
    )
    checks: list[Check] = []
    for document in DOCUMENTS:
        cells = add_figures(book, document)
        checks += figure_checks(document, cells)
        if document is AGREEMENT:
            checks.append(_totals(cells))
    checks += _summary(summary)
    add_checks(book, checks)
    write_readme(readme, README)
    return Template(book, title=TITLE, subject="reconciliation, version 1")


def _totals(cells: Mapping[str, Cells]) -> Check:
    """Return the check of the two sums that no document prints."""
    return Check(f"{AGREEMENT.sheet}: warrants in all are five for each dollar in all", WHOLE, f"={cells['total_warrants'].exact}",
        f"={cells['total'].exact}*{cells['per_dollar']}", "Both sums hold all six lines.")  # fmt: skip


def _verdicts(document: Certificate) -> str:
    """Return the cells of a document's sheet that say how a figure follows."""
    first = layout.HEADER_ROW + 1
    return f"'{document.sheet}'!$F${first}:$F${first + len(document.lines) - 1}"


def _summary(sheet: Worksheet) -> Iterator[Check]:
    """Fill the sheet of counts, and yield a check that every figure is counted once."""
    columns: tuple[AnyColumn, ...] = (
        Column("way", "How it follows", ANY_TEXT, "Memo: a name.", kept=True),
        Column("verdict", "Verdict counted", ANY_TEXT, "The verdict on the figure's sheet; * stands for any rest.", kept=True),
        *(
            Formula(f"document_{number}", document.sheet, INTEGER, f"COUNTIF({_verdicts(document)},$B{{row}})", linked=True)
            for number, document in enumerate(DOCUMENTS)
        ),
        Formula("total", "In all", INTEGER, "SUM({document_0}{row}:{document_2}{row})"),
    )  # fmt: skip
    ways = [{"way": way, "verdict": verdict} for way, verdict in WAYS]
    rows = add_table(sheet, "tblSummary", columns, ways)
    blocks = [
        (document.sheet, Block(sheet, 3 + number, rows[0], rows[-1]))
        for number, document in enumerate(DOCUMENTS)
    ]
    stacked_bars(
        sheet,
        f"A{rows[-1] + 3}",
        "How the stated figures follow, by document",
        Block(sheet, 1, rows[0], rows[-1]),
        blocks,
        across_title="How a figure follows",
        up_title="Figures",
        up_shown="0",
    )
    layout.close_sheet(sheet, "F")
    sheet.print_area = f"A1:F{rows[-1] + CHART_ROWS}"
    for number, document in enumerate(DOCUMENTS):
        letter = "CDE"[number]
        yield Check(f"{document.sheet}: every figure is counted once", WHOLE, f"=SUM({SUMMARY}!{letter}{rows[0]}:{letter}{rows[-1]})",
            f'=COUNTIF({_verdicts(document)},"?*")', "No verdict is missing from the summary, and none is in it twice.")  # fmt: skip
