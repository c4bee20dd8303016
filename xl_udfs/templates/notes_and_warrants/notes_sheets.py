"""The sheets on the notes in ``notes_and_warrants.xlsx``: Exhibit A, accrual, schedule."""

from openpyxl import Workbook

from xl_udfs.core.agreement.closings import EXHIBIT_A, FIRST_CLOSING
from xl_udfs.templates.sheets import charts, layout, styles
from xl_udfs.templates.sheets.charts import ChartBlock
from xl_udfs.templates.sheets.entries import DAY, SHARES, above_0, choice, text
from xl_udfs.templates.sheets.forms import add_name
from xl_udfs.templates.sheets.layout import FIRST_ROW, HEADER_ROW
from xl_udfs.templates.sheets.styles import DATE, DOLLARS, INTEGER, WHOLE_DOLLARS, WORDS
from xl_udfs.templates.sheets.tables import Column, Formula, add_table

EXHIBIT, ACCRUAL, SCHEDULE = "⟨Exhibit A|Purchasers⟩", "Accrual", "Schedule"
CONVENTIONS = ("actual/365", "actual/360", "stub period", "exponent", "30/360")
SCHEDULED = 25  # lines of the schedule: two years from the start
TERMS = "in_rate,in_convention,in_quarters"
PERCENT = "0.0000%"
COUNTED = f"ROW()-ROW(A${HEADER_ROW})-1"  # 0 in the first row


def of_exhibit(title: str) -> str:
    """Return a formula for the cell of Exhibit A on this line, so that a list can grow with it."""
    return f"INDEX(tblPurchasers[{title}],ROWS($L${FIRST_ROW}:$L{{row}}))"  # L is empty


def linked(name: str, title: str, source: str, shown: str = styles.GENERAL) -> Formula:
    """Return a column that repeats one of Exhibit A, line by line."""
    return Formula(name, title, shown, of_exhibit(source), linked=True)


PURCHASER = linked("purchaser", "Purchaser", "Purchaser")


def add_exhibit(book: Workbook) -> None:
    """Add Exhibit A of the agreement."""
    sheet = layout.add_sheet(book, EXHIBIT, "⟨Exhibit A: the|The⟩ Purchasers", (30, 16, 16, 16, 12, 12, 13, 16, 20, 20),
        "Notes and warrants of each Purchaser as ⟨Exhibit A and the signature pages state|the agreement states⟩ them, each line held to 5 shares for each dollar (agreement 1.1).",
        "$ and shares; differences are stated less recomputed. The totals above the list are ours⟨: Exhibit A prints none|⟩.")  # fmt: skip
    columns = (
        Column("purchaser", "Purchaser", text(80, WORDS), "Name, each once."),
        Column("principal", "Principal", above_0(WHOLE_DOLLARS), "Of the ⟨Series B-1 Note|note⟩, $, above 0.", total=True),
        Column("stated", "Warrants stated", SHARES, "Shares under the warrants, as ⟨Exhibit A|the agreement⟩ states them.", total=True),
        Formula("five", "Five to one", INTEGER, 'IF({principal}{row}="","",WARRANT_COVERAGE({principal}{row},in_shares_per_dollar))', total=True),
        Formula("gap", "Difference", INTEGER, 'IF({five}{row}="","",{stated}{row}-{five}{row})', total=True),
        Formula("agreement", "Agreement", WORDS, 'IF({gap}{row}="","",IF({gap}{row}=0,"agrees","differs"))'),
        Formula("share", "Part of all", PERCENT, "{principal}{row}/SUM({principal}${first}:{principal}${last})", total=True),
        Column("paid", "Paid with", choice('"earlier notes,cash"', WORDS),
            "⟨Not in the documents line by line; the amounts fit notes given up (agreement 1.1). |⟩⟨Those are the Series B Notes|Earlier notes⟩: interest from the Effective Date (1.5)."),
        Column("closing", "Closing", DAY, "Day on which the note is issued: the First Closing, or an Additional Closing within 120 days (1.3(a), (b))."),
        Formula("start", "Interest from", DATE, 'IF({paid}{row}="earlier notes",in_effective_date,{closing}{row})'),
    )  # fmt: skip
    rows = [
        {
            "purchaser": line.purchaser,
            "principal": int(line.principal),
            "stated": line.warrants,
            "paid": "earlier notes",
            "closing": FIRST_CLOSING,
        }
        for line in EXHIBIT_A
    ]
    numbers = add_table(sheet, "tblPurchasers", columns, rows, begun_by=columns[0].name)
    add_name(book, "in_purchasers", sheet, f"$A${numbers[0]}:$A${numbers[-1]}")
    layout.close_sheet(sheet, "J")


