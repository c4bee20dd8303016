"""What a notes workbook takes over of a cap table: its shares, and the notes and SAFEs it lists."""

from xl_udfs.templates.taken_over.position import HeldLine, TakenPosition, number_in
from xl_udfs.templates.taken_over.taking import CapTableRequest, Height, Lines, TakenOver

OF_CLASS = {
    "Class": "Class",
    "Type": "Type",
    "Number": "Shares",
    "Common for one": "Common per share",
    "Price, $": "Conversion price",
}
OF_PAYMENT = ("Holder", "Date", "Amount")
OF_CONVERTIBLE = ("Holder", "Kind", "Amount", "Cap", "Discount", "Rate", "From", "Day count")


def taken(position: TakenPosition, _: CapTableRequest) -> TakenOver:
    """Return the classes, options, warrants and pools that there are, and what converts.

    Where the cap table lists nothing that converts, what is typed in the workbook stays; so do
    kind of interest and maturity, which a cap table does not have.
    """
    classes = Lines(
        table="tblShares",
        key="Class",
        titles=tuple(OF_CLASS),
        lines=[_shares(line) for line in position.classes if number_in(line, "Shares")],
        height=Height.GROWS,
    )
    convertibles = Lines(
        table="tblConvertibles",
        key="Holder",
        titles=OF_CONVERTIBLE,
        lines=[
            {title: line.get(title) for title in OF_CONVERTIBLE} for line in position.convertibles
        ],
        height=Height.GROWS,
    )
    paid = Lines(
        table="tblPaid",
        key="Holder",
        titles=OF_PAYMENT,
        lines=[{title: line.get(title) for title in OF_PAYMENT} for line in position.paid],
        height=Height.GROWS,
    )
    return TakenOver(
        inputs=position.source(),
        tables=(classes, convertibles, paid) if position.convertibles else (classes,),
    )


def _shares(line: HeldLine) -> HeldLine:
    found = {title: line.get(source) for title, source in OF_CLASS.items()}
    return found | {"Price, $": number_in(line, "Conversion price")}
