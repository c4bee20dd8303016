"""Rules of the documents that a worksheet calls by a function of their own."""

from datetime import date

import pytest

from xl_udfs.cells import Argument, ExcelError, Refused, serial_of
from xl_udfs.functions.catalogue import FUNCTIONS

Case = tuple[str, tuple[Argument, ...], object]


def day(year: int, month: int, number: int) -> float:
    """Return a date as a cell holds it."""
    return serial_of(date(year, month, number))


LABOR_DAYS = ((day(2002, 9, 2), day(2005, 9, 5)),)
MARCH_1, MARCH_31, APRIL_1 = day(2006, 3, 1), day(2006, 3, 31), day(2006, 4, 1)
JANUARY_31 = day(2002, 1, 31)
DEFAULT, MATURITY = day(2002, 4, 30), day(2003, 6, 30)
EXHIBIT_A = (402_629.0, 26_843.0, 268_420.0, 53_684.0, 2_147_357.0, 40_263.0)  # 2,939,196

ANSWERS: list[Case] = [
    ("CONSIDERATION_RECEIVED", (1_921_400.0, 100_000.0, 21_400.0), 2_000_000.0),
    ("CONSIDERATION_RECEIVED", (1_921_400.0,), 1_921_400.0),
    ("ISSUE_PRICE_AFTER_SPLIT", (1_000.0, 2.0), 500.0),
    ("ISSUE_PRICE_AFTER_SPLIT", (1_000.0, 0.05), 20_000.0),
    # 1,478 x 3,200 = 4,729,600, and 004 prints 5,616,400 with the warrants
    ("REGISTRABLE_SHARES", (((1_000.0,), (478.0,)), 1_000.0, 0.3125, 886_800.0), 5_616_400.0),
    # 3,333 1/3 each, whole for each holder
    ("REGISTRABLE_SHARES", (((1.0, 1.0),), 1_000.0, 0.3), 6_666.0),
    # a quorum is more than half of 1,478, and a majority more than half of 800
    ("CLASS_VOTE_PASSES", (401.0, 800.0, 1_478.0), True),
    ("CLASS_VOTE_PASSES", (400.0, 800.0, 1_478.0), False),
    ("CLASS_VOTE_PASSES", (739.0, 739.0, 1_478.0), False),
    ("CLASS_VOTE_PASSES", (370.0, 739.0, 1_478.0, 0.5), True),
    (
        "REDEMPTION_DEFERRED",
        (((1_000.0,), (478.0,)), ((338.0,), (162.0,))),
        ((662.0,), (316.0,)),
    ),
    # 30 days from March 1 end on March 31, which is in time
    ("TRIGGER_BREACH", (MARCH_1, MARCH_31), False),
    ("TRIGGER_BREACH", (MARCH_1, APRIL_1), True),
    ("TRIGGER_BREACH", (MARCH_1, APRIL_1, MARCH_31), False),
    ("TRIGGER_BREACH", (MARCH_1, APRIL_1, APRIL_1), False),
    ("TRIGGER_BREACH", (MARCH_1, APRIL_1, APRIL_1, None, "stays"), True),
    ("TRIGGER_BREACH", (MARCH_1, APRIL_1, None, None, None, False), False),
    # at once, without a cure
    ("TRIGGER_REFUSAL", (MARCH_31, MARCH_1), False),
    ("TRIGGER_REFUSAL", (MARCH_31, MARCH_31), True),
    ("DEFAULT_AT_ONCE", ("law", JANUARY_31), JANUARY_31),
    ("DEFAULT_AT_ONCE", ("invalidity", JANUARY_31, False), JANUARY_31),
    ("SERIES_A_NOTE_DATE", (APRIL_1, True), APRIL_1),
    ("SERIES_A_NOTE_DATE", (APRIL_1, False, True), APRIL_1),
    ("LEGEND_REMOVABLE", (True, True), True),
    ("LEGEND_REMOVABLE", (True, False), False),
    ("LEGEND_REMOVABLE", (False, True), False),
    # Exhibit A: 5 x 4,251,500 = 21,257,500, and one more is printed
    ("WARRANT_COVERAGE_EXCESS", (4_251_500.0, 21_257_501.0), 1.0),
    ("WARRANT_COVERAGE_EXCESS", (100.0, 50.0, 1.0), -50.0),
    ("WARRANT_AMENDMENT_BINDS", ("Ann", (("the Company",), ("Ann",))), True),
    ("WARRANT_AMENDMENT_BINDS", ("Bob", (("the Company",), ("Ann",))), False),
    (
        "ISSUES_TOGETHER",
        (
            MARCH_31,
            (
                ("date", "event", "shares", "consideration", "outstanding"),
                (JANUARY_31, "issue", 44_191_100.0, 4_419_110.0, 35_242_908.0),
                (MARCH_1, "issue", 14_695_976.0, 1_469_597.6, None),
            ),
        ),
        ((MARCH_31, 5_888_707.6, 58_887_076.0, "", 35_242_908.0),),
    ),
    ("WARRANT_PAYMENT", (886_800.0, 886_800.0, 0.5), 443_400.0),
    ("WARRANT_PAYMENT", (101.0, 886_800.0, 0.105), 10.61),  # 10.605
    ("WARRANT_PROPERTY", (886_800.0, 0.1), 88_680.0),
    ("WARRANT_RESERVE_SHORTFALL", (2_013_145.0, 500_000.0, 2_000_000.0), 513_145.0),
    ("WARRANT_RESERVE_SHORTFALL", (2_013_145.0, 0.0, 2_013_145.0), 0.0),
    ("ROOM_FOR_SALES", ((EXHIBIT_A,),), 1_510_804.0),  # 4,450,000 - 2,939,196
    ("ROOM_FOR_SALES", (4_450_000.0,), 0.0),
    # 28 + 31 + 30 + 31 = 120 days after January 31
    ("ADDITIONAL_CLOSING_ALLOWED", (JANUARY_31, day(2002, 5, 31)), True),
    ("ADDITIONAL_CLOSING_ALLOWED", (JANUARY_31, day(2002, 6, 1)), False),
    ("ADDITIONAL_CLOSING_ALLOWED", (JANUARY_31, JANUARY_31), False),
    ("DEBT_ALLOWED", (15_000_000.0,), True),
    ("DEBT_ALLOWED", (15_000_000.01,), False),
    ("DEBT_ALLOWED", (17_110_804.0, 1_510_804.0, 600_000.0), True),  # exactly 15,000,000
    ("DEBT_ALLOWED", (16e6, 0.0, 0.0, 1e6, "new only"), True),
    ("DEBT_ALLOWED", (16e6, 0.0, 0.0, 1e6), False),
    ("DEBT_ALLOWED", (16e6, 0.0, 0.0, 0.0, None, True), True),
    ("TRANSFER_ALLOWED", (500_000.0, True, False, True), True),
    ("TRANSFER_ALLOWED", (499_999.99, True, False, True), False),
    ("TRANSFER_ALLOWED", (500_000.0, False, False, True), False),
    ("TRANSFER_ALLOWED", (500_000.0, True, True, True), False),
    ("TRANSFER_ALLOWED", (500_000.0, True, True, True, True), True),
    ("TRANSFER_ALLOWED", (500_000.0, True, False, False), False),
    ("NOTE_DUE_DATE", (), MATURITY),
    ("NOTE_DUE_DATE", (DEFAULT, 1_000_000.0, 2_939_196.0), DEFAULT),
    # half of all cannot stop it
    ("NOTE_DUE_DATE", (DEFAULT, 1_469_598.0, 2_939_196.0), DEFAULT),
    ("NOTE_DUE_DATE", (DEFAULT, 1_469_599.0, 2_939_196.0), MATURITY),
    ("SERIES_A_PRINCIPAL", (432_117.07, 0.5), 216_058.54),  # 216,058.535
    ("SERIES_A_PRINCIPAL", (432_117.07,), 432_117.07),
    # Friday, August 30; Monday is Labor Day; the 3rd, 4th and 5th
    ("NOTE_DELIVERY_DUE", (day(2002, 8, 30), day(2002, 8, 29), LABOR_DAYS), day(2002, 9, 5)),
    ("NOTE_DELIVERY_DUE", (day(2002, 8, 29), day(2002, 8, 30)), day(2002, 9, 4)),
    # to the cent; a cent more stays a Series B Note
    ("SURRENDER_REMAINDER", (375_000.0, 27_629.48, 402_629.48), 0.0),
    ("SURRENDER_REMAINDER", (375_000.0, 27_629.49, 402_629.48), 0.01),
    ("SURRENDER_REMAINDER", (400_000.0, 29_471.44, 402_629.0), 26_842.44),
    ("FIRST_CLOSING_VALID", (day(2002, 2, 7), ((1_000_000.0, 500_000.0),)), True),
    ("FIRST_CLOSING_VALID", (day(2002, 2, 8), 1_500_000.0), False),
    ("FIRST_CLOSING_VALID", (JANUARY_31, 1_499_999.99), False),
    ("FIRST_CLOSING_VALID", (JANUARY_31, 1_499_999.99, True), True),
    ("NOTES_ISSUED", (JANUARY_31, 100.0, 50.0), ((50.0, day(2001, 12, 28)), (100.0, JANUARY_31))),
    ("NOTES_ISSUED", (JANUARY_31, 100.0, None, 20.0, True), ((120.0, JANUARY_31),)),
    ("CLOSING_CONDITIONS_OPEN", ("Company", ((True, True, True),)), "none"),
    ("CLOSING_CONDITIONS_OPEN", ("Company", ((False, True, False),)), "5.2(a); 5.2(c)"),
    (
        "CLOSING_CONDITIONS_OPEN",
        ("Purchaser", ((True, True, True, None, False),), ((None, False, None, True, None),)),
        "5.1(e)",
    ),
    # exactly half is in force; of both Closings 1,969,598 of 3,939,196 is half
    ("COVENANTS_IN_FORCE", (2_939_196.0, 1_469_598.0), True),
    ("COVENANTS_IN_FORCE", (2_939_196.0, 1_469_597.99), False),
    ("COVENANTS_IN_FORCE", (((2_939_196.0, 1e6),), ((1_969_598.0, 0.0),)), True),
    ("COVENANTS_IN_FORCE", (((1e6, 2e6),), ((499_999.0, 2e6),)), True),
    ("COVENANTS_IN_FORCE", (((1e6, 2e6),), ((499_999.0, 2e6),), "first closing"), False),
    ("DISPOSALS_ALLOWED", (((3e6, 2e6),), False, 5e6), True),
    ("DISPOSALS_ALLOWED", (((3e6, 2e6),), False, 0.01, None, "one"), False),
    ("DISPOSALS_ALLOWED", (5_000_000.01, False), False),
    ("DISPOSALS_ALLOWED", (5_000_000.01, False, None, True), True),
    ("DISPOSALS_ALLOWED", (1.0, True, None, True), False),
    ("RESTRICTED_ACT_ALLOWED", ("6.1(j)",), False),
    ("RESTRICTED_ACT_ALLOWED", ("6.1(j)", True), True),
    ("RESTRICTED_ACT_ALLOWED", ("6.1(j)", False, True), True),
    ("RESTRICTED_ACT_ALLOWED", ("6.1(l)", False, True), False),
    ("IP_PAYMENTS_ALLOWED", (((30_000.0, 20_000.0),),), True),
    ("IP_PAYMENTS_ALLOWED", (50_000.01,), False),
    # 0.6 x 0.9 = 0.54; 0.6 x 0.8 = 0.48, and with 0.02 directly exactly half
    ("IS_SUBSIDIARY", (((0.6, 0.9),),), True),
    ("IS_SUBSIDIARY", (((0.6, 0.8), (0.02, None), (None, None)),), False),
    ("IS_SUBSIDIARY", (((0.6, 0.8),), None, "control"), True),
    ("IS_SUBSIDIARY", (0.5, 0.51), True),
    ("INVESTOR_ELIGIBLE", (True, True, False), True),
    ("INVESTOR_ELIGIBLE", (False, False, True), True),
    ("INVESTOR_ELIGIBLE", (False, False, False), False),
    ("INVESTOR_ELIGIBLE", (False, True, True), False),
    ("INVESTOR_ELIGIBLE", (True, True, False, True), False),
    ("INVESTOR_ELIGIBLE", (True, True, False, True, True), True),
    ("WARRANT_TRANSFER_ALLOWED", (5e5, True, False, True, False, True), True),
    ("WARRANT_TRANSFER_ALLOWED", (5e5, True, False, True, False, False), False),
    ("WARRANT_TRANSFER_ALLOWED", (499_999.0, True, False, True, True, False), False),
    # 75 of 100 is enough; the first right of a Purchaser binds only those who agreed
    ("AMENDMENT_BINDS", (((75.0, 25.0),), ((True, False),)), ((True, False), (True, True))),
    ("AMENDMENT_BINDS", (((74.0, 26.0),), ((True, False),)), ((False, False), (False, False))),
    (
        "AMENDMENT_BINDS",
        (
            ((75.0, 25.0),),
            ((True, False),),
            "interest rate, maturity date, pro rata payment or exchange privilege",
        ),
        ((True, False), (False, True)),
    ),
    (
        "AMENDMENT_BINDS",
        (((75.0, 25.0),), ((True, False),), "amount of notes required for a consent, reduced"),
        ((False, False), (False, False)),
    ),
    (
        "AMENDMENT_BINDS",
        (((75.0, 25.0),), ((True, True),), None, False),
        ((False, False), (False, False)),
    ),
    ("ENFORCEMENT_COSTS", (25_000.0, ((1_200.0, 800.0),), 51.0, 100.0), 27_000.0),
    ("LEGAL_FEES_BORNE", (12_500.0,), 10_000.0),
    ("LEGAL_FEES_BORNE", (9_500.0,), 9_500.0),
    # 142.857... a part of a cent up
    ("WITHHOLDING_PAYMENT", (100.0, 0.3), 142.86),
    ("WITHHOLDING_PAYMENT", (100.0, 0.3, False, False, "literal"), 100.0),
    ("WITHHOLDING_PAYMENT", (100.0, 0.3, False, True, "literal"), 142.86),
    # Thursday, September 1; Friday, then Labor Day, the 6th and 7th
    ("HOLDERS_TOLD_BY", (day(2005, 9, 1), LABOR_DAYS), day(2005, 9, 7)),
    ("COMPANY_CONVERSION_NOTICE_VALID", (day(2005, 9, 1), day(2005, 9, 16), LABOR_DAYS), True),
    ("COMPANY_CONVERSION_NOTICE_VALID", (day(2005, 9, 2), day(2005, 9, 16), LABOR_DAYS), False),
    ("CERTIFICATE_REISSUE_DUE", (True, False, True), True),
    ("CERTIFICATE_REISSUE_DUE", (True, True, True), False),
    ("CERTIFICATE_REISSUE_DUE", (True, True, False, True), True),
    ("CERTIFICATE_REISSUE_DUE", (True, False, True, False, True), False),
    ("WARRANT_DECISION_BY", (day(2002, 6, 3),), day(2002, 6, 13)),
    ("REDEMPTION_STATUS", (MARCH_1, MARCH_31, APRIL_1), "overdue"),
    ("REDEMPTION_STATUS", (MARCH_1, MARCH_31, MARCH_31), "redeemed, unpaid"),
    ("REDEMPTION_STATUS", (MARCH_31, MARCH_31, MARCH_1), "not yet redeemed"),
    ("REDEMPTION_STATUS", (MARCH_1, MARCH_31, APRIL_1, APRIL_1), "paid"),
    # of 1,000,000 declared on 2,000,000 shares a half was paid: 2 / 2.5
    ("CONVPRICE_STOCK_DIVIDEND", (1.0, 2e6, 1e6, None, None, None, 5e5), 0.8),
    # 16, 15, 14, 13, 12, 9, 8, 7, 6 and the 2nd are ten; the day before them
    ("LATEST_NOTICE", (day(2005, 9, 16), 10.0, LABOR_DAYS), day(2005, 9, 1)),
    ("LATEST_NOTICE", (day(2005, 9, 16), 0.0), day(2005, 9, 16)),
]


