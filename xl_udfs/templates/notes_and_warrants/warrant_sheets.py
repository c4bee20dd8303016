"""The sheets on the warrants in ``notes_and_warrants.xlsx``: events, history, prices."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from openpyxl import Workbook

from xl_udfs.core.agreement.closings import EXHIBIT_A
from xl_udfs.templates.notes_and_warrants.notes_sheets import PURCHASER, linked, of_exhibit
from xl_udfs.templates.sheets import charts, layout
from xl_udfs.templates.sheets.charts import ChartBlock
from xl_udfs.templates.sheets.days_off import holidays_of
from xl_udfs.templates.sheets.entries import (
    DAY,
    MONEY,
    PRICE_4_PLACES,
    SHARES,
    above_0,
    choice,
    whole_number,
)
from xl_udfs.templates.sheets.layout import FIRST_ROW, HEADER_ROW, put
from xl_udfs.templates.sheets.misfits.contradictions import look_for, refused
from xl_udfs.templates.sheets.needs import needs
from xl_udfs.templates.sheets.styles import (
    DATE,
    DOLLARS,
    INTEGER,
    PRICE_4,
    PRICE_8,
    SECTION,
    UNROUNDED_SHARES,
    WHOLE_DOLLARS,
    WORDS,
)
from xl_udfs.templates.sheets.tables import AnyColumn, Column, Formula, add_table

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
    sheet = layout.add_sheet(book, WARRANTS, "Warrants of each Purchaser", (28, 14, 18, 18, 18, 18, 20, 20, 18, 18, 14),
        f"Shares at issue and after all events (sheet {HISTORY}), and an exercise of the whole warrant for cash or net (warrant 1 to 3).",
        "Shares and $; the price and the fair market value stand on the sheet Results. Totals stand above the list.")  # fmt: skip
    columns = (
        PURCHASER,
        linked("principal", "Principal", "Principal", WHOLE_DOLLARS),
        Formula("expires", "Last day of exercise", DATE, f'IF(N({{principal}}{{row}})=0,"",WARRANT_EXPIRATION({of_exhibit("Closing")},in_years))', linked=True),
        Formula("issued", "Shares at issue", INTEGER, "IF(N({principal}{row})=0,0,WARRANT_COVERAGE({principal}{row},in_shares_per_dollar))", total=True),
        Formula("now", "Shares after events", UNROUNDED_SHARES, "WARRANT_SHARES({issued}{row},in_purchase_price,out_price_now)", total=True),
        Formula("whole", "Whole shares", INTEGER, 'WARRANT_SHARES({issued}{row},in_purchase_price,out_price_now,"cash")', total=True),
        Formula("payment", "Cash to exercise all", DOLLARS, "IF({whole}{row}>0,WARRANT_PAYMENT({whole}{row},{whole}{row},out_price_now),0)", total=True),
        Formula("net", "Net exercise of all", INTEGER, "NET_EXERCISE({whole}{row},out_fmv,out_price_now)", total=True),
        Formula("cash", "Cash for fraction", DOLLARS, "NET_EXERCISE_CASH({whole}{row},out_fmv,out_price_now)", total=True),
        # 0 in the rows without a warrant, for the native twins
        Formula("now_number", "Working: shares after events", UNROUNDED_SHARES, "N({now}{row})"),
        Formula("whole_number", "Working: whole shares", INTEGER, "N({whole}{row})"),
    )  # fmt: skip
    add_table(sheet, "tblWarrants", columns, [{}] * len(EXHIBIT_A))
    layout.close_sheet(sheet, "I")


def add_prices(book: Workbook) -> None:
    """Add the sheet of closing prices, with a chart."""
    sheet = layout.add_sheet(book, PRICES, "Closing prices for a net exercise", (30, 16, 18, 14, 14, 14, 13, 12),
        "The fair market value is the mean of the closing prices of thirty days that end three days before the election (warrant 1(b)).⟨ The prices here are "
        "examples.|⟩",
        "$ per share; a day without a trade is left blank.", landscape=False)  # fmt: skip
    columns = (
        Column("date", "Date", DAY, "A trading day, each once."),
        Column("close", "Close", PRICE_4_PLACES, "⟨Not in the documents: an example.|⟩ Closing price, $ per share, above 0; blank where nothing was traded."),
        Formula("counts", "In the thirty days", WORDS,
            'IF(AND({date}{row}>=out_fmv_first,{date}{row}<=out_fmv_last),IF(ISNUMBER({close}{row}),"counts","no trade"),"outside")'),
        Formula("chain", "Closes so far", "0", "COUNT({close}${first}:{close}{row})"),
    )  # fmt: skip
    rows = add_table(sheet, "tblPrices", columns, list(_closes()), begun_by=columns[0].name)
    charts.step_chart(
        sheet,
        f"A{rows[-1] + 2}",
        "Closing prices",
        ChartBlock(sheet, 1, rows[0], rows[-1]),
        [("Close", ChartBlock(sheet, 2, rows[0], rows[-1]))],
        across_title="Date",
        up_title="Close, $ per share",
        across_shown="mmm d, yyyy",
        up_shown="0.00",
    )
    layout.close_sheet(sheet, "H")


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
    sheet = layout.add_sheet(book, EVENTS, "Events that adjust the warrants", (30, 18, 16, 16, 18, 12, 12, 12, 16, 20),
        "⟨All are examples, none is in the documents: replace them. The|The⟩ first event is number 1; an issue below the price lowers it to the Effective "
        "Price "
            "(warrant 3(g)).",
        "Shares, $, new shares for each old one. Rows may come in any order, and may be blank; the column names are those that WARRANT_HISTORY reads.")  # fmt: skip
    columns = (
        Column("date", "date", DAY, "⟨Not in the documents: an example.|⟩ Only what happens after the date of the warrants counts."),
        Column("event", "event", choice('"issue,split,stock dividend,expiry"', WORDS),
            "⟨Not in the documents: an example.|⟩ issue, split, stock dividend or expiry."),
        Column("shares", "shares", SHARES, "Issued or deemed issued; of a dividend, those distributed; of an expiry, those issued under the rights or "
            "still issuable, as of the day of the issue.",
            needed_where='({event}="stock dividend")+({event}="issue")*(({exempt}="")+({exempt}=FALSE))'),
        Column("consideration", "consideration", MONEY, "Of an issue, received and deemed received, $; of an expiry, what was received for those shares "
            "and all that was paid for the rights, exercised or not.",
            needed_where='({event}="issue")*(({exempt}="")+({exempt}=FALSE))'),
        Column("outstanding", "outstanding", SHARES, "Only for a stock dividend: shares outstanding, fully diluted (warrant 3(c)).",
            needed_where='({event}="stock dividend")*1'),
        Column("ratio", "ratio", above_0("0.00####"), "Only for a split: new shares for each old one; a 1-for-20 combination is 0.05.",
            needed_where='({event}="split")*1'),
        Column("of_event", "of_event", whole_number(1, 10000), "Only for an expiry: number of the issue whose options expired unexercised.",
            needed_where='({event}="expiry")*1'),
        Column("exempt", "exempt", choice('"TRUE,FALSE"', TRUTH),
            "Only for an issue: TRUE where its shares are not Additional Shares (warrant 3(g)(4)), as under an employee plan."),
        Column("stock", "stock", SHARES, "Only for an issue of stock with rights: shares issued outright, which stay when the rights expire.",
            needed_where='({stock_consideration}<>"")*1'),
        Column("stock_consideration", "stock_consideration", MONEY, "Only for such an issue: part of the consideration paid for that stock, $."),
    )  # fmt: skip
    rows = add_table(sheet, "tblEvents", columns, EVENT_ROWS)
    replayable = refused(
        "out_why_not",
        f"{EVENTS}!$A${HEADER_ROW}",
        "what can be replayed, which the sheet Results explains,",
    )
    look_for(sheet, f"A{rows[0]}:J{rows[-1]}", "the list", replayable)
    layout.close_sheet(sheet, "J")


def add_history(book: Workbook) -> None:
    """Add the history of price and shares, with step charts."""
    sheet = layout.add_sheet(book, HISTORY, "History of the warrants", (16, 21, 18, 18, 20, 20, 18.5, 18.5, 10, 13),
        "Purchase Price and shares of all warrants together after every event of the sheet Events, replayed from the initial price.",
        "$ per share and shares, unrounded. An expiry re-prices everything after the issue that it undoes, so that a price may rise.", landscape=False)  # fmt: skip
    columns = (
        Formula("step", "Step", "0", f'IF(OR(in_first_closing="",{PLACE}-1>COUNT(tblEvents[date])),"",{PLACE})'),
        _replayed("date", "Date", "B", DATE),
        _replayed("event", "Event", "C", WORDS),
        _replayed("price", "Price after", "D", PRICE_8),
        _replayed("shares", "Shares after", "E", UNROUNDED_SHARES),
        Formula("product", "Price times shares", DOLLARS,
            needs('IF({step}{row}="","",{price}{row}*{shares}{row})', "{price}{row}", "{shares}{row}")),
    )  # fmt: skip
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
            f"A{rows[-1] + 2 + 20 * place}",
            title,
            ChartBlock(sheet, 8, turns[0], turns[-1]),
            [(title, ChartBlock(sheet, column, turns[0], turns[-1]))],
            across_title="Date",
            up_title=unit,
            across_shown="mmm yyyy",
            up_shown=shown,
        )
    put(sheet, f"H{HEADER_ROW - 1}", "Working: what the charts draw", SECTION)
    layout.new_page(sheet, rows[-1] + 22)  # for the second
    layout.close_sheet(sheet, "G")


def _replayed(name: str, title: str, letter: str, shown: str) -> Formula:
    """Return a column of the history; without any event it has the start alone."""
    place = f"COLUMNS($B${HEADER_ROW}:{letter}${HEADER_ROW})"
    return Formula(name, title, shown, f'IF({{step}}{{row}}="","",IF(COUNT(tblEvents[date]),INDEX({REPLAYED},{{step}}{{row}},{place}),CHOOSE({place},'
        'in_first_closing,"start",in_purchase_price,out_warrants)))')  # fmt: skip


def _steps(last_row: int) -> tuple[AnyColumn, ...]:
    """Return the points of the step charts: before and after each event, then to the end."""
    number = f"ROUNDUP({PLACE}/2,0)"  # of the step that the point belongs to
    steps = "MAX(1,COUNT(tblHistory[Step]))"
    reached = f"MIN(MAX(MIN({number},{steps}+1)-MOD({PLACE},2),1),{steps})"

    def at(letter: str, place: str) -> str:
        return f"INDEX(${letter}${FIRST_ROW}:${letter}${last_row},{place})"

    return (
        Formula("on", "Point on", DATE, f"IF({number}>{steps},out_expiration,{at('B', number)})"),
        Formula("at", "Price", PRICE_4, at("D", reached)),
        Formula("count", "Shares", INTEGER, at("E", reached)),
    )  # fmt: skip
