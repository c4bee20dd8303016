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
from xl_udfs.templates.cap_table.prices import FIRST, LAST, STATE, TWIN
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
from xl_udfs.templates.sheets import styles
from xl_udfs.templates.sheets.checks import Check


def _across(sheet: str, row: int, last: str = "I", first: str = "B") -> str:
    return f"'{sheet}'!${first}${row}:${last}${row}"


def _no(name: str, found: str, why: str, tolerance: float = 0, shown: str = "General") -> Check:
    """Return a check that something is 0."""
    return Check(
        name=name, found=f"={found}", expected=0, tolerance=tolerance, why=why, shown=shown
    )


OWN = CAP_TABLE
AVERAGED = f'(({_across(PRO_FORMA, BECAUSE)})="weighted average")*1'
CHECKS = (
    _no(
        "Ledger: no line needs a look",
        'COUNTIF(tblLedger[Remark],"?*")-COUNTIF(tblLedger[Remark],"number not given")',
        "The column Remark says what is wrong; lines without a number are counted on Inputs.",
        shown="0",
    ),
    _no(
        "Classes: nothing is missing",
        'COUNTIF(tblClasses[What is missing],"?*")',
        "The column What is missing says what.",
        shown="0",
    ),
    _no(
        "Holders: every name once",
        'COUNTIF(tblHolders[Remark],"?*")',
        "Two lines with one name would count its shares twice.",
        shown="0",
    ),
    Check(
        name="Holders and classes add up to the ledger",
        found=f"=SUM({_across(OWN, HELD)})",
        expected="=SUM(tblLedger[Change])",
        tolerance=0.000001,
        shown=styles.INTEGER,
        why="Holder by holder, against the ledger as a whole. A name that was changed in one "
        "place only shows here.",
    ),
    _no(
        "Each class: holders against the ledger",
        f"SUMPRODUCT(ABS({_across(OWN, HELD)}-{_across(OWN, LEDGERED)}))",
        "The subtotals are tied to the ledger, class by class.",
        0.000001,
        styles.INTEGER,
    ),
    Check(
        name="CAP_TABLE: outstanding, against SUMIFS of the ledger",
        found=f"=SUM({_across(OWN, OUTSTANDING)})",
        expected="=SUM(tblLedger[Change])",
        tolerance=0.000001,
        shown=styles.INTEGER,
        why="Native twin of the function's second column.",
    ),
    Check(
        name="CAP_TABLE: as converted, against division",
        found=f"=SUM({_across(OWN, CONVERTED)})",
        expected=f"=SUMPRODUCT({_across(OWN, HELD)},(({_across(OWN, BASIS)})+"
        f"({_across(OWN, DIVIDEND)}))/({_across(OWN, PRICE)}))",
        tolerance=0.001,
        shown=styles.UNROUNDED_SHARES,
        why="Native twin: shares x (Original Issue Price + dividend) ÷ conversion price.",
    ),
    Check(
        name="CAP_TABLE: nothing stands in the way",
        found='=IF(OR(NOT(out_held),ISNUMBER(out_fully_diluted)),"nothing",'
        f'WHY("CAP_TABLE",{HOLDINGS_READ},{CLASSES_READ}))',
        expected="nothing",
        why="Else this is the reason why there is no cap table.",
    ),
    Check(
        name="Parts of fully diluted add up to all",
        found=f"=SUM({_across(OWN, PART)})",
        expected="=IF(out_fully_diluted=0,0,1)",
        tolerance=0.000000001,
        shown=styles.RATE_8,
        why="Every share belongs to one class.",
    ),
    Check(
        name="Fully diluted: holders against classes",
        found="=SUM(tblCapTable[Fully diluted])",
        expected="=out_fully_diluted",
        tolerance=0.001,
        shown=styles.UNROUNDED_SHARES,
        why="Both ways through the table of holders and classes.",
    ),
    *(
        Check(
            name=f"Cap Table: the totals {what} hold every class",
            found=f"=SUM('{OWN}'!$J${first}:$J${last})",
            expected=f"=SUM('{OWN}'!$B${first}:$I${last})",
            tolerance=0.001,
            shown=styles.UNROUNDED_SHARES,
            why="All cells of the block, added up once by row and once at a stroke.",
        )
        for what, first, last in (
            ("by class", CONVERTED, PAID),
            ("of the ten largest", TOP_HEADER + 1, TOP_HEADER + LEAST_ROWS),
        )
    ),
    Check(
        name="Votes: holders against classes",
        found="=SUM(tblCapTable[Votes])",
        expected=f"='{OWN}'!$J${VOTES}",
        tolerance=0,
        shown=styles.INTEGER,
        why="Whole votes, so they agree exactly.",
    ),
    Check(
        name="Votes: passing by count is passing by the function",
        found='=COUNTIF(tblVotes[Passes],"yes")',
        expected='=COUNTIF(tblVotes[By count],"yes")',
        tolerance=0,
        shown="0",
        why="Native twin of VOTE_PASSES: at least as many as are needed.",
    ),
    Check(
        name="Protective provisions: by count and by the function",
        found='=COUNTIF(tblProtection[They apply],"yes")',
        expected="=SUMPRODUCT((tblProtection[Outstanding]>=tblProtection[Least outstanding])"
        "*(tblProtection[Least outstanding]>0))",
        tolerance=0,
        shown="0",
        why="Native twin of PROTECTION_APPLIES.",
    ),
    _no(
        "No holder has less than nothing",
        'COUNTIF(tblCapTable[Class 1],"<0")+COUNTIF(tblCapTable[Class 2],"<0")'
        '+COUNTIF(tblCapTable[Class 3],"<0")+COUNTIF(tblCapTable[Class 4],"<0")'
        '+COUNTIF(tblCapTable[Class 5],"<0")+COUNTIF(tblCapTable[Class 6],"<0")'
        '+COUNTIF(tblCapTable[Class 7],"<0")+COUNTIF(tblCapTable[Class 8],"<0")',
        "More was taken away than there was.",
        shown="0",
    ),
    _no(
        "No class has more issued than authorized",
        'COUNTIF(tblClasses[Still issuable],"<0")',
        "Shares that came back are never issued again (000 X).",
        shown="0",
    ),
    _no(
        "Cap Table has a row for every holder",
        "MAX(0,ROWS(tblHolders[Holder])-MIN(ROWS(tblCapTable[Holder]),"
        "ROWS(tblProForma[Holder]),ROWS(tblBallot[Holder])))",
        "Else pull down the last row of the tables of holders on Cap Table, Pro Forma and Votes.",
        shown="0",
    ),
    _no(
        "Price Events has a row for every event",
        f"MAX(0,out_events-ROWS('Price Events'!$A$8:$A${7 + EVENTS}))",
        "Else there are more events than the workbook has room for.",
        shown="0",
    ),
    _no(
        "Every price history ends where CONVPRICE_AFTER does",
        "+".join(
            f"ABS(N('{HISTORY}'!{letter}${TWIN})-IF('{HISTORY}'!{letter}${STATE}=\"adjusted\","
            f"N(INDEX('{HISTORY}'!{letter}${FIRST}:{letter}${LAST},out_steps)),0))"
            for letter in "DEFGHIJK"
        ),
        "Another function, and for warrants the number of shares, must lead to the same price.",
        0.000000001,
        styles.RATE_8,
    ),
    Check(
        name="Stated prices follow from the ledger",
        found='=COUNTIF(tblStated[How it follows],"rounded")'
        '+COUNTIF(tblStated[How it follows],"agrees exactly")'
        '+COUNTIF(tblStated[How it follows],"not reached")',
        expected="=COUNT(tblStated[Stated])",
        tolerance=0,
        shown="0",
        why="Each price that a document states is the computed one, rounded.",
    ),
    Check(
        name="Pro forma: weighted averages against the formula written out",
        found=f"=SUMPRODUCT({AVERAGED},{_across(PRO_FORMA, AFTER)})",
        expected="="
        + "+".join(
            f"IF('{PRO_FORMA}'!{letter}${BECAUSE}=\"weighted average\","
            f"(N('{PRO_FORMA}'!{letter}${BEFORE})*IF('{PRO_FORMA}'!{letter}${PF_RULE}="
            '"Series 2-A",out_pf_base,out_fully_diluted)+out_pf_consideration)/'
            f"(IF('{PRO_FORMA}'!{letter}${PF_RULE}=\"Series 2-A\",out_pf_base,"
            "out_fully_diluted)+out_pf_additional),0)"
            for letter in "BCDEFGHI"
        ),
        tolerance=0.000000001,
        shown=styles.PRICE_8,
        why="Native twin: (price x shares before + consideration) ÷ (shares before + Additional "
        "Shares).",
    ),
    Check(
        name="Pro forma: holders, new investors and pool add up",
        found=f"=SUM(tblProForma[After, shares])+'{PRO_FORMA}'!$J${CONVERTED_AFTER}"
        f"+'{PRO_FORMA}'!$K${CONVERTED_AFTER}",
        expected=f"='{PRO_FORMA}'!$L${CONVERTED_AFTER}",
        tolerance=0.001,
        shown=styles.UNROUNDED_SHARES,
        why="Both ways through the table after the financing.",
    ),
    Check(
        name="Pro forma: before is the cap table",
        found=f"='{PRO_FORMA}'!$L${CONVERTED_BEFORE}",
        expected="=out_fully_diluted",
        tolerance=0.001,
        shown=styles.UNROUNDED_SHARES,
        why="By division, against CAP_TABLE.",
    ),
    Check(
        name="Pro forma: the financing closes after the position",
        found='=IF(out_pf_active<>"yes","in order",IF(in_pf_date>in_as_of,"in order","before it"))',
        expected="in order",
        why="What has closed belongs in the ledger.",
    ),
)
