"""What must be true of the cap table, with native twins of our functions."""

from xl_udfs.templates.cap_table.data import CLASSES_READ, EVENTS, HOLDINGS_READ, LEAST_ROWS
from xl_udfs.templates.cap_table.ownership import (
    BASIS,
    CONVERTED,
    DIVIDEND,
    HELD,
    LEDGERED,
    OUTSTANDING,
    PAID,
    PART,
    PRICE,
    TOP_HEADER,
    VOTES,
)
from xl_udfs.templates.cap_table.ownership import SHEET as CAP_TABLE
from xl_udfs.templates.cap_table.prices import EVENT_SHEET, FIRST, LAST, STATE, TWIN
from xl_udfs.templates.cap_table.prices import SHEET as HISTORY
from xl_udfs.templates.cap_table.pro_forma import (
    AFTER,
    BECAUSE,
    BEFORE,
    CONVERTED_AFTER,
    CONVERTED_BEFORE,
)
from xl_udfs.templates.cap_table.pro_forma import RULE as PF_RULE
from xl_udfs.templates.cap_table.pro_forma import SHEET as PRO_FORMA
from xl_udfs.templates.sheets.checks import COUNTED, SAME, WHOLE, Check, Measure
from xl_udfs.templates.sheets.layout import area_of
from xl_udfs.templates.sheets.styles import INTEGER, PRICE_8, RATE_8, UNROUNDED_SHARES


def _across(sheet: str, row: int, last: str = "I", first: str = "B") -> str:
    return f"'{sheet}'!${first}${row}:${last}${row}"


def _base(letter: str) -> str:
    """Return the shares before the financing that the rule of a class counts."""
    rule = f"'{PRO_FORMA}'!{letter}${PF_RULE}"
    return f'IF({rule}="Series 2-A",out_pf_base,out_fully_diluted)'


def _no(name: str, found: str, why: str, tolerance: float = 0, shown: str = "General") -> Check:
    """Return a check that something is 0."""
    return Check(name, Measure(tolerance, shown), f"={found}", 0, why)


