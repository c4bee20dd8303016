"""What must be true of the cap table, with native twins of our functions."""

from xl_udfs.templates.cap_table.data import LEAST_HOLDERS, Room
from xl_udfs.templates.cap_table.events import APART, ASKED, EventPlaces
from xl_udfs.templates.cap_table.events import SHEET as EVENTS
from xl_udfs.templates.cap_table.ownership import (
    CONVERTED,
    KIND,
    LARGEST,
    OUTSTANDING,
    PAID,
    PART,
    RATE,
    TOTAL,
    VOTES,
    of_classes,
    top_header,
    working_letter,
)
from xl_udfs.templates.cap_table.ownership import SHEET as CAP_TABLE
from xl_udfs.templates.cap_table.prices import FIRST, STATE, TWIN, letters
from xl_udfs.templates.cap_table.prices import SHEET as HISTORY
from xl_udfs.templates.cap_table.pro_forma import (
    AFTER,
    BECAUSE,
    BEFORE,
    FIRST_CLASS,
    FIRST_NEW,
    GAIN,
    last_row,
)
from xl_udfs.templates.cap_table.pro_forma import CONVERTED_AFTER as PF_AFTER
from xl_udfs.templates.cap_table.pro_forma import CONVERTED_BEFORE as PF_BEFORE
from xl_udfs.templates.cap_table.pro_forma import SHEET as PRO_FORMA
from xl_udfs.templates.cap_table.pro_forma import TOTAL as PF_TOTAL
from xl_udfs.templates.cap_table.working import CONVERTED as CONVERTED_NOW
from xl_udfs.templates.cap_table.working import classes_read, counts, holdings_read, term, vector
from xl_udfs.templates.sheets.checks import SAME, WHOLE, Check, Measure
from xl_udfs.templates.sheets.layout import area_of
from xl_udfs.templates.sheets.on_account import REMARKS
from xl_udfs.templates.sheets.styles import INTEGER, PRICE_8, RATE_8, UNROUNDED_SHARES

OPEN_LINES = 'COUNTIF(tblLedger[Remark],"?*")-COUNTIF(tblLedger[Remark],"number not given")'


def _no(name: str, found: str, why: str, tolerance: float = 0, shown: str = "General") -> Check:
    """Return a check that something is 0."""
    return Check(name, Measure(tolerance, shown), f"={found}", 0, why)


def _held(found: str) -> str:
    """Return a formula that is empty while a class has less than nothing: the ledger says why."""
    return f'=IF(MIN(tblClasses[Shares])<0,"",{found})'


def _errors(*areas: str) -> str:
    """Return how many cells of some ranges hold an error."""
    return "+".join(f"SUMPRODUCT(ISERROR({area})*1)" for area in areas)


def _block(places: EventPlaces, number: int) -> str:
    letters_of = places.block(number)
    return area_of(EVENTS, letters_of[0], letters_of[-1], places.room.events)


