"""The ledger: what happened to holdings and to prices, line by line."""

from openpyxl import Workbook

from xl_udfs.templates.cap_table.columns import (
    SHOWN,
    choices,
    days,
    first_of,
    letter_of,
)
from xl_udfs.templates.cap_table.data import SPARE_LINES, Company, Room
from xl_udfs.templates.cap_table.lists import CLASSES, HOLDERS
from xl_udfs.templates.cap_table.terms import exemptions_of, kinds_list
from xl_udfs.templates.sheets import layout
from xl_udfs.templates.sheets.entries import (
    MONEY,
    NUMBER_FROM_1,
    SHARES,
    TEXT,
    Entry,
    above_0,
    choice,
    from_0,
)
from xl_udfs.templates.sheets.layout import area_of
from xl_udfs.templates.sheets.styles import GENERAL, WORDS
from xl_udfs.templates.sheets.tables import AnyColumn, Column, Formula, add_table

SHEET = "Ledger"
EVENTS, EVENT_LETTERS = "Price Events", ("B", "T")  # its ledger lines; the splits so far
POOL = "Unissued pool"  # who holds what is reserved and not granted
KINDS = (
    # event, first leg, second leg, price event, what it is
    ("position", "adds", "none", "none", "A number of shares that a document states, to start from."),
    ("issue", "adds", "none", "issue", "Shares, warrants or options sold to a holder; the lines of one deal are one price event."),
    ("grant", "adds", "takes away", "issue", "Options or warrants granted; Other class: the pool that they are taken from."),
    ("reserve", "adds", "none", "none", "Shares added to the unissued pool."),
    ("transfer", "takes away", "adds", "none", "From Holder, to To: one line."),
    ("exercise", "takes away", "adds", "none", "Options or warrants used up; Other class and Other number: what is received."),
    ("conversion", "takes away", "adds", "none", "Preferred given up; Other class and Other number: what is received."),
    ("lapse", "takes away", "adds", "expiry", "Rights that ended unused; Other class: the pool to which they return. Of line: re-prices that issue."),
    ("redemption", "takes away", "none", "none", "Shares that the company redeems."),
    ("repurchase", "takes away", "none", "none", "Shares that the company buys back."),
    ("cancellation", "takes away", "none", "none", "Shares cancelled."),
    ("split", "none", "none", "split", "New common shares for an old one; holdings of the lines above and all prices follow."),
    ("stock dividend", "none", "none", "stock dividend", "Common shares given in all; each holder's are an issue of that day."),
    ("dividend", "none", "none", "none", "Money paid on account of the dividends of a class."),
    ("correction up", "adds", "none", "none", "A balancing entry; say in the reference what is not known."),
    ("correction down", "takes away", "none", "none", "A balancing entry, as correction up."),
)  # fmt: skip
EVENT_WORDS = '"' + ",".join(kind[0] for kind in KINDS) + '"'
TURNS = 'OR({event}{row}="exercise",{event}{row}="conversion")'
POOLED = 'OR({event}{row}="grant",{event}{row}="lapse")'
HELD = (  # whether a line has who holds what it is about, and what is received is known
    'IF(OR({event}{row}="split",{event}{row}="stock dividend",{event}{row}="dividend",{type}{row}="pool"),TRUE,IF({known}{row}=0,FALSE,'
    'IF({to}{row}="",{event}{row}<>"transfer",NOT(ISNA(MATCH({to}{row},tblHolders[Holder],0))))))'
)  # fmt: skip
IS_STOCK = 'OR({type}{row}="common",{type}{row}="preferred")'
UP_TO = '{number}${first}:{number}${last},"<="&{number}{row})'
BALANCE = (
    "SUMIFS({change}${first}:{change}${last},{held_by}${first}:{held_by}${last},{held_by}{row},{class}${first}:{class}${last},{class}{row},"
    + UP_TO + "+IF(out_seconds=0,0,SUMIFS({second}${first}:{second}${last},{second_holder}${first}:{second_holder}${last},{held_by}{row},"
    "{second_class}${first}:{second_class}${last},{class}{row}," + UP_TO + ")"
)  # fmt: skip
OF_ALL = first_of((
    ('{ratio}{row}=""', "new shares for an old one?"),
    ("COUNTA({class}{row}:{shares}{row})>0", "a split has a ratio alone"),
))  # fmt: skip
GIVEN = 'SUMIFS({shares}${first}:{shares}${last},{date}${first}:{date}${last},{date}{row},{kind}${first}:{kind}${last},"split or dividend")'
OF_DIVIDEND = first_of((
    ("NOT(ISNUMBER({shares}{row}))", "how many shares in all?"),
    (f"{GIVEN}<>{{shares}}{{row}}",
     "issues of its kind do not add up to it"),
))  # fmt: skip
OF_OTHERS = first_of((  # what a line lacks that is for a deal, a second leg or a lapse
    ('AND({to}{row}<>"",ISNA(MATCH({to}{row},tblHolders[Holder],0)))', "unknown holder under To"),
    ('AND({event}{row}="transfer",OR({to}{row}="",{to}{row}={holder}{row}))', "to which other holder?"),
    ('AND({to}{row}<>"",{event}{row}<>"transfer",NOT(' + TURNS + "))", "To is for a transfer, exercise or conversion"),
    ('AND({other_class}{row}<>"",ISNA(MATCH({other_class}{row},tblClasses[Class],0)))', "unknown other class"),
    ("AND(" + TURNS + ',{second_class}{row}="")', "into which class?"),
    ("IF(AND(" + TURNS + ',{cno}{row}>0,NOT(ISNUMBER({other}{row}))),IF({event}{row}="conversion",TRUE,INDEX(tblTerms[Converts],{cno}{row})=1),FALSE)',
     "into how many shares?"),
    ('AND({event}{row}="grant",{type}{row}="option",{other_class}{row}="",COUNTIF(tblClasses[Type],"pool")>0)', "from which pool?"),
    ('IF(AND({event}{row}="lapse",{of}{row}="",out_movable>0),COUNTIFS({class}${first}:{class}${last},{class}{row},{key}${first}:{key}${last},"*|")>0,FALSE)',
     "of which issue, Of line?"),
    ('AND({other_class}{row}&{other}{row}<>"",NOT(OR(' + TURNS + "," + POOLED + ")))", "nothing else is received"),
    ('AND({of}{row}<>"",{on}{row}>0,{of_key}{row}="")', "Of line is for a lapse, of an issue above"),
    ('AND({kind}{row}<>"",ISNA(MATCH({kind}{row},tblExemptions[Kind of issue],0)))', "unknown kind of issue"),
    ('{ratio}{row}<>""', "a ratio is for a split"),
    ('AND({key}{row}="",{on}{row}>0,{deal}{row}&{kind}{row}<>"")', "deal and kind are for issues and grants"),
    ('AND({strike}{row}<>"",OR({key}{row}="",' + IS_STOCK + "))", "a strike is for rights that are issued"),
    ('AND({counted}{row}<>"",{on}{row}>0,out_movable>0,OR({key}{row}="",{event_row}{row}=""))', "counted is for the first line of a deal"),
))  # fmt: skip
REMARKS = first_of(
    (
        ("{eno}{row}=0", "which event?"),
        ("NOT(ISNUMBER({date}{row}))", "which day?"),
        ("N({date}{row})-N(INDEX({date}$7:{date}${last},ROW()-ROW({date}$7)))<0", "before the line above"),
    ),
    'IF({event}{row}="split",' + OF_ALL + ',IF({event}{row}="stock dividend",' + OF_DIVIDEND + "," + first_of(
        (
            ("{cno}{row}=0", "which class?"),
            ('AND({event}{row}="dividend",NOT(ISNUMBER({consideration}{row})))', "how much was paid?"),
            ('AND({event}{row}="reserve",{type}{row}<>"pool")', "the class is not a pool"),
            ('AND({type}{row}<>"pool",{event}{row}<>"dividend",{known}{row}=0)', "which holder?"),
            ('AND({shares}{row}="",{event}{row}="position",COUNTA({price}{row}:{consideration}{row})=0)', "number not given"),
            ('AND({event}{row}<>"dividend",NOT(ISNUMBER({shares}{row})))', "of how many?"),
            ('AND({price}{row}<>"",{consideration}{row}<>"",ABS(N({shares}{row})*N({price}{row})-N({consideration}{row}))-0.005>=0)',
             "number x price is not the consideration"),
            ('AND({lacks}{row}>0,{kind}{row}="")', "price or consideration?"),
            ("{balance}{row}+0.000001<0", "more than the holder has"),
        ),
        "{further}{row}",
    ) + "))",
)  # fmt: skip


