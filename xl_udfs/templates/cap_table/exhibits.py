"""The company of the exhibits, as far as they give it: its classes, its ledger, its votes."""

from collections.abc import Mapping
from datetime import date

from xl_udfs.core.price.exemptions import ExemptionList, IssueKind, exemption
from xl_udfs.core.price.terms import SERIES_2A, SERIES_5A, SERIES_5A_AUTHORIZED
from xl_udfs.templates.cap_table.data import Company, Row

COMMON, SERIES_1A_NAME, OTHER = "Common stock", "Series 1-A", "Other Securities"
SERIES_2A_NAME, SERIES_5A_NAME, WARRANTS = SERIES_2A.name, SERIES_5A.name, "Warrants of July 2005"
BODY, PURCHASERS = "All holders of {}", "Purchasers of July 18, 2005"
POSITION_DATE, EVE = date(2005, 7, 18), date(2005, 7, 17)
CLOSING_2002, EVE_2002, BETWEEN = date(2002, 2, 5), date(2002, 2, 4), date(2005, 7, 16)
UNKNOWN = "Not in the documents: type the number of shares."
NOT_TOLD = (
    "Not in the documents: what led from 003 to the {} of 004; the date too. Replace it by what "
    "happened."
)
RIGHTS_2002 = 21_256_500 + 350_000 + 14_695_976  # 003: warrants at $0.10
NOTES_2002 = 115_559_617 - 33_831_184 - RIGHTS_2002  # 003: (X) less (A) less those warrants

CLASSES: tuple[Row, ...] = (
    {
        "name": COMMON,
        "type": "common",
        "rule": "none",
        "votes": 1,
        "source": "004: 2,101,345 shares at the close of business on July 17, 2005, as stated in "
        "(A).",
    },
    {
        "name": SERIES_1A_NAME,
        "type": "preferred",
        "rule": "none",
        "votes": 1,
        "source": "000 III and IV name it. Its prices and its number are not in the documents: "
        "type them here and in the ledger.",
    },
    {
        "name": SERIES_2A_NAME,
        "type": "preferred",
        "rule": "weighted average",
        "threshold": float(SERIES_2A.threshold),
        "count_common": "yes",
        "count_warrants": "yes",
        "oip": float(SERIES_2A.original_issue_price),
        "price": 14.20,
        "date": EVE,
        "votes": 1,
        "clause": "Section 7d(6): the weighted average over the common stock (A) and Other Securities "
        "(C).",
        "source": "003: Original Issue Price of $6.41. 004: existing Conversion Price of $14.20, "
        "taken from the eve of July 18, 2005 on. Neither letter has a threshold or a full ratchet. "
        "Its number is not in the documents.",
    },
    {
        "name": SERIES_5A_NAME,
        "type": "preferred",
        "rule": "ratchet, then weighted average",
        "months": SERIES_5A.ratchet_months,
        "threshold": float(SERIES_5A.threshold),
        "count_common": "yes",
        "count_preferred": "yes",
        "count_options": "yes",
        "count_warrants": "yes",
        "oip": float(SERIES_5A.original_issue_price),
        "price": float(SERIES_5A.conversion_price),
        "date": SERIES_5A.closing_date,
        "authorized": SERIES_5A_AUTHORIZED,
        "votes": 1,
        "clause": "VII.E(6)(a): to the anniversary of the Closing Date the Effective Price, then "
        "the weighted average over all shares fully diluted.",
        "source": "000 I (3,752 authorized), II.B (Closing Date), II.E ($0.3125), II.G ($1,000), "
        "VI.A (votes), VII.E(6)(a) ($1,000,000; one year). 004: 1,478 shares issued.",
    },
    {
        "name": WARRANTS,
        "type": "warrant",
        "rule": "full ratchet",
        "threshold": 0,
        "moves": "yes",
        "oip": 0.50,
        "price": 0.50,
        "date": POSITION_DATE,
        "votes": 0,
        "clause": "3(g)(1) and 3(a): the Effective Price, and as many more shares.",
        "source": "004: 886,800 shares at $0.50. Their form is not in the documents: the rules of "
        "the form of 2002 (001, Exhibit C) are taken.",
    },
    {
        "name": OTHER,
        "type": "other",
        "rule": "none",
        "votes": 0,
        "source": "004 (C): 317,596 shares of common stock underlying Other Securities.",
    },
)
HOLDERS: tuple[Row, ...] = (
    {"holder": BODY.format("common stock"), "favour": "no"},
    {"holder": PURCHASERS, "favour": "yes"},
    {"holder": BODY.format(SERIES_1A_NAME), "favour": "no"},
    {"holder": BODY.format(SERIES_2A_NAME), "favour": "no"},
    {"holder": BODY.format(OTHER), "favour": "no"},
)


def _line(day: date, event: str, name: str, number: float | None, why: str, **more: object) -> Row:
    """Return a line of the ledger on a class that one holder stands for."""
    holder = BODY.format("common stock" if name == COMMON else name)
    line = {"date": day, "event": event, "holder": holder, "class": name}
    return line | ({} if number is None else {"shares": number}) | {"reference": why} | more


