"""What a redemption takes over of a cap table: the terms of one class, and who holds it."""

from xl_udfs.templates.taken_over.position import TakenPosition, number_in, owed
from xl_udfs.templates.taken_over.taking import (
    LETTER,
    CapTableRequest,
    Height,
    Lines,
    TakenOver,
    inputs_of,
)

INPUTS = {
    "in_closing_date": "Start date",
    "in_original_issue_price": "Original issue price",
    "in_conversion_price": "Conversion price",
    "in_shares_outstanding": "Shares",
    "in_company": "in_company",
    "in_company_address": "in_company_address",
    "in_series": "Name in full",
    "in_instrument": "Instrument",
    "in_instrument_date": "Dated",
    "in_signatory": "in_signatory",
    "in_office": "in_office",
    "in_source_class": "Class",
}
UNPAID = ("in_company_dividend", "in_holder_dividend")  # $ per share, declared or accrued


def taken(position: TakenPosition, wanted: CapTableRequest) -> TakenOver:
    """Return it; what the sheet of holders has besides stays with the holder."""
    place = position.place_of(wanted.security)
    line = position.classes[place]
    name, shares = str(line["Class"]), number_in(line, "Shares") or 0.0
    return TakenOver(
        words=LETTER,
        inputs={
            **inputs_of(INPUTS, position.about(name)),
            **dict.fromkeys(UNPAID, owed(line) / shares if shares else None),
            **position.source(name),
        },
        tables=(
            Lines(
                table="tblHolders",
                key="Holder",
                titles=("Holder", "Shares held", "Address for notices"),
                lines=[
                    {
                        "Holder": holder,
                        "Shares held": number,
                        "Address for notices": position.addresses.get(holder),
                    }
                    for holder, number in position.holders_of(place)
                ],
                height=Height.GROWS,
            ),
        ),
    )
