"""What a compliance workbook takes over of a cap table: one class, its holders, the notes."""

from xl_udfs.templates.taken_over.position import TakenPosition
from xl_udfs.templates.taken_over.taking import CapTableRequest, Height, Lines, TakenOver, inputs_of

INPUTS = {
    "in_authorized": "Authorized",
    "in_shares_stated": "Shares",
    "in_original_issue_price": "Original issue price",
    "in_conversion_price": "Conversion price",
    "in_source_class": "Class",
}
DATE = "Closing Date of the series"  # the event that the cap table knows


def taken(position: TakenPosition, wanted: CapTableRequest) -> TakenOver:
    """Return it; consents, votes and objections stay with the holder."""
    place = position.place_of(wanted.security)
    name = str(position.classes[place]["Class"])
    about = position.about(name)
    source = position.source(name)
    return TakenOver(
        inputs={**inputs_of(INPUTS, about), **source},
        tables=(
            Lines(
                table="tblShareholders",
                key="Holder",
                titles=("Holder", "Shares"),
                lines=[
                    {"Holder": holder, "Shares": number}
                    for holder, number in position.holders_of(place)
                ],
                height=Height.GROWS,
            ),
            Lines(
                table="tblNoteholders",
                key="Holder",
                titles=("Holder", "Principal"),
                lines=[
                    {"Holder": line["Holder"], "Principal": line["Amount"]}
                    for line in position.convertibles
                    if line["Kind"] == "note"
                ],
                height=Height.GROWS,
            ),
            Lines(
                table="tblDates",
                key="Event",
                titles=("Day", "Source"),
                lines=[{"Event": DATE, "Day": about.get("Start date"), "Source": position.file}],
                height=Height.NAMED,
            ),
        ),
    )