def checks_of(room: Room) -> tuple[Check, ...]:
    """Return the checks of a workbook with that room."""
    total = f"'{CAP_TABLE}'!${{}}${TOTAL}"
    pf_rows = range(FIRST_CLASS, FIRST_CLASS + room.classes)
    pf_total = PF_TOTAL
    header = top_header(room)
    averages = "+".join(
        f"IF('{PRO_FORMA}'!${BECAUSE}${row}=\"weighted average\",(N('{PRO_FORMA}'!${BEFORE}${row})*{_counted(place, room)}+out_pf_consideration)/"
        f"({_counted(place, room)}+out_pf_additional)-N('{PRO_FORMA}'!${AFTER}${row}),0)*IF({term('decimals', place)}=\"\",1,0)"
        for place, row in enumerate(pf_rows)
    )
    clauses = "".join(
        f'&IF(AND({term("state", place)}="adjusted",{term("clause", place)}<>"")," "&{term("name", place)}&": "&{term("clause", place)},"")'
        for place in range(room.classes)
    )
    price_block = _block(EventPlaces(room), 3)
    return (
        _no("Ledger: no line needs a look", OPEN_LINES,
            "The column Remark says what a line lacks; lines without a number are counted on Inputs.", shown="0"),
        _no("Classes: nothing is missing", 'COUNTIF(tblClasses[What is missing],"?*")', "The column What is missing says what.", shown="0"),
        _no("Holders: every name once", 'COUNTIF(tblHolders[Remark],"?*")', "Two lines with one name would count its shares twice.", shown="0"),
        _no("Convertibles: nothing is missing", 'COUNTIF(tblConvertibles[Remark],"?*")+' + REMARKS, "The column Remark says what; until then no round is solved.", shown="0"),
        _no("No cell of a list or a result is an error", _errors("tblLedger[Change]", "tblLedger[Remark]", "tblClasses[Conversion price]", "tblClasses[As converted]",
            "tblClasses[Accrued, $]", price_block, area_of(CAP_TABLE, KIND, PAID, room.classes + 1, TOTAL), "tblCapTable[Fully diluted]",
            area_of(PRO_FORMA, AFTER, GAIN, last_row(room) - pf_total + 1, pf_total)), "An error value anywhere would else pass unseen.", shown="0"),
        Check("Holders and classes add up to the ledger", Measure(0.000001, INTEGER), f"=SUM({of_classes(room, working_letter(room, 0))})",
            "=SUM(tblLedger[Change])+SUM(tblLedger[Second change])",
            "Holder by holder, against the ledger as a whole. A name that was changed in one place only shows here."),
        _no("Each class: holders against the ledger", "+".join(f"ABS(N('{CAP_TABLE}'!${working_letter(room, 0)}${row})-N('{CAP_TABLE}'!${working_letter(room, 1)}${row}))" for row in range(TOTAL + 1, TOTAL + 1 + room.classes)),
            "The subtotals are tied to the ledger, class by class.", 0.000001, INTEGER),
        Check("CAP_TABLE: outstanding, against SUMIFS of the ledger", Measure(0.000001, INTEGER), _held(f"SUM({of_classes(room, OUTSTANDING)})"),
            "=SUM(tblLedger[Change])+SUM(tblLedger[Second change])", "Native twin of the function's second column."),
        Check("CAP_TABLE: as converted, against division", Measure(0.001, UNROUNDED_SHARES), _held(f"SUM({of_classes(room, CONVERTED)})"),
            f"=SUMPRODUCT({of_classes(room, working_letter(room, 0))},{of_classes(room, RATE)})",
            "Native twin: shares x (Original Issue Price + dividend) ÷ conversion price."),
        Check("CAP_TABLE: nothing stands in the way", SAME,
            f'=IF(OR(NOT(out_held),ISNUMBER(out_fully_diluted)),"nothing",WHY("CAP_TABLE",{holdings_read(room)},{classes_read(room)}))', "nothing",
            "What CAP_TABLE refuses, and why."),
        Check("Parts of fully diluted add up to all", Measure(0.000000001, RATE_8), f"=SUM({of_classes(room, PART)})", "=IF(out_fully_diluted=0,0,1)",
            "Every share belongs to one class."),
        Check("Fully diluted: holders against classes", Measure(0.001, UNROUNDED_SHARES), _held("SUM(tblCapTable[Fully diluted])"), "=out_fully_diluted",
            "Both ways through the table of holders and classes."),
        Check("Cap Table: the totals by class hold every class", Measure(0.001, UNROUNDED_SHARES),
            f"={total.format(CONVERTED)}+{total.format(VOTES)}", f"=SUM({of_classes(room, CONVERTED)})+SUM({of_classes(room, VOTES)})", "Added up once on the sheet and once here."),
        _no("Cap Table: the ten largest are in order", "+".join(
            f"IF(N('{CAP_TABLE}'!${LARGEST}${row})<N('{CAP_TABLE}'!${LARGEST}${row + 1}),1,0)" for row in range(header + 1, header + LEAST_HOLDERS)),
            "Each has at least what the next one has.", shown="0"),
        Check("Votes: holders against classes", WHOLE, "=SUM(tblCapTable[Votes])", f"={total.format(VOTES)}", "Whole votes, so they agree exactly."),
        Check("Votes: passing by count is passing by the function", WHOLE, '=COUNTIF(tblVotes[Passes],"yes")', '=COUNTIF(tblVotes[By count],"yes")',
            "Native twin of VOTE_PASSES: at least as many as are needed."),
        Check("Protective provisions: by count and by the function", WHOLE, '=COUNTIF(tblProtection[They apply],"yes")',
            "=SUMPRODUCT((tblProtection[Outstanding]>=tblProtection[Least outstanding])*(tblProtection[Least outstanding]>0))",
            "Native twin of PROTECTION_APPLIES."),
        _no("No holder has less than nothing", f'IF({OPEN_LINES}>0,"",' + "+".join(f'COUNTIF(tblCapTable[Class {place}],"<0")' for place in range(1, room.classes + 1)) + ")",
            "More was taken away than there was.", shown="0"),
        _no("No class has more issued than authorized", 'COUNTIF(tblClasses[Still issuable],"<0")', "Shares that came back are never issued again⟨ (000 X)|⟩.",
            shown="0"),
        _no("Cap Table has a row for every holder", "MAX(0,ROWS(tblHolders[Holder])+1-ROWS(tblCapTable[Holder]))",
            "For more room: xl-udfs new cap_table OUT --holders N.", shown="0"),
        _no("Every class has its columns", f"MAX(0,ROWS(tblClasses[Class])-ROWS({area_of('Working', 'A', 'A', room.classes)}))",
            "For more room: xl-udfs new cap_table OUT --classes N.", shown="0"),
        _no("Price Events has a row for every event", f"MAX(0,out_events-ROWS({area_of(EVENTS, 'A', 'A', room.events)}))",
            "For more room: xl-udfs new cap_table OUT --events N.", shown="0"),
        _no("Every deal that moves a price has its money", f"SUM({area_of(EVENTS, ASKED, ASKED, room.events)})",
            "A deal without consideration moves no price until it is there.", shown="0"),
        _no("Stated A agrees with the ledger", f"SUM({area_of(EVENTS, APART, APART, room.events)})", "Where a line states what was counted before its deal, against the ledger of the day before.", 0.5, INTEGER),
        _no("Every price history ends where CONVPRICE_HISTORY does",
            "+".join(
                f"ABS(N('{HISTORY}'!{letter}${TWIN})-IF('{HISTORY}'!{letter}${STATE}=\"adjusted\","
                f"N(INDEX('{HISTORY}'!{letter}${FIRST}:{letter}${FIRST + room.events},out_steps)),0))"
                for letter in letters(room)),
            f'="Another function, over the whole log at once, must lead to the same price."{clauses}', 0.000000001, RATE_8),
        Check("Stated prices follow from the ledger", WHOLE,
            _held('COUNTIF(tblStated[How it follows],"rounded")+COUNTIF(tblStated[How it follows],"agrees exactly")+COUNTIF(tblStated[How it follows],"not reached")'),
            "=COUNT(tblStated[Stated])", "Each price that a document states is the computed one, rounded."),
        _no("Pro forma: weighted averages against the formula written out", averages,
            "Native twin: (price x shares before + consideration) ÷ (shares before + Additional Shares).", 0.000000001, PRICE_8),
        Check("Pro forma: holders and new shares add up", Measure(0.001, UNROUNDED_SHARES),
            f"=SUM(tblProForma[After, shares])+SUM('{PRO_FORMA}'!${PF_AFTER}${FIRST_NEW}:${PF_AFTER}${FIRST_CLASS - 1})", f"='{PRO_FORMA}'!${PF_AFTER}${pf_total}",
            "Both ways through the table after the financing."),
        Check("Pro forma: before is the cap table", Measure(0.001, UNROUNDED_SHARES), _held(f"'{PRO_FORMA}'!${PF_BEFORE}${pf_total}"), "=out_fully_diluted",
            "By division, against CAP_TABLE."),
        Check("Pro forma: the financing closes after the position", SAME, '=IF(out_pf_active<>"yes","in order",IF(in_pf_date>in_as_of,"in order","before it"))',
            "in order", "What has closed belongs in the ledger."),
        Check("Inputs: the day of the position is a date", SAME, '=IF(in_as_of="","",IF(ISNUMBER(in_as_of),"a date","a text"))',
            "a date", "While a text stands there no line of the ledger counts."),
    )  # fmt: skip


def _counted(place: int, room: Room) -> str:
    return f"SUMPRODUCT({vector(CONVERTED_NOW, room)},{counts(place, room)})"
