"""The sheets of the valuation: daily prices of listed stock, and the holders' objections."""

from datetime import date

from openpyxl import Workbook

from xl_udfs.templates.liquidation.holders import HELD, SHARES_RANGE
from xl_udfs.templates.sheets import layout
from xl_udfs.templates.sheets.entries import DAY, PRICE_4_PLACES
from xl_udfs.templates.sheets.layout import EXAMPLE
from xl_udfs.templates.sheets.misfits.contradictions import (
    in_rows,
    look_for,
    without_gaps,
)
from xl_udfs.templates.sheets.styles import DATE, GENERAL, INTEGER, PRICE_4, WORDS
from xl_udfs.templates.sheets.tables import AnyColumn, Column, Formula, add_table

PRICES, OBJECTIONS = "Prices", "Objections"
FIRST = layout.FIRST_ROW
START = date(2007, 3, 30).toordinal()  # a day more than counts
HOLIDAY = date(2007, 4, 6)  # Good Friday
DAYS = [
    day
    for day in (date.fromordinal(START + number) for number in range(33))
    if day.weekday() < 5 and day != HOLIDAY
]
CLOSES = (1.02, 1.04, 1.03, 1.06, 1.05, 1.07, 1.05)  # in turn
NO_SALE, NO_PRICE = DAYS[10], DAYS[0]
RECEIVED = {4: date(2007, 5, 14)}  # the last one
OBJECTED = {0: date(2007, 5, 16), 1: date(2007, 5, 17), 3: date(2007, 5, 28)}


def add_prices(book: Workbook) -> None:
    """Add the sheet of daily prices."""
    sheet = layout.add_sheet(book, PRICES, "Daily market prices of the stock received", (26, 16, 16, 16, 17.5, 12, 16, 12),
        "The mean of the last 20 trading days before the day of receipt values listed stock (Series 5-A IV.B): the close, or without a sale the mean of "
            "bid and asked.",
        "$ per share, oldest day first⟨; all days are examples, not in the documents|⟩.", landscape=False)  # fmt: skip
    layout.header(sheet, ())
    rows: list[dict[str, object]] = [
        {"day": day, "bid": 1.03, "asked": 1.05}
        if day == NO_SALE
        else {"day": day}
        if day == NO_PRICE
        else {"day": day, "close": CLOSES[place % len(CLOSES)]}
        for place, day in enumerate(DAYS)
    ]
    listed = add_table(sheet, "tblPrices", _prices(), rows)
    gaps = without_gaps(sheet, "A", listed)
    look_for(sheet, f"A{listed[0]}:D{listed[-1]}", "Trading day", gaps)
    close, bid = (f"{PRICES}!${letter}${listed[0]}:${letter}${listed[-1]}" for letter in "BC")
    crossed = f'({close}="")*ISNUMBER({bid})*ISNUMBER({{column}})*({{column}}<{bid})'
    look_for(
        sheet,
        f"D{listed[0]}:D{listed[-1]}",
        "Asked",
        in_rows(sheet, "D", listed, crossed, "a price not below the bid"),
    )
    layout.close_sheet(sheet, "H")


def _price(name: str, title: str, prompt: str) -> Column:
    quote = '({close}="")*({day}<>"")*({counts}=1)*(in_price_reading="refused")'
    needed = "" if name == "close" else quote
    return Column(name, title, PRICE_4_PLACES, f"{EXAMPLE} {prompt}", needed_where=needed)


