"""Readings of the Series 5-A certificate (000)."""

from xl_udfs.core.readings.reading import Reading


class BlackOutLimit(Reading):
    """P-08: how long a Permitted Black-Out Period can last."""

    NONE = "no maximum"  # the text states none
    CAPPED = "maximum"  # of days that the user names; a longer one is to be looked into


class RedemptionTier(Reading):
    """P-09: the tier of a redemption on the anniversary itself."""

    ENDING = "ending tier"  # as "on or before the one-year anniversary" in VII.E(6)
    STARTING = "starting tier"


class RedemptionDay(Reading):
    """P-12: the day on which "the redemption occurs"."""

    NAMED = "redemption date"  # that the Company Redemption Notice names
    NOTICE = "notice date"
    PAYMENT = "payment date"


class HolderRedemptionPrice(Reading):
    """P-13: the price under a holder's Redemption Notice, for which II.I and V.B differ."""

    ISSUE_PRICE = "original issue price"  # V.B, the special clause
    TIERED = "tiered price"  # II.I, as for the Company's own redemption


class RemediedEvent(Reading):
    """P-15: a Triggering Event whose cause was remedied late; so too P-16, P-18, P-20, P-21."""

    ENDS = "ends"  # V.B needs an event that "shall have occurred and remain in effect"
    STAYS = "stays"


class ExcusedDays(Reading):
    """P-17: what a day that is excused does to a run of bad trading days."""

    BREAK = "break"  # such a day is not a failure, and what follows is not consecutive
    PAUSE = "pause"


class DividendRate(Reading):
    """P-23: what "in an amount equal to $40 per share annually" means."""

    AT_MOST = "at most the rate"  # in one fiscal year, in one declaration or in parts
    NO_CAP = "no cap"


class DividendRateOnSplit(Reading):
    """P-23: the $40 after a split of the preferred shares themselves."""

    MOVES = "moves"  # 4% of the Original Issue Price, which moves
    FIXED = "fixed"


class SurvivingDividend(Reading):
    """P-25: what a holder who converts after the record date gets for a declared dividend."""

    SHARES = "shares"  # VII.A converts what is "declared but unpaid"
    CASH = "cash"  # III keeps it payable as a dividend


class RetainedEarningsLimit(Reading):
    """P-27: what is due "only to the extent of the Company's retained earnings"."""

    DIVIDENDS = "dividends"  # the limb to which the words are attached
    WHOLE = "whole preference"


class SeniorSeries(Reading):
    """P-28: the order of Series 1-A and Series 2-A between themselves."""

    LISTED = "1-A first"  # as the text lists them
    EQUAL = "pari passu"


class BulletinBoardStock(Reading):
    """P-30: the value of stock on the OTC Bulletin Board, which IV.B leaves out."""

    BOARD = "board value"  # IV.B: otherwise the Board determines it
    CLOSING_BIDS = "closing bids"  # their average, as II.C(ii) has the price of a day


class DayWithoutPrice(Reading):
    """P-31: a trading day with neither a sale nor both quotes."""

    REFUSED = "refused"
    PREVIOUS_DAY = "previous day"  # the last price before it stands in


class ObjectionPeriod(Reading):
    """P-33: whose receipt of the Board's notice starts the days to object."""

    OWN_RECEIPT = "own receipt"  # "within fifteen (15) days of their receipt"
    LATEST_RECEIPT = "latest receipt"


class CalledShares(Reading):
    """P-41: conversion of shares called for redemption, once the 24 hours have passed."""

    CLOSED = "closed"  # V.A, the special clause
    OPEN = "open until redeemed"  # VII.A: "at any time"


class SharesRedeemed(Reading):
    """P-43: which of "such holders'" shares the majority's request reaches."""

    REQUESTED = "requested"  # those in Redemption Notices
    ALL = "all"


class CompanyPaymentDay(Reading):
    """P-44: the last day to pay where the redemption date comes after the ten business days."""

    TENTH_DAY = "tenth business day"  # V.C(ii): of delivery of the Company Redemption Notice
    LATER = "later of both"


class RedemptionLimit(Reading):
    """P-46: what the Company may spend on a redemption, which the text leaves to DGCL 160."""

    SURPLUS = "surplus"  # net assets less capital
    OTHER = "other limit"  # that the user enters: X retires the shares, and 160 has an exception


class VotingDividends(Reading):
    """P-48: whether declared and unpaid dividends count for votes."""

    INCLUDED = "included"  # VI.A counts what could be converted, and VII.A converts them
    LEFT_OUT = "not included"


class SplitInWindow(Reading):
    """P-55: what is restated where a split falls among the thirty trading days."""

    TRIGGER = "trigger"  # day by day; the closes are those of their own days
    PRICES = "prices"  # the closes come restated to the shares of the last day


class FractionValue(Reading):
    """P-59: the value of a fraction of a share that trades on the OTC Bulletin Board."""

    BOARD = "board value"  # IV.B has no limb for such stock but the Board's
    CLOSING_BID = "closing bid"  # of the day, as II.C(ii)


class AuthorizedShares(Reading):
    """P-62: the authorized shares of which 25% must be outstanding."""

    AS_AMENDED = "as amended"
    ORIGINAL = "original"  # the 3,752 of Article I


class DividendAtEvent(Reading):
    """P-68: a dividend that was declared and unpaid when other securities were distributed."""

    LEFT_OUT = "not included"
    INCLUDED = "included"


class MergerOfSeries5A(Reading):
    """P-70: a merger, which VII.E(5) names in its heading and leaves out in its text."""

    AS_REORGANIZATION = "as reorganization"
    NO_RULE = "no rule"


class GrossProceeds(Reading):
    """P-71: the "gross proceeds to the Company" that are held against $1,000,000."""

    AT_CLOSING = "at closing"  # received in the transaction
    WITH_EXERCISE = "with exercise money"  # payable when what was sold is exercised


class ImmediatelyBefore(Reading):
    """P-73: X, where no count of the shares immediately before the closing is entered."""

    AS_DAY_BEFORE = "as the day before"  # X = A: nothing was issued on the closing day
    REQUIRED = "required"  # two counts, as the text names two moments


class ExpiryEffect(Reading):
    """P-77: what the readjustment for an expiry does to the events after the issue."""

    REPLAY = "replay"  # all are computed again
    SCALE = "scale"  # the price moves in the ratio in which the issue's own price moves


class PartialExpiry(Reading):
    """P-77: rights of one issue that expire, or are exercised, at different times."""

    EACH = "each"  # VII.E(6)(b) readjusts "any such rights"; what is left counts as issued
    LAST = "last"  # the readjustment comes when nothing is left to exercise


class UnitDeal(Reading):
    """P-78: the Effective Price of stock and warrants that are sold together."""

    PACKAGE = "package"  # 004 divides all the money by all the shares
    SEPARATE = "separate"