OWN = CAP_TABLE
AVERAGED = f'(({_across(PRO_FORMA, BECAUSE)})="weighted average")*1'
CHECKS = (
    _no("Ledger: no line needs a look", 'COUNTIF(tblLedger[Remark],"?*")-COUNTIF(tblLedger[Remark],"number not given")',
        "The column Remark says what is wrong; lines without a number are counted on Inputs.", shown="0"),
    _no("Classes: nothing is missing", 'COUNTIF(tblClasses[What is missing],"?*")', "The column What is missing says what.", shown="0"),
    _no("Holders: every name once", 'COUNTIF(tblHolders[Remark],"?*")', "Two lines with one name would count its shares twice.", shown="0"),
    Check("Holders and classes add up to the ledger", Measure(0.000001, INTEGER), f"=SUM({_across(OWN, HELD)})", "=SUM(tblLedger[Change])",
        "Holder by holder, against the ledger as a whole. A name that was changed in one place only shows here."),
    _no("Each class: holders against the ledger", f"SUMPRODUCT(ABS({_across(OWN, HELD)}-{_across(OWN, LEDGERED)}))",
        "The subtotals are tied to the ledger, class by class.", 0.000001, INTEGER),
    Check("CAP_TABLE: outstanding, against SUMIFS of the ledger", Measure(0.000001, INTEGER), f"=SUM({_across(OWN, OUTSTANDING)})", "=SUM(tblLedger[Change])",
        "Native twin of the function's second column."),
    Check("CAP_TABLE: as converted, against division", Measure(0.001, UNROUNDED_SHARES), f"=SUM({_across(OWN, CONVERTED)})",
        f"=SUMPRODUCT({_across(OWN, HELD)},(({_across(OWN, BASIS)})+({_across(OWN, DIVIDEND)}))/({_across(OWN, PRICE)}))",
        "Native twin: shares x (Original Issue Price + dividend) ÷ conversion price."),
    Check("CAP_TABLE: nothing stands in the way", SAME,
        f'=IF(OR(NOT(out_held),ISNUMBER(out_fully_diluted)),"nothing",WHY("CAP_TABLE",{HOLDINGS_READ},{CLASSES_READ}))', "nothing",
        "Else this is the reason why there is no cap table."),
    Check("Parts of fully diluted add up to all", Measure(0.000000001, RATE_8), f"=SUM({_across(OWN, PART)})", "=IF(out_fully_diluted=0,0,1)",
        "Every share belongs to one class."),
    Check("Fully diluted: holders against classes", Measure(0.001, UNROUNDED_SHARES), "=SUM(tblCapTable[Fully diluted])", "=out_fully_diluted",
        "Both ways through the table of holders and classes."),
    *(
        Check(f"Cap Table: the totals {what} hold every class", Measure(0.001, UNROUNDED_SHARES), f"=SUM('{OWN}'!$J${first}:$J${last})",
            f"=SUM('{OWN}'!$B${first}:$I${last})", "All cells of the block, added up once by row and once at a stroke.")
        for what, first, last in (("by class", CONVERTED, PAID), ("of the ten largest", TOP_HEADER + 1, TOP_HEADER + LEAST_ROWS))
    ),
    Check("Votes: holders against classes", WHOLE, "=SUM(tblCapTable[Votes])", f"='{OWN}'!$J${VOTES}", "Whole votes, so they agree exactly."),
    Check("Votes: passing by count is passing by the function", COUNTED, '=COUNTIF(tblVotes[Passes],"yes")', '=COUNTIF(tblVotes[By count],"yes")',
        "Native twin of VOTE_PASSES: at least as many as are needed."),
    Check("Protective provisions: by count and by the function", COUNTED, '=COUNTIF(tblProtection[They apply],"yes")',
        "=SUMPRODUCT((tblProtection[Outstanding]>=tblProtection[Least outstanding])*(tblProtection[Least outstanding]>0))",
        "Native twin of PROTECTION_APPLIES."),
    _no("No holder has less than nothing", 'COUNTIF(tblCapTable[Class 1],"<0")+COUNTIF(tblCapTable[Class 2],"<0")+COUNTIF(tblCapTable[Class 3],"<0")+'
        'COUNTIF(tblCapTable[Class 4],"<0")+COUNTIF(tblCapTable[Class 5],"<0")+COUNTIF(tblCapTable[Class 6],"<0")+COUNTIF(tblCapTable[Class 7],"<0")+'
        'COUNTIF(tblCapTable[Class 8],"<0")', "More was taken away than there was.", shown="0"),
    _no("No class has more issued than authorized", 'COUNTIF(tblClasses[Still issuable],"<0")', "Shares that came back are never issued again (000 X).",
        shown="0"),
    _no("Cap Table has a row for every holder",
        "MAX(0,ROWS(tblHolders[Holder])-MIN(ROWS(tblCapTable[Holder]),ROWS(tblProForma[Holder]),ROWS(tblBallot[Holder])))",
        "Else pull down the last row of the tables of holders on Cap Table, Pro Forma and Votes.", shown="0"),
    _no("Price Events has a row for every event", f"MAX(0,out_events-ROWS({area_of(EVENT_SHEET, 'A', 'A', EVENTS)}))",
        "Else there are more events than the workbook has room for.", shown="0"),
    _no("Every price history ends where CONVPRICE_AFTER does",
        "+".join(
            f"ABS(N('{HISTORY}'!{letter}${TWIN})-IF('{HISTORY}'!{letter}${STATE}=\"adjusted\","
            f"N(INDEX('{HISTORY}'!{letter}${FIRST}:{letter}${LAST},out_steps)),0))"
            for letter in "DEFGHIJK"),
        "Another function, and for warrants the number of shares, must lead to the same price.", 0.000000001, RATE_8),
    Check("Stated prices follow from the ledger", COUNTED,
        '=COUNTIF(tblStated[How it follows],"rounded")+COUNTIF(tblStated[How it follows],"agrees exactly")+COUNTIF(tblStated[How it follows],"not reached")',
        "=COUNT(tblStated[Stated])", "Each price that a document states is the computed one, rounded."),
    Check("Pro forma: weighted averages against the formula written out", Measure(0.000000001, PRICE_8), f"=SUMPRODUCT({AVERAGED},{_across(PRO_FORMA, AFTER)})",
        "=" + "+".join(
            f"IF('{PRO_FORMA}'!{letter}${BECAUSE}=\"weighted average\",(N('{PRO_FORMA}'!{letter}${BEFORE})*{_base(letter)}+out_pf_consideration)/"
            f"({_base(letter)}+out_pf_additional),0)"
            for letter in "BCDEFGHI"),
        "Native twin: (price x shares before + consideration) ÷ (shares before + Additional Shares)."),
    Check("Pro forma: holders, new investors and pool add up", Measure(0.001, UNROUNDED_SHARES),
        f"=SUM(tblProForma[After, shares])+'{PRO_FORMA}'!$J${CONVERTED_AFTER}+'{PRO_FORMA}'!$K${CONVERTED_AFTER}", f"='{PRO_FORMA}'!$L${CONVERTED_AFTER}",
        "Both ways through the table after the financing."),
    Check("Pro forma: before is the cap table", Measure(0.001, UNROUNDED_SHARES), f"='{PRO_FORMA}'!$L${CONVERTED_BEFORE}", "=out_fully_diluted",
        "By division, against CAP_TABLE."),
    Check("Pro forma: the financing closes after the position", SAME, '=IF(out_pf_active<>"yes","in order",IF(in_pf_date>in_as_of,"in order","before it"))',
        "in order", "What has closed belongs in the ledger."),
)  # fmt: skip
