"""The sheets on the warrants in ``notes_and_warrants.xlsx``: events, history, prices."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from openpyxl import Workbook

from xl_udfs.core.agreement.closings import EXHIBIT_A
from xl_udfs.templates.notes_and_warrants.notes_sheets import PURCHASER, linked, of_exhibit
from xl_udfs.templates.sheets import charts, layout, styles
from xl_udfs.templates.sheets.charts import Block
from xl_udfs.templates.sheets.days_off import holidays_of
from xl_udfs.templates.sheets.layout import HEADER_ROW
from xl_udfs.templates.sheets.tables import Column, add_table

WARRANTS, PRICES, EVENTS, HISTORY = "Warrants", "Prices", "Events", "Warrant History"
TRUTH = '"TRUE";"TRUE";"FALSE"'  # LibreOffice would show 1
EVENT_ROWS: tuple[Mapping[str, object], ...] = (
    {"date": date(2002, 9, 16), "event": "issue", "shares": 2_000_000, "consideration": 160_000},
    {
        "date": date(2003, 3, 3),
        "event": "stock dividend",
        "shares": 6_000_000,
        "outstanding": 120_000_000,
    },
    {"date": date(2003, 11, 17), "event": "split", "ratio": 0.05},
    {"date": date(2004, 6, 1), "event": "issue", "exempt": True},
    {"date": date(2004, 12, 30), "event": "expiry", "of_event": 1},
    {},
)
FIRST_PRICE, LAST_PRICE = date(2004, 12, 27), date(2005, 1, 31)
NO_TRADE = date(2005, 1, 12)
PLACE = f"(ROW()-ROW(A${HEADER_ROW}))"  # 1 in the first row
REPLAYED = "WARRANT_HISTORY(in_purchase_price,out_warrants,in_first_closing,tblEvents[#All])"


def add_warrants(book: Workbook) -> None:
    """Add what each Purchaser holds after all events, and what its exercise gives."""
    sheet = layout.add_sheet(
        book,
        WARRANTS,
        title="Warrants of each Purchaser",
        purpose=f"Shares at issue and after all events (sheet {HISTORY}), and an exercise of the "
        "whole warrant for cash or net (warrant 1 to 3).",
        units="Shares and $; the price and the fair market value stand on the sheet Results. "
        "Totals stand above the list.",
        widths=(30, 16, 20, 18, 20, 18, 20, 20, 18),
    )
    columns = (
        PURCHASER,
        linked("principal", "Principal", "Principal", styles.WHOLE_DOLLARS),
        Column(
            name="expires",
            title="Last day of exercise",
            shown=styles.DATE,
            formula=f"WARRANT_EXPIRATION({of_exhibit('Closing')},in_years)",
            linked=True,
        ),
        Column(
            name="issued",
            title="Shares at issue",
            shown=styles.INTEGER,
            formula="WARRANT_COVERAGE({principal}{row},in_shares_per_dollar)",
            total=True,
        ),
        Column(
            name="now",
            title="Shares after events",
            shown=styles.UNROUNDED_SHARES,
            formula="WARRANT_SHARES({issued}{row},in_purchase_price,out_price_now)",
            total=True,
        ),
        Column(
            name="whole",
            title="Whole shares",
            shown=styles.INTEGER,
            formula='WARRANT_SHARES({issued}{row},in_purchase_price,out_price_now,"cash")',
            total=True,
        ),
        Column(
            name="payment",
            title="Cash to exercise all",
            shown=styles.DOLLARS,
            formula="ROUND({whole}{row}*out_price_now,in_decimals)",
            total=True,
        ),
        Column(
            name="net",
            title="Net exercise of all",
            shown=styles.INTEGER,
            formula="NET_EXERCISE({whole}{row},out_fmv,out_price_now)",
            total=True,
        ),
        Column(
            name="cash",
            title="Cash for fraction",
            shown=styles.DOLLARS,
            formula="NET_EXERCISE_CASH({whole}{row},out_fmv,out_price_now)",
            total=True,
        ),
    )
    add_table(sheet, "tblWarrants", columns, [{}] * len(EXHIBIT_A))
    layout.close_sheet(sheet, "I")


def add_prices(book: Workbook) -> None:
    """Add the sheet of closing prices, with a chart."""
    sheet = layout.add_sheet(
        book,
        PRICES,
        title="Closing prices for a net exercise",
        purpose="The fair market value is the mean of the closing prices of thirty days that end "
        "three days before the election (warrant 1(b)). The prices here are examples.",
        units="$ per share; a day without a trade is left blank.",
        widths=(32, 16, 18, 14, 14, 14, 14, 14),
        landscape=False,
    )
    columns = (
        Column(
            name="date",
            title="Date",
            shown=styles.DATE,
            kind="date",
            bound="61",
            prompt="A trading day, each once.",
        ),
        Column(
            name="close",
            title="Close",
            shown=styles.PRICE_4,
            operator="greaterThan",
            prompt="Not in the documents: an example. Closing price, $ per share, above 0; blank "
            "where nothing was traded.",
        ),
        Column(
            name="counts",
            title="In the thirty days",
            shown=styles.WORDS,
            formula="IF(AND({date}{row}>=out_fmv_first,{date}{row}<=out_fmv_last),"
            'IF(ISNUMBER({close}{row}),"counts","no trade"),"outside")',
        ),
        Column(
            name="chain",
            title="Closes so far",
            shown="0",
            formula="COUNT({close}${first}:{close}{row})",
        ),
    )
    rows = add_table(sheet, "tblPrices", columns, list(_closes()))
    charts.step_chart(
        sheet,
        f"A{rows[-1] + 2}",
        "Closing prices",
        Block(sheet, 1, rows[0], rows[-1]),
        [("Close", Block(sheet, 2, rows[0], rows[-1]))],
        across_title="Date",
        up_title="Close, $ per share",
        across_shown="mmm d, yyyy",
        up_shown="0.00",
    )
    layout.close_sheet(sheet, "H")
    sheet.print_area = f"A1:H{rows[-1] + 25}"


def _closes() -> Iterator[Mapping[str, object]]:
    """Yield plain example prices: a saw that rises by two cents a day within a week."""
    off = set(holidays_of(FIRST_PRICE.year, LAST_PRICE.year))
    day = FIRST_PRICE
    while day <= LAST_PRICE:
        if day.weekday() < 5 and day not in off:
            close = round(2.4 + 0.02 * day.weekday(), 2)
            yield {"date": day, "close": None if day == NO_TRADE else close}
        day += timedelta(days=1)


def add_events(book: Workbook) -> None:
    """Add the log of events that adjust the warrants."""
    sheet = layout.add_sheet(
        book,
        EVENTS,
        title="Events that adjust the warrants",
        purpose="All are examples, none is in the documents: replace them. The first event is "
        "number 1; an issue below the price lowers it to the Effective Price (warrant 3(g)).",
        units="Shares, $, new shares for each old one. Rows may come in any order, and may be "
        "blank; the column names are those that WARRANT_HISTORY reads.",
        widths=(30, 18, 16, 16, 18, 12, 12, 12, 16, 20),
    )
    columns = (
        Column(
            name="date",
            title="date",
            shown=styles.DATE,
            kind="date",
            bound="61",
            prompt="Not in the documents: an example. Only what happens after the date of the "
            "warrants counts.",
        ),
        Column(
            name="event",
            title="event",
            shown=styles.WORDS,
            kind="list",
            operator=None,
            bound='"issue,split,stock dividend,expiry"',
            prompt="Not in the documents: an example. issue, split, stock dividend or expiry.",
        ),
        Column(
            name="shares",
            title="shares",
            shown=styles.INTEGER,
            prompt="Issued or deemed issued; of a dividend, those distributed; of an expiry, "
            "those issued under the rights or still issuable, as of the day of the issue.",
        ),
        Column(
            name="consideration",
            title="consideration",
            shown=styles.DOLLARS,
            prompt="Of an issue, received and deemed received, $; of an expiry, what was received "
            "for those shares and all that was paid for the rights, exercised or not.",
        ),
        Column(
            name="outstanding",
            title="outstanding",
            shown=styles.INTEGER,
            prompt="Only for a stock dividend: shares outstanding, fully diluted (warrant 3(c)).",
        ),
        Column(
            name="ratio",
            title="ratio",
            shown="0.00####",
            operator="greaterThan",
            prompt="Only for a split: new shares for each old one; a 1-for-20 combination is 0.05.",
        ),
        Column(
            name="of_event",
            title="of_event",
            shown="0",
            kind="whole",
            operator="between",
            bound="1",
            upper="10000",
            prompt="Only for an expiry: number of the issue whose options expired unexercised.",
        ),
        Column(
            name="exempt",
            title="exempt",
            shown=TRUTH,
            kind="list",
            operator=None,
            bound='"TRUE,FALSE"',
            prompt="Only for an issue: TRUE where it is none of Additional Shares (warrant "
            "3(g)(4)), as under an employee plan.",
        ),
        Column(
            name="stock",
            title="stock",
            shown=styles.INTEGER,
            prompt="Only for an issue of stock with rights: shares issued outright, which stay "
            "when the rights expire.",
        ),
        Column(
            name="stock_consideration",
            title="stock_consideration",
            shown=styles.DOLLARS,
            prompt="Only for such an issue: part of the consideration paid for that stock, $.",
        ),
    )
    add_table(sheet, "tblEvents", columns, EVENT_ROWS)
    layout.close_sheet(sheet, "J")


def add_history(book: Workbook) -> None:
    """Add the history of price and shares, with step charts."""
    sheet = layout.add_sheet(
        book,
        HISTORY,
        title="History of the warrants",
        purpose="Purchase Price and shares of all warrants together after every event of the sheet "
        "Events, replayed from the initial price.",
        units="$ per share and shares, unrounded. An expiry re-prices everything after the issue "
        "that it undoes, so that a price may rise.",
        widths=(30, 18, 18, 18, 22, 20, 4, 20, 16, 18),
        landscape=False,
    )
    columns = (
        Column(
            name="step",
            title="Step",
            shown="0",
            formula=f'IF({PLACE}-1>COUNT(tblEvents[date]),"",{PLACE})',
        ),
        _replayed("date", "Date", "B", styles.DATE),
        _replayed("event", "Event", "C", styles.WORDS),
        _replayed("price", "Price after", "D", styles.PRICE_8),
        _replayed("shares", "Shares after", "E", styles.UNROUNDED_SHARES),
        Column(
            name="product",
            title="Price times shares",
            shown=styles.DOLLARS,
            formula='IF({step}{row}="","",{price}{row}*{shares}{row})',
        ),
    )
    rows = add_table(sheet, "tblHistory", columns, [{}] * (len(EVENT_ROWS) + 1))
    turns = add_table(
        sheet,
        "tblSteps",
        _steps(rows[-1]),
        [{}] * (2 * len(rows) + 2),
        first_column=8,
    )
    for place, (title, column, unit, shown) in enumerate(
        (
            ("Purchase Price of the warrants", 9, "Price, $ per share", "0.00"),
            ("Shares under all warrants", 10, "Shares, millions", "#,##0.0,,"),
        )
    ):
        charts.step_chart(
            sheet,
            f"A{turns[-1] + 2 + 24 * place}",
            title,
            Block(sheet, 8, turns[0], turns[-1]),
            [(title, Block(sheet, column, turns[0], turns[-1]))],
            across_title="Date",
            up_title=unit,
            across_shown="mmm yyyy",
            up_shown=shown,
        )
    layout.close_sheet(sheet, "J")
    sheet.print_area = f"A1:J{turns[-1] + 49}"


def _replayed(name: str, title: str, letter: str, shown: str) -> Column:
    """Return a column of the history; without any event it has the start alone."""
    place = f"COLUMNS($B${HEADER_ROW}:{letter}${HEADER_ROW})"
    return Column(
        name=name,
        title=title,
        shown=shown,
        formula=f'IF({{step}}{{row}}="","",IF(COUNT(tblEvents[date]),'
        f"INDEX({REPLAYED},{{step}}{{row}},{place}),"
        f'CHOOSE({place},in_first_closing,"start",in_purchase_price,out_warrants)))',
    )


def _steps(last_row: int) -> tuple[Column, ...]:
    """Return the points of the step charts: before and after each event, then to the end."""
    number = f"ROUNDUP({PLACE}/2,0)"  # of the step that the point belongs to
    steps = "COUNT(tblHistory[Step])"
    reached = f"MIN(MAX(MIN({number},{steps}+1)-MOD({PLACE},2),1),{steps})"

    def at(letter: str, place: str) -> str:
        return f"INDEX(${letter}${HEADER_ROW + 1}:${letter}${last_row},{place})"

    return (
        Column(
            name="on",
            title="Point on",
            shown=styles.DATE,
            formula=f"IF({number}>{steps},out_expiration,{at('B', number)})",
        ),
        Column(name="at", title="Price", shown=styles.PRICE_4, formula=at("D", reached)),
        Column(name="count", title="Shares", shown=styles.INTEGER, formula=at("E", reached)),
    )
