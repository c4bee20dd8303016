"""What the purchase agreement of January 28, 2002 states, and what other documents say of it."""

from datetime import date

from xl_udfs.core.agreement.closings import EXHIBIT_A
from xl_udfs.templates.sheets.figures.certificate import CertificateSheet, Figure
from xl_udfs.templates.sheets.styles import DATE, DOLLARS, INTEGER, UNROUNDED_SHARES, WHOLE_DOLLARS

EXHIBIT, RECITAL = "Agreement, Exhibit A", "Agreement, recital A"
INFERRED = "Not in the documents: inferred, a round ⟨Series B|earlier⟩ principal"
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
        Figure(f"principal_{number}", f"⟨{name}|Purchaser {number}⟩: principal", WHOLE_DOLLARS, principal,
            f"{EXHIBIT}. Recomputed from the round ⟨Series B|earlier⟩ principal below{': a dollar more than it gives' if rounds_up else ''}.",
            f"{{round_{number}}}*{{factor}}", decimals=0, follows="differs by 1" if rounds_up else "rounded", exact_shown=DOLLARS, is_above_0=True),
        Figure(f"warrants_{number}", f"⟨{name}|Purchaser {number}⟩: warrants", INTEGER, warrants, f"{EXHIBIT}; five for each dollar, 1.1(ii)",
            f"WARRANT_COVERAGE({{principal_{number}}},{{per_dollar}})"),
    )  # fmt: skip


def _sum_of(part: str) -> str:
    return "+".join(f"{{{part}_{number}}}" for number in range(1, len(EXHIBIT_A) + 1))


AGREEMENT = CertificateSheet(
    sheet="Agreement",
    title="Purchase agreement⟨ of January 28, 2002|⟩",
    purpose="Each figure that the agreement states and others rest on, beside its recomputation.",
    average=None,
    lines=(
        "Warrant coverage",
        Figure("per_dollar", "Warrant shares for a dollar of principal", INTEGER, 5, "Agreement 1.1(ii)", is_above_0=True),
        Figure("series_b", "⟨Series B Notes|Earlier notes⟩, principal", WHOLE_DOLLARS, 4_251_500, RECITAL, is_above_0=True),
        Figure("series_b_warrants", "⟨Series B|Earlier⟩ warrants, as the agreement states them", INTEGER, 21_257_501,
            f"{RECITAL}. One more than five to one: rounding note by note.", "WARRANT_COVERAGE({series_b},{per_dollar})", decimals=0, follows="differs by 1"),
        Figure("series_b_2002", "⟨Series B warrants, as the certificate of 2002|Earlier warrants, as the certificate⟩ states them", INTEGER, 21_256_500,
            "Certificate of 2002, first bullet list. One digit: 256 for 257; its (B) rests on the smaller number.", "WARRANT_COVERAGE({series_b},{per_dollar})",
            decimals=0, follows="differs by -1,000"),
        "⟨Exhibit A|Purchasers⟩, line by line",
        *(
            line
            for number, purchase in enumerate(EXHIBIT_A, start=1)
            for line in _purchase_lines(number, purchase.purchaser, int(purchase.principal), purchase.warrants)
        ),
        "Totals⟨ of Exhibit A, which prints none|⟩",
        Figure("total", "Principal, in all", WHOLE_DOLLARS, None, "Sum of the six lines", _sum_of("principal")),
        Figure("total_warrants", "Warrants, in all", INTEGER, None, "Sum of the six lines", _sum_of("warrants")),
        Figure("b1_2002", "Warrants of this agreement, as the certificate ⟨of 2002 states|states⟩ them", INTEGER, 14_695_976,
            "Certificate of 2002, first bullet list",
            "{total_warrants.exact}", decimals=0, follows="differs by -4"),
        Figure("b1_unrounded", "The same from principals that were not rounded to a dollar", INTEGER, None,
            "Explains the four warrants: five times the total before rounding note by note",
            "({round_1}+{round_2}+{round_3}+{round_4}+{round_5}+{round_6})*{factor}*{per_dollar}", decimals=0, follows="rounded", exact_shown=UNROUNDED_SHARES,
            against="b1_2002"),
        "Where ⟨the principals come from (inferred, not in the documents)|principals come from⟩",
        Figure("factor", "Price for a dollar of ⟨Series B|earlier⟩ principal, with interest", "0.000000000", 1.073678612,
            "Not in the documents: 14,695,976 / 5 / 2,737,500; five of six lines force it into 1.07367825 to 1.07367867"),
        *(
            Figure(f"round_{number}", f"⟨{name}|Purchaser {number}⟩: ⟨Series B|earlier⟩ principal", WHOLE_DOLLARS, principal, INFERRED)
            for number, (name, principal) in enumerate(ROUND_PRINCIPALS.items(), start=1)
        ),
        "Dates that two documents state differently",
        Figure("agreement_date", "Date of this agreement", DATE, date(2002, 1, 28), "Agreement, first paragraph"),
        Figure("agreement_date_2002", "The same in the certificate⟨ of 2002|⟩", DATE, date(2001, 1, 28),
            "Certificate of 2002. A slip of the year: the Series B agreement of July 2001 comes before this one.", "{agreement_date}", follows="differs"),
        Figure("series_a_date", "Date of the ⟨Series A note purchase|earlier⟩ agreement", DATE, date(2001, 6, 25), "Agreement 1.2"),
        Figure("series_a_date_2002", "The same in the certificate⟨ of 2002|⟩", DATE, date(2001, 6, 24),
            "Certificate of 2002. One day apart; these texts do not decide it.", "{series_a_date}", follows="differs"),
        Figure("closing_date", "Closing Date of the ⟨Series 5-A|new series⟩", DATE, date(2005, 7, 18), "Series 5-A II.B"),
        Figure("effective_date", "Effective Date of the adjustment⟨ of 2005|⟩", DATE, date(2005, 7, 18),
            "Certificate of 2005, second paragraph: the new price holds from the issue", "{closing_date}"),
        Figure("letter_date", "Date as of which the certificate ⟨of 2005 states|states⟩ the price", DATE, date(2005, 7, 19),
            "Certificate of 2005, head. It states the price as of its own date, a day later.", "{closing_date}", follows="differs"),
    ),
)  # fmt: skip
