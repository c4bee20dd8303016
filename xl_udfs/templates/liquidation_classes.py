"""The sheets of classes and holders: their terms, and what each is paid."""

from openpyxl import Workbook

from xl_udfs.templates import layout, styles
from xl_udfs.templates.layout import EXAMPLE
from xl_udfs.templates.tables import Column, add_table

CLASSES, HOLDERS = "Classes", "Holders"
NAMES = ("Series 1-A", "Series 2-A", "Series 5-A", "Common")
FIRST = layout.HEADER_ROW + 1
COMPUTED = FIRST + len(NAMES) + 3  # the header of the computed table
RANGE = f"{CLASSES}!$A${COMPUTED}:$G${COMPUTED + len(NAMES)}"
TERMS: tuple[dict[str, object], ...] = (
    {
        "name": "Series 1-A",
        "rank": 1,
        "due": 1_000_000,
        "held": 50_000,
        "common": 1,
        "part": "none",
        "converts": "no",
        "source": "Not in the documents: the certificate of incorporation has them.",
    },
    {
        "name": "Series 2-A",
        "rank": 2,
        "due": 1_500_000,
        "held": 80_000,
        "common": 1.42,
        "part": "none",
        "converts": "no",
        "source": "1.42: certificate of July 19, 2005. The rest is not in the documents.",
    },
    {
        "name": "Series 5-A",
        "rank": 3,
        "part": "none",
        "converts": "yes",
        "source": "IV.A, VII.A; the amounts are computed.",
    },
    {
        "name": "Common",
        "held": 2_101_345,
        "common": 1,
        "part": "full",
        "converts": "no",
        "source": "Certificate of July 19, 2005: outstanding before the issue.",
    },
)
SHARES: tuple[dict[str, object], ...] = (
    {"holder": "Holder A (example)", "s0": 0, "s1": 20_000, "s2": 600, "s3": 250_000},
    {"holder": "Holder B (example)", "s0": 0, "s1": 0, "s2": 450, "s3": 120_000},
    {"holder": "Holder C (example)", "s0": 10_000, "s1": 0, "s2": 278, "s3": 0},
    {"holder": "Holder D (example)", "s0": 0, "s1": 0, "s2": 150, "s3": 0},
    {"holder": "All others (example)", "s0": 40_000, "s1": 60_000, "s2": 0, "s3": 1_731_345},
)


def add_classes(book: Workbook) -> None:
    """Add the sheet of classes."""
    sheet = layout.add_sheet(
        book,
        CLASSES,
        title="Classes and what each is paid",
        purpose="Series 1-A, then Series 2-A, then Series 5-A, then common stock (Series 5-A "
        "IV.A). The amounts of the seniors are what is due as if no Series 5-A were outstanding.",
        units="Shares and $; seniority 1 is paid first.",
        widths=(26, 14, 18, 18, 18, 18, 14, 20, 42, 16, 22, 12),
    )
    layout.header(sheet, ())
    add_table(sheet, "tblTerms", _terms(), TERMS)
    for row, terms in enumerate(TERMS, start=FIRST):
        layout.fit_height(sheet, row, str(terms["source"]), 42)
    layout.section(sheet, COMPUTED - 1, "What each class is paid, as WATERFALL computes it", 12)
    rows = add_table(sheet, "tblClasses", _computed(), [{}] * len(NAMES), header_row=COMPUTED)
    for letter, shown in (
        ("C", styles.DOLLARS),
        ("H", styles.DOLLARS),
        ("I", styles.DOLLARS),
        ("L", "0.00%"),
    ):
        total = f"=SUM({letter}{rows[0]}:{letter}{rows[-1]})"
        layout.put(sheet, f"{letter}{rows[-1] + 1}", total, styles.TOTAL, shown)
    layout.put(sheet, f"A{rows[-1] + 1}", "All classes", styles.TOTAL)
    layout.close_sheet(sheet, "L")


def _terms() -> tuple[Column, ...]:
    return (
        Column(
            name="name",
            title="Name",
            prompt="Name of the class, each a different one.",
            kind="textLength",
            operator="between",
            bound="1",
            upper="60",
        ),
        Column(
            name="rank",
            title="Rank",
            shown="0",
            prompt="1 is paid first; equal numbers share; blank for common stock. IV.A.",
            kind="whole",
            bound="1",
        ),
        Column(
            name="due",
            title="Amount due",
            shown=styles.DOLLARS,
            prompt=f"{EXAMPLE} All shares together, $; blank for the Series 5-A, computed, and "
            "for common stock.",
        ),
        Column(
            name="held",
            title="Outstanding",
            shown=styles.INTEGER,
            prompt="Shares of the class; blank for the Series 5-A, which Inputs gives.",
        ),
        Column(
            name="common",
            title="Common for one",
            shown="#,##0.00####",
            prompt="Common shares for one share; blank for the Series 5-A, computed.",
        ),
        Column(
            name="part",
            title="Takes part",
            shown=styles.WORDS,
            prompt="In the rest: none, full, or capped at a total. IV.A: the Series 5-A does not.",
            kind="list",
            operator=None,
            bound='"none,full,capped"',
        ),
        Column(
            name="cap",
            title="Capped at",
            shown=styles.DOLLARS,
            prompt="Total, $, the amount due included; blank where it is not capped.",
        ),
        Column(
            name="converts",
            title="Can convert",
            shown=styles.WORDS,
            prompt="yes where its holders may convert instead of holding (VII.A).",
            kind="list",
            operator=None,
            bound=f'"{"yes,no"}"',
        ),
        Column(
            name="source",
            title="Source",
            prompt="Memo: where the terms stand.",
            kind="textLength",
            operator="between",
            bound="1",
            upper="200",
        ),
        Column(
            name="named",
            title="Rows of that name",
            shown="0",
            formula="COUNTIF(tblTerms[Name],{name}{row})",
        ),
    )


