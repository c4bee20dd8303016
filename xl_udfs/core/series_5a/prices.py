"""The price of common stock on a day, and over the days before a receipt (000 II.C, IV.B)."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from xl_udfs.core.amounts import above_zero, shown
from xl_udfs.core.clauses import clause, place_of
from xl_udfs.core.errors import MissingDataError, NotApplicableError, OutOfRangeError
from xl_udfs.core.exact import Exact
from xl_udfs.core.readings import BulletinBoardStock, DayWithoutPrice
from xl_udfs.core.working import Ruling, Step, Working

EXCHANGES = ("exchange", "NASDAQ", "NYSE", "AMEX")
BULLETIN_BOARD = "OTCBB"
MARKET_PRICE_DAYS = 20  # 000 IV.B


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """What one trading day says of a stock, $ per share, None where it has none."""

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


@clause("000 IV.B", "P-30")
@dataclass(frozen=True, slots=True)
class MarketPrice(Ruling[Fraction]):
    """The mean of the daily market prices of the last trading days, $ per share, exact.

    Raises:
        MissingDataError: for fewer quotes than days, or a day that has no price.
        OutOfRangeError: for 0 days, or as `listed_price`.
    """

    label = "Average, $ per share"
    rule = "P-30"

    # one for each trading day, the oldest first; the last is that of the day before the receipt,
    # whose own day never counts. For stock on the OTC Bulletin Board, which is not in this limb
    # of the text, see `BulletinBoardValue`.
    quotes: Sequence[Quote]
    days: int = MARKET_PRICE_DAYS  # how many count, above 0
    reading: DayWithoutPrice = DayWithoutPrice.REFUSED

    def __post_init__(self) -> None:
        """Refuse an average of no days, or of more than there are."""
        above_zero(self.days, "days")
        if len(self.quotes) < self.days:
            raise MissingDataError(
                "missing_closes",
                f"closes has {len(self.quotes):,} days; the average needs {self.days:,}",
                field="closes",
            )

    @property
    def daily(self) -> Sequence[Fraction]:
        """The prices of the days that count."""
        count = len(self.quotes)
        return [self._price_of(place) for place in range(count - self.days, count)]

    def _price_of(self, place: int) -> Fraction:
        price = listed_price(self.quotes[place])
        earlier = place
        while price is None and self.reading is DayWithoutPrice.PREVIOUS_DAY and earlier:
            earlier -= 1
            price = listed_price(self.quotes[earlier])
        if price is None:
            raise MissingDataError(
                "missing_closes",
                f"closes, day {place + 1}, is blank; without a close the day needs bid and asked",
                field="closes",
            )
        return price

    @property
    def result(self) -> Fraction:
        """Their mean."""
        return sum(self.daily, Exact(0)) / self.days

    def steps(self) -> Working:
        """Return the price of each day."""
        first = len(self.quotes) - self.days + 1
        return (
            *(
                Step(f"Daily market price, day {place}, $", price, place_of("P-31"))
                for place, price in enumerate(self.daily, start=first)
            ),
            Step("Trading days", self.days, self.place),
        )


@dataclass(frozen=True, slots=True)
class BulletinBoardValue:
    """The value of stock on the OTC Bulletin Board, $ per share, exact (000 IV.B).

    Raises:
        MissingDataError: where the value that counts, or a bid of its days, is not there.
        OutOfRangeError: when an amount is outside its domain.
    """

    bids: Sequence[Fraction | None]  # closing ones of the days before the receipt, oldest first
    board_value: Fraction | None  # as the Board determined it in good faith; None: it did not
    days: int = MARKET_PRICE_DAYS  # of the average, above 0
    day_without_price: DayWithoutPrice = DayWithoutPrice.REFUSED
    reading: BulletinBoardStock = BulletinBoardStock.BOARD

    @property
    def average(self) -> MarketPrice:
        """The average where it counts."""
        # II.C(ii): the bid is the price of the day, as a last sale is on an exchange
        quotes = [Quote(last_sale=bid) for bid in self.bids]
        return MarketPrice(quotes, self.days, self.day_without_price)

    @property
    def result(self) -> Fraction:
        """The value of the Board, or the average of the closing bids."""
        if self.reading is BulletinBoardStock.CLOSING_BIDS:
            return self.average.result
        if self.board_value is None:
            raise MissingDataError(
                "missing_board_value",
                "board_value is blank; the Board values stock that is not listed",
                field="board_value",
            )
        above_zero(self.board_value, "board_value")
        return self.board_value

    def working(self) -> Working:
        """Return whose value it is, and the average."""
        text, whose = place_of("P-30"), self.reading
        first = Step("On the OTC Bulletin Board the value is that of the", whose.value, text)
        if whose is BulletinBoardStock.CLOSING_BIDS:
            return (first, *self.average.working())
        return (first, Step("Value, $ per share", self.result, text))
