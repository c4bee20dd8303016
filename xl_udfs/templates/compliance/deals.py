"""Closings and transfers in ``compliance.xlsx``."""

from openpyxl import Workbook

from xl_udfs.core.agreement.closings import EXHIBIT_A, FIRST_CLOSING
from xl_udfs.templates.sheets import layout
from xl_udfs.templates.sheets.entries import DAY, LABEL, MONEY, YES_NO_WORD, choice
from xl_udfs.templates.sheets.layout import EXAMPLE
from xl_udfs.templates.sheets.styles import DATE, DOLLARS, WORDS
from xl_udfs.templates.sheets.tables import (
    Column,
    Formula,
    add_table,
)

CLOSINGS, TRANSFERS = "Closings", "Transfers"
TESTS = '{amount}{row},{lawful}{row}="yes",{competitor}{row}="yes",{joined}{row}="yes",'
ISSUED = (
    'NOTES_ISSUED({day}{row},IF({paid}{row}="cash",{price}{row},0),'
    'IF({paid}{row}="cash",0,{price}{row}))'
)
TRANSFER = (
    f'IF({{security}}{{row}}="warrant",WARRANT_TRANSFER_ALLOWED({TESTS}{{consent}}{{row}}="yes",'
    '{affiliate}{row}="yes",{whole}{row}="yes"),'
    f'TRANSFER_ALLOWED({TESTS}{{whole}}{{row}}="yes",,,in_least_transfer))'
)


def add_closings(book: Workbook) -> None:
    """Add what was sold at which Closing."""
    sheet = layout.add_sheet(book, CLOSINGS, "Closings", (30, 18, 15, 16, 12, 15, 16, 26, 18),
        "What each Purchaser bought, at the First Closing or at an Additional Closing within the days of the terms (agreement 1.3), held to "
            "the cap⟨ of $4,450,000|⟩ (1.1).",
        "$; the total stands above the list.⟨ The days are those of the agreement: when the First Closing was held is not in the documents.|⟩")  # fmt: skip
    columns = (
        Column("purchaser", "Purchaser", LABEL, "Memo: ⟨Exhibit A|a Purchaser⟩, or a New Purchaser."),
        Column("day", "Closing", DAY, "Agreement 1.3(a), (b): the day of the Closing."),
        Column("price", "Purchase Price", MONEY, "Agreement⟨, Exhibit A|⟩: $, also the principal of the note (1.3(d), (e)).", total=True),
        Column("paid", "Paid with", choice('"earlier notes,cash"', WORDS),
            "⟨Not in the documents line by line. |⟩An Additional Closing takes ⟨Series B Notes|earlier notes⟩ only by agreement (1.3(e))."),
        Formula("kind", "Kind", WORDS, 'IF({day}{row}=in_first_closing,"First","Additional")'),
        Formula("sold", "Sold so far", DOLLARS, "SUM({price}${first}:{price}{row})"),
        Formula("room", "Room under the cap", DOLLARS, "in_most_sold-{sold}{row}"),
        Formula("order", "In order", WORDS, 'IF({room}{row}<0,"no, over the cap",IF({kind}{row}="First","yes",IF(ADDITIONAL_CLOSING_ALLOWED(in_first_closing,'
            '{day}{row},in_closing_days),IF({paid}{row}="cash","yes","by agreement only"),"no, not in these days")))'),
        Formula("interest", "Interest from", DATE, f'IF(N({{price}}{{row}})=0,"",INDEX({ISSUED},ROWS($A$1:$A$1),COLUMNS($A$1:$B$1)))'),
    )  # fmt: skip
    rows = [
        {
            "purchaser": line.purchaser,
            "day": FIRST_CLOSING,
            "price": int(line.principal),
            "paid": "earlier notes",
        }
        for line in EXHIBIT_A
    ]
    add_table(sheet, "tblClosings", columns, rows)
    layout.close_sheet(sheet, "I")


def add_transfers(book: Workbook) -> None:
    """Add transfers and their tests."""
    sheet = layout.add_sheet(book, TRANSFERS, "Transfers of securities", (21.5, 13, 14, 8, 11, 9, 8, 8, 9, 19, 22, 10.5, 11, 8.5),
        "The four tests of 8.3, and for a warrant the Company's consent or an affiliate (warrant 8).⟨ All lines are examples, none is in the documents.|⟩",
        "$: principal of notes, fair value of other securities.⟨ Only BAPEF's note reaches $500,000.|⟩")  # fmt: skip
    columns = (
        Column("holder", "Transferor", LABEL, "Memo.⟨ Not in the documents: an example.|⟩"),
        Column("security", "Security", choice('"note,warrant,shares"', WORDS), EXAMPLE + " What is transferred."),
        Column("amount", "Amount", MONEY, EXAMPLE + " $: principal of notes, fair value of others."),
        Column("lawful", "Lawful", YES_NO_WORD, EXAMPLE + " 8.3(1)."),
        Column("competitor", "Competitor", YES_NO_WORD, EXAMPLE + " As the Board determines in good faith, 8.3(2)."),
        Column("whole", "Whole company", YES_NO_WORD, EXAMPLE + " All common and preferred goes in the deal, 8.3(2)."),
        Column("joined", "Joinder", YES_NO_WORD, EXAMPLE + " Delivered before the assignment, 8.3(4)."),
        Column("consent", "Consent", YES_NO_WORD, EXAMPLE + " Of the Company, for a warrant."),
        Column("affiliate", "Affiliate", YES_NO_WORD, EXAMPLE + " Of the Holder, for a warrant."),
        Formula("buyer", "Buyer", WORDS, 'IF({competitor}{row}="no","no competitor","competitor")&IF({whole}{row}="yes",", buys all","")'),
        Formula("measured", "Measured by", WORDS, 'IF({security}{row}="note","principal","fair value")&IF({security}{row}="warrant",", warrant 8 too","")'),
        Formula("leave", "Leave of the Company", WORDS, 'IF({affiliate}{row}="yes","affiliate",IF({consent}{row}="yes","consent","none"))'),
        Formula("fails", "Fails", WORDS, 'IF({lawful}{row}="no","8.3(1) ","")&IF(AND({competitor}{row}="yes",{whole}{row}="no"),"8.3(2) ","")&'
            'IF({amount}{row}<in_least_transfer,"8.3(3) ","")&IF({joined}{row}="no","8.3(4) ","")&IF(AND({security}{row}="warrant",{leave}{row}="none"),'
            '"warrant 8","")'),
        Formula("status", "May it be made", WORDS, f'IF({TRANSFER},"yes","no")'),
    )  # fmt: skip
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
