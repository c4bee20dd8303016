"""Payments on account of notes, listed below what converts (001-N head; N-03)."""

from openpyxl.worksheet.worksheet import Worksheet

from xl_udfs.templates.sheets import layout
from xl_udfs.templates.sheets.entries import DAY, LABEL, MONEY_ABOVE_0
from xl_udfs.templates.sheets.layout import area_of
from xl_udfs.templates.sheets.styles import WORDS
from xl_udfs.templates.sheets.tables import Column, Formula, add_table

ROWS = 10
REMARKS = 'COUNTIF(tblPaid[Remark],"?*")'


def header_of(rows: int) -> int:
    """Return the row of the titles below a list of so many rows."""
    return layout.FIRST_ROW + rows + 2


def paid_to(holder: str, day: str) -> str:
    """Return the formula of what was paid on the note of a holder up to a day, $."""
    return f'SUMIFS(tblPaid[Amount],tblPaid[Holder],{holder},tblPaid[Date],"<="&{day})'


def read(sheet: str, rows: int) -> str:
    """Return what NOTE_BALANCE reads as payments: holder, date and amount, with their titles."""
    return area_of(sheet, "A", "C", ROWS + 1, header_of(rows))


def add_payments(sheet: Worksheet, rows: int, compounding: str) -> None:
    """Add the list below that of the convertibles.

    Args:
        sheet: that of `tblConvertibles`.
        rows: how many that list has.
        compounding: how the interest of one runs, as a formula on its ``{place}`` in the list.
    """
    of = {
        title: f"INDEX(tblConvertibles[{title}],MATCH({{holder}}{{row}},tblConvertibles[Holder],0))"
        for title in ("Kind", "Amount", "Rate", "From", "Day count")
    }
    rate, first = of["Rate"], of["From"]
    place = "MATCH({holder}{row},tblConvertibles[Holder],0)"
    why = (
        f'WHY("NOTE_BALANCE",{of["Amount"]},{first},{{date}}{{row}},{read(sheet.title, rows)},{rate},'
        f'IF({of["Day count"]}="","actual/365",{of["Day count"]}),{compounding.format(place=place)},'
        '{holder}{row})<>""'
    )
    own = "{holder}${first}:{holder}${last}"
    total = f'SUMIFS({{paid}}${{first}}:{{paid}}${{last}},{own},{{holder}}{{row}},{{date}}${{first}}:{{date}}${{last}},"<="&{{date}}{{row}})'
    complete = f"AND(COUNT({{date}}${{first}}:{{date}}${{last}})-COUNTA({own})=0,COUNT({{paid}}${{first}}:{{paid}}${{last}})-COUNTA({own})=0)"
    wrong = (
        ('{holder}{row}=""', '"whose?"'),
        (f"ISNA({place})", '"not listed"'),
        (f'{of["Kind"]}<>"note"', '"not a note"'),
        ("NOT(ISNUMBER({date}{row}))", '"which day?"'),
        ("NOT(ISNUMBER({paid}{row}))", '"how much?"'),
        (f"AND(ISNUMBER({first}),{first}>{{date}}{{row}})", '"too early"'),
        (f"IF(AND(ISNUMBER({rate}),ISNUMBER({first})),{rate}>0,FALSE)", f'IF(IF({complete},{why},FALSE),"too much","")'),
        (f"{total}>{of['Amount']}", '"too much"'),
    )  # fmt: skip
    remark = '""'
    for condition, text in reversed(wrong):
        remark = f"IF({condition},{text},{remark})"
    header = header_of(rows)
    layout.section(sheet, header - 1, "Payments on account of notes", 4)
    columns = (
        Column("holder", "Holder", LABEL, "Whose note is paid, as it is listed above; a SAFE is not."),
        Column("date", "Date", DAY, "Day of the payment, not before its interest runs."),
        Column("paid", "Amount", MONEY_ABOVE_0, "Paid, $: it goes to interest first, then to principal."),
        Formula("remark", "Remark", WORDS, f'IF(COUNTA({{holder}}{{row}}:{{paid}}{{row}})=0,"",{remark})'),
    )  # fmt: skip
    add_table(sheet, "tblPaid", columns, [{}] * ROWS, header_row=header)
