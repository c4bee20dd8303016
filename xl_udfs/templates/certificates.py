"""What the two certificates state, figure by figure, and the formula that recomputes each.

In a formula ``{name}`` stands for the stated figure of that name and ``{name.exact}`` for the
recomputed one. A figure without a stated value is only recomputed.
"""

from dataclasses import dataclass

from xl_udfs.templates import styles


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One line of a certificate's sheet."""

    name: str
    label: str
    place: str  # where it stands, and what explains a difference
    stated: float | None = None
    against: str | None = None  # another figure whose stated value this recomputation is held to
    decimals: int | None = None  # of the stated figure; None for a given, which is not recomputed
    follows: str = "agrees exactly"  # how the stated figure is known to follow
    formula: str | None = None
    shown: str = styles.INTEGER  # number format of the stated figure
    exact_shown: str | None = None  # of the recomputed one; None: as the stated one


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading between figures."""

    heading: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """One certificate as a sheet."""

    sheet: str
    title: str
    purpose: str
    lines: tuple[Figure | Section, ...]


WEIGHTED = "CONVPRICE_WEIGHTED({prior},{a},{consideration.exact},{implied.exact},{c})"

FRACTION = "Certificate, second bullet list"

CERTIFICATE_2002 = Certificate(
    sheet="Feb 2002",
    title="Series 2-A conversion price, certificate of February 5, 2002",
    purpose="Each figure that the certificate states, beside its recomputation from the others.",
    lines=(
        Section(heading="Securities that became convertible or exercisable"),
        Figure(
            name="notes",
            label="Convertible notes, principal",
            stated=4_557_596,
            shown=styles.WHOLE_DOLLARS,
            place="Certificate, first bullet list",
        ),
        Figure(
            name="price_3a",
            label="Price of a Series 3-A share on conversion of the notes",
            stated=60,
            shown=styles.DOLLARS,
            place="Not in the certificate: inferred from principal and shares",
        ),
        Figure(
            name="common_per_3a",
            label="Common shares for a Series 3-A share",
            stated=600,
            place="Not in the certificate: inferred from the two counts of shares",
        ),
        Figure(
            name="series_3a",
            label="Series 3-A shares for the notes",
            stated=75_960,
            decimals=0,
            follows="rounded",
            formula="{notes}/{price_3a}",
            exact_shown=styles.UNROUNDED_SHARES,
            place="Certificate, first bullet list",
        ),
        Figure(
            name="note_shares",
            label="Common shares for the notes",
            stated=45_575_951,
            decimals=0,
            follows="differs by -9",
            formula="{notes}/{price_3a}*{common_per_3a}",
            place="Certificate, first bullet list. Nine fewer than the total gives: "
            "each note was converted by itself and rounded down.",
        ),
        Figure(
            name="series_b",
            label="Series B warrants",
            stated=21_256_500,
            place="Certificate, first bullet list. The 2002 agreement counts 21,257,501.",
        ),
        Figure(
            name="advisers",
            label="Warrants of advisers",
            stated=350_000,
            place="Certificate, first bullet list",
        ),
        Figure(
            name="series_b1",
            label="Warrants of the January 2002 agreement",
            stated=14_695_976,
            place="Certificate, first bullet list. Exhibit A of the agreement adds up to "
            "14,695,980; the certificate dates the agreement 2001.",
        ),
        Figure(
            name="exercise",
            label="Exercise price of the warrants",
            stated=0.10,
            shown=styles.PRICE_2,
            place="Form of warrant, head; not in the certificate",
        ),
        Figure(
            name="listed",
            label="Additional shares as listed",
            formula="{note_shares}+{series_b}+{advisers}+{series_b1}",
            place="Sum of the four lines above",
        ),
        Section(heading="The fraction"),
        Figure(
            name="prior",
            label="Conversion price before (Original Issue Price)",
            stated=6.41,
            shown=styles.PRICE_2,
            place=FRACTION,
        ),
        Figure(
            name="a",
            label="(A) Common shares outstanding the day before",
            stated=33_831_184,
            place=FRACTION,
        ),
        Figure(
            name="consideration",
            label="Deemed consideration",
            formula="{notes}+({series_b}+{advisers}+{series_b1})*{exercise}",
            shown=styles.DOLLARS,
            place="Not stated: note principal and the exercise money of the warrants",
        ),
        Figure(
            name="b",
            label="(B) Shares the consideration would buy",
            stated=1_277_355,
            decimals=0,
            follows="rounded",
            formula="{consideration.exact}/{prior}",
            exact_shown=styles.UNROUNDED_SHARES,
            place=FRACTION,
        ),
        Figure(
            name="c",
            label="(C) Shares underlying Other Securities",
            stated=1_411_724,
            place=FRACTION,
        ),
        Figure(
            name="numerator",
            label="Numerator, A + B + C",
            stated=36_520_262,
            decimals=0,
            follows="truncated",
            formula="{a}+{b.exact}+{c}",
            exact_shown=styles.UNROUNDED_SHARES,
            place="The unrounded sum cut off, though (B) alone was rounded up: with (B) as "
            "printed the sum is 36,520,263. The price moves by less than a millionth.",
        ),
        Figure(
            name="x",
            label="(X) Outstanding after the issue",
            stated=115_559_617,
            decimals=0,
            follows="differs by -149,994",
            formula="{a}+{listed.exact}",
            place="The certificate counts 149,994 fewer additional shares here than it lists. "
            "Nearest explanation: 200,000 adviser warrants counted instead of 350,000.",
        ),
        Figure(
            name="implied",
            label="Additional shares counted, X - A",
            formula="{x}-{a}",
            place="What the denominator rests on",
        ),
        Figure(
            name="gap",
            label="Counted less listed",
            formula="{implied.exact}-{listed.exact}",
            place="The known difference; numerator and denominator rest on different lists",
        ),
        Figure(
            name="y",
            label="(Y) Shares underlying Other Securities",
            stated=1_411_724,
            decimals=0,
            formula="{c}",
            place=FRACTION,
        ),
        Figure(
            name="denominator",
            label="Denominator, X + Y",
            stated=116_971_341,
            decimals=0,
            formula="{x}+{y}",
            place=FRACTION,
        ),
        Section(heading="The result"),
        Figure(
            name="price",
            label="Conversion price after, with the shares counted in (X)",
            stated=2.00,
            decimals=2,
            follows="rounded",
            formula=WEIGHTED,
            shown=styles.PRICE_2,
            exact_shown=styles.PRICE_8,
            place="Certificate, first paragraph",
        ),
        Figure(
            name="price_listed",
            label="The same with the shares listed",
            against="price",
            decimals=2,
            follows="rounded",
            formula="CONVPRICE_WEIGHTED({prior},{a},{consideration.exact},{listed.exact},{c})",
            shown=styles.PRICE_2,
            exact_shown=styles.PRICE_8,
            place="The known difference does not reach the stated price",
        ),
        Figure(
            name="price_printed",
            label="The same from the printed numerator and denominator",
            against="price",
            decimals=2,
            follows="rounded",
            formula="{prior}*{numerator}/{denominator}",
            shown=styles.PRICE_2,
            exact_shown=styles.PRICE_8,
            place="Native twin of the function",
        ),
        Figure(
            name="oip",
            label="Original Issue Price of the Series 2-A",
            stated=6.41,
            shown=styles.PRICE_2,
            place=FRACTION,
        ),
        Figure(
            name="rate",
            label="Common shares for a Series 2-A share",
            stated=3.20,
            decimals=2,
            follows="rounded",
            formula="CONVERSION_RATE({oip},{price.exact})",
            shown=styles.RATE_2,
            exact_shown=styles.RATE_8,
            place="Certificate, first paragraph; from the unrounded price",
        ),
        Figure(
            name="rate_rounded",
            label="The same from the rounded price",
            against="rate",
            decimals=2,
            follows="truncated",
            formula="CONVERSION_RATE({oip},{price})",
            shown=styles.RATE_2,
            exact_shown=styles.RATE_8,
            place="Would round to 3.21: the stated rate comes from the unrounded price",
        ),
        Figure(
            name="effective",
            label="Effective Price of the whole issue",
            formula="EFFECTIVE_PRICE({consideration.exact},{listed.exact})",
            shown=styles.PRICE_8,
            place="Not stated",
        ),
    ),
)

CERTIFICATE_2005 = Certificate(
    sheet="Jul 2005",
    title="Series 2-A conversion price, certificate of July 19, 2005",
    purpose="Each figure that the certificate states, beside its recomputation from the others.",
    lines=(
        Section(heading="The issue of July 18, 2005"),
        Figure(
            name="preferred",
            label="Series 5-A shares issued and sold",
            stated=1_478,
            place="Certificate, second paragraph",
        ),
        Figure(
            name="oip_5a",
            label="Original Issue Price of the Series 5-A",
            stated=1_000,
            shown=styles.DOLLARS,
            place="Series 5-A II.G",
        ),
        Figure(
            name="purchase",
            label="Aggregate purchase price",
            stated=1_478_000,
            decimals=0,
            formula="{preferred}*{oip_5a}",
            shown=styles.WHOLE_DOLLARS,
            place="Certificate, second paragraph",
        ),
        Figure(
            name="warrants",
            label="Shares under the warrants",
            stated=886_800,
            place="Certificate, second paragraph",
        ),
        Figure(
            name="exercise",
            label="Exercise price of the warrants",
            stated=0.50,
            shown=styles.PRICE_2,
            place="Certificate, second paragraph",
        ),
        Figure(
            name="exercise_money",
            label="Money if all warrants are exercised",
            stated=443_400,
            decimals=0,
            formula="{warrants}*{exercise}",
            shown=styles.WHOLE_DOLLARS,
            place="Certificate, second paragraph",
        ),
        Figure(
            name="cp_5a",
            label="Conversion price of the Series 5-A",
            stated=0.3125,
            shown=styles.PRICE_4,
            place="Series 5-A II.E",
        ),
        Figure(
            name="listed",
            label="Additional shares, as if all were converted and exercised",
            formula="CONVERSION_SHARES({preferred},{oip_5a},{cp_5a})+{warrants}",
            place="Series 5-A VII.A and the warrants, as one package",
        ),
        Section(heading="The fraction"),
        Figure(
            name="prior",
            label="Conversion price before",
            stated=14.20,
            shown=styles.PRICE_2,
            place="Certificate, third paragraph. It cannot be derived from the $2.00 of 2002: "
            "the texts do not tell what lies between.",
        ),
        Figure(
            name="a",
            label="(A) Common shares outstanding the day before",
            stated=2_101_345,
            place="Certificate, bullet list",
        ),
        Figure(
            name="consideration",
            label="Consideration, received and deemed received",
            formula="{purchase}+{exercise_money}",
            shown=styles.WHOLE_DOLLARS,
            place="Purchase price and exercise money of the warrants",
        ),
        Figure(
            name="b",
            label="(B) Shares the consideration would buy",
            stated=135_310,
            decimals=0,
            follows="rounded",
            formula="{consideration.exact}/{prior}",
            exact_shown=styles.UNROUNDED_SHARES,
            place="Certificate, bullet list",
        ),
        Figure(
            name="c",
            label="(C) Shares underlying Other Securities",
            stated=317_596,
            place="Certificate, bullet list",
        ),
        Figure(
            name="numerator",
            label="Numerator, A + B + C",
            stated=2_554_251,
            decimals=0,
            follows="rounded",
            formula="{a}+{b.exact}+{c}",
            exact_shown=styles.UNROUNDED_SHARES,
            place="Certificate, bullet list",
        ),
        Figure(
            name="x",
            label="(X) Outstanding after the issue",
            stated=7_717_745,
            decimals=0,
            formula="{a}+{listed.exact}",
            place="Certificate, bullet list",
        ),
        Figure(
            name="implied",
            label="Additional shares counted, X - A",
            formula="{x}-{a}",
            place="What the denominator rests on",
        ),
        Figure(
            name="gap",
            label="Counted less listed",
            formula="{implied.exact}-{listed.exact}",
            place="No difference: the package was counted as listed",
        ),
        Figure(
            name="y",
            label="(Y) Shares underlying Other Securities",
            stated=317_596,
            decimals=0,
            formula="{c}",
            place="Certificate, bullet list",
        ),
        Figure(
            name="denominator",
            label="Denominator, X + Y",
            stated=8_035_341,
            decimals=0,
            formula="{x}+{y}",
            place="Certificate, bullet list",
        ),
        Section(heading="The result"),
        Figure(
            name="price",
            label="Conversion price after",
            stated=4.51,
            decimals=2,
            follows="rounded",
            formula=WEIGHTED,
            shown=styles.PRICE_2,
            exact_shown=styles.PRICE_8,
            place="Certificate, first paragraph",
        ),
        Figure(
            name="price_printed",
            label="The same from the printed numerator and denominator",
            against="price",
            decimals=2,
            follows="rounded",
            formula="{prior}*{numerator}/{denominator}",
            shown=styles.PRICE_2,
            exact_shown=styles.PRICE_8,
            place="Native twin of the function",
        ),
        Figure(
            name="oip",
            label="Original Issue Price of the Series 2-A",
            stated=6.41,
            shown=styles.PRICE_2,
            place="Certificate of 2002; not stated here",
        ),
        Figure(
            name="rate",
            label="Common shares for a Series 2-A share",
            stated=1.42,
            decimals=2,
            follows="rounded",
            formula="CONVERSION_RATE({oip},{price.exact})",
            shown=styles.RATE_2,
            exact_shown=styles.RATE_8,
            place="Certificate, first paragraph",
        ),
        Figure(
            name="effective",
            label="Effective Price of the package",
            formula="EFFECTIVE_PRICE({consideration.exact},{listed.exact})",
            shown=styles.PRICE_8,
            place="Not stated; the preferred alone converts at $0.3125",
        ),
    ),
)
