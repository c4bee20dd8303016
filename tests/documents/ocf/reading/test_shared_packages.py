"""Packages of others, whose figures were computed by another program (PROVENANCE.md beside them).

They lie beside the project, not in it.
"""

import json
from collections import Counter
from fractions import Fraction

import pytest

from tests.documents.ocf.conftest import SHARED, shared
from xl_udfs.documents.ocf.reading.package import read_ocf_package
from xl_udfs.documents.ocf.refusals import PackageError
from xl_udfs.documents.ocf.report import Grade
from xl_udfs.documents.ocf.rows import PackageContent

SEED = "Seed Venture Fund V"  # the name of two stakeholders
SEEDS = {f"{SEED} [24fac0db]": SEED, f"{SEED} [7ab70ca2]": f"{SEED} (2)"}
CALLED = {"option": "Options", "other": "RSUs", "warrant": "Warrants"}


def example_inc() -> PackageContent:
    """Return the package of the demonstration company of OCX."""
    return read_ocf_package(shared("ocx_example_inc"))


def test_example_inc_comes_out_to_the_share() -> None:
    """Each holder's number of each class at March 2, 2023; convertibles in dollars."""
    package = example_inc()
    (expected,) = [
        entry
        for entry in json.loads((SHARED / "expected_example_inc.json").read_text())
        if entry["as_of"] == "2023-03-02"
    ]
    names = {row.name: CALLED.get(row.type, row.name) for row in package.classes}
    pools = {row.name for row in package.classes if row.type == "pool"}
    held = {
        (names[name], holder): number
        for (holder, name), number in package.table.holdings().items()
        if name not in pools
    }
    wanted = {
        (name, SEEDS.get(holder, holder.rpartition(" [")[0])): Fraction(number)
        for name, holders in expected["by_holder"].items()
        if not name.startswith("Convertibles")
        for holder, number in holders.items()
    }
    assert held == wanted
    dollars = Counter[str]()
    for row in package.table.convertibles:
        assert row.amount is not None
        dollars[row.holder] += int(row.amount)
    convertibles = expected["by_holder"]["Convertibles, $ outstanding"]
    assert dollars == {
        SEEDS.get(holder, holder.rpartition(" [")[0]): number
        for holder, number in convertibles.items()
    }
    assert len(package.holders) == 22


def test_example_inc_fully_diluted() -> None:
    """7,885,530 as converted, 9,141,530 fully diluted, 10,239,635 with the unissued pool."""
    package = example_inc()
    counted = {
        row.name: package.table.outstanding().get(row.name, Fraction(0)) * row.rate
        for row in package.classes
    }
    by_type = Counter[str]()
    for row in package.classes:
        by_type[row.type] += int(counted[row.name])
    assert by_type["common"] + by_type["preferred"] == 7_885_530
    assert by_type.total() - by_type["pool"] == 9_141_530
    assert by_type.total() == 10_239_635


FAULTS = {
    "ocx_example_inc": {
        "resulting_missing": 1,
        "below_zero": 3,
        "taken_twice": 2,
        "before_issue": 8,
        "result_before_transfer": 4,
        "same_name": 1,
        "no_conversion_right": 1,
        "omitted_value": 48,
        "number_not_text": 2,
        "old_name": 3,
        "warrant_terms": 2,
        "version": 1,
        "md5": 1,
        "unknown_vesting": 28,
        "odd_terms": 7,  # RSUs that are numbered CS-11 and so on, as stock certificates are
        "expires_on_as_of": 5,  # of the eight that end that day, O-8, CS-11 and CS-36 are gone
    },
    "samples_v1.2.0": {
        "issued_twice": 9,
        "resulting_missing": 49,
        "adjusts_common": 1,
        "not_in_manifest": 4,
        "md5": 1,
    },
    "ocf_tools_acme_holdings_limited": {
        "resulting_missing": 4,
        "no_conversion_right": 2,
        "conversion_differs": 1,
        "unknown_plan": 3,
        "unknown_vesting": 0,  # its three grants name terms that are there
        "version": 1,
        "md5": 1,
    },
    "quickstart_v1.2.0": {"file_missing": 1, "version": 1, "md5": 1, "not_in_manifest": 1},
    "options_v1.2.0": {"version": 1, "md5": 1, "resulting_missing": 1},
    "samples_main": {"unknown_type": 2, "unknown_object": 4, "version": 1},
    "ocx_hostile/manifest-only-package": {"version": 1},
}


@pytest.mark.parametrize("name", FAULTS)
def test_known_faults_are_found(name: str) -> None:
    """What was found in each package by hand is reported, as often as it is there."""
    found = Counter(finding.code for finding in read_ocf_package(shared(name)).report)
    assert {code: found[code] for code in FAULTS[name]} == FAULTS[name]


def test_references_of_the_official_sample() -> None:
    """18 stakeholders, 6 classes, 15 securities and 10 balances are named that it does not hold.

    Two more are named in a file that is not in the manifest, so it is not of the package.
    The issuance that its financing names is there, and left out for its own fault.
    """
    package = read_ocf_package(shared("samples_v1.2.0"))
    found = Counter(
        finding.field for finding in package.report if finding.code == "unknown_reference"
    )
    assert (found["stakeholder_id"], found["stock_class_id"]) == (18, 6)
    assert (found["security_id"], found["balance_security_id"]) == (15, 10)
    left_out = [f.object_type for f in package.report if f.field == "issuance_ids"]
    assert (found["issuance_ids"], left_out) == (0, ["FINANCING"])


def test_acme_ends_what_a_balance_replaces() -> None:
    """Ordinary A is 145,000; taking only the quantity would leave 475,000."""
    package = read_ocf_package(shared("ocf_tools_acme_holdings_limited"))
    assert package.table.outstanding()["Ordinary A"] == 145_000


def test_two_manifests_are_refused() -> None:
    """Which of them counts is not said."""
    with pytest.raises(PackageError, match="ManifestClone"):
        read_ocf_package(shared("ocx_hostile/ambiguous-manifest-package"))


def test_only_what_leaves_something_out_is_an_error() -> None:
    """The example of the standard's options has an exercise whose shares were never issued."""
    package = read_ocf_package(shared("options_v1.2.0"))
    assert [finding.code for finding in package.report if finding.grade is Grade.ERROR] == [
        "resulting_missing"
    ]
