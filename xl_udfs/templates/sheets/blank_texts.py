"""What a blank copy says in place of sentences that name the company or its figures.

Each pair is replaced wherever it stands in a text, in this order, after longer ones before it.
"""

from collections.abc import Mapping
from typing import TypeAlias

from xl_udfs.templates.certificates.agreement_figures import ROUND_PRINCIPALS
from xl_udfs.templates.certificates.certificate_2002 import CERTIFICATE_2002
from xl_udfs.templates.certificates.certificate_2005 import CERTIFICATE_2005

Pairs: TypeAlias = tuple[tuple[str, str], ...]

RENAMED = {CERTIFICATE_2002.sheet: "Certificate 1", CERTIFICATE_2005.sheet: "Certificate 2"}
EVERYWHERE: Pairs = (
    (" of Vsource, Inc., who", ", who"),
    (" that Vsource, Inc. sold under", " sold under"),
    (" of Vsource, Inc.", ""),
    (" among Vsource, Inc., the Guarantors and the Purchasers,", ""),
    ("Replace the blue inputs, which are examples.", "Fill in the blue cells."),
    (
        "Terms with their section; facts that the documents do not give are examples to replace.",
        "Terms with their section; the blue cells without a value are yours to fill.",
    ),
    (" Not in the documents: all rows are examples.", ""),
    (" Not in the documents: all examples.", ""),
    ("Not in the documents; together those outstanding.", "Together those outstanding."),
    (
        "Not in the documents line by line; the amounts fit notes given up (agreement 1.1). ",
        "",
    ),
    ("Not in the documents line by line. ", ""),
    (" All lines are examples, none is in the documents: replace them.", ""),
    (" All lines are examples, none is in the documents.", ""),
    ("All are examples, none is in the documents: replace them. The", "The"),
    ("; all days are examples, not in the documents", ""),
    (" The prices here are examples.", ""),
    (" Not in the documents.", ""),
    ("Not in the documents: examples, plainly named so.", "What is yours to fill in."),
    ("Memo. Not in the documents: an example.", "Memo."),
    ("There are no names.", "There are no names. The inputs to fill are the table tblToFill."),
    ("There are no other names.", "The inputs to fill are the table tblToFill."),
)
CERTIFICATES: Pairs = (
    (
        "Recomputes the two certificates that reduced the Series 2-A conversion price of Vsource, "
        "Inc., and writes the next one.",
        "Recomputes certificates that reduced a conversion price, and writes the next one.",
    ),
    ("The known difference; numerator and denominator rest on different lists", "0 if all is well"),
    ("No difference: the package was counted as listed", "0 if all is well"),
    ("The certificate of February 5, 2002: $6.41 to $2.00, 3.20 shares.", "A first certificate."),
    ("The certificate of July 19, 2005: $14.20 to $4.51, 1.42 shares.", "A second certificate."),
    ("The certificate of February 5, 2002.", "A first certificate, of notes and warrants."),
    ("The certificate of July 19, 2005.", "A second certificate, of preferred and warrants."),
    (" It repeats July 2005 as an example.", ""),
    ("Replace the blue inputs, which repeat July 2005 as an example.", "Fill in the blue cells."),
    (
        "Vsource, Inc.: letters to the holders of Series 2-A preferred stock of February 5, 2002 "
        "(Exhibit 4.3) and July 19, 2005 (Exhibit 20.2).",
        "Your letters to the holders of the series.",
    ),
    ("Letters of February 5, 2002 (4.3) and July 19, 2005 (20.2).", "Your letters to holders."),
    (
        "The purchase agreement of January 28, 2002, and where other documents repeat it.",
        "A purchase agreement, and where other documents repeat it.",
    ),
    (
        "Exchangeable note and warrant purchase agreement, January 28, 2002.",
        "Your purchase agreement.",
    ),
    (
        "Certificate of designation, executed June 29, 2005 (Exhibit 3.1).",
        "Your certificate of designation.",
    ),
    (
        "Every figure that the four documents state and that can be recomputed",
        "Every figure that your documents state and that can be recomputed",
    ),
    ("Reconciliation of the documents' figures", "Reconciliation of documents' figures"),
    ("Series 2-A conversion price, certificate of February 5, 2002", "Conversion price, first"),
    ("Series 2-A conversion price, certificate of July 19, 2005", "Conversion price, second"),
    ("Price of a Series 3-A share on conversion", "Price of a preferred share on conversion"),
    ("Common shares for a Series 3-A share", "Common shares for such a preferred share"),
    ("Series 3-A shares for the notes", "Preferred shares for the notes"),
    ("Series B warrants, as the agreement states", "Earlier warrants, as the agreement states"),
    ("Series B warrants, as the certificate of 2002", "Earlier warrants, as the certificate"),
    ("Series B warrants", "First warrants"),
    ("Warrants of advisers", "Second warrants"),
    ("Warrants of the January 2002 agreement", "Third warrants"),
    ("for a Series 2-A share", "for a share of the series"),
    ("of the Series 2-A", "of the series"),
    ("The issue of July 18, 2005", "The issue"),
    ("Original Issue Price of the Series 5-A", "Original Issue Price of the new series"),
    ("Conversion price of the Series 5-A", "Conversion price of the new series"),
    ("Series 5-A shares issued and sold", "Preferred shares issued and sold"),
    ("Series 5-A VII.A and the warrants, as one package", "Preferred and warrants as one package"),
    ("Purchase agreement of January 28, 2002", "Purchase agreement"),
    ("Series B Notes, principal", "Earlier notes, principal"),
    ("a dollar of Series B principal", "a dollar of earlier principal"),
    ("Series B principal", "earlier principal"),
    (
        "Where the principals come from (inferred, not in the documents)",
        "Where principals come from",
    ),
    ("as the certificate of 2002 states them", "as the certificate states them"),
    ("The same in the certificate of 2002", "The same in the certificate"),
    ("Date of the Series A note purchase agreement", "Date of the earlier agreement"),
    ("Closing Date of the Series 5-A", "Closing Date of the new series"),
    ("Effective Date of the adjustment of 2005", "Effective Date of the adjustment"),
    (
        "Date as of which the certificate of 2005 states the price",
        "Date as of which the certificate states the price",
    ),
    ("Not stated; the preferred alone converts at $0.3125", "Not stated"),
    *((name, f"Purchaser {number}") for number, name in enumerate(ROUND_PRINCIPALS, start=1)),
    ("One holder, as an example", "One holder"),
    ("Whole common shares for the holder of the example", "Whole common shares for the holder"),
    ("Not in the documents: any number, 0 or more.", "Any number, 0 or more."),
    ("Not in the documents: pays for", "Pays for"),
    *RENAMED.items(),
)
OF_TEMPLATE: Mapping[str, Pairs] = {
    "cap_table": (
        ("Those of July 2005 follow the form of 2002: full", "They follow the form of 2002: full"),
        (
            "Letter to the holders of Series 2-A of July 19, 2005 (Exhibit 20.2): the position at "
            "July 18, 2005.",
            "Letter to the holders of Series 2-A of July 19, 2005 (Exhibit 20.2).",
        ),
        (
            "The holders' names, the numbers of Series 1-A and 2-A shares, and what happened "
            "between February 2002 and July 2005: left open, or marked so where a figure is "
            "needed.",
            "Your holders, classes and ledger: the blue cells without a value.",
        ),
        ("Not in the documents", "Yours"),
        (
            "Everyone who holds something; the documents name no holder of July 2005, so each "
            "class is held by one line for all.",
            "Everyone who holds something, once each.",
        ),
        (
            "After July 18, 2006 the Series 5-A takes the weighted average.",
            "After the months of full ratchet the Series 5-A takes the weighted average.",
        ),
    ),
    "adjustment_certificate": CERTIFICATES,
    "reconciliation": CERTIFICATES,
    "redemption": (
        ("Certificate of July 19, 2005 (Exhibit 20.2): 1,478 shares sold.", "Your own records."),
        ("Certificate of July 19, 2005, second paragraph; before", "Before"),
        ("Ending tier: July 18, 2006 still pays", "Ending tier: the anniversary itself still pays"),
        (
            "One row for each holder. The documents name no holder of the Series 5-A: these are "
            "examples that add up to the 1,478 shares.",
            "One row for each holder; together the shares outstanding.",
        ),
        ("Certificates", "Facts"),
    ),
    "notes_and_warrants": (
        (
            "$60 and 600 common shares for a Series 3-A share are inferred from the certificate of "
            "February 5, 2002; the",
            "Price and common shares of a Series 3-A share are inputs; the",
        ),
        (
            "What a prompt calls an example is in no document: dates of exchange, prepayment and "
            "exercise, prices, events, and how each Purchaser paid.",
            "Yours to fill in: dates of exchange, prepayment and exercise, prices, events, and how "
            "each Purchaser paid.",
        ),
        (
            "Vsource, Inc.: letter to the holders of Series 2-A preferred stock of February 5, "
            "2002 (Exhibit 4.3), for the chain and the number of warrants.",
            "Your certificate, for the chain and the number of warrants.",
        ),
        (
            "Inferred from the certificate of February 5, 2002: $4,557,596 for 75,960 shares.",
            "As the Series A agreement or your certificate gives it.",
        ),
        (
            "Inferred from the same certificate: 45,575,951 for 75,960 shares.",
            "As the Series A agreement or your certificate gives it.",
        ),
        (" (inferred)", ""),
        (" (inferred terms)", ""),
        ("As the certificate of 2002 states it", "As the certificate states it"),
        (
            "Certificate of February 5, 2002, first item of its list.",
            "As your certificate lists it.",
        ),
        (
            "Certificate of February 5, 2002, last item of its list.",
            "As your certificate lists it.",
        ),
        (
            "One minute before 5:00 p.m. Pacific Standard time of January 31, 2007; that time is",
            "Until 5:00 p.m. Pacific Standard time of the last day; that time is",
        ),
        (
            "Exhibit A prints no total; 2,939,196 is the sum of its lines.",
            "The sum of the lines of Exhibit A.",
        ),
        (
            "Shares that the certificate of 2002 states, less these",
            "Shares that the certificate states, less these",
        ),
        ("Through Series 3-A at $60 and 600, note", "Through Series 3-A, note"),
        ("The chain of 2002", "The chain to common stock"),
        ("At $60.", "At the price of a Series 3-A share."),
        (
            "At $60 for one share, which is inferred from this very figure.",
            "At the price of a Series 3-A share.",
        ),
        ("How the stated 75,960 follows", "How the stated Series 3-A shares follow"),
        ("how the 75,960 Series 3-A shares follow", "how the Series 3-A shares follow"),
        ("Exhibit A: the certificate of 2002 differs by", "Exhibit A: the certificate differs by"),
        (
            "The known difference, shown and not hidden: 14,695,976 stated, 14,695,980 here.",
            "A difference that you know of belongs under Expected.",
        ),
        ("Chain of 2002:", "Chain:"),
    ),
    "liquidation": (
        (
            "Certificate of July 19, 2005 (Exhibit 20.2): 1,478 Series 5-A shares, 2,101,345 "
            "common shares before the issue, 1.42 common for one Series 2-A share.",
            "Your own records.",
        ),
        ("Certificate of July 19, 2005, second paragraph.", "As last certified."),
        ("$40 on each of 1,478 shares.", "The annual dividend on each share."),
        (" The documents name no holder: these are examples.", ""),
        ("Certificates", "Facts"),
    ),
    "compliance": (
        (
            "What a prompt calls an example is in no document: the register, consents, holders of "
            "the Series 5-A, transfers, most dates and the notices.",
            "Yours to fill in: the register, consents, holders of the Series 5-A, transfers, dates "
            "and the notices.",
        ),
        ("; certificate of July 19, 2005 for the shares outstanding", ""),
        ("Certificate of July 19, 2005: 1,478 shares issued and sold.", "As last certified."),
        ("1,478 shares (certificate of July 19, 2005).", "The shares stated on the sheet Terms."),
        ("$2,204,397 of Exhibit A: BAPEF alone is not enough.", "Of what is outstanding."),
        (
            " The days are those of the agreement: when the First Closing was held is not in the "
            "documents.",
            "",
        ),
        (
            " The holders are examples; 1,478 shares are outstanding (certificate of July 19, "
            "2005).",
            "",
        ),
        (" Only BAPEF's note reaches $500,000.", ""),
        ("; those marked example are not in the documents", ""),
        ("Not in the documents where it is marked as an example.", "The day of the event."),
        ("Memo: where the day stands; example: in no document.", "Memo: where the day stands."),
        ("Memo: Exhibit A, or a New Purchaser.", "Memo: a Purchaser, or a New Purchaser."),
        ("; the total, 1,478, is in the certificate.", "."),
    ),
}
