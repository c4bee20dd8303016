"""Who carries what: each vote, the protective provisions, and every holder's weight."""

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from xl_udfs.templates.cap_table.columns import SHARE, SHOWN, choices, words
from xl_udfs.templates.cap_table.data import Company, Room, Row
from xl_udfs.templates.cap_table.lists import CLASSES
from xl_udfs.templates.cap_table.ownership import SHEET as CAP_TABLE
from xl_udfs.templates.cap_table.ownership import held_letters, of_holder, own_letter, table_header
from xl_udfs.templates.sheets import layout, styles
from xl_udfs.templates.sheets.entries import FRACTION
from xl_udfs.templates.sheets.figures.whole_shares import whole_to_cover
from xl_udfs.templates.sheets.forms import add_name
from xl_udfs.templates.sheets.layout import area_of, put
from xl_udfs.templates.sheets.misfits import fits
from xl_udfs.templates.sheets.styles import GENERAL, WORDS
from xl_udfs.templates.sheets.tables import AnyColumn, Column, Formula, add_table
from xl_udfs.templates.sheets.words import is_filled

SHEET = "Votes"
LEAST_QUESTIONS = 8
PROTECTED_ROWS = 2
PROTECTION_HEADER = layout.HEADER_ROW + LEAST_QUESTIONS + 3
BALLOT_HEADER = PROTECTION_HEADER + PROTECTED_ROWS + 4
CHOICES_ROW = BALLOT_HEADER - 1
# a fraction that is none, beside which nothing else is an error
WRONG = "OR(ISTEXT({fraction}{row}),N({fraction}{row})<0,N({fraction}{row})>1)"
FRACTIONS = (
    ("more than half", ""),
    ("two thirds", ",in_two_thirds"),
    ("three quarters", ",in_three_quarters"),
)
USUAL: tuple[Row, ...] = ({"question": "Any matter put to all shareholders", "class": "all"},)


def add_votes(book: Workbook, company: Company, room: Room) -> None:
    """Add the sheet."""
    sheet = layout.add_sheet(book, SHEET, "Votes", (44, 16, 18, 13, 13, 13, 13, 14, 14, 14),
        "Each action that the charter puts to a vote, with the holders marked in favour on the sheet Holders; and what each holder can carry or block alone.",
        "Shares of the class, or votes as if converted for all; more than half where no fraction is named, else at least the fraction.")  # fmt: skip
    header = table_header(room)
    first, last, letter = (
        own_letter(room, "votes"),
        held_letters(room)[-1],
        own_letter(room, "favour"),
    )
    names = area_of(CAP_TABLE, first, last, 1, header - 1)
    block = area_of(CAP_TABLE, first, last, room.holders + 1, header + 1)
    favour = area_of(CAP_TABLE, letter, letter, room.holders + 1, header + 1)
    questions = [*(company.votes if is_filled(sheet) else USUAL)]
    questions += [{}] * (LEAST_QUESTIONS - len(questions))
    _questions(sheet, names, block, favour, questions)
    _protection(sheet, company, room)
    layout.section(sheet, BALLOT_HEADER - 2, "Holder by holder: alone", 10)
    total = f'SUMPRODUCT(({names}=in_vote_class)*(in_vote_class<>"")*{block})'
    put(sheet, f"A{CHOICES_ROW}", '="Total of: "&in_vote_class', styles.TEXT)
    put(sheet, f"B{CHOICES_ROW}", f"={total}", styles.TOTAL, SHOWN)
    place = f'=IF(OR({fits.ALL}>0,in_vote_class=""),0,IF(COUNTIF({names},in_vote_class)=0,0,MATCH(in_vote_class,{names},0)))'
    put(sheet, f"M{CHOICES_ROW}", place, styles.CALCULATION, "0")
    add_name(book, "out_vote_column", sheet, f"$M${CHOICES_ROW}")
    add_table(
        sheet,
        "tblBallot",
        _ballot(room),
        [{}] * room.holders,
        header_row=BALLOT_HEADER,
        beside=header - BALLOT_HEADER,
    )
    layout.close_sheet(sheet, "J")