def _prices() -> tuple[AnyColumn, ...]:
    return (
        Column("day", "Trading day", DAY, f"{EXAMPLE} A trading day before the receipt; rising, blank where no stock is received."),
        _price("close", "Close", "Closing price, $; blank where no sale took place."),
        _price("bid", "Bid", "Official closing bid, $; needed without a sale."),
        _price("asked", "Asked", "Official closing asked price, $; needed without a sale."),
        Formula("daily", "Daily price", PRICE_4 + ';0;0;"  "@',
            'IF(ISBLANK({close}{row}),IF(COUNT({bid}{row}:{asked}{row})=2,AVERAGE({bid}{row}:{asked}{row}),IF(ISBLANK({day}{row}),"none",in_price_reading)),'
            "{close}{row})"),
        Formula("counts", "Counts", "0", "IF(AND(ISNUMBER({day}{row}),COUNT(tblPrices[Trading day])-ROWS({day}${first}:{day}{row})<in_market_days),1,0)"),
        Formula("quotes", "Quotes", WORDS, 'IF(COUNT({bid}{row}:{asked}{row})=0,"none",IF(NOT(ISBLANK({close}{row})),"not used",'
            'IF(COUNT({bid}{row}:{asked}{row})=1,"one only",IF({asked}{row}<{bid}{row},"crossed","in order"))))'),
        Formula("order", "Order", WORDS, 'IF(ISBLANK({day}{row}),"none",IF(COUNTIF({day}${first}:{day}{row},">="&{day}{row})=1,"rising","not rising"))'),
    )  # fmt: skip


def add_objections(book: Workbook) -> None:
    """Add the sheet of objections, a row for each row of the sheet Holders."""
    sheet = layout.add_sheet(book, OBJECTIONS, "Objections to the Board's determination", (28, 14, 20, 20, 22, 16),
        "Holders of two thirds of the ⟨Series 5-A|series⟩ who object in writing within 15 days of receipt have the value appraised (Series 5-A IV.B).",
        "⟨Series 5-A shares|Shares of the series⟩ and days⟨; all days are examples, not in the documents|⟩.")  # fmt: skip
    layout.header(sheet, ())
    rows: list[dict[str, object]] = [
        {"received": RECEIVED.get(place, date(2007, 5, 4)), "objected": OBJECTED.get(place)}
        for place in range(len(HELD))
    ]
    listed = add_table(sheet, "tblObjections", _objections(), rows)
    holder, objected = (
        f"{OBJECTIONS}!${letter}${listed[0]}:${letter}${listed[-1]}" for letter in "AD"
    )
    of_no_one = f'(({{column}}<>"")+({objected}<>"")>0)*({holder}="")'
    contradiction = in_rows(sheet, "C", listed, of_no_one, "a day beside a holder alone")
    look_for(sheet, f"C{listed[0]}:D{listed[-1]}", "Received", contradiction)
    layout.close_sheet(sheet, "F")


OBJECTION_RANGE = layout.area_of(OBJECTIONS, "B", "D", len(HELD) + 1, layout.HEADER_ROW)


def _objections() -> tuple[AnyColumn, ...]:
    place = f"ROWS($G${FIRST}:$G{{row}})"  # an empty column
    latest = 'in_objection_reading="latest receipt"'
    start = f"IF({latest},MAX(tblObjections[Received]),{{received}}{{row}})"
    unknown = f"AND(NOT({latest}),ISBLANK({{received}}{{row}}))"
    return (
        Formula("holder", "Holder", GENERAL, f'IF(ISBLANK(INDEX(tblHolders[Holder],{place})),"",INDEX(tblHolders[Holder],{place}))', linked=True),
        Formula("shares", "Shares", INTEGER, f'IF(OR({{holder}}{{row}}="",NOT(ISNUMBER(out_slot))),"",N(INDEX({SHARES_RANGE},{place},out_slot)))', linked=True, total=True),
        Column("received", "Received", DAY, f"{EXAMPLE} Day on which the holder received the notice; blank where nothing is valued.",
            needed_where='(out_valued="yes")*ISNUMBER({shares})*({shares}<>0)'),
        Column("objected", "Objected", DAY, f"{EXAMPLE} Day of its written objection; blank where it did not object."),
        Formula("last_day", "Last day to object", DATE, f'IF(N({{shares}}{{row}})=0,"",IF({unknown},"not received",VALUATION_DEADLINE("objection",{start})))'),
        Formula("status", "Objection", WORDS, 'IF(N({shares}{row})=0,"",IF(ISBLANK({objected}{row}),"none",IF({objected}{row}<={last_day}{row},"in time","too late")))'),
    )  # fmt: skip
