"""Who carries what: each vote, the protective provisions, and every holder's weight."""

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from xl_udfs.templates.cap_table.columns import SHARE, choices, words
from xl_udfs.templates.cap_table.data import SERIES_5A_NAME, SLOTS, Row
from xl_udfs.templates.cap_table.inputs import CLASS_LIST
from xl_udfs.templates.cap_table.lists import CLASSES
from xl_udfs.templates.cap_table.ownership import SHEET as CAP_TABLE
from xl_udfs.templates.cap_table.ownership import TABLE_HEADER, TABLE_NAMES
from xl_udfs.templates.sheets import layout, styles
from xl_udfs.templates.sheets.entries import FRACTION
from xl_udfs.templates.sheets.forms import add_name
from xl_udfs.templates.sheets.layout import put
from xl_udfs.templates.sheets.styles import DASHED, GENERAL, WORDS
from xl_udfs.templates.sheets.tables import AnyColumn, Column, Formula, add_table
from xl_udfs.templates.sheets.whole_shares import whole_to_cover

SHEET = "Votes"
QUESTIONS: tuple[Row, ...] = (
    {"question": "Any matter put to all shareholders", "clause": "000 VI.A", "class": "all"},
    {"question": "Class vote or consent of the Series 5-A", "clause": "000 VI.B", "class": SERIES_5A_NAME},
    {"question": "Automatic conversion of the Series 5-A", "clause": "000 VII.B", "class": SERIES_5A_NAME},
    {"question": "Amendment or waiver of the Series 5-A", "clause": "000 VIII", "class": SERIES_5A_NAME},
    {"question": "Objection to the Board's valuation", "clause": "000 IV.B", "class": SERIES_5A_NAME, "fraction": 2 / 3},
    {"question": "Three quarters, as agreement 8.6 asks of the notes", "clause": "001 8.6", "class": SERIES_5A_NAME, "fraction": 0.75},
    {},
)  # fmt: skip
PROTECTED: tuple[Row, ...] = ({"class": SERIES_5A_NAME, "fraction": 0.25}, {})
PROTECTION_HEADER = layout.HEADER_ROW + len(QUESTIONS) + 3
BALLOT_HEADER = PROTECTION_HEADER + len(PROTECTED) + 4
CHOICES_ROW = BALLOT_HEADER - 1


def add_votes(book: Workbook, rows: int) -> None:
    """Add the sheet."""
    sheet = layout.add_sheet(book, SHEET, "Votes", (44, 16, 16, 14, 14, 14, 14, 14, 14, 14),
        "Each vote with the holders marked in favour on the sheet Holders, the 25% of the protective provisions, and what each holder can carry or block "
            "alone.",
        "Shares of the class, or votes as if converted for all; more than half where no fraction is named, else at least the fraction.")  # fmt: skip
    own = f"'{CAP_TABLE}'!"
    names = f"{own}$B${TABLE_NAMES}:$M${TABLE_NAMES}"
    top, last = TABLE_HEADER + 1, TABLE_HEADER + rows
    block, favour = f"{own}$B${top}:$M${last}", f"{own}$O${top}:$O${last}"
    _questions(sheet, names, block, favour)
    _protection(sheet)
    layout.section(sheet, BALLOT_HEADER - 2, "Holder by holder: alone", 10)
    total = f'SUMPRODUCT(({names}=in_vote_class)*(in_vote_class<>"")*{block})'
    put(sheet, f"A{CHOICES_ROW}", '="Total of: "&in_vote_class', styles.TEXT)
    put(sheet, f"B{CHOICES_ROW}", f"={total}", styles.TOTAL, DASHED)
    add_table(
        sheet,
        "tblBallot",
        _ballot(names),
        [{}] * rows,
        header_row=BALLOT_HEADER,
    )
    sheet.row_dimensions[BALLOT_HEADER].height = 2 * layout.LINE_HEIGHT + 3
    first = layout.FIRST_ROW
    for place in range(SLOTS):
        name = f"{CLASSES}!$A${first + place}"
        put(sheet, f"L{first + place}", f'=IF({name}="","",{name})', styles.LINK)
    put(sheet, f"L{first + SLOTS}", "all", styles.TEXT)
    put(sheet, f"L{layout.HEADER_ROW}", "Choices of a vote", styles.HEADER)
    sheet.column_dimensions["K"].width, sheet.column_dimensions["L"].width = 4, 24
    add_name(
        book,
        "in_vote_choices",
        sheet,
        f"$L${first}:$L${first + SLOTS}",
    )
    layout.close_sheet(sheet, "J")


