"""Notes and SAFEs that are outstanding, as issuances with their terms."""

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction

from xl_udfs.documents.ocf.report import Report
from xl_udfs.documents.ocf.rows import ConvertibleRow
from xl_udfs.documents.ocf.writing.shape import Object, made, money, part

TABLE = "tblConvertibles"
DAY_COUNTS = {"actual/365": "ACTUAL_365", "30/360": "30_360"}
TIMINGS = {"safe pre-money": "PRE_MONEY", "safe post-money": "POST_MONEY"}


def convertible_objects(
    rows: Sequence[ConvertibleRow], holders: dict[str, Object], as_of: date, report: Report
) -> Iterator[tuple[int, Object]]:
    """Yield the issuance of each row, with its number."""
    for number, row in enumerate(rows, start=1):
        if row.amount is None or row.holder not in holders:
            what = "its amount is blank" if row.amount is None else f"its holder is {row.holder}"
            report.add("line_incomplete", object_type=TABLE, id=f"row {number}", what=what)
            continue
        is_note = row.kind not in TIMINGS
        terms = _note(row, number, as_of, report) if is_note else _safe(row)
        yield (
            number,
            made(
                "TX_CONVERTIBLE_ISSUANCE",
                f"tx-convertible-{number}",
                date=row.since or as_of,
                security_id=f"convertible-{number}",
                custom_id=f"CV-{number}",
                stakeholder_id=holders[row.holder]["id"],
                security_law_exemptions=[],
                investment_amount=money(row.amount),
                convertible_type="NOTE" if is_note else "SAFE",
                conversion_triggers=[
                    {
                        "type": "UNSPECIFIED",
                        "trigger_id": f"trigger-convertible-{number}",
                        "conversion_right": {
                            "type": "CONVERTIBLE_CONVERSION_RIGHT",
                            "conversion_mechanism": terms,
                            "converts_to_future_round": True,
                        },
                    }
                ],
                seniority=1,
            ),
        )


def _safe(row: ConvertibleRow) -> Object:
    return part(
        type="SAFE_CONVERSION",
        conversion_valuation_cap=money(row.cap),
        conversion_discount=row.discount,
        conversion_mfn=False,
        conversion_timing=TIMINGS[row.kind],
    )


def _note(row: ConvertibleRow, number: int, as_of: date, report: Report) -> Object:
    for name, value, done in (
        ("Rate", row.rate, "no interest is written"),
        ("Day count", DAY_COUNTS.get(row.day_count), "ACTUAL_365 is written"),
    ):
        if value is None:
            report.add("note_terms", object_type=TABLE, id=f"row {number}", field=name, done=done)
    since = row.since or as_of
    rates = [part(rate=row.rate or Fraction(0), accrual_start_date=since)]
    return part(
        type="CONVERTIBLE_NOTE_CONVERSION",
        interest_rates=rates,
        day_count_convention=DAY_COUNTS.get(row.day_count, "ACTUAL_365"),
        interest_payout="DEFERRED",
        interest_accrual_period="DAILY",
        compounding_type="SIMPLE",
        conversion_valuation_cap=money(row.cap),
        conversion_discount=row.discount,
    )
