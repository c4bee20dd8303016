"""What the purchase agreement of January 28, 2002 states, and what other documents say of it."""

from datetime import date

from xl_udfs.core.agreement.closings import EXHIBIT_A
from xl_udfs.templates.sheets import styles
from xl_udfs.templates.sheets.figures import Certificate, Figure, Section

EXHIBIT, RECITAL = "Agreement, Exhibit A", "Agreement, recital A"
INFERRED = "Not in the documents: inferred, a round Series B principal"
# Round Series B principals, whose price with interest at one factor gives Exhibit A's principals.
ROUND_PRINCIPALS = {
    "Phillip E. Kelly": 375_000,
    "Kumi Hui": 25_000,
    "John Gerard Cantillon": 250_000,
    "Jack Tai-on Poon": 50_000,
    "BAPEF Investments XII, Ltd.": 2_000_000,
    "G5 Partners, LP": 37_500,
}


def _purchase_lines(number: int, name: str, principal: int, warrants: int) -> tuple[Figure, ...]:
    """Return what Exhibit A says of one purchaser, and where the principal comes from."""
    rounds_up = name == "Kumi Hui"
    return (
        Figure(
            name=f"principal_{number}",
            label=f"{name}: principal",
            stated=principal,
            decimals=0,
            follows="differs by 1" if rounds_up else "rounded",
            formula=f"{{round_{number}}}*{{factor}}",
            shown=styles.WHOLE_DOLLARS,
            exact_shown=styles.DOLLARS,
            place=f"{EXHIBIT}. Recomputed from the round Series B principal below"
            + (": a dollar more than it gives." if rounds_up else "."),
        ),
        Figure(
            name=f"warrants_{number}",
            label=f"{name}: warrants",
            stated=warrants,
            formula=f"WARRANT_COVERAGE({{principal_{number}}},{{per_dollar}})",
            place=f"{EXHIBIT}; five for each dollar, 1.1(ii)",
        ),
    )


def _sum_of(part: str) -> str:
    return "+".join(f"{{{part}_{number}}}" for number in range(1, len(EXHIBIT_A) + 1))


AGREEMENT = Certificate(
    sheet="Agreement",
    title="Purchase agreement of January 28, 2002",
    purpose="Each figure that the agreement states and others rest on, beside its recomputation.",
    average=None,
    lines=(
        Section(heading="Warrant coverage"),
        Figure(
            name="per_dollar",
            label="Warrant shares for a dollar of principal",
            stated=5,
            place="Agreement 1.1(ii)",
        ),
        Figure(
            name="series_b",
            label="Series B Notes, principal",
            stated=4_251_500,
            shown=styles.WHOLE_DOLLARS,
            place=RECITAL,
        ),
        Figure(
            name="series_b_warrants",
            label="Series B warrants, as the agreement states them",
            stated=21_257_501,
            decimals=0,
            follows="differs by 1",
            formula="WARRANT_COVERAGE({series_b},{per_dollar})",
            place=f"{RECITAL}. One more than five to one: rounding note by note.",
        ),
        Figure(
            name="series_b_2002",
            label="Series B warrants, as the certificate of 2002 states them",
            stated=21_256_500,
            decimals=0,
            follows="differs by -1,000",
            formula="WARRANT_COVERAGE({series_b},{per_dollar})",
            place="Certificate of 2002, first bullet list. One digit: 256 for 257; its (B) rests "
            "on the smaller number.",
        ),
        Section(heading="Exhibit A, line by line"),
        *(
            line
            for number, purchase in enumerate(EXHIBIT_A, start=1)
            for line in _purchase_lines(
                number, purchase.purchaser, int(purchase.principal), purchase.warrants
            )
        ),
        Section(heading="Totals of Exhibit A, which prints none"),
        Figure(
            name="total",
            label="Principal, in all",
            formula=_sum_of("principal"),
            shown=styles.WHOLE_DOLLARS,
            place="Sum of the six lines",
        ),
        Figure(
            name="total_warrants",
            label="Warrants, in all",
            formula=_sum_of("warrants"),
            place="Sum of the six lines",
        ),
        Figure(
            name="b1_2002",
            label="Warrants of this agreement, as the certificate of 2002 states them",
            stated=14_695_976,
            decimals=0,
            follows="differs by -4",
            formula="{total_warrants.exact}",
            place="Certificate of 2002, first bullet list",
        ),
        Figure(
            name="b1_unrounded",
            label="The same from principals that were not rounded to a dollar",
            against="b1_2002",
            decimals=0,
            follows="rounded",
            formula="({round_1}+{round_2}+{round_3}+{round_4}+{round_5}+{round_6})*{factor}"
            "*{per_dollar}",
            exact_shown=styles.UNROUNDED_SHARES,
            place="Explains the four warrants: five times the total before rounding note by note",
        ),
        Section(heading="Where the principals come from (inferred, not in the documents)"),
        Figure(
            name="factor",
            label="Price for a dollar of Series B principal, with interest",
            stated=1.073678612,
            shown="0.000000000",
            place="Not in the documents: 14,695,976 / 5 / 2,737,500; five of six lines force it "
            "into 1.07367825 to 1.07367867",
        ),
        *(
            Figure(
                name=f"round_{number}",
                label=f"{name}: Series B principal",
                stated=principal,
                shown=styles.WHOLE_DOLLARS,
                place=INFERRED,
            )
            for number, (name, principal) in enumerate(ROUND_PRINCIPALS.items(), start=1)
        ),
        Section(heading="Dates that two documents state differently"),
        Figure(
            name="agreement_date",
            label="Date of this agreement",
            stated=date(2002, 1, 28),
            shown=styles.DATE,
            place="Agreement, first paragraph",
        ),
        Figure(
            name="agreement_date_2002",
            label="The same in the certificate of 2002",
            stated=date(2001, 1, 28),
            follows="differs",
            formula="{agreement_date}",
            shown=styles.DATE,
            place="Certificate of 2002. A slip of the year: the Series B agreement of July 2001 "
            "comes before this one.",
        ),
        Figure(
            name="series_a_date",
            label="Date of the Series A note purchase agreement",
            stated=date(2001, 6, 25),
            shown=styles.DATE,
            place="Agreement 1.2",
        ),
        Figure(
            name="series_a_date_2002",
            label="The same in the certificate of 2002",
            stated=date(2001, 6, 24),
            follows="differs",
            formula="{series_a_date}",
            shown=styles.DATE,
            place="Certificate of 2002. One day apart; these texts do not decide it.",
        ),
        Figure(
            name="closing_date",
            label="Closing Date of the Series 5-A",
            stated=date(2005, 7, 18),
            shown=styles.DATE,
            place="Series 5-A II.B",
        ),
        Figure(
            name="effective_date",
            label="Effective Date of the adjustment of 2005",
            stated=date(2005, 7, 18),
            formula="{closing_date}",
            shown=styles.DATE,
            place="Certificate of 2005, second paragraph: the new price holds from the issue",
        ),
        Figure(
            name="letter_date",
            label="Date as of which the certificate of 2005 states the price",
            stated=date(2005, 7, 19),
            follows="differs",
            formula="{closing_date}",
            shown=styles.DATE,
            place="Certificate of 2005, head. It states the price as of its own date, a day later.",
        ),
    ),
)
