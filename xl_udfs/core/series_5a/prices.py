"""The price of common stock on a day, and over the days before a receipt (000 II.C, IV.B)."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from xl_udfs.core.amounts import above_zero, shown
from xl_udfs.core.clauses import clause, place_of
from xl_udfs.core.errors import MissingDataError, NotApplicableError, OutOfRangeError
from xl_udfs.core.readings import BulletinBoardStock, DayWithoutPrice
from xl_udfs.core.working import Step, Working

EXCHANGES = ("exchange", "NASDAQ", "NYSE", "AMEX")
BULLETIN_BOARD = "OTCBB"
MARKET_PRICE_DAYS = 20  # 000 IV.B


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """What one trading day says of a stock, $ per share, None where it says nothing."""

    last_sale: Fraction | None = None  # the closing price: None means that no sale took place
    bid: Fraction | None = None  # official closing bid
    asked: Fraction | None = None

    def __post_init__(self) -> None:
        """Refuse prices that no one would quote."""
        for field in ("last_sale", "bid", "asked"):
            price = getattr(self, field)
            if price is not None:
                above_zero(price, field)


@clause("000 IV.B(A),(B)", "P-31")
@clause("000 II.C(i)", "P-03")
def listed_price(quote: Quote) -> Fraction | None:
    """Return the closing price on an exchange, or without a sale the mean of both quotes, $.

    None where there is no sale and one of the quotes is absent too.

    Raises:
        OutOfRangeError: for quotes that are needed and of which the bid is the higher.
    """
    if quote.last_sale is not None:
        return quote.last_sale
    if quote.bid is None or quote.asked is None:
        return None
    if quote.asked < quote.bid:
        raise OutOfRangeError(
            "out_of_range_asked",
            f"asked is {shown(quote.asked)}; it must not be below the bid, {shown(quote.bid)}",
            field="asked",
        )
    return (quote.bid + quote.asked) / 2


def on_bulletin_board(market: str) -> bool:
    """Whether a market is the OTC Bulletin Board and not an exchange.

    Raises:
        NotApplicableError: for another market, which the texts do not cover.
    """
    if market.casefold() == BULLETIN_BOARD.casefold():
        return True
    if market.casefold() not in {name.casefold() for name in EXCHANGES}:
        raise NotApplicableError(
            "no_closing_price",
            f'market is "{market}"; the definition covers {", ".join(EXCHANGES)} and '
            f"{BULLETIN_BOARD} only",
            field="market",
        )
    return False


@clause("000 II.C(ii)", "P-04")
def closing_price(market: str, quote: Quote) -> Fraction:
    """Return the Closing Price of a trading day, $ per share, exact.

    Args:
        market: one of `EXCHANGES`, or "OTCBB", where the closing bid counts and no sale does.
        quote: what the day says.

    Raises:
        NotApplicableError: for another market, which the definition does not cover.
        MissingDataError: where the market's own price is absent.
        OutOfRangeError: as `listed_price`.
    """
    if on_bulletin_board(market):
        price, needed = quote.bid, "the closing bid"
    else:
        price, needed = listed_price(quote), "a last sale, or both bid and asked"
    if price is None:
        raise MissingDataError(
            "missing_price", f'the day has no price; "{market}" needs {needed}', field="last_sale"
        )
    return price


def _daily_prices(
    quotes: Sequence[Quote], days: int, reading: DayWithoutPrice
) -> tuple[Fraction, ...]:
    above_zero(days, "days")
    if len(quotes) < days:
        raise MissingDataError(
            "missing_closes",
            f"closes has {len(quotes):,} days; the average needs {days:,}",
            field="closes",
        )
    prices: list[Fraction] = []
    for place in range(len(quotes) - days, len(quotes)):
        price = listed_price(quotes[place])
        earlier = place
        while price is None and reading is DayWithoutPrice.PREVIOUS_DAY and earlier:
            earlier -= 1
            price = listed_price(quotes[earlier])
        if price is None:
            raise MissingDataError(
                "missing_closes",
                f"closes, day {place + 1}, is blank; without a close the day needs bid and asked",
                field="closes",
            )
        prices.append(price)
    return tuple(prices)


@clause("000 IV.B", "P-30")
def market_price(
    quotes: Sequence[Quote],
    days: int = MARKET_PRICE_DAYS,
    reading: DayWithoutPrice = DayWithoutPrice.REFUSED,
) -> Fraction:
    """Return the mean of the daily market prices of the last trading days, $ per share, exact.

    Args:
        quotes: one for each trading day, the oldest first; the last is that of the day before
            the receipt, whose own day never counts. For stock on the OTC Bulletin Board, which
            is not in this limb of the text, see `bulletin_board_value`.
        days: how many count, above 0.
        reading: what a day without a price does.

    Raises:
        MissingDataError: for fewer quotes than days, or a day that has no price.
        OutOfRangeError: for 0 days, or as `listed_price`.
    """
    return sum(_daily_prices(quotes, days, reading), Fraction(0)) / days


def bulletin_board_value(
    bids: Sequence[Fraction | None],
    board_value: Fraction | None,
    days: int = MARKET_PRICE_DAYS,
    day_without_price: DayWithoutPrice = DayWithoutPrice.REFUSED,
    reading: BulletinBoardStock = BulletinBoardStock.BOARD,
) -> Fraction:
    """Return the value of stock on the OTC Bulletin Board, $ per share, exact (000 IV.B).

    Args:
        bids: closing bids of the trading days before the receipt, oldest first.
        board_value: as the Board determined it in good faith; None where it did not.
        days: of the average, above 0.
        day_without_price: what a day without a bid does to it.
        reading: whose value it is.

    Raises:
        MissingDataError: where the value that counts, or a bid of its days, is not there.
        OutOfRangeError: when an amount is outside its domain.
    """
    if reading is BulletinBoardStock.CLOSING_BIDS:
        # II.C(ii): the bid is the price of the day, as a last sale is on an exchange
        return market_price([Quote(last_sale=bid) for bid in bids], days, day_without_price)
    if board_value is None:
        raise MissingDataError(
            "missing_board_value",
            "board_value is blank; the Board values stock that is not listed",
            field="board_value",
        )
    above_zero(board_value, "board_value")
    return board_value


def bulletin_board_working(
    bids: Sequence[Fraction | None],
    board_value: Fraction | None,
    days: int,
    day_without_price: DayWithoutPrice,
    reading: BulletinBoardStock,
) -> Working:
    """Return the steps of `bulletin_board_value`, which refuses what this refuses."""
    value = bulletin_board_value(bids, board_value, days, day_without_price, reading)
    text = place_of("P-30")
    first = Step("On the OTC Bulletin Board the value is that of the", reading.value, text)
    if reading is BulletinBoardStock.BOARD:
        return (first, Step("Value, $ per share", value, text))
    quotes = [Quote(last_sale=bid) for bid in bids]
    return (first, *market_price_working(quotes, days, day_without_price))


def market_price_working(
    quotes: Sequence[Quote],
    days: int = MARKET_PRICE_DAYS,
    reading: DayWithoutPrice = DayWithoutPrice.REFUSED,
) -> Working:
    """Return the steps of `market_price`, which refuses what this refuses."""
    prices = _daily_prices(quotes, days, reading)
    return (
        *(
            Step(f"Daily market price, day {place}, $", price, place_of("P-31"))
            for place, price in enumerate(prices, start=len(quotes) - days + 1)
        ),
        Step("Trading days", days, place_of("P-30")),
        Step("Average, $ per share", sum(prices, Fraction(0)) / days, place_of("P-30")),
    )
