"""The checks of a liquidation: sums, native twins of our functions, and sound inputs."""

from xl_udfs.templates.liquidation.classes import CLASSES, COMPUTED, FIRST, SLOTS, name_of
from xl_udfs.templates.liquidation.holders import paid, shares
from xl_udfs.templates.liquidation.payouts import slot_title
from xl_udfs.templates.sheets.checks import SAME, WHOLE, Check, Measure
from xl_udfs.templates.sheets.styles import DOLLARS, PRICE_8

CENT = 0.005
HALF_CENTS = 0.04  # what eight classes can round
SENIOR = 'SUMIFS(tblClasses[Preference],tblClasses[Seniority],"<"&{})'
OWN = "INDEX(tblClasses[{}],out_slot)"
RANK = OWN.format("Seniority")
SENIORS = SENIOR.format(RANK)
LEFT = f"MAX(0,out_distributable-{SENIORS})"
SIMPLE = (
    "AND(SUM(tblClasses[Convertible])=1," + OWN.format("Convertible") + "=1,"
    'COUNTIF(tblClasses[Participation],"none")=COUNTIF(tblClasses[Class],"?*")-1,'
    'COUNTIF(tblClasses[Participation],"full")=1,' + OWN.format("Participation") + '="none",'
    f"COUNTIF(tblClasses[Seniority],{RANK})=1,"
    f'SUMIFS(tblClasses[Preference],tblClasses[Seniority],">"&{RANK})=0)'
)
BETTER = (
    f"MAX(MIN({OWN.format('Preference')},{LEFT}),{LEFT}*{OWN.format('Shares')}/"
    f'(SUMIFS(tblClasses[Shares],tblClasses[Participation],"full")+{OWN.format("Shares")}))'
)


def _amount(name: str, found: str, expected: str, why: str, tolerance: float = CENT) -> Check:
    return Check(name, Measure(tolerance, DOLLARS), f"={found}", f"={expected}", why)


def _none(name: str, found: str, why: str) -> Check:
    return Check(name, WHOLE, f"={found}", 0, why)


def _word(name: str, found: str, expected: str, why: str) -> Check:
    return Check(name, SAME, f"={found}", expected, why)


