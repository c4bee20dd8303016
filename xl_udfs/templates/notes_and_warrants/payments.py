"""The sheets on exchange and prepayment of the notes in ``notes_and_warrants.xlsx``."""

from openpyxl import Workbook

from xl_udfs.core.agreement.closings import EXHIBIT_A
from xl_udfs.templates.notes_and_warrants.notes_sheets import PURCHASER, TERMS, linked, of_exhibit
from xl_udfs.templates.sheets import layout, styles
from xl_udfs.templates.sheets.layout import YES_NO
from xl_udfs.templates.sheets.tables import Column, add_table

EXCHANGE, PREPAYMENT = "Exchange", "Prepayment"


def add_exchange(book: Workbook) -> None:
    """Add the voluntary exchange into Series A Notes, and on to common stock."""
    sheet = layout.add_sheet(
        book,
        EXCHANGE,
        title="Voluntary exchange for Series A Notes",
        purpose="What each Purchaser exchanges on the date of exchange (sheet Results), and the "
        "common stock that it reaches through Series 3-A (note 3; the last two columns rest on "
        "inferred terms).",
        units="$ and shares. The Series A Note bears the date of the exchange (agreement 1.3(c)); "
        "totals stand above the list.",
        widths=(30, 18, 14, 12, 18, 14, 18, 18, 18, 16),
    )
    columns = (
        PURCHASER,
        Column(
            name="amount",
            title="Note Amount",
            shown=styles.DOLLARS,
            formula=f"NOTE_AMOUNT({of_exhibit('Principal')},{of_exhibit('Interest from')},"
            f"out_exchange_date,{TERMS})",
            linked=True,
            total=True,
        ),
        Column(
            name="part",
            title="Part exchanged",
            shown="0.00%",
            operator="between",
            upper="1",
            prompt="Not in the documents: an example. 0 to 100%; interest goes with its "
            "principal (note 3(a)).",
        ),
        Column(
            name="paid",
            title="Paid in full",
            shown=styles.WORDS,
            kind="list",
            operator=None,
            bound=YES_NO,
            prompt="yes: the note is no longer outstanding, and cannot be exchanged.",
        ),
        Column(
            name="joined",
            title="Series A party or joinder",
            shown=styles.WORDS,
            kind="list",
            operator=None,
            bound=YES_NO,
            prompt="Not in the documents. yes: a Purchaser under the Series A agreement, or it "
            "delivered a joinder (agreement 1.3(c)).",
        ),
        Column(
            name="may",
            title="May exchange",
            shown=styles.WORDS,
            formula='IF(AND(NOTE_EXCHANGE_ALLOWED(out_exchange_date,{paid}{row}="yes",'
            'in_opens_after),{joined}{row}="yes"),"yes","no")',
        ),
        Column(
            name="series_a",
            title="Series A principal",
            shown=styles.DOLLARS,
            formula='IF({may}{row}="yes",ROUND({amount}{row}*{part}{row},in_decimals),0)',
            total=True,
        ),
        Column(
            name="left",
            title="Left as Series B-1",
            shown=styles.DOLLARS,
            formula='IF({paid}{row}="yes",0,{amount}{row}-{series_a}{row})',
            total=True,
        ),
        Column(
            name="preferred",
            title="Series 3-A shares",
            shown="#,##0.0000",
            formula="{series_a}{row}/in_price_3a",
            total=True,
        ),
        Column(
            name="common",
            title="Common shares",
            shown=styles.INTEGER,
            formula="NOTE_COMMON_SHARES({series_a}{row},in_price_3a,in_common_per_3a)",
            total=True,
        ),
    )
    add_table(
        sheet,
        "tblExchange",
        columns,
        [{"part": 1, "paid": "no", "joined": "yes"}] * len(EXHIBIT_A),
    )
    layout.close_sheet(sheet, "J")


def add_prepayment(book: Workbook) -> None:
    """Add the prepayment, pro rata among the notes outstanding."""
    sheet = layout.add_sheet(
        book,
        PREPAYMENT,
        title="Prepayment pro rata",
        purpose="How the amount of the sheet Inputs is shared among the notes then outstanding "
        "(note 2(iii)); whether it is allowed stands on the sheet Results.",
        units="$, to the cent. A payment goes to interest first; totals stand above the list.",
        widths=(30, 16, 18, 20, 16, 18, 16, 16, 16, 18),
    )
    columns = (
        PURCHASER,
        linked("principal", "Principal", "Principal", styles.DOLLARS),
        Column(
            name="amount",
            title="Note Amount",
            shown=styles.DOLLARS,
            formula=f"NOTE_AMOUNT({{principal}}{{row}},{of_exhibit('Interest from')},"
            f"in_prepay_date,{TERMS})",
            linked=True,
            total=True,
        ),
        Column(
            name="exchanged",
            title="Exchanged on",
            shown=styles.DATE,
            kind="date",
            bound="61",
            prompt="Blank where it was not. Not in the documents. Before the date set for the "
            "prepayment it takes the note out; on that day it is too late (note 2(ii)).",
        ),
        Column(
            name="bars",
            title="Outstanding",
            shown=styles.WORDS,
            formula="IF(AND(ISNUMBER({exchanged}{row}),{exchanged}{row}<in_prepay_date),"
            '"no","yes")',
        ),
        Column(
            name="weight",
            title="Weight",
            shown=styles.DOLLARS,
            formula='IF({bars}{row}="yes",IF(in_measure="principal",{principal}{row},'
            "{amount}{row}),0)",
            total=True,
        ),
        Column(
            name="paid",
            title="Paid",
            shown=styles.DOLLARS,
            formula="INDEX(PRO_RATA(in_prepay_amount,{weight}${first}:{weight}${last},out_cent),"
            "ROWS(A${first}:A{row}))",
            total=True,
        ),
        Column(
            name="interest",
            title="Of it interest",
            shown=styles.DOLLARS,
            formula="MIN({paid}{row},{amount}{row}-{principal}{row})",
            total=True,
        ),
        Column(
            name="reduced",
            title="Of it principal",
            shown=styles.DOLLARS,
            formula="{paid}{row}-{interest}{row}",
            total=True,
        ),
        Column(
            name="left",
            title="Note Amount left",
            shown=styles.DOLLARS,
            formula='IF({bars}{row}="yes",{amount}{row}-{paid}{row},0)',
            total=True,
        ),
    )
    add_table(sheet, "tblPrepayment", columns, [{}] * len(EXHIBIT_A))
    layout.close_sheet(sheet, "J")