def _questions(sheet: Worksheet, names: str, block: str, favour: str) -> None:
    columns = (
        words("question", "Vote", "Memo: what is voted on.", kept=True),
        words("clause", "Clause", "Memo: where the text asks for the vote.", kept=True),
        choices("class", "Who votes", "A class, by its own shares, or: all, by votes as if converted.", "in_vote_choices"),
        Column("fraction", "Fraction", FRACTION, "Fraction that is enough; blank for more than half.", kept=True),
        Formula("total", "Total", DASHED, f'SUMPRODUCT(({names}={{class}}{{row}})*({{class}}{{row}}<>"")*{block})', linked=True),
        Formula("yes", "In favour", DASHED, f'SUMPRODUCT(({names}={{class}}{{row}})*({{class}}{{row}}<>"")*({favour}="yes")*{block})', linked=True),
        Formula("part", "Part", SHARE, "IF({total}{row}=0,0,{yes}{row}/{total}{row})"),
        Formula("needed", "Needed", DASHED,
            f'IF({{total}}{{row}}=0,0,IF({{fraction}}{{row}}="",INT({{total}}{{row}}/2)+1,{whole_to_cover("{fraction}{row}*{total}{row}")}))'),
        Formula("passes", "Passes", WORDS,
            'IF({total}{row},IF(VOTE_PASSES({yes}{row},{total}{row},{fraction}{row}),"yes","no"),IF({class}{row}&{fraction}{row}="","","nothing to vote"))'),
        Formula("native", "By count", WORDS, 'IF({total}{row}=0,{passes}{row},IF({yes}{row}>={needed}{row},"yes","no"))'),
    )  # fmt: skip
    add_table(sheet, "tblVotes", columns, QUESTIONS)


def _protection(sheet: Worksheet) -> None:
    layout.section(sheet, PROTECTION_HEADER - 1, "Protective provisions (000 IX)", 10)
    columns = (
        choices("class", "Protected class", "The class that the provisions protect.", CLASS_LIST),
        Column("fraction", "Fraction", FRACTION, "Fraction of the authorized shares that must be outstanding (000 IX: 25%).", kept=True),
        Formula("authorized", "Authorized", DASHED, "SUMIFS(tblClasses[Authorized],tblClasses[Class],{class}{row})", linked=True),
        Formula("outstanding", "Outstanding", DASHED, "SUMIFS(tblClasses[Shares],tblClasses[Class],{class}{row})", linked=True),
        Formula("needed", "Least outstanding", DASHED, whole_to_cover("N({fraction}{row})*{authorized}{row}")),
        Formula("applies", "They apply", WORDS, 'IF({class}{row}&{fraction}{row}="","",IF(OR({fraction}{row}="",NOT({authorized}{row})),"not known",'
            'IF(PROTECTION_APPLIES({outstanding}{row},{authorized}{row},{fraction}{row}),"yes","no")))'),
    )  # fmt: skip
    add_table(sheet, "tblProtection", columns, PROTECTED, header_row=PROTECTION_HEADER)


def _ballot(names: str) -> list[AnyColumn]:
    line = f"ROW()-ROW({{holder}}${BALLOT_HEADER})"
    total = f"$B${CHOICES_ROW}"
    mine = "{votes}{row}"
    others = f"({total}-{mine})"

    def alone(name: str, title: str, fraction: str) -> Formula:
        return Formula(name, title, GENERAL, f'IF({mine},IF(VOTE_PASSES({mine},{total}{fraction}),"carries","no"),"")')  # fmt: skip

    def blocks(name: str, title: str, fraction: str) -> Formula:
        return Formula(name, title, GENERAL, f'IF({mine},IF(VOTE_PASSES({others},{total}{fraction}),"no","blocks"),"")')  # fmt: skip

    place = f"MATCH(in_vote_class,{names},0)"
    columns = ",".join(
        (*(f"INDEX(tblCapTable[Class {slot}],{line})" for slot in range(1, 9)),
         *(f"INDEX(tblCapTable[{title}],{line})" for title in (
             "As converted, without rights", "Fully diluted", "Part", "Votes")))
    )  # fmt: skip
    return [
        Formula("holder", "Holder", GENERAL, f"INDEX(tblCapTable[Holder],{line})", linked=True),
        Formula("votes", "Votes", DASHED, f'IF(OR(in_vote_class="",COUNTIF({names},in_vote_class)=0),0,CHOOSE({place},{columns}))', linked=True),
        Formula("part", "Part", SHARE, f"IF({total}=0,0,{mine}/{total})"),
        Formula("favour", "In favour", WORDS, f"INDEX(tblCapTable[In favour],{line})", linked=True),
        alone("half", "More than half", ""),
        alone("two_thirds", "Two thirds", ",in_two_thirds"),
        alone("three_quarters", "Three quarters", ",in_three_quarters"),
        blocks("against_half", "Against half", ""),
        blocks("against_two_thirds", "Against two thirds", ",in_two_thirds"),
        blocks("against_three_quarters", "Against three quarters", ",in_three_quarters"),
    ]  # fmt: skip