CHECK_LINES = (
    _word("Transaction: it is a liquidation", "out_deemed", "yes", "Else nothing is distributed."),
    _word("Transaction: native twin", "out_deemed", '=IF(OR(AND(in_kind="acquisition",in_domicile="yes"),in_voting_share>1/2),"no","yes")',
        "The function and the rule written out must agree."),
    _none("Prices: each day is later than the one before", 'COUNTIF(tblPrices[Order],"not rising")', "Days for which it is not so."),
    _none("Prices: every day is before the receipt", 'COUNTIF(tblPrices[Trading day],">="&in_receipt)', "The day of the receipt does not count (IV.B)."),
    _none("Prices: no quotes are crossed or alone", 'COUNTIF(tblPrices[Quotes],"crossed")+COUNTIF(tblPrices[Quotes],"one only")',
        "On a day without a sale both are needed, the asked price not below the bid."),
    Check("Prices: native twin of the market price", Measure(1e-9, PRICE_8), "=out_market_price",
        "=SUMIFS(tblPrices[Daily price],tblPrices[Counts],1)/in_market_days", "The sum of the daily prices that count, over the days."),
    _word("Valuation: the Board's value was given in time", "out_notice_status", "in time", "Five days of the determination."),
    _word("Valuation: native twin of the demand", "out_demanded", '=IF(3*out_objecting>=2*in_shares,"yes","no")',
        "Shares in time against two thirds of those outstanding."),
    _none("Valuation: shares on Objections are those outstanding", "SUM(tblObjections[Shares])-in_shares", "Two thirds are taken of all outstanding shares."),
    _none("Valuation: no objection before the notice", "SUMPRODUCT((tblObjections[Objected]>0)*(tblObjections[Objected]<tblObjections[Received]))",
        "Holders for whom it is not so."),
    Check("Valuation: own appraisers appointed in time", SAME, "=out_appointed", '=IF(ISNUMBER(in_joint_value),"not needed","in time")',
        "Immediately after the 20 days."),
    _word("Valuation: reports completed in time", "out_reports", "in time", "Sixty days each."),
    _amount("Valuation: native twin of the final value", "out_final_value",
        'IF(out_demanded="no",in_board_value,IF(ISNUMBER(in_joint_value),in_joint_value,IF(out_third_needed="yes",in_chosen,AVERAGE(in_first,in_second))))',
        "The average, or the pick of the final appraiser."),
    _word("Valuation: native twin of the payer", "out_payer",
        '=IF(out_demanded="no","no appraisal",IF(10*out_final_value<=11*in_board_value,"holders","company"))',
        "No more than ten percent above the Board's value."),
    _word("Dividends: the last one could be declared", "out_dividend_allowed", "yes", "Seniors first, and no more than the rate in a fiscal year."),
    _none("Dividends: no more is paid than was declared", "MAX(0,in_paid-in_declared)", "$ by which it is."),
    _amount("Preference: native twin", "out_preference", 'IF(in_limit_reading="whole preference",MIN(in_shares*in_original_issue_price+'
        "in_declared-in_paid,MAX(0,in_retained_earnings)),in_shares*in_original_issue_price+out_dividends_counted)",
        "Shares times the Original Issue Price, plus the dividends that count."),
    _amount("Preference: native twin after fees", "out_preference_paid", 'MAX(0,out_preference-IF(out_payer="holders",in_fees,0))', "Never below 0."),
    _amount("Classes: payouts add up to the proceeds", "SUM(tblClasses[Payout])", "out_distributable", "No dollar is lost or paid twice."),
    _amount("Classes: the payouts to the cent add up too", "SUM(tblClasses[To the cent])", "out_distributable", "But for the rounding of each class.",
        HALF_CENTS),
    _amount("Classes: native twin of the Series 5-A", f"IF(ISNUMBER(out_slot),{OWN.format('Payout')},0)",
        f"IF(ISNUMBER(out_slot),IF({SIMPLE},{BETTER},{OWN.format('Payout')}),0)",
        "The better of its preference and its part as converted, after the seniors; where only the Series 5-A converts, one class takes part in the rest "
            "and none has a preference of its rank or below."),
    _none("Classes: every name is another", "SUM(tblTerms[Rows of that name])-COUNTA(tblTerms[Name])", "The series is found by its name."),
    _none("Classes: the terms of each are complete", 'COUNTIF(tblTerms[Remark],"?*")', "The remark beside them says what is missing."),
    _none("Classes: nothing is typed that is computed for the Series 5-A",
        "SUMPRODUCT((tblTerms[Name]=in_series)*((tblTerms[Amount due]>0)+(tblTerms[Outstanding]>0)+(tblTerms[Common for one]>0)))",
        "It would not count: leave these cells blank."),
    _none("Classes: the series of the sheet Inputs is among them", "1-COUNTIF(tblTerms[Name],in_series)", "Else its preference would not be paid."),
    *(
        _none(f"Holders: shares of class {slot + 1} are those outstanding",
            f'SUM(tblHolders[{shares(slot)}])-IF({name_of(slot)}="",0,IF({name_of(slot)}=in_series,in_shares,{CLASSES}!$D${FIRST + slot}))',
            "Else a class would be paid to the wrong number of shares.")
        for slot in SLOTS
    ),
    *(
        _amount(f"Holders: paid on class {slot + 1} is what the class is paid", f"SUM(tblHolders[{paid(slot)}])", f"SUM({CLASSES}!$J${COMPUTED + 1 + slot})",
            "To the cent; each holder needs its number of shares, 0 for none.")
        for slot in SLOTS
    ),
    _amount("Breakpoints: payouts at each add up to its proceeds", "+".join(f"SUM(tblBreakpoints[{slot_title(slot)}])" for slot in SLOTS),
        "SUM(tblBreakpoints[Proceeds])", "At every breakpoint the whole amount is paid."),
    _none("Breakpoints: the list has a row for each", "IF(COUNT(tblBreakpoints[Proceeds])<ROWS(tblBreakpoints[Proceeds]),0,1)",
        "Add rows to the table where it is full."),
    _amount("Payouts: each exit value is paid out in full", "+".join(f"SUM(tblPayouts[{slot_title(slot)}])" for slot in SLOTS), "SUM(tblPayouts[Exit value])",
        "The areas of the chart fill the proceeds."),
)  # fmt: skip
