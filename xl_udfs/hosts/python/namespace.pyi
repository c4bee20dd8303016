"""The signatures of the worksheet functions; the part between the marks is generated."""

# ruff: noqa: E501, PYI021 - one line a signature; the docstrings are what an editor shows
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal, TypeAlias

import pandas as pd

from xl_udfs.functions.registry import WorksheetFunction

Errors: TypeAlias = Literal["raise", "coerce"]
# A union would make every caller tell the two apart.
Number: TypeAlias = Any  # a float, or a Series where one is given
Day: TypeAlias = Any  # a datetime, or a Series
Flag: TypeAlias = Any  # a bool, or a Series
Text: TypeAlias = Any  # a str, or a Series
Numbers: TypeAlias = float | Decimal | Fraction | Sequence[float] | pd.Series | None
Days: TypeAlias = date | Sequence[date] | pd.Series | None
Flags: TypeAlias = bool | Sequence[bool] | pd.Series | None
Texts: TypeAlias = str | Sequence[str] | pd.Series | None
Range: TypeAlias = pd.DataFrame | pd.Series | Sequence[object] | None

def documentation(function: WorksheetFunction) -> str: ...

# fmt: off
class Functions:
    # <!-- generated: signatures -->

    def effective_price(
        self, consideration: Numbers, additional_shares: Numbers, *, errors: Errors = ...
    ) -> Number:
        """Effective Price of an issue: the money for each additional share."""

    def unit_deal_prices(
        self, considerations: Range, additional_shares: Range, reading: Texts = ..., *, errors: Errors = ...
    ) -> pd.DataFrame:
        """Effective Price of each part of a unit deal; one of the whole package, or each its own."""

    def deemed_consideration(
        self, grant_consideration: Numbers, max_shares: Numbers, min_exercise_price: Numbers = ..., min_conversion_payment: Numbers = ..., *, errors: Errors = ...
    ) -> Number:
        """Money deemed received for options or convertible securities when they are sold."""

    def convprice_weighted(
        self, conversion_price: Numbers, shares_outstanding: Numbers, consideration: Numbers, additional_shares: Numbers, other_securities: Numbers = ..., shares_immediately_before: Numbers = ..., reading: Texts = ..., count_of_x: Texts = ..., decimals: Numbers = ..., floor: Numbers = ..., minimum_change: Numbers = ..., clause: Texts = ..., *, errors: Errors = ...
    ) -> Number:
        """Weighted-average conversion price after an issue below it; else the price as it is."""

    def convprice_ratchet(
        self, conversion_price: Numbers, consideration: Numbers, additional_shares: Numbers, decimals: Numbers = ..., floor: Numbers = ..., minimum_change: Numbers = ..., clause: Texts = ..., *, errors: Errors = ...
    ) -> Number:
        """Full ratchet: the lower of the conversion price and the Effective Price of the issue."""

    def convprice_regime(
        self, closing_date: Days, financing_date: Days, ratchet_months: Numbers = ..., rule: Texts = ..., *, errors: Errors = ...
    ) -> Text:
        """Rule for a financing by its date: "none", "full ratchet" or "weighted average"."""

    def convprice_financing(
        self, conversion_price: Numbers, closing_date: Days, financing_date: Days, gross_proceeds: Numbers, consideration: Numbers, additional_shares: Numbers, shares_outstanding: Numbers, shares_immediately_before: Numbers = ..., threshold: Numbers = ..., ratchet_months: Numbers = ..., reading: Texts = ..., exercise_money: Numbers = ..., count_of_x: Texts = ..., decimals: Numbers = ..., floor: Numbers = ..., minimum_change: Numbers = ..., rule: Texts = ..., clause: Texts = ..., *, errors: Errors = ...
    ) -> Number:
        """Conversion price after a financing: the rule of its date, where it applies."""

    def convprice_split(
        self, conversion_price: Numbers, new_shares_per_old: Numbers, decimals: Numbers = ..., clause: Texts = ..., *, errors: Errors = ...
    ) -> Number:
        """Price after a split or a combination of the common stock."""

    def convprice_stock_dividend(
        self, conversion_price: Numbers, shares_outstanding: Numbers, dividend_shares: Numbers, decimals: Numbers = ..., minimum_change: Numbers = ..., clause: Texts = ..., shares_paid: Numbers = ..., *, errors: Errors = ...
    ) -> Number:
        """Price after a dividend on the common stock in common stock."""

    def exempt_issuance(
        self, instrument: Texts, kind: Texts, *, errors: Errors = ...
    ) -> Flag:
        """TRUE where shares issued for that reason are not "Additional Shares"."""

    def consideration_received(
        self, cash: Numbers, property_value: Numbers = ..., allocated_elsewhere: Numbers = ..., *, errors: Errors = ...
    ) -> Number:
        """Consideration for the additional shares of an issue that was paid in cash and property."""

    def issues_together(
        self, effective_date: Days, events: Range, *, errors: Errors = ...
    ) -> pd.DataFrame:
        """Several issues as the one issue that Series 2-A takes them for."""

    def convprice_history(
        self, initial_price: Numbers, closing_date: Days, events: Range, threshold: Numbers = ..., ratchet_months: Numbers = ..., reading: Texts = ..., same_day: Texts = ..., partial: Texts = ..., between: Texts = ..., decimals: Numbers = ..., gross_proceeds: Texts = ..., count_of_x: Texts = ..., floor: Numbers = ..., minimum_change: Numbers = ..., rule: Texts = ..., clause: Texts = ..., *, errors: Errors = ...
    ) -> pd.DataFrame:
        """History of the price, from the start on: date, event, price before, price after, rule."""

    def convprice_after(
        self, initial_price: Numbers, closing_date: Days, events: Range, threshold: Numbers = ..., ratchet_months: Numbers = ..., reading: Texts = ..., same_day: Texts = ..., partial: Texts = ..., between: Texts = ..., decimals: Numbers = ..., gross_proceeds: Texts = ..., count_of_x: Texts = ..., floor: Numbers = ..., minimum_change: Numbers = ..., rule: Texts = ..., clause: Texts = ..., *, errors: Errors = ...
    ) -> Number:
        """Conversion price after all the events: the last price of their history."""

    def convprice_on(
        self, initial_price: Numbers, closing_date: Days, events: Range, date: Days, threshold: Numbers = ..., ratchet_months: Numbers = ..., reading: Texts = ..., same_day: Texts = ..., partial: Texts = ..., between: Texts = ..., decimals: Numbers = ..., gross_proceeds: Texts = ..., count_of_x: Texts = ..., floor: Numbers = ..., minimum_change: Numbers = ..., rule: Texts = ..., clause: Texts = ..., *, errors: Errors = ...
    ) -> Number:
        """Conversion price in effect on a day: after its closings, before its splits."""

    def conversion_rate(
        self, original_issue_price: Numbers, conversion_price: Numbers, dividend_per_share: Numbers = ..., *, errors: Errors = ...
    ) -> Number:
        """Common shares for one preferred share, unrounded."""

    def conversion_shares(
        self, preferred_shares: Numbers, original_issue_price: Numbers, conversion_price: Numbers, dividend_per_share: Numbers = ..., reading: Texts = ..., fraction: Texts = ..., *, errors: Errors = ...
    ) -> Number:
        """Whole common shares for all of a holder's preferred shares together."""

    def conversion_cash(
        self, preferred_shares: Numbers, original_issue_price: Numbers, conversion_price: Numbers, fair_market_value: Numbers, dividend_per_share: Numbers = ..., reading: Texts = ..., closing_bid: Numbers = ..., fractions: Texts = ..., half_cent: Texts = ..., *, errors: Errors = ...
    ) -> Number:
        """Cash in place of the fraction of a share on conversion, to the cent."""

    def reserve_shortfall(
        self, preferred_shares: Numbers, original_issue_price: Numbers, conversion_price: Numbers, authorized_unissued: Numbers, otherwise_reserved: Numbers = ..., *, errors: Errors = ...
    ) -> Number:
        """Common shares still to be authorized so that all the preferred can convert."""

    def conversion_date(
        self, surrender_date: Days, later_date: Days = ..., *, errors: Errors = ...
    ) -> Day:
        """Day of a holder's conversion: the surrender, or a later date in its notice."""

    def preferred_votes(
        self, preferred_shares: Numbers, original_issue_price: Numbers, conversion_price: Numbers, dividend_per_share: Numbers = ..., reading: Texts = ..., fraction: Texts = ..., *, errors: Errors = ...
    ) -> Number:
        """Votes of one holder: its whole common shares as if all its preferred had converted."""

    def vote_passes(
        self, in_favour: Numbers, total: Numbers, fraction: Numbers = ..., *, errors: Errors = ...
    ) -> Flag:
        """Whether a vote or consent reaches a majority, or the fraction that it needs."""

    def protection_applies(
        self, outstanding: Numbers, authorized: Numbers, fraction: Numbers = ..., reading: Texts = ..., original: Numbers = ..., *, errors: Errors = ...
    ) -> Flag:
        """Whether so many shares are outstanding that the protective provisions apply."""

    def conversion_property(
        self, preferred_shares: Numbers, original_issue_price: Numbers, price_at_event: Numbers, units_per_common: Numbers, dividend_per_share: Numbers = ..., change: Texts = ..., reading: Texts = ..., dividend: Texts = ..., *, errors: Errors = ...
    ) -> Number:
        """Securities or property to receive on conversion after a change, in units, unrounded."""

    def issue_price_after_split(
        self, original_issue_price: Numbers, new_preferred_per_old: Numbers, *, errors: Errors = ...
    ) -> Number:
        """Original Issue Price after a split of the preferred; a split of the common leaves it."""

    def registrable_shares(
        self, preferred_by_holder: Range, original_issue_price: Numbers, conversion_price: Numbers, warrant_shares: Numbers = ..., *, errors: Errors = ...
    ) -> Number:
        """Common shares to register: whole ones on conversion of each holder, and of the warrants."""

    def class_vote_passes(
        self, in_favour: Numbers, represented: Numbers, outstanding: Numbers, quorum: Numbers = ..., *, errors: Errors = ...
    ) -> Flag:
        """Whether a class vote passes at a meeting: a quorum, and a majority of those represented."""

    def company_conversion_allowed(
        self, closing_prices: Range, trigger_price: Numbers = ..., days: Numbers = ..., triggering_event: Flags = ..., share_factors: Range = ..., reading: Texts = ..., *, errors: Errors = ...
    ) -> Flag:
        """Whether the Company may convert all shares: every close of the window exceeds the trigger."""

    def holders_told_by(
        self, notice_received: Days, holidays: Range = ..., *, errors: Errors = ...
    ) -> Day:
        """Last day on which the Company may tell all holders of an election to convert."""

    def company_conversion_notice_valid(
        self, notice_date: Days, effective_date: Days, holidays: Range = ..., reading: Texts = ..., *, errors: Errors = ...
    ) -> Flag:
        """Whether the Company's conversion notice comes ten business days before its date."""

    def certificate_reissue_due(
        self, evidence: Flags, mutilated: Flags = ..., indemnity: Flags = ..., surrendered: Flags = ..., converting: Flags = ..., *, errors: Errors = ...
    ) -> Flag:
        """Whether the Company must issue a new certificate for one lost or mutilated."""

    def automatic_conversion_allowed(
        self, shares_electing: Numbers, shares_outstanding: Numbers, notice_date: Days, conversion_date: Days, holidays: Range = ..., reading: Texts = ..., *, errors: Errors = ...
    ) -> Flag:
        """Whether all shares convert: a majority elects it with 10 business days' notice."""

    def redemption_price(
        self, original_issue_price: Numbers, closing_date: Days, redemption_date: Days, schedule: Range = ..., reading: Texts = ..., occurs: Texts = ..., notice_date: Days = ..., payment_date: Days = ..., *, errors: Errors = ...
    ) -> Number:
        """Redemption Price of one share on a date; an anniversary keeps the higher tier."""

    def redemption_amount(
        self, shares: Numbers, original_issue_price: Numbers, closing_date: Days, redemption_date: Days, dividend_per_share: Numbers = ..., schedule: Range = ..., reading: Texts = ..., occurs: Texts = ..., notice_date: Days = ..., payment_date: Days = ..., half_cent: Texts = ..., *, errors: Errors = ...
    ) -> Number:
        """What the Company pays to redeem shares at its own option, to the cent."""

    def pro_rata(
        self, total: Numbers, weights: Range, unit: Numbers = ..., reading: Texts = ..., *, errors: Errors = ...
    ) -> pd.DataFrame:
        """Total shared by weights in whole units, in their shape; the parts add up to the total."""

    def redemption_allocation(
        self, shares_to_redeem: Numbers, shares_held: Range, *, errors: Errors = ...
    ) -> pd.DataFrame:
        """Whole shares redeemed from each holder, pro rata, in the shape of the shares held."""

    def redemption_capacity(
        self, surplus: Numbers, price_per_share: Numbers, shares_requested: Numbers, reading: Texts = ..., other_limit: Numbers = ..., *, errors: Errors = ...
    ) -> Number:
        """Most whole shares that can be redeemed without impairing the Company's capital."""

    def redemption_notice_valid(
        self, notice_date: Days, redemption_date: Days, holidays: Range = ..., business_days: Numbers = ..., reading: Texts = ..., *, errors: Errors = ...
    ) -> Flag:
        """Whether a Company Redemption Notice comes enough business days before the redemption."""

    def redemption_payment_due(
        self, notice_date: Days, holidays: Range = ..., business_days: Numbers = ..., redemption_date: Days = ..., reading: Texts = ..., *, errors: Errors = ...
    ) -> Day:
        """Last day on which the Company may pay for redeemed shares: the tenth business day."""

    def redemption_status(
        self, redemption_date: Days, payment_due: Days, as_of: Days, paid: Days = ..., *, errors: Errors = ...
    ) -> Text:
        """Where a redemption stands: "not yet redeemed", "redeemed, unpaid", "overdue", "paid"."""

    def conversion_window_open(
        self, redemption_notice_received: Days, conversion_notice_delivered: Days, hours: Numbers = ..., reading: Texts = ..., redeemed: Days = ..., *, errors: Errors = ...
    ) -> Flag:
        """Whether a holder can still convert shares that the Company has called for redemption."""

    def issuable_preferred(
        self, authorized: Numbers, ever_issued: Numbers, *, errors: Errors = ...
    ) -> Number:
        """Shares of the series that can still be issued; reacquired ones never come back."""

    def redemption_deferred(
        self, shares_requested: Range, shares_redeemed: Range, *, errors: Errors = ...
    ) -> pd.DataFrame:
        """Shares of each holder that remain to be redeemed on a later request."""

    def holder_redemption_amount(
        self, shares: Numbers, original_issue_price: Numbers, dividend_per_share: Numbers = ..., reading: Texts = ..., closing_date: Days = ..., redemption_date: Days = ..., schedule: Range = ..., half_cent: Texts = ..., *, errors: Errors = ...
    ) -> Number:
        """What the Company pays to redeem at the holders' request on an event, to the cent."""

    def holder_redemption_right(
        self, shares_requesting: Numbers, shares_outstanding: Numbers, triggering_event: Flags, *, errors: Errors = ...
    ) -> Flag:
        """Whether holders may require redemption: a majority asks while the event is in effect."""

    def holder_redemption_shares(
        self, shares_requested: Range, shares_held: Range, triggering_event: Flags, reading: Texts = ..., *, errors: Errors = ...
    ) -> pd.DataFrame:
        """Shares of each holder that the Company must redeem; 0 where the holders have no right."""

    def trigger_registration(
        self, closing_date: Days, as_of: Days, declared_effective: Days = ..., excused: Flags = ..., months: Numbers = ..., reading: Texts = ..., *, errors: Errors = ...
    ) -> Flag:
        """Whether the lack of an effective Registration Statement is a Triggering Event that day."""

    def trigger_run(
        self, flags: Range, required: Numbers, excused: Range = ..., reading: Texts = ..., in_effect: Texts = ..., *, errors: Errors = ...
    ) -> Flag:
        """Whether bad trading days that run so long are a Triggering Event on the last of them."""

    def trigger_conversion_failure(
        self, notice_received: Days, as_of: Days, performed: Days = ..., holidays: Range = ..., business_days: Numbers = ..., in_effect: Texts = ..., *, errors: Errors = ...
    ) -> Flag:
        """Whether the Company's failure to convert in time is a Triggering Event in effect that day."""

    def black_out_covers(
        self, day: Days, start: Days, disclosed: Days = ..., unneeded: Days = ..., reading: Texts = ..., longest_days: Numbers = ..., *, errors: Errors = ...
    ) -> Flag:
        """Whether a day lies in a Permitted Black-Out Period, both ends included."""

    def effectiveness_end(
        self, declared_effective: Days, all_sold: Days = ..., freely_saleable: Days = ..., *, errors: Errors = ...
    ) -> Day:
        """Last day of the Effectiveness Period: the earliest of the two days and two years."""

    def trigger_breach(
        self, notice: Days, as_of: Days, cured: Days = ..., reasonable_days: Numbers = ..., in_effect: Texts = ..., materially_adverse: Flags = ..., *, errors: Errors = ...
    ) -> Flag:
        """Whether a breach left uncured longer than is reasonable is a Triggering Event that day."""

    def trigger_refusal(
        self, notice_issued: Days, as_of: Days, *, errors: Errors = ...
    ) -> Flag:
        """Whether the Company's notice, public or not, is a Triggering Event that day: at once."""

    def dividend_accrued(
        self, principal: Numbers, from_date: Days, to_date: Days, rate: Numbers, method: Texts = ..., frequency: Numbers = ..., day_count: Texts = ..., paid: Numbers = ..., *, errors: Errors = ...
    ) -> Number:
        """Cumulative dividends that have accrued and are unpaid, to the cent."""

    def dividend_allowed(
        self, per_share: Numbers, already_this_year: Numbers = ..., senior_dividends_paid: Flags = ..., annual_rate: Numbers = ..., reading: Texts = ..., new_preferred_per_old: Numbers = ..., rate_on_split: Texts = ..., *, errors: Errors = ...
    ) -> Flag:
        """Whether a dividend may be declared: seniors paid, and the year's total within the rate."""

    def dividend_survives(
        self, record_date: Days, conversion_date: Days, *, errors: Errors = ...
    ) -> Flag:
        """Whether the record date came before the conversion or redemption; the same day did not."""

    def dividend_on_conversion(
        self, dividend_per_share: Numbers, record_date: Days, conversion_date: Days, reading: Texts = ..., *, errors: Errors = ...
    ) -> pd.DataFrame:
        """Part of a declared dividend that converts with its share, and part that is paid, $."""

    def dividends_owed(
        self, declared: Numbers, paid: Numbers = ..., *, errors: Errors = ...
    ) -> Number:
        """Dividends owed: declared less paid, without interest however long it takes."""

    def liquidation_preference(
        self, shares: Numbers, original_issue_price: Numbers, declared_dividends: Numbers, retained_earnings: Numbers, reading: Texts = ..., *, errors: Errors = ...
    ) -> Number:
        """Preference of all shares: issue price plus dividends, these up to retained earnings."""

    def preference_after_fees(
        self, preference: Numbers, fees: Numbers, *, errors: Errors = ...
    ) -> Number:
        """What is left of the preference when its holders bear the appraisal fees; never below 0."""

    def waterfall(
        self, proceeds: Range, classes: Range, reading: Texts = ..., *, errors: Errors = ...
    ) -> pd.DataFrame:
        """Payout of each class, one a row as in `classes`, a column for each amount of proceeds."""

    def breakpoints(
        self, classes: Range, reading: Texts = ..., *, errors: Errors = ...
    ) -> pd.DataFrame:
        """Each amount of proceeds at which the sharing changes, and the reason."""

    def deemed_liquidation(
        self, kind: Texts, holders_voting_share: Numbers, domicile_change: Flags = ..., *, errors: Errors = ...
    ) -> Flag:
        """Whether the transaction is a liquidation: unless the holders keep more than half."""

    def market_price(
        self, closes: Range, bids: Range = ..., asks: Range = ..., days: Numbers = ..., reading: Texts = ..., market: Texts = ..., bulletin_board: Texts = ..., board_value: Numbers = ..., *, errors: Errors = ...
    ) -> Number:
        """Average daily market price; a day without a sale takes the mean of bid and asked."""

    def closing_price(
        self, market: Texts, last_sale: Numbers = ..., bid: Numbers = ..., asked: Numbers = ..., *, errors: Errors = ...
    ) -> Number:
        """Closing Price of a day: the last sale, else the mean of both quotes; on OTCBB the bid."""

    def valuation_deadline(
        self, step: Texts, start_date: Days, reading: Texts = ..., holidays: Range = ..., *, errors: Errors = ...
    ) -> Day:
        """Last day for a step of the valuation: 5, 15, 20, 21 or 60 days after it starts."""

    def appraisal_demanded(
        self, objections: Range, shares_outstanding: Numbers, reading: Texts = ..., *, errors: Errors = ...
    ) -> Flag:
        """Whether holders of at least two thirds of the shares objected within 15 days."""

    def appraised_value(
        self, first: Numbers, second: Numbers, chosen: Numbers = ..., *, errors: Errors = ...
    ) -> Number:
        """Final value: the mean where the lower is at least 90% of the higher, else the pick."""

    def appraisal_fees_payer(
        self, final_value: Numbers, board_value: Numbers, *, errors: Errors = ...
    ) -> Text:
        """Who bears the fees: "holders" where the value is at most 10% above the Board's."""

    def warrant_transfer_allowed(
        self, fair_market_value: Numbers, lawful: Flags, to_competitor: Flags, joinder_delivered: Flags, company_consents: Flags, to_affiliate: Flags, whole_company: Flags = ..., reading: Texts = ..., original_price: Numbers = ..., *, errors: Errors = ...
    ) -> Flag:
        """Whether a warrant may be transferred: by its own text and by the Agreement's, both."""

    def warrant_history(
        self, price: Numbers, shares: Numbers, issue_date: Days, events: Range, reading: Texts = ..., same_day: Texts = ..., partial: Texts = ..., between: Texts = ..., decimals: Numbers = ..., ratchet: Texts = ..., floor: Numbers = ..., minimum_change: Numbers = ..., rule: Texts = ..., clause: Texts = ..., ratchet_months: Numbers = ..., *, errors: Errors = ...
    ) -> pd.DataFrame:
        """History of a warrant, from the start on: date, event, price after, shares after."""

    def net_exercise(
        self, shares: Numbers, fair_market_value: Numbers, exercise_price: Numbers, reading: Texts = ..., fraction: Texts = ..., *, errors: Errors = ...
    ) -> Number:
        """Whole shares received on a net exercise, Y(A - B)/A; 0 where A is not above B."""

    def net_exercise_cash(
        self, shares: Numbers, fair_market_value: Numbers, exercise_price: Numbers, reading: Texts = ..., half_cent: Texts = ..., *, errors: Errors = ...
    ) -> Number:
        """Cash in place of the fraction of a share on a net exercise, to the cent."""

    def warrant_shares(
        self, shares: Numbers, price_before: Numbers, price_after: Numbers, fraction: Texts = ..., *, errors: Errors = ...
    ) -> Number:
        """Shares purchasable after a change of the price; price times shares stays the same."""

    def warrant_fmv(
        self, dates: Range, closes: Range, election_date: Days, days: Numbers = ..., lag: Numbers = ..., reading: Texts = ..., *, errors: Errors = ...
    ) -> Number:
        """Mean closing price over the days that end some days before a net exercise election."""

    def warrant_coverage(
        self, principal: Numbers, shares_per_dollar: Numbers = ..., reading: Texts = ..., unrounded_principal: Numbers = ..., *, errors: Errors = ...
    ) -> Number:
        """Whole shares under the warrants that come with notes."""

    def warrant_expiration(
        self, issue_date: Days, years: Numbers = ..., reading: Texts = ..., *, errors: Errors = ...
    ) -> Day:
        """Expiration Date of a warrant, which is the last day of exercise."""

    def warrant_exercisable(
        self, moment_utc: Days, expiration_date: Days, reading: Texts = ..., *, errors: Errors = ...
    ) -> Flag:
        """TRUE up to 5:00 p.m. Pacific Standard time of the Expiration Date, inclusive."""

    def warrant_payment(
        self, designated: Numbers, covered: Numbers, purchase_price: Numbers = ..., *, errors: Errors = ...
    ) -> Number:
        """What the holder pays for an exercise in cash, to the cent."""

    def warrant_property(
        self, shares: Numbers, units_per_common: Numbers, *, errors: Errors = ...
    ) -> Number:
        """Securities or property to receive on exercise after a change or a merger, in units."""

    def warrant_decision_by(
        self, received: Days, *, errors: Errors = ...
    ) -> Day:
        """Day by which the Holder tries to decide whether it exercises; missing it costs nothing."""

    def warrant_reserve_shortfall(
        self, shares: Numbers, others_of_holder: Numbers, authorized_unissued: Numbers, *, errors: Errors = ...
    ) -> Number:
        """Common shares still to be authorized so that a holder can exercise all that it has."""

    def warrant_coverage_excess(
        self, principal: Numbers, stated_warrants: Numbers, shares_per_dollar: Numbers = ..., *, errors: Errors = ...
    ) -> Number:
        """Shares by which a stated number of warrants exceeds the coverage; below 0 where it lacks."""

    def warrant_amendment_binds(
        self, party: Texts, signed: Range, *, errors: Errors = ...
    ) -> Flag:
        """Whether a change of a warrant binds a party: only where it signed it itself."""

    def note_amount(
        self, principal: Numbers, start_date: Days, as_of: Days, rate: Numbers = ..., convention: Texts = ..., reading: Texts = ..., half_cent: Texts = ..., after_maturity: Texts = ..., maturity: Days = ..., *, errors: Errors = ...
    ) -> Number:
        """Note Amount: principal with interest compounded quarterly, to the cent."""

    def note_interest(
        self, principal: Numbers, start_date: Days, as_of: Days, rate: Numbers = ..., convention: Texts = ..., reading: Texts = ..., half_cent: Texts = ..., after_maturity: Texts = ..., maturity: Days = ..., *, errors: Errors = ...
    ) -> Number:
        """Interest in the Note Amount, to the cent."""

    def note_exchange_allowed(
        self, date: Days, paid_in_full: Flags = ..., opens_after: Days = ..., *, errors: Errors = ...
    ) -> Flag:
        """TRUE where the Holder may exchange the note: after August 15, 2002 while it is unpaid."""

    def note_prepayment_allowed(
        self, notice_date: Days, prepayment_date: Days, amount: Numbers, deposit: Numbers = ..., exchanged: Flags = ..., segregated_after: Days = ..., days: Numbers = ..., reading: Texts = ..., deposited: Days = ..., exchanged_on: Days = ..., on_that_day: Texts = ..., *, errors: Errors = ...
    ) -> Flag:
        """TRUE where the Company may prepay the note: notice, deposit, and no exchange before."""

    def note_prepayment(
        self, amount: Numbers, notes: Range, principals: Range = ..., reading: Texts = ..., *, errors: Errors = ...
    ) -> pd.DataFrame:
        """Prepayment of each note, pro rata in cents that add up to the amount."""

    def note_common_shares(
        self, principal: Numbers, price_per_preferred: Numbers = ..., common_per_preferred: Numbers = ..., fraction: Texts = ..., *, errors: Errors = ...
    ) -> Number:
        """Whole common shares that a Series A Note reaches through Series 3-A."""

    def gross_up(
        self, net_amount: Numbers, withholding_rate: Numbers, *, errors: Errors = ...
    ) -> Number:
        """Sum to be paid so that the net amount is left after withholding, unrounded."""

    def default_date(
        self, commenced: Days, voluntary: Flags = ..., stayed: Days = ..., days: Numbers = ..., acquiesced: Days = ..., *, errors: Errors = ...
    ) -> Day:
        """Date of the Event of Default by bankruptcy; #N/A where a stay came in time."""

    def default_at_once(
        self, event: Texts, day: Days, material: Flags = ..., *, errors: Errors = ...
    ) -> Day:
        """Date of the Event of Default by law, invalidity or expropriation; #N/A for none."""

    def notice_effective(
        self, method: Texts, sent_date: Days, holidays: Range = ..., document: Texts = ..., delivered_date: Days = ..., *, errors: Errors = ...
    ) -> Day:
        """Day on which a notice is effective."""

    def note_balance(
        self, principal: Numbers, start_date: Days, as_of: Days, payments: Range = ..., rate: Numbers = ..., convention: Texts = ..., compounding: Texts = ..., holder: Texts = ..., *, errors: Errors = ...
    ) -> Number:
        """What is owed on a note after payments, which go to interest first; to the cent."""

    def note_due_date(
        self, default_date: Days = ..., determining_otherwise: Numbers = ..., outstanding: Numbers = ..., maturity: Days = ..., *, errors: Errors = ...
    ) -> Day:
        """Day on which a note falls due: at an Event of Default unless a majority determines else."""

    def series_a_principal(
        self, note_amount: Numbers, part: Numbers = ..., *, errors: Errors = ...
    ) -> Number:
        """Principal of the Series A Note that is given in exchange, to the cent."""

    def series_a_note_date(
        self, exchanged: Days, purchaser_under_series_a: Flags, joinder: Flags = ..., *, errors: Errors = ...
    ) -> Day:
        """Date that the Series A Note bears; #N/A for a new Holder without a joinder."""

    def note_delivery_due(
        self, surrender: Days, election: Days, holidays: Range = ..., days: Numbers = ..., *, errors: Errors = ...
    ) -> Day:
        """Last day on which the Company may deliver the Series A Note: the third business day."""

    def latest_notice(
        self, event: Days, business_days: Numbers, holidays: Range = ..., reading: Texts = ..., *, errors: Errors = ...
    ) -> Day:
        """Last business day on which a notice that must come before an event is in time."""

    def room_for_sales(
        self, prices: Range, most: Numbers = ..., *, errors: Errors = ...
    ) -> Number:
        """Purchase Price of notes that can still be sold within the most that the Agreement allows."""

    def additional_closing_allowed(
        self, first_closing: Days, closing: Days, days: Numbers = ..., *, errors: Errors = ...
    ) -> Flag:
        """Whether an Additional Closing comes after the First Closing and within its days."""

    def debt_allowed(
        self, total: Numbers, additional_notes: Numbers = ..., sale_and_leaseback: Numbers = ..., existing: Numbers = ..., reading: Texts = ..., majority_consents: Flags = ..., *, errors: Errors = ...
    ) -> Flag:
        """Whether the indebtedness stays within $15,000,000, or the Majority Holders agreed."""

    def transfer_allowed(
        self, amount: Numbers, lawful: Flags, to_competitor: Flags, joinder_delivered: Flags, whole_company: Flags = ..., reading: Texts = ..., original_price: Numbers = ..., least: Numbers = ..., *, errors: Errors = ...
    ) -> Flag:
        """Whether a transfer of Securities meets the four conditions of the Agreement."""

    def legend_removable(
        self, rule_144k_applies: Flags, evidence_satisfactory: Flags, *, errors: Errors = ...
    ) -> Flag:
        """Whether the Company must take the legend off the Securities."""

    def first_closing_valid(
        self, closing: Days, prices: Range, minimum_waived: Flags = ..., least: Numbers = ..., *, errors: Errors = ...
    ) -> Flag:
        """Whether the First Closing falls within January 31 to February 7, 2002, with the least sum."""

    def notes_issued(
        self, issue_date: Days, cash: Numbers, surrendered: Numbers = ..., agreed: Numbers = ..., additional_closing: Flags = ..., *, errors: Errors = ...
    ) -> pd.DataFrame:
        """Notes issued for a Purchase Price: the principal of each, and the day its interest starts."""

    def surrender_remainder(
        self, principal: Numbers, accrued_interest: Numbers, purchase_price: Numbers, *, errors: Errors = ...
    ) -> Number:
        """What stays a Series B Note, to be repaid, to the cent; 0 where they pay the price exactly."""

    def closing_conditions_open(
        self, side: Texts, fulfilled: Range, waived: Range = ..., *, errors: Errors = ...
    ) -> Text:
        """Conditions that still stand in the way of a closing, as "5.1(c); 5.1(e)", or "none"."""

    def covenants_in_force(
        self, issued: Range, outstanding: Range, reading: Texts = ..., *, errors: Errors = ...
    ) -> Flag:
        """Whether at least half of the principal is outstanding, so that the covenants run."""

    def disposals_allowed(
        self, reacquired: Range, impairs_performance: Flags, sale_and_leaseback: Range = ..., majority_consents: Flags = ..., reading: Texts = ..., *, errors: Errors = ...
    ) -> Flag:
        """Whether substantial disposals keep within the exceptions: $5,000,000, or consent."""

    def restricted_act_allowed(
        self, act: Texts, excepted: Flags = ..., majority_consents: Flags = ..., *, errors: Errors = ...
    ) -> Flag:
        """Whether an act that the Agreement restricts is excepted, or consented to."""

    def ip_payments_allowed(
        self, payments: Range, most: Numbers = ..., *, errors: Errors = ...
    ) -> Flag:
        """Whether a year's payments for intellectual property are not above the limit."""

    def is_subsidiary(
        self, equity: Range, votes: Range = ..., reading: Texts = ..., *, errors: Errors = ...
    ) -> Flag:
        """Whether the Company owns more than half of an entity's equity or votes, also indirectly."""

    def investor_eligible(
        self, accredited: Flags, us_person: Flags, offshore_transaction: Flags, formed_to_buy: Flags = ..., owner_eligible: Flags = ..., *, errors: Errors = ...
    ) -> Flag:
        """Whether an investor may buy: accredited or offshore, and not for one that may not."""

    def amendment_binds(
        self, principals: Range, consenting: Range, change: Texts = ..., company_consents: Flags = ..., *, errors: Errors = ...
    ) -> pd.DataFrame:
        """For each holder, whether an amendment or waiver binds it, and whether notice is due to it."""

    def enforcement_costs(
        self, counsel: Numbers, others: Range, demanding: Numbers, outstanding: Numbers, *, errors: Errors = ...
    ) -> Number:
        """Costs of enforcement that are reimbursed on demand of the Majority Holders, without a cap."""

    def legal_fees_borne(
        self, actual: Numbers, most: Numbers = ..., *, errors: Errors = ...
    ) -> Number:
        """What the Company pays of the Purchasers' legal fees at the sale."""

    def withholding_payment(
        self, net_amount: Numbers, withholding_rate: Numbers, by_guarantor: Flags = ..., interest: Flags = ..., reading: Texts = ..., *, errors: Errors = ...
    ) -> Number:
        """Sum that is paid where tax is withheld, a part of a cent up; unchanged where none is owed."""

    def priced_round(
        self, pre_money: Numbers, new_money: Numbers, shares: Numbers, pool_target: Numbers = ..., convertibles: Range = ..., unissued_pool: Numbers = ..., *, errors: Errors = ...
    ) -> pd.DataFrame:
        """Solve a priced round: price, new shares, pool, and what each safe and note becomes."""

    def federal_holidays(
        self, first_year: Numbers, last_year: Numbers, *, errors: Errors = ...
    ) -> pd.DataFrame:
        """Federal holidays of the United States, in one column, observed days among them."""

    def exchange_holidays(
        self, market: Texts, first_year: Numbers, last_year: Numbers, *, errors: Errors = ...
    ) -> pd.DataFrame:
        """Holidays of a stock exchange, in one column, observed days among them."""

    def trading_closes(
        self, dates: Range, closes: Range, before: Days, days: Numbers, holidays: Range = ..., reading: Texts = ..., *, errors: Errors = ...
    ) -> pd.DataFrame:
        """Closes of the last trading days before a day, oldest first; blank where there is none."""

    def cap_table(
        self, holdings: Range, classes: Range, as_of: Days = ..., reading: Texts = ..., *, errors: Errors = ...
    ) -> pd.DataFrame:
        """Class, outstanding, conversion price, as-converted, share of fully diluted, votes."""

    def explain(
        self, function_name: Texts, *arguments: object, errors: Errors = ...
    ) -> pd.DataFrame:
        """Working of a function for these arguments, one step a row: label, value, clause."""

    def why(
        self, function_name: Texts, *arguments: object, errors: Errors = ...
    ) -> Text:
        """Sentence behind the error that a function gives for these arguments, "" where none."""

    def rounding_of(
        self, stated: Numbers, exact: Numbers, decimals: Numbers, *, errors: Errors = ...
    ) -> Text:
        """How a stated figure follows: "rounded", "truncated", "rounded up" or "differs by …"."""

    def stated_figure(
        self, exact: Numbers, decimals: Numbers, reading: Texts = ..., *, errors: Errors = ...
    ) -> Number:
        """Figure as a document states it, rounded from the exact decimal number."""

    # <!-- end -->
# fmt: on

functions: Functions
