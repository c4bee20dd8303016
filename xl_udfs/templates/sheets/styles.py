"""How the shipped workbooks look: named cell styles, never formatting by hand."""

from typing import Literal

from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side

from xl_udfs.templates.sheets.words import TemplateWorkbook

TITLE, TEXT, NOTE, SECTION, HEADER = "Sheet Title", "Body", "Note", "Section", "Column Header"
PURPOSE, SIDE_NOTE, JUMP = "Purpose", "Side Note", "Jump"
APART = "Body, indented"  # behind a column of texts without a border
LETTER, LETTER_HEAD, LETTER_LINE = "Letter", "Letter Head", "Letter Line"
INPUT, CALCULATION, LINK, CHECK, TOTAL = "Input", "Calculation", "Link", "Check", "Total"
STATUS = "Master Check"  # a bar over as many columns as its longest text takes
# those whose text runs over empty cells:
ONE_LINE = (TITLE, SECTION, PURPOSE, SIDE_NOTE, JUMP, STATUS, LETTER, LETTER_HEAD)

QUIET = {
    CALCULATION: "Calculation, list",
    LINK: "Link, list",
    TOTAL: "Total, list",
}  # borders where a row is used

INTEGER = "#,##0;-#,##0;0"
UNROUNDED_SHARES = "#,##0.00;-#,##0.00;0.00"
DOLLARS = '"$"#,##0.00;-"$"#,##0.00'
WHOLE_DOLLARS = '"$"#,##0;-"$"#,##0'
PRICE_2, PRICE_4, PRICE_8 = '"$"0.00', '"$"0.0000', '"$"0.00000000'
RATE_2, RATE_8 = "0.00", "0.00000000"
DATE = "mmmm d, yyyy"
GENERAL = "General"
NO_NUMBER = (200, ";;;@")  # its id among the formats of conditions, and what it shows
WORDS = "General_);-General_);General_);_(@"  # stand off from a number before them

_FONT = "Calibri"
_NAVY, _BLUE, _GREEN, _GREY = "1F3864", "0000C0", "00642D", "595959"
_LINK_BLUE = "0563C1"
_RULE = Side(style="thin", color="A6A6A6")
PAPER, HIDDEN = PatternFill(bgColor="FFFFFF"), Font(color="FFFFFF")
BOX = Border(left=_RULE, right=_RULE, top=_RULE, bottom=_RULE)
_GAP = Side(style="thin", color="FFFFFF")  # between titles that fill their columns
NO_BOX = Border(right=_GAP, bottom=_GAP)  # LibreOffice keeps a border that a rule takes away


def padded(shown: str) -> str:
    """Return a number format that keeps a little off the border, behind which a text may stand."""
    if shown in {GENERAL, WORDS}:
        return shown
    parts = (f"{part}_)" if part and "@" not in part else part for part in shown.split(";"))
    return ";".join(parts)


def _style(
    name: str,
    font: Font,
    fill: str | None = None,
    border: Border | None = None,
    horizontal: Literal["left", "center"] | None = None,
    builtin: int | None = None,
) -> NamedStyle:
    return NamedStyle(
        name=name,
        builtinId=builtin,
        font=font,
        fill=PatternFill("solid", start_color=fill) if fill else PatternFill(),
        border=border or Border(),
        alignment=Alignment(
            horizontal=horizontal,
            vertical="center",
            wrap_text=name not in ONE_LINE,
            indent=1 if horizontal == "left" else 0,
        ),
        protection=Protection(locked=name != INPUT),
    )


def new_book(*, filled: bool = True) -> TemplateWorkbook:
    """Return a workbook without sheets: inputs blue on pale yellow, formulas black, links green."""
    book = TemplateWorkbook()
    book.filled = filled
    book.remove(book.worksheets[0])
    box, bar = BOX, Border(top=_RULE, bottom=_RULE)
    parted = Border(left=_GAP, right=_GAP)
    under = Border(bottom=Side(style="medium", color=_NAVY))
    for style in (
        _style(TITLE, Font(name=_FONT, size=16, bold=True, color=_NAVY)),
        _style(TEXT, Font(name=_FONT, size=10)),
        _style(APART, Font(name=_FONT, size=10), horizontal="left"),
        _style(NOTE, Font(name=_FONT, size=10, color=_GREY), horizontal="left"),
        _style(PURPOSE, Font(name=_FONT, size=10, color=_GREY)),
        _style(SIDE_NOTE, Font(name=_FONT, size=10, color=_GREY), horizontal="left"),
        _style(JUMP, Font(name=_FONT, size=10, color=_LINK_BLUE, underline="single")),
        _style(SECTION, Font(name=_FONT, size=11, bold=True, color=_NAVY), border=under),
        _style(
            HEADER, Font(name=_FONT, size=10, bold=True, color="FFFFFF"), _NAVY, parted, "center"
        ),
        _style(LETTER, Font(name=_FONT, size=11)),
        _style(LETTER_HEAD, Font(name=_FONT, size=13, bold=True)),
        _style(LETTER_LINE, Font(name=_FONT, size=11), border=Border(bottom=_RULE)),
        _style(INPUT, Font(name=_FONT, size=10, color=_BLUE), "FFFBDD", box, builtin=20),
        _style(CALCULATION, Font(name=_FONT, size=10, color="000000"), None, box, builtin=22),
        _style(LINK, Font(name=_FONT, size=10, color=_GREEN), None, box),
        _style(QUIET[CALCULATION], Font(name=_FONT, size=10, color="000000")),
        _style(QUIET[TOTAL], Font(name=_FONT, size=10, bold=True), "EAF0F8"),
        _style(QUIET[LINK], Font(name=_FONT, size=10, color=_GREEN)),
        _style(CHECK, Font(name=_FONT, size=10, bold=True), "F2F2F2", box, "center"),
        _style(STATUS, Font(name=_FONT, size=10, bold=True), "F2F2F2", bar, "left"),
        _style(
            TOTAL,
            Font(name=_FONT, size=10, bold=True),
            "EAF0F8",
            Border(top=_RULE, bottom=Side(style="double", color=_NAVY), left=_RULE, right=_RULE),
            builtin=25,
        ),
    ):
        book.add_named_style(style)
    return book
