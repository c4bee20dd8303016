"""Closings and transfers in ``compliance.xlsx``."""

from openpyxl import Workbook

from xl_udfs.core.agreement.closings import EXHIBIT_A, FIRST_CLOSING
from xl_udfs.templates.sheets import layout, styles
from xl_udfs.templates.sheets.layout import EXAMPLE
from xl_udfs.templates.sheets.tables import (
    Column,
    add_table,
    choice_column,
    date_column,
    text_column,
)

CLOSINGS, TRANSFERS = "Closings", "Transfers"


def add_closings(book: Workbook) -> None:
    """Add what was sold at which Closing."""
    sheet = layout.add_sheet(
        book,
        CLOSINGS,
        title="Closings",
        purpose="What each Purchaser bought, at the First Closing or at an Additional Closing "
        "within 120 days of it (agreement 1.3), held to the cap of $4,450,000 (1.1).",
        units="$; the total stands above the list. The days are those of the agreement: when the "
        "First Closing was held is not in the documents.",
        widths=(32, 20, 18, 20, 14, 18, 18, 26, 20),
    )
    columns = (
        text_column("purchaser", "Purchaser", "Memo: Exhibit A, or a New Purchaser."),
        date_column("day", "Closing", "Agreement 1.3(a), (b): the day of the Closing."),
        Column(
            name="price",
            title="Purchase Price",
            shown=styles.DOLLARS,
            prompt="Agreement, Exhibit A: $, also the principal of the note (1.3(d), (e)).",
            total=True,
        ),
        choice_column(
            "paid",
            "Paid with",
            "Not in the documents line by line. An Additional Closing takes Series B Notes only "
            "by agreement (1.3(e)).",
            '"Series B Notes,cash"',
        ),
        Column(
            name="kind",
            title="Kind",
            shown=styles.WORDS,
            formula='IF({day}{row}=in_first_closing,"First","Additional")',
        ),
        Column(
            name="sold",
            title="Sold so far",
            shown=styles.DOLLARS,
            formula="SUM({price}${first}:{price}{row})",
        ),
        Column(
            name="room",
            title="Room under the cap",
            shown='"$"#,##0.00;-"$"#,##0.00',
            formula="in_most_sold-{sold}{row}",
        ),
        Column(
            name="order",
            title="In order",
            shown=styles.WORDS,
            formula='IF({room}{row}<0,"no, over the cap",IF({kind}{row}="First","yes",'
            "IF(OR({day}{row}<in_first_closing,{day}{row}>out_last_additional),"
            '"no, not in the 120 days",IF({paid}{row}="cash","yes","by agreement only"))))',
        ),
        Column(
            name="interest",
            title="Interest from",
            shown=styles.DATE,
            formula='IF({paid}{row}="Series B Notes",in_effective_date,{day}{row})',
        ),
    )
    rows = [
        {
            "purchaser": line.purchaser,
            "day": FIRST_CLOSING,
            "price": int(line.principal),
            "paid": "Series B Notes",
        }
        for line in EXHIBIT_A
    ]
    add_table(sheet, "tblClosings", columns, rows)
    layout.close_sheet(sheet, "I")


def add_transfers(book: Workbook) -> None:
    """Add transfers and their tests."""
    sheet = layout.add_sheet(
        book,
        TRANSFERS,
        title="Transfers of securities",
        purpose="The four tests of 8.3, and for a warrant the Company's consent or an affiliate "
        "(warrant 8). All lines are examples, none is in the documents.",
        units="$: principal of notes, fair value of other securities. Only BAPEF's note reaches "
        "$500,000.",
        widths=(30, 12, 18, 10, 13, 12, 10, 10, 11, 22, 24, 14, 32, 14),
    )
    columns = (
        text_column("holder", "Transferor", "Memo. Not in the documents: an example."),
        choice_column(
            "security", "Security", EXAMPLE + " What is transferred.", '"note,warrant,shares"'
        ),
        Column(
            name="amount",
            title="Amount",
            shown=styles.DOLLARS,
            prompt=EXAMPLE + " $: principal of notes, fair value of others.",
        ),
        choice_column("lawful", "Lawful", EXAMPLE + " 8.3(1)."),
        choice_column(
            "competitor", "Competitor", EXAMPLE + " As the Board determines in good faith, 8.3(2)."
        ),
        choice_column(
            "whole",
            "Whole company",
            EXAMPLE + " All common and preferred goes in the deal, 8.3(2).",
        ),
        choice_column("joined", "Joinder", EXAMPLE + " Delivered before the assignment, 8.3(4)."),
        choice_column("consent", "Consent", EXAMPLE + " Of the Company, for a warrant."),
        choice_column("affiliate", "Affiliate", EXAMPLE + " Of the Holder, for a warrant."),
        Column(
            name="buyer",
            title="Buyer",
            shown=styles.WORDS,
            formula='IF({competitor}{row}="no","no competitor","competitor")'
            '&IF({whole}{row}="yes",", buys all","")',
        ),
        Column(
            name="measured",
            title="Measured by",
            shown=styles.WORDS,
            formula='IF({security}{row}="note","principal","fair value")'
            '&IF({security}{row}="warrant",", warrant 8 too","")',
        ),
        Column(
            name="leave",
            title="Leave of the Company",
            shown=styles.WORDS,
            formula='IF({affiliate}{row}="yes","affiliate",IF({consent}{row}="yes","consent",'
            '"none"))',
        ),
        Column(
            name="fails",
            title="Fails",
            shown=styles.WORDS,
            formula='IF({lawful}{row}="no","8.3(1) ","")'
            '&IF(AND({competitor}{row}="yes",{whole}{row}="no"),"8.3(2) ","")'
            '&IF({amount}{row}<in_least_transfer,"8.3(3) ","")'
            '&IF({joined}{row}="no","8.3(4) ","")'
            '&IF(AND({security}{row}="warrant",{leave}{row}="none"),"warrant 8","")',
        ),
        Column(
            name="status",
            title="May it be made",
            shown=styles.WORDS,
            formula='IF({fails}{row}="","yes","no")',
        ),
    )
    answers = {
        "lawful": "yes",
        "competitor": "no",
        "whole": "no",
        "joined": "yes",
        "consent": "no",
        "affiliate": "no",
    }
    rows = [
        {**answers, "holder": holder, "security": security, "amount": amount}
        for holder, security, amount in (
            ("BAPEF Investments XII, Ltd.", "note", 2_147_357),
            ("Phillip E. Kelly", "note", 402_629),
            ("BAPEF Investments XII, Ltd.", "warrant", 600_000),
        )
    ]
    add_table(sheet, "tblTransfers", columns, rows)
    layout.close_sheet(sheet, "N")
