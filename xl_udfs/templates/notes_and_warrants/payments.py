"""The sheets on exchange and prepayment of the notes in ``notes_and_warrants.xlsx``."""

from openpyxl import Workbook

from xl_udfs.core.agreement.closings import EXHIBIT_A
from xl_udfs.templates.notes_and_warrants.notes_sheets import PURCHASER, TERMS, linked, of_exhibit
from xl_udfs.templates.sheets import layout
from xl_udfs.templates.sheets.entries import DAY, RATE, YES_NO_WORD
from xl_udfs.templates.sheets.styles import DOLLARS, INTEGER, WORDS
from xl_udfs.templates.sheets.tables import Column, Formula, add_table

EXCHANGE, PREPAYMENT = "Exchange", "Prepayment"


def add_exchange(book: Workbook) -> None:
    """Add the voluntary exchange into Series A Notes, and on to common stock."""
    sheet = layout.add_sheet(book, EXCHANGE, "Voluntary exchange for ⟨Series A Notes|new notes⟩", (28, 18, 14, 12, 18, 14, 18, 18, 18, 16, 18),
        "What each Purchaser exchanges on the date of exchange (sheet Results), and the common stock that it reaches through ⟨Series 3-A|the preferred stock⟩ (note 3; the last "
            "two columns rest on inferred terms).",
        "$ and shares. The ⟨Series A Note|new note⟩ bears the date of the exchange (agreement 1.3(c)); totals stand above the list.")  # fmt: skip
    columns = (
        PURCHASER,
        Formula("amount", "Note Amount", DOLLARS, f"NOTE_AMOUNT({of_exhibit('Principal')},{of_exhibit('Interest from')},out_exchange_date,{TERMS})",
            linked=True, total=True),
        Column("part", "Part exchanged", RATE, "⟨Not in the documents: an example.|⟩ 0 to 100%; interest goes with its principal (note 3(a))."),
        Column("paid", "Paid in full", YES_NO_WORD, "yes: the note is no longer outstanding, and cannot be exchanged."),
        Column("joined", "⟨Series A party|Party⟩ or joinder", YES_NO_WORD,
            "⟨Not in the documents. |⟩yes: a Purchaser under the ⟨Series A agreement|agreement of the new notes⟩, or it delivered a joinder (agreement 1.3(c))."),
        Formula("may", "May exchange", WORDS,
            'IF(AND(NOTE_EXCHANGE_ALLOWED(out_exchange_date,{paid}{row}="yes",in_opens_after),{joined}{row}="yes"),"yes","no")'),
        Formula("series_a", "⟨Series A|New⟩ principal", DOLLARS, 'IF({may}{row}="yes",IF(N({part}{row})>0,SERIES_A_PRINCIPAL({amount}{row},{part}{row}),0),0)', total=True),
        Formula("left", "Left of the note", DOLLARS, 'IF({paid}{row}="yes",0,{amount}{row}-{series_a}{row})', total=True),
        Formula("preferred", "Preferred shares", "#,##0.0000", "{series_a}{row}/in_price_3a", total=True),
        Formula("common", "Common shares", INTEGER, "NOTE_COMMON_SHARES({series_a}{row},in_price_3a,in_common_per_3a)", total=True),
        Formula("amount_number", "Working: note amount", DOLLARS, "N({amount}{row})"),  # 0 without a note
    )  # fmt: skip
    add_table(
        sheet,
        "tblExchange",
        columns,
        [{"part": 1, "paid": "no", "joined": "yes"}] * len(EXHIBIT_A),
        begun_by="part",
    )
    layout.close_sheet(sheet, "J")


def add_prepayment(book: Workbook) -> None:
    """Add the prepayment, pro rata among the notes outstanding."""
    sheet = layout.add_sheet(book, PREPAYMENT, "Prepayment pro rata", (26, 16, 16, 18, 13, 16, 16, 16, 16, 16, 16),
        "How the amount of the sheet Inputs is shared among the notes then outstanding (note 2(iii)); whether it is allowed stands on the sheet Results.",
        "$, to the cent. A payment goes to interest first; totals stand above the list.")  # fmt: skip
    columns = (
        PURCHASER,
        linked("principal", "Principal", "Principal", DOLLARS),
        Formula("amount", "Note Amount", DOLLARS, f"NOTE_AMOUNT({{principal}}{{row}},{of_exhibit('Interest from')},in_prepay_date,{TERMS})", linked=True,
            total=True),
        Column("exchanged", "Exchanged on", DAY, "Blank where it was not.⟨ Not in the documents.|⟩ Before the date set for the prepayment it takes the note "
            "out; on that day it is too late (note 2(ii))."),
        Formula("bars", "Outstanding", WORDS, 'IF(AND(ISNUMBER({exchanged}{row}),{exchanged}{row}<in_prepay_date),"no","yes")'),
        Formula("weight", "Weight", DOLLARS, 'IF({bars}{row}="yes",IF(in_measure="principal",{principal}{row},{amount}{row}),0)', total=True),
        Formula("paid", "Paid", DOLLARS,
            'IF(OR({weight}{row}="",COUNT({weight}${first}:{weight}${last})<COUNT({principal}${first}:{principal}${last}),SUM({weight}${first}:{weight}${last})=0),"",'
            "INDEX(PRO_RATA(in_prepay_amount,{weight_number}${first}:{weight_number}${last},out_cent),ROWS(A${first}:A{row})))", total=True),
        Formula("interest", "Of it interest", DOLLARS, 'IF({paid}{row}="","",MIN({paid}{row},{amount}{row}-{principal}{row}))', total=True),
        Formula("reduced", "Of it principal", DOLLARS, 'IF({paid}{row}="","",{paid}{row}-{interest}{row})', total=True),
        Formula("left", "Note Amount left", DOLLARS, 'IF({bars}{row}="yes",IF({paid}{row}="","",{amount}{row}-{paid}{row}),0)', total=True),
        Formula("weight_number", "Working: weight", DOLLARS, "N({weight}{row})"),  # 0 without a note
    )  # fmt: skip
    add_table(sheet, "tblPrepayment", columns, [{}] * len(EXHIBIT_A))
    layout.close_sheet(sheet, "J")