def _term(title: str) -> str:
    """Return the class's own cell in a column of its terms."""
    return f"INDEX(tblTerms[{title}],ROWS($M${COMPUTED + 1}:$M{{row}}))"  # an empty column


def _own(series: str, title: str) -> str:
    """Return what is computed for the Series 5-A, and what is typed for another class."""
    return f"IF({{name}}{{row}}=in_series,{series},{_term(title)})"


def _computed() -> tuple[Column, ...]:
    return (
        Column(name="name", title="Class", formula=_term("Name")),
        Column(
            name="rank",
            title="Seniority",
            shown="0",
            formula=f'IF(ISBLANK({_term("Rank")}),"",{_term("Rank")})',
        ),
        Column(
            name="preference",
            title="Preference",
            shown=styles.DOLLARS,
            formula=_own("out_preference_paid", "Amount due"),
        ),
        Column(
            name="shares",
            title="Shares",
            shown=styles.UNROUNDED_SHARES,
            formula=_own("in_shares", "Outstanding") + "*" + _own("out_rate", "Common for one"),
        ),
        Column(name="part", title="Participation", shown=styles.WORDS, formula=_term("Takes part")),
        Column(
            name="cap",
            title="Cap",
            shown=styles.DOLLARS,
            formula=f'IF(ISBLANK({_term("Capped at")}),"",{_term("Capped at")})',
        ),
        Column(
            name="converts",
            title="Convertible",
            shown="0",
            formula=f'IF({_term("Can convert")}="yes",1,0)',
        ),
        Column(
            name="payout",
            title="Payout",
            shown=styles.DOLLARS,
            formula=f"INDEX(WATERFALL(out_distributable,{RANGE}),"
            f"ROWS($M${COMPUTED + 1}:$M{{row}}))",
        ),
        Column(
            name="paid",
            title="To the cent",
            shown=styles.DOLLARS,
            formula="ROUND({payout}{row}/in_cent,0)*in_cent",
        ),
        Column(
            name="each",
            title="$ a share",
            shown='"$"#,##0.0000',
            formula=f"{{payout}}{{row}}/{_own('in_shares', 'Outstanding')}",
        ),
        Column(
            name="choice",
            title="What it does",
            shown=styles.WORDS,
            formula='IF({preference}{row}=0,"shares in the rest",IF(AND({converts}{row}=1,'
            '{payout}{row}>MAX({preference}{row},{cap}{row})+in_cent),"converts",'
            '"holds its preference"))',
        ),
        Column(
            name="part_of_all",
            title="Part",
            shown="0.00%",
            formula="IF(out_distributable=0,0,{payout}{row}/out_distributable)",
        ),
    )


def add_holders(book: Workbook) -> None:
    """Add the sheet of holders by class."""
    sheet = layout.add_sheet(
        book,
        HOLDERS,
        title="Holders and what each is paid",
        purpose="Each class pays its holders by their shares; the parts add up to the class to "
        "the cent. The documents name no holder: these are examples.",
        units="Shares and $; the totals stand above the header.",
        widths=(26, 15, 15, 15, 15, 18, 18, 18, 18, 18, 12),
    )
    layout.header(sheet, ())
    shares = [
        Column(
            name=f"s{place}",
            title=f"Shares {name}",
            shown=styles.INTEGER,
            prompt=f"{EXAMPLE} Shares of the class; 0 for none.",
            total=True,
        )
        for place, name in enumerate(NAMES)
    ]
    paid = [
        Column(
            name=f"p{place}",
            title=f"Paid {name}",
            shown=styles.DOLLARS,
            formula=f"IF(SUM(tblHolders[Shares {name}]),INDEX(PRO_RATA({CLASSES}!$I$"
            f"{COMPUTED + 1 + place},tblHolders[Shares {name}],in_cent),ROWS($A${FIRST}:$A{{row}}))"
            f",SUM(tblHolders[Shares {name}]))",
            total=True,
        )
        for place, name in enumerate(NAMES)
    ]
    add_table(
        sheet,
        "tblHolders",
        (
            Column(
                name="holder",
                title="Holder",
                prompt="Memo: name of the holder. Not in the documents.",
                kind="textLength",
                operator="between",
                bound="1",
                upper="100",
            ),
            *shares,
            *paid,
            Column(
                name="paid",
                title="Paid in all",
                shown=styles.DOLLARS,
                formula="SUM({p0}{row}:{p3}{row})",
                total=True,
            ),
            Column(
                name="part",
                title="Part",
                shown="0.00%",
                formula="IF(out_distributable=0,0,{paid}{row}/out_distributable)",
                total=True,
            ),
        ),
        SHARES,
    )
    layout.close_sheet(sheet, "K")
