"""Every worksheet function, by name; the module of one is imported where it is asked for."""

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING

from xl_udfs.on_demand import OnDemand

if TYPE_CHECKING:
    from xl_udfs.functions.registry import WorksheetFunction

STANDS: Mapping[str, Mapping[str, str]] = {
    "Anti-dilution": {
        "price.antidilution": """
            EFFECTIVE_PRICE UNIT_DEAL_PRICES DEEMED_CONSIDERATION CONVPRICE_WEIGHTED
            CONVPRICE_RATCHET CONVPRICE_REGIME CONVPRICE_FINANCING CONVPRICE_SPLIT
            CONVPRICE_STOCK_DIVIDEND EXEMPT_ISSUANCE CONSIDERATION_RECEIVED ISSUES_TOGETHER
        """,
        "price.history": "CONVPRICE_HISTORY CONVPRICE_AFTER CONVPRICE_ON",
    },
    "Conversion": {
        "series_5a.conversion": """
            CONVERSION_RATE CONVERSION_SHARES CONVERSION_CASH RESERVE_SHORTFALL CONVERSION_DATE
            PREFERRED_VOTES VOTE_PASSES PROTECTION_APPLIES CONVERSION_PROPERTY
            ISSUE_PRICE_AFTER_SPLIT REGISTRABLE_SHARES CLASS_VOTE_PASSES
        """,
        "series_5a.notices_of_conversion": """
            COMPANY_CONVERSION_ALLOWED HOLDERS_TOLD_BY COMPANY_CONVERSION_NOTICE_VALID
            CERTIFICATE_REISSUE_DUE AUTOMATIC_CONVERSION_ALLOWED
        """,
    },
    "Redemption": {
        "series_5a.redemption": """
            REDEMPTION_PRICE REDEMPTION_AMOUNT PRO_RATA REDEMPTION_ALLOCATION
            REDEMPTION_CAPACITY REDEMPTION_NOTICE_VALID REDEMPTION_PAYMENT_DUE REDEMPTION_STATUS
            CONVERSION_WINDOW_OPEN ISSUABLE_PREFERRED REDEMPTION_DEFERRED
        """,
        "series_5a.holder_redemption": """
            HOLDER_REDEMPTION_AMOUNT HOLDER_REDEMPTION_RIGHT HOLDER_REDEMPTION_SHARES
        """,
        "series_5a.triggers": """
            TRIGGER_REGISTRATION TRIGGER_RUN TRIGGER_CONVERSION_FAILURE BLACK_OUT_COVERS
            EFFECTIVENESS_END TRIGGER_BREACH TRIGGER_REFUSAL
        """,
    },
    "Liquidation": {
        "agreement.accruals": "DIVIDEND_ACCRUED",
        "series_5a.liquidation": """
            DIVIDEND_ALLOWED DIVIDEND_SURVIVES DIVIDEND_ON_CONVERSION DIVIDENDS_OWED
            LIQUIDATION_PREFERENCE PREFERENCE_AFTER_FEES WATERFALL BREAKPOINTS
            DEEMED_LIQUIDATION MARKET_PRICE CLOSING_PRICE VALUATION_DEADLINE APPRAISAL_DEMANDED
            APPRAISED_VALUE APPRAISAL_FEES_PAYER
        """,
    },
    "Warrants": {
        "agreement.covenants": "WARRANT_TRANSFER_ALLOWED",
        "price.history": "WARRANT_HISTORY",
        "agreement.warrants": """
            NET_EXERCISE NET_EXERCISE_CASH WARRANT_SHARES WARRANT_FMV WARRANT_COVERAGE
            WARRANT_EXPIRATION WARRANT_EXERCISABLE WARRANT_PAYMENT WARRANT_PROPERTY
            WARRANT_DECISION_BY WARRANT_RESERVE_SHORTFALL WARRANT_COVERAGE_EXCESS
            WARRANT_AMENDMENT_BINDS
        """,
    },
    "Notes": {
        "agreement.notes": """
            NOTE_AMOUNT NOTE_INTEREST NOTE_EXCHANGE_ALLOWED NOTE_PREPAYMENT_ALLOWED
            NOTE_PREPAYMENT NOTE_COMMON_SHARES GROSS_UP DEFAULT_DATE DEFAULT_AT_ONCE
            NOTICE_EFFECTIVE
        """,
        "agreement.accruals": "NOTE_BALANCE",
        "agreement.terms": """
            NOTE_DUE_DATE SERIES_A_PRINCIPAL SERIES_A_NOTE_DATE NOTE_DELIVERY_DUE LATEST_NOTICE
        """,
    },
    "Agreement": {
        "agreement.terms": """
            ROOM_FOR_SALES ADDITIONAL_CLOSING_ALLOWED DEBT_ALLOWED TRANSFER_ALLOWED
            LEGEND_REMOVABLE
        """,
        "agreement.covenants": """
            FIRST_CLOSING_VALID NOTES_ISSUED SURRENDER_REMAINDER CLOSING_CONDITIONS_OPEN
            COVENANTS_IN_FORCE DISPOSALS_ALLOWED RESTRICTED_ACT_ALLOWED IP_PAYMENTS_ALLOWED
            IS_SUBSIDIARY INVESTOR_ELIGIBLE
        """,
        "agreement.amendments_and_costs": """
            AMENDMENT_BINDS ENFORCEMENT_COSTS LEGAL_FEES_BORNE WITHHOLDING_PAYMENT
        """,
    },
    "Rounds": {
        "captable.rounds": "PRICED_ROUND",
    },
    "Calendars": {
        "calendars": "FEDERAL_HOLIDAYS EXCHANGE_HOLIDAYS",
        "agreement.trading": "TRADING_CLOSES",
    },
    "Record": {
        "captable.listing": "CAP_TABLE",
        "record": "EXPLAIN WHY ROUNDING_OF STATED_FIGURE",
    },
}
"""The names by category and by the module where they are declared, in the order of the reference.

Whoever computes `=1+1` imports none of them.
"""
CATEGORIES = tuple(f"Cap Table: {category}" for category in STANDS)
_MODULES = {
    name: module
    for modules in STANDS.values()
    for module, names in modules.items()
    for name in names.split()
}


def _declared(name: str) -> "WorksheetFunction":
    function: WorksheetFunction = getattr(
        import_module(f"xl_udfs.functions.{_MODULES[name]}"), name.lower()
    )
    return function


FUNCTIONS: "Mapping[str, WorksheetFunction]" = OnDemand(_MODULES, _declared)