LEDGER: tuple[Row, ...] = (
    _line(EVE_2002, "position", COMMON, 33_831_184,
        "As stated in 003 (A): outstanding the day before. The date of the letter is taken as its Effective Date."),
    _line(EVE_2002, "position", OTHER, 1_411_724, "As stated in 003 (C)."),
    _line(CLOSING_2002, "issue", OTHER, NOTES_2002, "003: (X) less (A), less the warrants: the notes, as common stock.",
        consideration=4_557_596),
    _line(CLOSING_2002, "issue", OTHER, RIGHTS_2002, "003: warrants that became exercisable, at $0.10.", strike=0.10),
    _line(BETWEEN, "correction down", COMMON, 33_831_184 - 2_101_345, NOT_TOLD.format("2,101,345 shares")),
    _line(BETWEEN, "correction down", OTHER, 1_411_724 + 115_559_617 - 33_831_184 - 317_596, NOT_TOLD.format("317,596 shares")),
    _line(EVE, "position", SERIES_1A_NAME, None, UNKNOWN),
    _line(EVE, "position", SERIES_2A_NAME, None, UNKNOWN),
    _line(POSITION_DATE, "issue", SERIES_5A_NAME, 1_478, "As stated in 004; the money is for the warrants too.",
        holder=PURCHASERS, price=1_000, consideration=1_478_000),
    _line(POSITION_DATE, "issue", WARRANTS, 886_800, "As stated in 004: sold together with the Series 5-A, at $0.50.", holder=PURCHASERS),
)  # fmt: skip
STATED: tuple[Row, ...] = (
    {
        "instrument": SERIES_2A_NAME,
        "price": float(SERIES_2A.conversion_price),
        "date": SERIES_2A.closing_date,
        "step": 2,
        "stated": 2.00,
        "decimals": 2,
        "source": "003",
    },
    {
        "instrument": SERIES_2A_NAME,
        "price": 14.20,
        "date": EVE,
        "step": 3,
        "stated": 4.51,
        "decimals": 2,
        "source": "004",
    },
)
PLACES: Mapping[str, tuple[ExemptionList, str]] = {
    SERIES_5A_NAME: (ExemptionList.SERIES_5A, "000 VII.E(6)(c){}"),
    WARRANTS: (ExemptionList.WARRANT, "001 Exhibit C, 3(g)(4){}"),
}
EXEMPTIONS: tuple[Row, ...] = tuple(
    {"class": name, "kind": kind.value, "clause": place.format(letter)}
    for name, (owner, place) in PLACES.items()
    for kind in IssueKind
    if (letter := exemption(owner, kind)) is not None
)
VOTES: tuple[Row, ...] = (
    {"question": "Any matter put to all shareholders", "clause": "000 VI.A", "class": "all"},
    {"question": "Class vote or consent of the Series 5-A", "clause": "000 VI.B", "class": SERIES_5A_NAME},
    {"question": "Automatic conversion of the Series 5-A", "clause": "000 VII.B", "class": SERIES_5A_NAME},
    {"question": "Amendment or waiver of the Series 5-A", "clause": "000 VIII", "class": SERIES_5A_NAME},
    {"question": "Objection to the Board's valuation", "clause": "000 IV.B", "class": SERIES_5A_NAME, "fraction": 2 / 3},
    {"question": "Three quarters, as agreement 8.6 asks of the notes", "clause": "001 8.6", "class": SERIES_5A_NAME, "fraction": 0.75},
)  # fmt: skip
PROTECTED: tuple[Row, ...] = ({"class": SERIES_5A_NAME, "fraction": 0.25},)
INSTRUMENTS: tuple[Row, ...] = (
    {
        "class": SERIES_2A_NAME,
        "security": "Series 2-A Convertible Preferred Stock",
        "instrument": "Certificate of Designation",
        "dated": date(2000, 11, 8),
        "decimals": 2,
        "issue": "7d(6)",
    },
    {
        "class": SERIES_5A_NAME,
        "security": "Series 5-A Convertible Preferred Stock",
        "instrument": "Certificate of Designation",
        "dated": date(2005, 6, 29),
        "issue": "VII.E(6)",
        "split": "VII.E(1)",
        "dividend": "VII.E(2)",
        "expiry": "VII.E(6)(b)",
    },
    {
        "class": WARRANTS,
        "security": "Warrants of July 18, 2005 to purchase Common Stock",
        "instrument": "Warrants",
        "dated": date(2005, 7, 18),
        "decimals": 2,
        "issue": "3(g)(1)",
        "split": "3(b)",
        "dividend": "3(c)",
        "expiry": "3(g)(3)",
    },
)
VSOURCE = Company(
    classes=CLASSES,
    holders=HOLDERS,
    ledger=LEDGER,
    stated=STATED,
    exemptions=EXEMPTIONS,
    votes=VOTES,
    protected=PROTECTED,
    instruments=INSTRUMENTS,
)


def demonstration(holders: int) -> Company:
    """Return a company with so many made-up holders, and the closing of July 2005."""
    names = [f"Demonstration holder {number:05}" for number in range(1, holders + 1)]
    held = tuple(_position(number, name) for number, name in enumerate(names, start=1))
    closing = tuple(
        {**row, "reference": "Demonstration", "holder": names[0]} for row in LEDGER[-2:]
    )
    return Company(
        classes=CLASSES,
        holders=tuple(
            {"holder": name, "favour": "no" if number % 2 else "yes"}
            for number, name in enumerate(names, start=1)
        ),
        ledger=(*held, *closing),
        exemptions=EXEMPTIONS,
        votes=VOTES,
        protected=PROTECTED,
        instruments=INSTRUMENTS,
    )


def _position(number: int, name: str) -> Row:
    """Return a made-up holding: every tenth is preferred, none is like its neighbours."""
    preferred = number % 10 == 0
    return {
        "date": EVE,
        "event": "position",
        "holder": name,
        "class": SERIES_2A_NAME if preferred else COMMON,
        "shares": (10 if preferred else 100) * (1 + number * 7919 % 997),
        "reference": "Demonstration",
    }
