"""The terms of an issuance, as each kind of security has them."""

from fractions import Fraction

from xl_udfs.documents.ocf.rows import LedgerRow
from xl_udfs.documents.ocf.writing.parties import Known
from xl_udfs.documents.ocf.writing.shape import Object, money, part


def stock_terms(known: Known, class_name: str, price: Fraction) -> Object:
    """Return the terms of stock: its class and the price of one."""
    return {
        "stock_class_id": known.classes[class_name]["id"],
        "share_price": money(price),
        "stock_legend_ids": [],
    }


def warrant_terms(known: Known, line: LedgerRow, strike: Fraction | None, number: int) -> Object:
    """Return the terms of warrants for a fixed number of common shares."""
    return {
        "exercise_price": money(strike),
        "purchase_price": money(line.consideration or Fraction(0)),
        "quantity_source": "INSTRUMENT_FIXED",
        "exercise_triggers": [trigger_of(known, line.number, number)],
    }


def trigger_of(known: Known, shares: Fraction | None, number: int) -> Object:
    """Return the right to exercise at will, of the line with that number."""
    return {
        "type": "ELECTIVE_AT_WILL",
        "trigger_id": f"trigger-{number}",
        "conversion_right": {
            "type": "WARRANT_CONVERSION_RIGHT",
            "conversion_mechanism": part(
                type="FIXED_AMOUNT_CONVERSION", converts_to_quantity=shares
            ),
            "converts_to_stock_class_id": known.common,
        },
    }


def compensation_terms(
    known: Known, line: LedgerRow, strike: Fraction | None, *, is_option: bool
) -> Object:
    """Return the terms of options, or of units that cost nothing."""
    plan = known.plans.get(line.other_class)
    return {
        "stock_plan_id": plan["id"] if plan is not None else None,
        "stock_class_id": known.common if plan is None else None,
        "compensation_type": "OPTION" if is_option else "RSU",
        "exercise_price": money(strike) if is_option else None,
        "termination_exercise_windows": [],
    }