def add_accrual(book: Workbook) -> None:
    """Add the Note Amounts on the date of the inputs."""
    sheet = layout.add_sheet(book, ACCRUAL, "Note Amounts on one date", (28, 16, 18.5, 18.5, 18, 16, 16.2),
        "Principal and accrued interest of every note on the date of the sheet Inputs, in the convention of the sheet Terms (note, head).",
        "$, to the cent; totals stand above the list.", landscape=False)  # fmt: skip
    columns = (
        PURCHASER,
        linked("principal", "Principal", "Principal", DOLLARS),
        linked("start", "Interest from", "Interest from", DATE),
        Formula("to", "Interest to", DATE, "out_interest_to", linked=True),
        Formula("amount", "Note Amount", DOLLARS, f"NOTE_AMOUNT({{principal}}{{row}},{{start}}{{row}},{{to}}{{row}},{TERMS})", total=True),
        Formula("interest", "Interest", DOLLARS, f"NOTE_INTEREST({{principal}}{{row}},{{start}}{{row}},{{to}}{{row}},{TERMS})", total=True),
        Formula("growth", "Of principal", PERCENT, "{interest}{row}/{principal}{row}"),
    )  # fmt: skip
    rows = add_table(sheet, "tblAccrual", columns, [{}] * len(EXHIBIT_A))
    charts.stacked_bars(
        sheet,
        f"A{rows[-1] + 3}",
        "Note Amount of each Purchaser: principal and interest",
        ChartBlock(sheet, 1, rows[0], rows[-1]),
        [
            ("Principal", ChartBlock(sheet, 2, rows[0], rows[-1])),
            ("Interest", ChartBlock(sheet, 6, rows[0], rows[-1])),
        ],
        across_title="Purchaser",
        up_title="Note Amount, $",
        up_shown="#,##0",
    )
    layout.close_sheet(sheet, "G")


def add_schedule(book: Workbook) -> None:
    """Add the growth of one note by month, and how the conventions differ, with charts."""
    sheet = layout.add_sheet(book, SCHEDULE, "Interest month by month", (14, 18.5, 18.5, 14, 13, 10.5, 10.5, 10.5, 11, 10.5),
        "The note of the purchaser shown in detail (sheet Inputs), month by month; beside it, how much other conventions would give.",
        "$, to the cent; the last five columns are their interest less that of the convention chosen on the sheet Terms.", landscape=False)  # fmt: skip
    note = "out_detail_principal,out_detail_start,{to}{row},in_rate"
    others = [
        Formula(f"c{place}", convention, DOLLARS, f"ROUND(NOTE_INTEREST({note},{{c{place}}}${HEADER_ROW},in_quarters)-{{interest}}{{row}},in_decimals)")
        for place, convention in enumerate(CONVENTIONS)
    ]  # fmt: skip
    columns = (
        Formula("month", "Month", "0", f'IF(out_detail_start="","",{COUNTED})'),
        Formula("date", "Date", DATE, "EDATE(out_detail_start,{month}{row})"),
        Formula("to", "Interest to", DATE, 'IF(in_after_maturity="stops",MIN({date}{row},in_maturity),{date}{row})'),
        Formula("amount", "Note Amount", DOLLARS, f"NOTE_AMOUNT({note},in_convention,in_quarters)"),
        Formula("interest", "Interest", DOLLARS, f"NOTE_INTEREST({note},in_convention,in_quarters)"),
        *others,
    )  # fmt: skip
    rows = add_table(sheet, "tblSchedule", columns, [{}] * SCHEDULED)
    dates = ChartBlock(sheet, 2, rows[0], rows[-1])
    charts.step_chart(
        sheet,
        f"A{rows[-1] + 2}",
        "Interest on the note of the purchaser shown in detail",
        dates,
        [("Interest", ChartBlock(sheet, 5, rows[0], rows[-1]))],
        across_title="Date",
        height=6.5,
        up_title="Interest, $",
        across_shown="mmm yyyy",
        up_shown="#,##0",
    )
    second = rows[-1] + 16  # on a page of its own
    charts.step_chart(
        sheet,
        f"A{second}",
        "What other conventions would add to the interest",
        dates,
        [
            (convention, ChartBlock(sheet, 6 + place, rows[0], rows[-1]))
            for place, convention in enumerate(CONVENTIONS)
        ],
        across_title="Date",
        up_title="Difference of interest, $",
        across_shown="mmm yyyy",
        up_shown="#,##0",
    )
    layout.new_page(sheet, second)
    layout.close_sheet(sheet, "J")
