"""Stakeholders to holders: the workbook knows them by their names, a package by their ids."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from xl_udfs.documents.ocf.names import unique_name
from xl_udfs.documents.ocf.reading.objects import Fields
from xl_udfs.documents.ocf.rows import HolderRow

ADDRESS = ("street_suite", "city", "country_subdivision", "postal_code", "country")


@dataclass(slots=True)
class Holders:
    """The holders so far, and their names by the ids of stakeholders."""

    rows: dict[str, HolderRow] = field(default_factory=dict)  # by id
    taken: set[str] = field(default_factory=set)

    def named(self, issuance: Fields) -> str:
        """Return who holds what was issued; a stakeholder that is not there is named by its id."""
        identity = issuance.text("stakeholder_id")
        if identity not in self.rows:
            name = unique_name(identity, self.taken)
            self.rows[identity] = HolderRow(name=name, favour="no")
        return self.rows[identity].name


def holders_of(stakeholders: Iterable[Fields]) -> Holders:
    """Return a holder for each stakeholder, their names made unique."""
    holders = Holders()
    for one in stakeholders:
        name = one.part("name")
        legal = "" if name is None else name.text("legal_name")
        if not legal:
            one.add("missing", "name.legal_name", done="its id is its name")
        wanted = one.summed(legal or one.id, "name.legal_name")
        given = unique_name(wanted, holders.taken)
        if given != wanted:
            one.add("same_name", "name.legal_name", name=wanted, unique=given)
        words = one.text("current_relationship") or one.text("stakeholder_type")
        holders.rows[one.id] = HolderRow(
            name=given,
            kind=words.replace("_", " ").capitalize(),
            address=_address(one),
            favour="no",
        )
    return holders


def _address(stakeholder: Fields) -> str:
    """Return the first address on one line."""
    for address in stakeholder.parts("addresses"):
        return ", ".join(filter(None, map(address.text, ADDRESS)))
    return ""