def columns_of(room: Room, kinds: int) -> tuple[AnyColumn, ...]:
    """Return the columns of the ledger; choices come from the lists."""
    classes = area_of(CLASSES, "A", "A", room.classes)
    lines, cumulated = (area_of(EVENTS, letter, letter, room.events) for letter in EVENT_LETTERS)
    holders = choice(area_of(HOLDERS, "A", "A", room.holders), WORDS)
    return (
        days("date", "Date", "Day on which it took effect; days rise down the ledger."),
        choices("event", "Event", "One of the events listed on the sheet Inputs.", EVENT_WORDS),
        Formula("number", "No.", "0;;", 'IF({event}{row}&{date}{row}="","",ROW()-ROW({date}$7))'),
        Column("holder", "Holder", holders, "Who gets or gives; blank for a split, a dividend and the pool."),
        choices("class", "Class", "Class of the shares; blank for a split and a stock dividend.", classes),
        Column("shares", "Number", SHARES, "Shares, 0 or more; the event says whether they are added or taken away. Blank where not known."),
        Column("price", "Price, $", from_0('"$"#,##0.00##'), "Price of one of them, $, 0 or more; blank where the consideration is given."),
        Column("consideration", "Consideration, $", MONEY, "Money received, or paid as a dividend, $; of a unit deal on one of its lines. Blank: number x price."),
        Column("to", "To", holders, "Who receives: of a transfer; blank for others."),
        choices("other_class", "Other class", "Exercise, conversion: what is received. Grant, lapse: the pool. Blank for others.", classes),
        Column("other", "Other number", SHARES, "Exercise, conversion: shares received. Blank for an exercise: as many, where the number of its shares does not move."),
        Column("strike", "Strike, $", from_0('"$"#,##0.00##'), "Exercise price of these rights, $; blank: that of the class."),
        Column("deal", "Deal", TEXT, "Name of a deal of several closings, or of one of two deals of a day; it is one event on its first day (NVCA: closings within 90 days). Blank: the lines of the day are one."),
        Column("kind", "Kind of issue", choice(kinds_list(kinds), WORDS), "Where some class has it as no Additional Shares (sheet Terms); blank for a plain issue."),
        Column("ratio", "Ratio", above_0("0.######"), "Split: new shares for an old one; 0.05 combines 20 into 1. Blank for others."),
        Column("of", "Of line", NUMBER_FROM_1, "Lapse: No. of the issue whose price effect ends with these rights. Blank for others."),
        Column("counted", "Counted before", SHARES, "A of the deal as a document states it, on its first line. Blank: from the ledger."),
        Column("certificate", "Certificate", TEXT, "Memo: number of the share certificate."),
        Column("reference", "Reference", Entry(GENERAL, "textLength", "between", "1", "250"), "Memo: the document that the line rests on, and its place."),
        Formula("remark", "Remark", WORDS, 'IF(COUNTA({date}{row}:{event}{row},{holder}{row}:{counted}{row})=0,"",' + REMARKS + ")"),
        Formula("known", "Holder known", "0;;", 'IF({holder}{row}="",0,IF(ISNA(MATCH({holder}{row},tblHolders[Holder],0)),0,1))'),
        Formula("on", "Counts", "0;;", "IF(AND(out_unfit=0,ISNUMBER({date}{row}),N({date}{row})<=N(in_as_of)),IF(" + HELD
            + ',IF({other_class}{row}="",1,IF(ISNA(MATCH({other_class}{row},tblClasses[Class],0)),0,1)),0),0)'),
        Formula("cno", "Class no.", "0;;", 'IF({class}{row}="",0,IF(ISNA(MATCH({class}{row},tblClasses[Class],0)),0,MATCH({class}{row},tblClasses[Class],0)))'),
        Formula("type", "Type", WORDS, 'IF({cno}{row}=0,"",INDEX(tblTerms[Type],{cno}{row}))'),
        Formula("factor", "Split since", "0.######", f'IF(out_splits=0,1,INDEX({cumulated},out_events)/IF(COUNTIF({lines},"<="&{{number}}{{row}})=0,1,'
            f'INDEX({cumulated},COUNTIF({lines},"<="&{{number}}{{row}}))))'),
        Formula("held_by", "Held by", WORDS, f'IF({{cno}}{{row}}=0,"",IF({{type}}{{row}}="pool","{POOL}",{{holder}}{{row}}&""))'),
        Formula("change", "Change", "+" + SHOWN, "IF(OR({on}{row}=0,{cno}{row}=0,{eno}{row}=0,NOT(ISNUMBER({shares}{row}))),0,{shares}{row}*"
            "INDEX(tblKinds[Sign],{eno}{row})*IF(INDEX(tblTerms[Multiplied],{cno}{row})>0,{factor}{row},1))"),
        Formula("second_holder", "Second holder", WORDS,
            f'IF({{event}}{{row}}="transfer",{{to}}{{row}}&"",IF({TURNS},IF({{to}}{{row}}="",{{holder}}{{row}}&"",{{to}}{{row}}&""),IF({POOLED},"{POOL}","")))'),
        Formula("second_class", "Second class", WORDS, f'IF({{event}}{{row}}="transfer",{{class}}{{row}}&"",IF({POOLED},{{other_class}}{{row}}&"",IF({TURNS},'
            'IF({other_class}{row}<>"",{other_class}{row}&"",IF(COUNTIF(tblClasses[Type],"common")=0,"",INDEX(tblClasses[Class],MATCH("common",tblClasses[Type],0))&"")),"")))'),
        Formula("second", "Second change", "+" + SHOWN, 'IF(OR({on}{row}=0,{second_class}{row}="",NOT(ISNUMBER({shares}{row}))),0,'
            f'IF(AND({TURNS},ISNUMBER({{other}}{{row}})),{{other}}{{row}},IF({{event}}{{row}}="conversion",0,{{shares}}{{row}}))'
            '*INDEX(tblKinds[Second sign],{eno}{row})*IF(ISNA(MATCH({second_class}{row},tblClasses[Class],0)),1,'
            "IF(INDEX(tblTerms[Multiplied],MATCH({second_class}{row},tblClasses[Class],0))>0,{factor}{row},1)))"),
        Formula("further", "Further remark", WORDS, 'IF(AND(COUNTA({to}{row}:{counted}{row})=0,{event}{row}<>"transfer",NOT(OR(' + TURNS + "," + POOLED + '))),"",'
            + OF_OTHERS + ")"),
        Formula("balance", "Balance", SHOWN, "IF({change}{row}<0," + BALANCE + ",0)"),
        Formula("amount", "Amount, $", '"$"#,##0.00;-"$"#,##0.00;', 'IF({consideration}{row}<>"",{consideration}{row},IF(AND(ISNUMBER({price}{row}),'
            'ISNUMBER({shares}{row})),{shares}{row}*{price}{row},""))'),
        Formula("key", "Deal in force", WORDS, 'IF(AND({on}{row}>0,{cno}{row}>0,ISNUMBER({shares}{row}),OR({event}{row}="issue",{event}{row}="grant")),'
            'IF({deal}{row}="",{date}{row},{deal}{row})&"|"&IF(AND({kind}{row}="",{event}{row}="grant"),"plan",{kind}{row}&""),"")'),
        Formula("lacks", "Lacks money", "0;;", 'IF({key}{row}="",0,IF(AND({amount}{row}="",' + IS_STOCK + '),IF(COUNTIFS(tblTerms[Price is],"adjusted",tblTerms[Start date],"<"&{date}{row})>0,1,0),0))'),
        Formula("exercise", "Exercise money", '"$"#,##0.00;-"$"#,##0.00;', 'IF({key}{row}="",0,IF(' + IS_STOCK + ',0,{shares}{row}*IF({strike}{row}<>"",{strike}{row},'
            "N(INDEX(tblTerms[Start price],{cno}{row})))))"),
        Formula("of_key", "Lapses of", WORDS, 'IF(AND({event}{row}="lapse",{on}{row}>0,ISNUMBER({of}{row}),ISNUMBER({shares}{row})),IF(AND({of}{row}-1>=0,{of}{row}-N({number}{row})<0),'
            'INDEX({key}${first}:{key}${last},{of}{row}),""),"")'),
        Formula("begins", "Deal begins", "0;;", 'IF(OR(out_movable=0,{key}{row}&{of_key}{row}=""),0,MATCH({key}{row}&{of_key}{row},{key}${first}:{key}${last},0))'),
        Formula("then", "Number then", SHOWN, "IF({begins}{row}=0,0,{shares}{row}*IF(INDEX(tblTerms[Multiplied],{cno}{row})>0,"
            "{factor}{row}/INDEX({factor}${first}:{factor}${last},{begins}{row}),1))"),
        Formula("of_money", "Exercise money lapsed", '"$"#,##0.00;-"$"#,##0.00;', 'IF({begins}{row}=0,0,IF(OR({of_key}{row}="",N(INDEX({then}${first}:{then}${last},MAX(1,N({of}{row}))))=0),0,{then}{row}*INDEX({exercise}${first}:{exercise}${last},{of}{row})'
            "/INDEX({then}${first}:{then}${last},{of}{row})))"),
        Formula("event_row", "Price event", "0;;", 'IF({on}{row}=0,"",IF(OR({event}{row}="split",{event}{row}="stock dividend"),'
            f'IF(OR(AND({{event}}{{row}}="split",N({{ratio}}{{row}})>0),AND({{event}}{{row}}="stock dividend",ISNUMBER({{shares}}{{row}}),{GIVEN}={{shares}}{{row}})),{{number}}{{row}},""),'
            'IF({begins}{row}=0,"",IF(OR({key}{row}="",{begins}{row}={number}{row}),{number}{row},""))))'),
        Formula("eno", "Event, no.", "0;;", "IF(ISNA(MATCH({event}{row},tblKinds[Event],0)),0,MATCH({event}{row},tblKinds[Event],0))"),
    )  # fmt: skip


