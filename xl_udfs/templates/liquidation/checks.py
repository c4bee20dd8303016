"""The checks of a liquidation: sums, native twins of our functions, and sound inputs."""

from xl_udfs.templates.liquidation.classes import RANGE, SLOTS
from xl_udfs.templates.liquidation.payouts import slot_title
from xl_udfs.templates.sheets.checks import SAME, WHOLE, Check, Measure
from xl_udfs.templates.sheets.source import IN_ORDER
from xl_udfs.templates.sheets.styles import DOLLARS, PRICE_8

CENT = 0.005
REFUSAL, NO_LOSS = (
    f'WHY("WATERFALL",out_distributable,{RANGE})',
    '"No dollar is lost or paid twice."',
)
HALF_CENTS = 0.005 * len(SLOTS)  # what so many classes can round
SENIOR = 'SUMIFS(tblClasses[Preference],tblClasses[Seniority],"<"&{})'
OWN = "INDEX(tblClasses[{}],out_slot)"
RANK = OWN.format("Seniority")
SENIORS = SENIOR.format(RANK)
LEFT = f"MAX(0,out_distributable-{SENIORS})"
SIMPLE = (
    "AND(SUM(tblClasses[Convertible])=1," + OWN.format("Convertible") + "=1,"
    'SUM(tblClasses[Strike])=0,COUNTIF(tblClasses[Participation],"none")=COUNTIF(tblClasses[Class],"?*")-1,'
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


def _apart(column: str) -> str:
    """Return by how much the numbers of a column are off 0, all together."""
    return f'SUMIF({column},">0")-SUMIF({column},"<0")'


def _sums(table: str) -> str:
    return "+".join(f"SUM({table}[{slot_title(slot)}])" for slot in SLOTS)


def _word(name: str, found: str, expected: str, why: str) -> Check:
    return Check(name, SAME, f"={found}", expected, why)


NO_AVERAGE = "OR(N(in_stock)=0,ISNUMBER(in_stock_price))"

CHECK_LINES = (
    _word("Transaction: it is a liquidation", "out_deemed", '=IF(ISBLANK(in_kind),"not asked","yes")', "Else nothing is distributed."),
    _word("Transaction: native twin", "out_deemed", '=IF(ISBLANK(in_kind),"not asked",IF(OR(AND(in_kind="acquisition",in_domicile="yes"),in_voting_share>1/2),"no","yes"))',
        "The function and the rule written out must agree."),
    _none("Prices: each day is later than the one before", 'COUNTIF(tblPrices[Order],"not rising")', "Days for which it is not so."),
    _none("Prices: every day is before the receipt", 'IF(ISBLANK(in_receipt),0,COUNTIF(tblPrices[Trading day],">="&in_receipt))', "The day of the receipt does not count (IV.B)."),
    _none("Prices: no quotes are crossed or alone", 'COUNTIF(tblPrices[Quotes],"crossed")+COUNTIF(tblPrices[Quotes],"one only")',
        "On a day without a sale both are needed, the asked price not below the bid."),
    Check("Prices: native twin of the market price", Measure(1e-9, PRICE_8), f"=IF({NO_AVERAGE},0,out_market_price)",
        f"=IF({NO_AVERAGE},0,SUMIFS(tblPrices[Daily price],tblPrices[Counts],1)/in_market_days)", "The sum of the daily prices that count, over the days."),
    _word("Valuation: the Board's value was given in time", "out_notice_status", '=IF(out_valued="yes","in time","not needed")', "Five days of the determination."),
    _word("Valuation: native twin of the demand", "out_demanded", '=IF(AND(out_valued="yes",ISNUMBER(out_slot)),IF(3*out_objecting>=2*in_shares,"yes","no"),"no")',
        "Shares in time against two thirds of those outstanding."),
    _none("Valuation: shares on Objections are those outstanding", "IF(ISNUMBER(out_slot),SUM(tblObjections[Shares])-in_shares,0)", "Two thirds are taken of all outstanding shares."),
    _none("Valuation: no objection before the notice", "SUMPRODUCT((tblObjections[Objected]>0)*(tblObjections[Objected]<tblObjections[Received]))",
        "Holders for whom it is not so."),
    Check("Valuation: own appraisers appointed in time", SAME, "=out_appointed", '=IF(out_two="yes","in time","not needed")',
        "Immediately after the 20 days."),
    _word("Valuation: reports completed in time", "out_reports", '=IF(out_two="yes","in time","not needed")', "Sixty days each."),
    _amount("Valuation: native twin of the final value", "out_final_value",
        'IF(out_demanded="no",N(in_board_value),IF(ISNUMBER(in_joint_value),in_joint_value,IF(out_third_needed="yes",in_chosen,AVERAGE(in_first,in_second))))',
        "The average, or the pick of the final appraiser."),
    _word("Valuation: native twin of the payer", "out_payer",
        '=IF(out_demanded="no","no appraisal",IF(ISNUMBER(out_final_value),IF(10*out_final_value<=11*in_board_value,"holders","company"),"not known"))',
        "No more than ten percent above the Board's value."),
    _word("Dividends: the last one could be declared", "out_dividend_allowed", '=IF(out_dividend_allowed="none","none","yes")', "Seniors first, and no more than the rate in a fiscal year."),
    _none("Dividends: no more is paid than was declared", "MAX(0,N(in_paid)-N(in_declared))", "$ by which it is."),
    _amount("Preference: native twin", "N(out_preference)", 'IF(ISTEXT(out_slot),0,IF(in_limit_reading="whole preference",MIN(in_shares*in_original_issue_price+'
        "in_declared-in_paid,MAX(0,in_retained_earnings)),in_shares*in_original_issue_price+out_dividends_counted))",
        "Shares times the Original Issue Price, plus the dividends that count."),
    _amount("Preference: native twin after fees", "N(out_preference_paid)", 'MAX(0,N(out_preference)-IF(out_payer="holders",out_fees,0))', "Never below 0."),
    _amount("Classes: payouts add up to the proceeds", "SUM(tblClasses[Payout])", "out_distributable",
        f'=IF(ISNUMBER(out_distributable),IF({REFUSAL}="",{NO_LOSS},{REFUSAL}),{NO_LOSS})'),
    _amount("Classes: the payouts to the cent add up too", "SUM(tblClasses[To the cent])", "out_distributable", "But for the rounding of each class.",
        HALF_CENTS),
    _amount("Classes: native twin of the ⟨Series 5-A|series⟩", f"IF(ISNUMBER(out_slot),{OWN.format('Payout')},0)",
        f"IF(ISNUMBER(out_slot),IF(ISNUMBER(out_distributable),IF({SIMPLE},{BETTER},{OWN.format('Payout')}),{OWN.format('Payout')}),0)",
        "The better of its preference and its part as converted, after the seniors; where only the ⟨Series 5-A|series⟩ converts, one class takes part in the rest "
            "and none has a preference of its rank or below."),
    _none("Classes: the terms of each are complete", 'COUNTIF(tblTerms[Remark],"?*")+COUNTIF(tblDividends[Remark],"?*")', "The remark beside them says what is missing; they are paid nothing yet."),
    _none("Classes: nothing is typed that is computed for the series of the sheet Inputs",
        'SUMPRODUCT((tblTerms[Name]<>"")*(tblTerms[Name]=in_series)*((tblTerms[Amount due]>0)+(tblTerms[Outstanding]>0)+(tblTerms[Common for one]>0)+(tblTerms[Price, $]>0)))',
        "It would not count: leave these cells blank."),
    _none("Classes: the series of the sheet Inputs is among them", "IF(OR(ISBLANK(in_series),ISNUMBER(out_slot)),0,1)",
        "Else its preference would not be paid."),
    _amount("Distribution: everything received is paid to someone",
        "IF(ISNUMBER(out_gross),MIN(out_gross,N(in_creditors)+N(in_expenses)+out_fees)+out_carved_out+out_distributable,0)", "N(out_gross)",
        "Creditors, expenses and fees, the carve-out, the classes."),
    _none("Holders: shares of each class are those outstanding", _apart("tblClasses[Not held by a holder]"),
        "Else a class would be paid to the wrong number of shares: the column of that name on the sheet Classes."),
    _none("Holders: no shares are of a class that is not there", 'IF(COUNTIF(tblTerms[Remark],"?*")>0,"",SUM(tblClasses[Outstanding])-SUM(tblClasses[Not held by a holder])-SUM(tblHolders[Held in all]))',
        "They would be paid nothing."),
    _amount("Holders: each class is paid to its holders to the cent", _apart("tblClasses[Not paid to one]"), "0",
        "The column of that name on the sheet Classes says which is not."),
    _amount("Breakpoints: payouts at each add up to its proceeds", _sums("tblBreakpoints"),
        "SUM(tblBreakpoints[Proceeds])", "At every breakpoint the whole amount is paid."),
    _none("Breakpoints: the list has a row for each", "IF(COUNT(tblBreakpoints[Proceeds])<ROWS(tblBreakpoints[Proceeds]),0,1)",
        "Add rows to the table where it is full."),
    _amount("Payouts: each exit value is paid out in full", _sums("tblPayouts"), "SUM(tblPayouts[Exit value])", "The areas of the chart fill the proceeds."),
    _amount("Exits: each price is paid out in full", _sums("tblExits"), "SUM(tblExits[Distributable])", "No dollar is lost or paid twice."),
    IN_ORDER,
)  # fmt: skip
