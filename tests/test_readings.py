"""No ambiguity that the clause table names is without its readings."""

from tests.clauses import AMBIGUOUS
from xl_udfs.core.readings import (
    Apportionment,
    AuthorizedShares,
    BlackOutLimit,
    BoughtShares,
    BulletinBoardStock,
    BusinessDayCount,
    CalledShares,
    CentRounding,
    ClosingMeant,
    CommonPerPreferred,
    CompanyPaymentDay,
    DayWithoutPrice,
    DebtCounted,
    DepositDay,
    DividendAtEvent,
    DividendRate,
    DividendRateOnSplit,
    ExchangeOnPrepaymentDay,
    ExcusedDays,
    ExpiryEffect,
    FairValueDays,
    FractionalShares,
    FractionValue,
    GrossedUpPayer,
    GrossProceeds,
    HolderRedemptionPrice,
    ImmediatelyBefore,
    IndirectOwnership,
    InterestAfterMaturity,
    InterestConvention,
    InterestQuarters,
    LeapDayAnniversary,
    LeasebackBaskets,
    MergerOfSeries5A,
    ObjectionPeriod,
    PacificTime,
    PartialExpiry,
    PrepaymentWeight,
    PriceBetweenEvents,
    PrincipalRounding,
    Reading,
    RedemptionDay,
    RedemptionLimit,
    RedemptionTier,
    RemediedEvent,
    RetainedEarningsLimit,
    SameDayOrder,
    SeniorSeries,
    SharesRedeemed,
    SplitInWindow,
    StatedFigure,
    SurvivingDividend,
    TradingDays,
    TransferMeasure,
    UnitDeal,
    VotingDividends,
    WarrantRatchet,
    WeekendDeadline,
)
from xl_udfs.functions.catalogue import FUNCTIONS

READINGS: dict[str, set[type[Reading]]] = {
    "G-01": {PriceBetweenEvents},
    "G-02": {StatedFigure},
    "G-03": {FractionalShares},
    "G-04": {CentRounding},
    "G-05": {BusinessDayCount},
    "G-06": {TradingDays},
    "G-07": {LeapDayAnniversary},
    "G-08": {WeekendDeadline},
    "G-11": {Apportionment},
    "G-13": {SameDayOrder},
    "P-08": {BlackOutLimit},
    "P-09": {RedemptionTier},
    "P-12": {RedemptionDay},
    "P-13": {HolderRedemptionPrice},
    "P-15": {RemediedEvent},
    "P-17": {ExcusedDays},
    "P-23": {DividendRate, DividendRateOnSplit},
    "P-25": {SurvivingDividend},
    "P-27": {RetainedEarningsLimit},
    "P-28": {SeniorSeries},
    "P-30": {BulletinBoardStock},
    "P-31": {DayWithoutPrice},
    "P-33": {ObjectionPeriod},
    "P-41": {CalledShares},
    "P-43": {SharesRedeemed},
    "P-44": {CompanyPaymentDay},
    "P-46": {RedemptionLimit},
    "P-48": {VotingDividends},
    "P-55": {SplitInWindow},
    "P-59": {FractionValue},
    "P-62": {AuthorizedShares},
    "P-68": {DividendAtEvent},
    "P-70": {MergerOfSeries5A},
    "P-71": {GrossProceeds},
    "P-73": {ImmediatelyBefore},
    "P-77": {ExpiryEffect, PartialExpiry},
    "P-78": {UnitDeal},
    "A-01": {PrincipalRounding},
    "A-11": {GrossedUpPayer},
    "A-15": {IndirectOwnership},
    "A-19": {ClosingMeant},
    "A-20": {LeasebackBaskets},
    "A-22": {DebtCounted},
    "A-29": {TransferMeasure},
    "N-02": {InterestConvention, InterestQuarters},
    "N-03": {InterestAfterMaturity},
    "N-05": {DepositDay},
    "N-06": {ExchangeOnPrepaymentDay},
    "N-07": {PrepaymentWeight},
    "W-01": {PacificTime},
    "W-05": {FairValueDays},
    "W-12": {WarrantRatchet},
    "C-02": {BoughtShares},
    "C-04": {CommonPerPreferred},
}
WITHOUT_ALTERNATIVE = {
    "G-09": "the table names none",
    "G-10": "the table names none",
    "G-12": "the table names none",
    "G-14": "the table names none",
}
"""Conventions whose column of options is not empty and holds no option."""

OF_THE_LAW_ALONE = {
    # their rules are functions of the core only, which no worksheet function calls
    CommonPerPreferred,  # of a certificate; in a sheet STATED_FIGURE of CONVERSION_RATE
}


def test_every_option_of_the_clause_table_is_a_reading() -> None:
    """And every reading that we have belongs to a row that names one."""
    assert READINGS.keys() | WITHOUT_ALTERNATIVE.keys() == AMBIGUOUS


def test_rule_has_its_readings_or_a_reason_for_none() -> None:
    """Never both."""
    assert not READINGS.keys() & WITHOUT_ALTERNATIVE.keys()


def test_every_reading_stands_under_its_rule() -> None:
    """Its docstring names the rule that the table gives it."""
    for rule, readings in READINGS.items():
        for reading in readings:
            assert reading.rule() == rule, reading
    assert set().union(*READINGS.values()) == set(Reading.__subclasses__())


def test_workbook_can_choose_every_reading() -> None:
    """By the name of a member, its default first, but for rules that no function computes."""
    choices = {
        parameter.kind.choices
        for function in FUNCTIONS.values()
        for parameter in function.parameters
    }
    chosen = {
        reading
        for reading in Reading.__subclasses__()
        if tuple(member.value for member in reading) in choices
    }
    assert chosen == set(Reading.__subclasses__()) - OF_THE_LAW_ALONE
    for function in FUNCTIONS.values():
        for parameter in function.parameters:
            if isinstance(parameter.default, Reading):
                members = [member.value for member in type(parameter.default)]
                assert list(parameter.kind.choices) == members
                assert parameter.default.value == members[0]