WIDTHS = {
    "date": 13,
    "event": 15,
    "number": 6,
    "holder": 30,
    "class": 22,
    "shares": 14,
    "to": 24,
    "reference": 100,
    "remark": 40,
    "deal": 18,
    "kind": 22,
    "other_class": 20,
    "consideration": 16,
}


PARTS = {  # of the printed ledger, by the first column
    "holder": "What happened",
    "other": "More of some events",
    "reference": "Where it stands, and what it lacks",
}


def add_ledger(book: Workbook, company: Company, room: Room) -> None:
    """Add the ledger: lines are added at its end, never changed."""
    columns = columns_of(room, len(exemptions_of(company)))
    widths = [WIDTHS.get(column.name, 12) for column in columns]
    sheet = layout.add_sheet(book, SHEET, "Ledger", widths,
        "Append only: each line is something that happened. Holdings and prices all follow from it; a correction is a line of its own.",
        "Numbers of shares are typed without sign; the event says whether they are added. $; days.")  # fmt: skip
    rows = [*company.ledger, *[{}] * SPARE_LINES]
    add_table(sheet, "tblLedger", columns, rows, begun_by=columns[0].name)
    layout.put(sheet, f"{letter_of(columns, 'on')}{layout.HEADER_ROW - 1}", "Working", "Section")
    last = letter_of(columns, "remark")
    layout.close_sheet(sheet, last, titles=3, scrolls_from="D")
    layout.part(sheet, {letter_of(columns, name): text for name, text in PARTS.items()}, last)
