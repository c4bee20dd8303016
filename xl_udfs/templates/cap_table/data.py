"""What the cap table is filled with: the company's position, nothing, or a demonstration."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from xl_udfs.core.price.terms import SERIES_2A, SERIES_5A, SERIES_5A_AUTHORIZED
from xl_udfs.templates.sheets.layout import HEADER_ROW, area_of

SLOTS = 8  # classes that the workbook has room for
EVENTS = 200  # price events that it has room for
# what CAP_TABLE reads, from the table tblRead; LibreOffice has no name for a table with its header
HOLDINGS_READ = area_of("Classes", "U", "V", SLOTS + 1, HEADER_ROW)
CLASSES_READ = area_of("Classes", "V", "Z", SLOTS + 1, HEADER_ROW)
FIRST_STEP = 47  # row of a price history's start
PATHS = area_of("Price History", "D", "K", EVENTS + 1, FIRST_STEP)  # of all classes
LEAST_ROWS = 10  # of holders, for the list of the ten largest
SPARE_ROWS, SPARE_LINES = 3, 5  # left blank below the holders and the ledger, to go on typing

COMMON, SERIES_1A_NAME, OTHER = "Common stock", "Series 1-A", "Other Securities"
SERIES_2A_NAME, SERIES_5A_NAME, WARRANTS = SERIES_2A.name, SERIES_5A.name, "Warrants of July 2005"
BODY, PURCHASERS = "All holders of {}", "Purchasers of July 18, 2005"
POSITION_DATE = date(2005, 7, 18)
EVE = date(2005, 7, 17)
UNKNOWN = "Not in the documents: type the number of shares."
Row = Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """The rows of the three lists that a user keeps, and of the prices that documents state."""

    classes: tuple[Row, ...]
    holders: tuple[Row, ...]
    ledger: tuple[Row, ...]
    stated: tuple[Row, ...]


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
        "rule": "Series 2-A",
        "oip": float(SERIES_2A.original_issue_price),
        "price": 14.20,
        "date": EVE,
        "threshold": float(SERIES_2A.threshold),
        "months": SERIES_2A.ratchet_months,
        "votes": 1,
        "source": "003: Original Issue Price of $6.41. 004: existing Conversion Price of $14.20, "
        "taken from the eve of July 18, 2005 on. Neither letter has a threshold or a full ratchet. "
        "Its number is not in the documents.",
    },
    {
        "name": SERIES_5A_NAME,
        "type": "preferred",
        "rule": "Series 5-A",
        "oip": float(SERIES_5A.original_issue_price),
        "price": float(SERIES_5A.conversion_price),
        "date": SERIES_5A.closing_date,
        "threshold": float(SERIES_5A.threshold),
        "months": SERIES_5A.ratchet_months,
        "authorized": SERIES_5A_AUTHORIZED,
        "votes": 1,
        "source": "000 I (3,752 authorized), II.B (Closing Date), II.E ($0.3125), II.G ($1,000), "
        "VI.A (votes), VII.E(6)(a) ($1,000,000; one year). 004: 1,478 shares issued.",
    },
    {
        "name": WARRANTS,
        "type": "warrant",
        "rule": "Warrant",
        "oip": 0.50,
        "price": 0.50,
        "date": POSITION_DATE,
        "votes": 0,
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
# 003: notes, and warrants at $0.10 (CLAUSES 5.1)
DEEMED_2002 = 4_557_596 + (21_256_500 + 350_000 + 14_695_976) * Fraction("0.1")
LEDGER: tuple[Row, ...] = (
    {
        "date": date(2002, 2, 4),
        "event": "position",
        "holder": BODY.format("common stock"),
        "class": COMMON,
        "shares": 33_831_184,
        "reference": "As stated in 003 (A): outstanding the day before. The date of the letter is "
        "taken as its Effective Date.",
    },
    {
        "date": date(2002, 2, 4),
        "event": "position",
        "holder": BODY.format(OTHER),
        "class": OTHER,
        "shares": 1_411_724,
        "reference": "As stated in 003 (C).",
    },
    {
        "date": date(2002, 2, 5),
        "event": "issue",
        "holder": BODY.format(OTHER),
        "class": OTHER,
        "shares": 115_559_617 - 33_831_184,
        "reference": "003 (X) less (A): notes and warrants that became convertible or exercisable.",
    },
    {
        "date": date(2002, 2, 5),
        "event": "financing",
        "shares": 115_559_617 - 33_831_184,
        "consideration": float(DEEMED_2002),
        "gross": 4_557_596,
        "issued": 33_831_184 + 1_411_724,
        "reference": "003: the same, as the event that took the Series 2-A from $6.41 to $2.00. "
        "Money: notes and $0.10 a warrant.",
    },
    {
        "date": date(2005, 7, 16),
        "event": "correction down",
        "holder": BODY.format("common stock"),
        "class": COMMON,
        "shares": 33_831_184 - 2_101_345,
        "reference": "Not in the documents: what led from 003 to the 2,101,345 shares of 004 (A); "
        "the date too. Replace it by what happened.",
    },
    {
        "date": date(2005, 7, 16),
        "event": "correction down",
        "holder": BODY.format(OTHER),
        "class": OTHER,
        "shares": 1_411_724 + 115_559_617 - 33_831_184 - 317_596,
        "reference": "Not in the documents: what led from 003 to the 317,596 shares of 004 (C); "
        "the date too. Replace it by what happened.",
    },
    {
        "date": EVE,
        "event": "position",
        "holder": BODY.format(SERIES_1A_NAME),
        "class": SERIES_1A_NAME,
        "reference": UNKNOWN,
    },
    {
        "date": EVE,
        "event": "position",
        "holder": BODY.format(SERIES_2A_NAME),
        "class": SERIES_2A_NAME,
        "reference": UNKNOWN,
    },
    {
        "date": POSITION_DATE,
        "event": "issue",
        "holder": PURCHASERS,
        "class": SERIES_5A_NAME,
        "shares": 1_478,
        "price": 1_000,
        "consideration": 1_478_000,
        "reference": "As stated in 004; the money is for the warrants too.",
    },
    {
        "date": POSITION_DATE,
        "event": "issue",
        "holder": PURCHASERS,
        "class": WARRANTS,
        "shares": 886_800,
        "reference": "As stated in 004: sold together with the Series 5-A.",
    },
    {
        "date": POSITION_DATE,
        "event": "financing",
        "shares": 5_616_400,
        "consideration": 1_921_400,
        "gross": 1_478_000,
        "issued": 2_101_345 + 317_596,
        "reference": "004 (X) less (A); $1,478,000 and $443,400 on exercise; (A) and (C). How many "
        "were outstanding fully diluted is not in the documents.",
    },
)
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
VSOURCE = Company(classes=CLASSES, holders=HOLDERS, ledger=LEDGER, stated=STATED)


def demonstration(holders: int) -> Company:
    """Return a company with so many made-up holders, and the closing of July 2005."""
    names = [f"Demonstration holder {number:05}" for number in range(1, holders + 1)]
    held = tuple(_position(number, name) for number, name in enumerate(names, start=1))
    closing = tuple(
        {**row, "reference": "Demonstration, like 004"}
        | ({"holder": names[0]} if "holder" in row else {})
        for row in LEDGER[-3:]
    )
    return Company(
        classes=CLASSES,
        holders=tuple(
            {"holder": name, "favour": "no" if number % 2 else "yes"}
            for number, name in enumerate(names, start=1)
        ),
        ledger=(*held, *closing),
        stated=(),
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
