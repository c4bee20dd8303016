"""The two notices in ``redemption.xlsx``: of the Company, and of a holder who converts."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from xl_udfs.core.allocation import ProRata
from xl_udfs.core.letters.letter import HoldingOfRecord, Letter, Security
from xl_udfs.core.letters.notices import (
    Conversion,
    Redemption,
    RedemptionPart,
    conversion_notice,
    redemption_notice,
)
from xl_udfs.documents.letters.adjustment_book import issuer_of
from xl_udfs.documents.letters.asked import LetterRequest, addresses, holders_of
from xl_udfs.documents.letters.refusals import AskedError, ContentError
from xl_udfs.documents.letters.values import TableRow, Value, Values

COLUMNS = (
    *("Holder", "Shares held", "Company notice received", "Conversion notice delivered"),
    "Shares to convert",
)


def redemption(values: Values) -> Redemption:
    """Return what the Company redeems; a check of the workbook is whether in time."""
    return Redemption(
        notice=values["in_company_notice"].day(),
        day=values["in_redemption_date"].day(),
        redemption_price=values["out_redemption_price"].price(),
        dividend=values["in_company_dividend"].if_any(Value.number) or Fraction(0),
        shares=values["in_shares_to_redeem"].price(),
        outstanding=values["in_shares_outstanding"].price(),
        window_hours=values["in_window_hours"].count(),
        payment_days=values["in_payment_days"].count(),
        pay_by=values["out_company_due"].day(),
        conversion_price=values["in_conversion_price"].price(),
    )


def redemptions(values: Values, asked: LetterRequest, draft: str) -> Iterator[tuple[str, Letter]]:
    """Yield the notice for each addressee, with the name of the holder or of the series."""
    told = redemption(values)
    issuer, security = issuer_of(values), _security(values, values["in_section"].lines())
    rows, known = _holders(values), addresses(values)
    held = [row["Shares held"].number() for row in rows.values()]
    parts = ProRata(told.shares, held).result
    by_holder = dict(zip(rows, parts, strict=True))
    for holder in holders_of(asked, list(rows), security.name):
        if holder is None:
            yield security.name, redemption_notice(issuer, security, told, draft=draft)
            continue
        row = rows[holder]
        redeemed = RedemptionPart(
            holding=HoldingOfRecord(
                holder=holder,
                shares=row["Shares held"].number(),
                day=told.notice,
                address=known[holder]["Address for notices"].lines(),
            ),
            shares=Fraction(by_holder[holder]),
            received=row["Company notice received"].if_any(Value.moment),
        )
        yield holder, redemption_notice(issuer, security, told, redeemed, draft)


def conversions(values: Values, asked: LetterRequest, draft: str) -> Iterator[tuple[str, Letter]]:
    """Yield what holders convert by the notices that stand on the sheet Holders."""
    issuer, security = issuer_of(values), _security(values)
    rows, known = _holders(values), addresses(values)
    converting = [
        holder for holder, row in rows.items() if not row["Conversion notice delivered"].is_blank
    ]
    if asked.holder is None and not asked.each_holder:
        raise AskedError("a notice of conversion is a holder's; name one with --holder")
    for holder in holders_of(asked, converting, "shares to convert"):
        assert holder is not None  # noqa: S101 - asked for above
        row = rows[holder]
        day = row["Conversion notice delivered"].day()
        conversion = Conversion(
            holding=HoldingOfRecord(
                holder=holder,
                shares=row["Shares held"].number(),
                day=day,
                address=known[holder]["Address for notices"].lines(),
            ),
            shares=row["Shares to convert"].price(),
            day=day,
            original_issue_price=values["in_original_issue_price"].price(),
            conversion_price=values["in_conversion_price"].price(),
            dividend=values["in_company_dividend"].if_any(Value.number) or Fraction(0),
        )
        yield holder, conversion_notice(issuer, security, conversion, draft)


def _security(values: Values, section: Sequence[str] = ()) -> Security:
    return Security(
        name=values["in_series"].text(),
        instrument=values["in_instrument"].text(),
        dated=values["in_instrument_date"].day(),
        section=" ".join(section),
    )


def _holders(values: Values) -> dict[str, TableRow]:
    rows = [row for row in values.rows("tblHolders", *COLUMNS) if not row["Holder"].is_blank]
    by_name = {row["Holder"].text(): row for row in rows if row["Shares held"].number()}
    if len(by_name) < len([row for row in rows if row["Shares held"].number()]):
        raise ContentError("tblHolders names a holder twice; one letter goes to each")
    return by_name
