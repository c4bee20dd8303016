"""The Company Redemption Notice (000 V.A) and the Notice of Conversion (000 VII.D, Exhibit A).

The words are ours; what a notice must say, and the form that a holder fills in, are those of the
certificate of designation.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction

from xl_udfs.core.amounts import above_zero, at_most, not_negative
from xl_udfs.core.exact import Exact
from xl_udfs.core.letters.figures import (
    long_date,
    long_moment,
    money,
    price,
    shares,
    telling,
    unrounded_dollars,
)
from xl_udfs.core.letters.letter import (
    FigureTable,
    Form,
    HoldingOfRecord,
    Issuer,
    Letter,
    LetterPart,
    Paragraph,
    Security,
    Signature,
)
from xl_udfs.core.readings import FractionalShares
from xl_udfs.core.rounding import cents
from xl_udfs.core.series_5a.conversion import conversion_rate, conversion_shares

PRICE_DECIMALS = 4  # of a stated conversion price, 000 II.E


@dataclass(frozen=True, slots=True, kw_only=True)
class Redemption:
    """What the Company redeems, when and for how much."""

    notice: date  # day of the Company Redemption Notice
    day: date  # of the redemption
    redemption_price: Fraction  # $ per share, without dividends
    dividend: Fraction  # declared but unpaid, $ per share
    shares: Fraction  # that the Company elects to redeem
    outstanding: Fraction
    window_hours: int  # in which a holder can still convert
    payment_days: int  # business days, from the delivery of the notice
    pay_by: date
    conversion_price: Fraction  # $ per share of Common Stock

    def __post_init__(self) -> None:
        """Refuse a redemption of nothing, of more than there is, or for nothing."""
        above_zero(self.redemption_price, "redemption_price")
        above_zero(self.conversion_price, "conversion_price")
        not_negative(self.dividend, "dividend")
        above_zero(self.shares, "shares")
        at_most(self.shares, self.outstanding, "shares", "the shares outstanding")

    @property
    def amount(self) -> Fraction:
        """The Redemption Amount, $ per share."""
        return self.redemption_price + self.dividend


@dataclass(frozen=True, slots=True, kw_only=True)
class RedemptionPart:
    """What of it falls on one holder."""

    holding: HoldingOfRecord
    shares: Fraction  # designated to be redeemed
    received: datetime | None = None  # when the holder received the notice


def redemption_notice(
    issuer: Issuer,
    security: Security,
    redemption: Redemption,
    redeemed: RedemptionPart | None = None,
    draft: str = "",
) -> Letter:
    """Return the Company Redemption Notice, to one holder or to all of them."""
    subject, day = "Company Redemption Notice", long_date(redemption.notice)
    if redeemed is None:
        to: tuple[str, ...] = (f"Holders of {security.name}",)
    else:
        to = (redeemed.holding.holder, *redeemed.holding.address)
    return Letter(
        letterhead=issuer.name,
        address=issuer.address,
        day=day,
        to=to,
        subject=subject,
        running=f"{issuer.name}: {subject}, {day}",
        body=(
            Paragraph(_redeems(issuer, security, redemption)),
            Paragraph(_for_how_much(redemption)),
            *_designated(redemption, redeemed),
            Paragraph(_still_convertible(redemption, redeemed)),
            Paragraph(
                f"The Company will pay by check or by wire transfer of immediately available "
                f"funds, within {redemption.payment_days} business days of the delivery of this "
                f"notice: by {long_date(redemption.pay_by)}."
            ),
            Paragraph(
                "Terms that this notice does not define have the meaning that the "
                f"{security.short_instrument} gives them.",
                alone=False,
            ),
        ),
        closing="Sincerely,",
        signatures=(issuer.signature(),),
        draft=draft,
    )


def _redeems(issuer: Issuer, security: Security, redemption: Redemption) -> str:
    which = f"{shares(redemption.shares)} of the {shares(redemption.outstanding)}"
    part = redemption.shares != redemption.outstanding
    how = ", pro rata by the shares that each holder has" if part else ""
    return (
        f"In accordance with {security.section_of}the {security.instrument} dated "
        f"{long_date(security.dated)} (the “{security.short_instrument}”) relating to the "
        f"{security.name} (the “Preferred Stock”) of {issuer.name} (the “Company”), the Company "
        f"gives notice that on {long_date(redemption.day)} (the “Redemption Date”) it will redeem "
        f"{which if part else 'all ' + shares(redemption.shares)} outstanding shares of Preferred "
        f"Stock{how}."
    )


def _for_how_much(redemption: Redemption) -> str:
    amount = f"The price is {unrounded_dollars(redemption.amount)} per share"
    of_which = f"the Redemption Price of {unrounded_dollars(redemption.redemption_price)}"
    if redemption.dividend:
        dividend = unrounded_dollars(redemption.dividend)
        return f"{amount}: {of_which} plus declared but unpaid dividends of {dividend}."
    return f"{amount}: {of_which}; no declared dividend is unpaid."


def _designated(redemption: Redemption, redeemed: RedemptionPart | None) -> tuple[LetterPart, ...]:
    if redeemed is None:
        return ()
    holding, amount = redeemed.holding, cents(redeemed.shares * redemption.amount)
    return (
        Paragraph(
            f"Of the shares that stand in the Company’s books in your name on "
            f"{long_date(holding.day)} these are designated to be redeemed:",
            alone=False,
        ),
        FigureTable(
            ("Your holding", "Number"),
            (
                ("Shares of Preferred Stock held", shares(holding.shares)),
                ("Shares of Preferred Stock to be redeemed", shares(redeemed.shares)),
                ("Amount to be paid for them", money(amount)),
            ),
        ),
    )


def _still_convertible(redemption: Redemption, redeemed: RedemptionPart | None) -> str:
    stated = price(
        redemption.conversion_price, telling(PRICE_DECIMALS, redemption.conversion_price)
    )
    hours = redemption.window_hours
    told = (
        "Shares that are designated to be redeemed may be converted into the Company’s common "
        f"stock, at the Conversion Price of {stated}, by a holder who delivers a Notice of "
        f"Conversion to the Company before receiving this notice or within {hours} hours of "
        "receiving it. Conversions in that time may change the number of shares that is redeemed "
        "of each holder."
    )
    if redeemed is None or redeemed.received is None:
        return told
    until = redeemed.received + timedelta(hours=hours)
    return (
        f"{told} By the Company’s record you received this notice at "
        f"{long_moment(redeemed.received)}; those hours end at {long_moment(until)}."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversion:
    """What a holder converts."""

    holding: HoldingOfRecord
    shares: Fraction  # of them, converted
    day: date
    original_issue_price: Fraction  # $ per preferred share
    conversion_price: Fraction  # $ per share of Common Stock
    dividend: Fraction = Exact(0)  # declared and unpaid, $ per preferred share
    fraction: FractionalShares = FractionalShares.CASH

    def __post_init__(self) -> None:
        """Refuse a conversion of nothing, or of more than there is."""
        above_zero(self.shares, "shares")
        at_most(self.shares, self.holding.shares, "shares", "the shares of the holder")


def conversion_notice(
    issuer: Issuer, security: Security, conversion: Conversion, draft: str = ""
) -> Letter:
    """Return the holder's Notice of Conversion, filled in but for the signatures."""
    rate = conversion_rate(
        conversion.original_issue_price, conversion.conversion_price, conversion.dividend
    )
    received = conversion_shares(conversion.shares, rate, conversion.fraction)
    stated = price(
        conversion.conversion_price, telling(PRICE_DECIMALS, conversion.conversion_price)
    )
    dividend = (("Declared and unpaid dividend per share:", money(conversion.dividend)),)
    subject = "Notice of Conversion"
    return Letter(
        heading=subject,
        subject="",
        to=("Attn: Chief Executive Officer", "Attn: Chief Financial Officer", issuer.name),
        running=f"{subject}: {conversion.holding.holder}, {long_date(conversion.day)}",
        body=(
            Paragraph(
                "The undersigned irrevocably elects to convert (the “Conversion”) the number of "
                f"shares of the {security.name} (the “Preferred Stock”) stated below, with all "
                "dividends declared on them and unpaid, into shares of common stock (“Common "
                f"Stock”) of {issuer.name} (the “Company”), on the conditions of the "
                f"{security.instrument} dated {long_date(security.dated)} and as of the date "
                "stated below."
            ),
            Paragraph(
                "Where only a part of the shares of a certificate is converted, please issue a "
                "new certificate for those that are not."
            ),
            Form(
                (
                    ("Date of Conversion:", long_date(conversion.day)),
                    ("Applicable Conversion Price:", stated),
                    ("Amount of Preferred Stock:", shares(conversion.shares)),
                    *(dividend if conversion.dividend else ()),
                    (
                        "Number of Shares of Common Stock to be issued upon conversion:",
                        shares(Exact(received)),
                    ),
                )
            ),
        ),
        signatures=(
            Signature(
                "",
                (
                    ("Signature:", ""),
                    ("Name:", conversion.holding.holder),
                    ("Address:", ", ".join(conversion.holding.address)),
                    ("Fax Number (for confirmation):", ""),
                    ("cc (Transfer Agent):", ""),
                ),
            ),
            Signature(
                f"Acknowledged and agreed: {issuer.name}",
                (
                    ("By:", ""),
                    ("Name:", issuer.signatory),
                    ("Title:", issuer.office),
                    ("Date:", ""),
                ),
            ),
        ),
        draft=draft,
    )