@pytest.mark.parametrize(("name", "cells", "expected"), ANSWERS)
def test_the_function_gives_what_the_text_says(
    name: str, cells: tuple[Argument, ...], expected: object
) -> None:
    """Worked by hand, at each bound and beside it."""
    answer = FUNCTIONS[name](*cells)
    assert answer == expected
    assert type(answer) is type(expected)


@pytest.mark.parametrize(
    ("name", "cells", "error", "sentence"),
    [
        ("CONSIDERATION_RECEIVED", (1.0, 0.0, 2.0), ExcelError.NUM, "allocated_elsewhere is 2"),
        ("REDEMPTION_DEFERRED", (10.0, 11.0), ExcelError.NUM, "shares_redeemed is 11"),
        ("WARRANT_PAYMENT", (0.0, 10.0), ExcelError.NUM, "designated is 0"),
        ("WARRANT_PAYMENT", (11.0, 10.0), ExcelError.NUM, "designated is 11"),
        ("ROOM_FOR_SALES", (4_450_000.01,), ExcelError.NUM, "prices is 4,450,000.01"),
        ("SURRENDER_REMAINDER", (100.0, 0.0, 101.0), ExcelError.NUM, "purchase_price is 101"),
        ("NOTES_ISSUED", (JANUARY_31, 1.0, 1.0, None, True), ExcelError.NUM, "Additional Closing"),
        ("CLOSING_CONDITIONS_OPEN", ("Company", True), ExcelError.VALUE, "fulfilled has 1"),
        (
            "CLOSING_CONDITIONS_OPEN",
            ("Company", ((True, None, True),)),
            ExcelError.NA,
            "whether 5.2(b)",
        ),
        ("COVENANTS_IN_FORCE", (1.0, ((1.0, 2.0),)), ExcelError.VALUE, "outstanding has 2"),
        ("IS_SUBSIDIARY", (((0.5, 1.5),),), ExcelError.NUM, "row 1, column 2, is 1.5"),
        ("AMENDMENT_BINDS", (1.0, ((True, False),)), ExcelError.VALUE, "consenting has 2"),
        ("ENFORCEMENT_COSTS", (1.0, 1.0, 50.0, 100.0), ExcelError.NA, "demanding is 50"),
        ("NOTE_DUE_DATE", (DEFAULT,), ExcelError.VALUE, "outstanding is blank"),
        (
            "ISSUES_TOGETHER",
            (MARCH_31, (("date", "event", "ratio"), (MARCH_1, "split", 2.0))),
            ExcelError.VALUE,
            "a row that is no issue",
        ),
        ("DEFAULT_AT_ONCE", ("law", MARCH_1, False), ExcelError.NA, "not material"),
        ("SERIES_A_NOTE_DATE", (MARCH_1, False), ExcelError.NA, "must deliver a joinder"),
        ("SERIES_A_PRINCIPAL", (1.0, 0.0), ExcelError.NUM, "part is 0"),
        (
            "TRANSFER_ALLOWED",
            (1.0, True, False, True, None, "original price"),
            ExcelError.NA,
            "original_price is blank",
        ),
    ],
)
def test_what_no_text_has_is_refused(
    name: str, cells: tuple[Argument, ...], error: ExcelError, sentence: str
) -> None:
    """With the argument that is wrong."""
    answer = FUNCTIONS[name](*cells)
    assert isinstance(answer, Refused)
    assert answer.error is error
    assert sentence in answer.reason


def test_a_deferral_is_explained_holder_by_holder() -> None:
    """1,000 asked for and 338 redeemed leave 662."""
    steps = FUNCTIONS["EXPLAIN"]("REDEMPTION_DEFERRED", 1_000.0, 338.0)
    assert steps == (
        ("1: shares requested", 1_000.0, ""),
        ("1: shares redeemed", 338.0, ""),
        ("1: shares deferred", 662.0, "Series 5-A V.D(iii)"),
    )