def _questions(sheet: Worksheet, names: str, block: str, favour: str, questions: list[Row]) -> None:
    columns = (
        words("question", "Vote", "Memo: the action that is voted on.", kept=True),
        words("clause", "Clause", "Memo: where the text asks for the vote.", kept=True),
        choices("class", "Who votes", "A class, by its own shares, or: all, by votes as if converted.", "in_vote_choices"),
        Column("fraction", "Fraction", FRACTION, "Fraction that is enough; blank for more than half.", kept=True),
        Formula("total", "Total", SHOWN, f'SUMPRODUCT(({names}={{class}}{{row}})*({{class}}{{row}}<>"")*{block})', linked=True),
        Formula("yes", "In favour", SHOWN, f'SUMPRODUCT(({names}={{class}}{{row}})*({{class}}{{row}}<>"")*({favour}="yes")*{block})', linked=True),
        Formula("part", "Part", SHARE, "IF({total}{row}=0,0,{yes}{row}/{total}{row})"),
        Formula("needed", "Needed", SHOWN,
            f'IF(OR({{total}}{{row}}=0,{WRONG}),0,IF({{fraction}}{{row}}="",INT({{total}}{{row}}/2)+1,{whole_to_cover("{fraction}{row}*{total}{row}")}))'),
        Formula("passes", "Passes", WORDS,
            f'IF({WRONG},"",IF({{total}}{{row}},IF(VOTE_PASSES({{yes}}{{row}},{{total}}{{row}},{{fraction}}{{row}}),"yes","no"),IF({{class}}{{row}}&{{fraction}}{{row}}="","","nothing to vote")))'),
        Formula("native", "By count", WORDS, 'IF(OR({total}{row}=0,{passes}{row}=""),{passes}{row},IF({yes}{row}>={needed}{row},"yes","no"))'),
    )  # fmt: skip
    add_table(sheet, "tblVotes", columns, questions, kept=("class",))


def _protection(sheet: Worksheet, company: Company, room: Room) -> None:
    layout.section(sheet, PROTECTION_HEADER - 1, "Protective provisions⟨ (000 IX)|⟩", 10)
    columns = (
        choices("class", "Protected class", "The class that the provisions protect.", layout.area_of(CLASSES, "A", "A", room.classes)),
        Column("fraction", "Fraction", FRACTION, "Fraction of the authorized shares that must be outstanding⟨ (000 IX: 25%)|⟩.", kept=True),
        Formula("authorized", "Authorized", SHOWN, "SUMIFS(tblClasses[Authorized],tblClasses[Class],{class}{row})", linked=True),
        Formula("outstanding", "Outstanding", SHOWN, "SUMIFS(tblClasses[Shares],tblClasses[Class],{class}{row})", linked=True),
        Formula("needed", "Least outstanding", SHOWN, whole_to_cover("N({fraction}{row})*{authorized}{row}")),
        Formula("applies", "They apply", WORDS, f'IF({{class}}{{row}}&{{fraction}}{{row}}="","",IF(OR({{fraction}}{{row}}="",{{authorized}}{{row}}<=0,{WRONG}),"not known",'
            'IF(PROTECTION_APPLIES({outstanding}{row},{authorized}{row},{fraction}{row}),"yes","no")))'),
    )  # fmt: skip
    rows = [*company.protected] if is_filled(sheet) else []
    rows += [{}] * (PROTECTED_ROWS - len(rows))
    add_table(sheet, "tblProtection", columns, rows, header_row=PROTECTION_HEADER)


def _ballot(room: Room) -> list[AnyColumn]:
    total, mine = f"$B${CHOICES_ROW}", "{votes}{row}"
    others = f"({total}-{mine})"

    def passes(votes: str, fraction: str) -> str:
        return f"VOTE_PASSES({votes},{total}{fraction})"

    carried = [passes(mine, each) for _, each in FRACTIONS]
    each_or_more = [f"OR({','.join(carried[place:])})" for place in range(len(carried))]
    labels = ",".join(f'"{label}"' for label, _ in FRACTIONS)
    # not an IF within an IF, in which LibreOffice fails to call our functions
    carries = f'IF({each_or_more[0]},CHOOSE({"+".join(each_or_more)},{labels}),"no")'
    blocks = '"no"'
    for label, fraction in reversed(FRACTIONS):
        blocks = f'IF({passes(others, fraction)},{blocks},"{label}")'
    found = f"INDEX('{CAP_TABLE}'!${own_letter(room, 'votes')}{{beside}}:${held_letters(room)[-1]}{{beside}},out_vote_column)"
    return [
        Formula("holder", "Holder", GENERAL, of_holder(room, "holder"), linked=True),
        Formula("votes", "Votes", SHOWN, f"IF(out_vote_column=0,0,{found})", linked=True),
        Formula("part", "Part", SHARE, f"IF({total}=0,0,{mine}/{total})"),
        Formula("favour", "In favour", WORDS, of_holder(room, "favour"), linked=True),
        Formula("carries", "Carries alone", WORDS, f'IF({mine},{carries},"")'),
        Formula("blocks", "Blocks alone", WORDS, f'IF({mine},{blocks},"")'),
    ]  # fmt: skip
