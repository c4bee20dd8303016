"""functions.json, which Excel reads when it registers the add-in."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from xl_udfs.functions.catalogue import FUNCTIONS
from xl_udfs.hosts.office.metadata import catalogue_json, functions_json

SCHEMAS = Path(__file__).parent / "node_modules/@microsoft/app-manifest/build/json-schemas/teams"


@pytest.fixture(scope="module")
def metadata() -> dict[str, Any]:
    """Return what functions.json says."""
    return dict(json.loads(functions_json()))


def test_every_function_is_there_with_every_argument(metadata: dict[str, Any]) -> None:
    """In the order of the registry, with what may be left out and what repeats."""
    assert [function["id"] for function in metadata["functions"]] == list(FUNCTIONS)
    for declared in metadata["functions"]:
        function = FUNCTIONS[declared["id"]]
        assert declared["name"] == function.name
        assert declared["description"] == function.help
        said = [
            (p["name"], bool(p.get("optional") or p.get("repeating")), bool(p.get("repeating")))
            for p in declared["parameters"]
        ]
        assert said == [(p.name, p.optional, p.variadic) for p in function.parameters]


def test_errors_and_ranges_reach_the_functions(metadata: dict[str, Any]) -> None:
    """Else Excel answers for us, or calls once a cell; and the pane knows which cell called."""
    assert metadata["allowErrorForDataTypeAny"] is True
    for declared in metadata["functions"]:
        for what in (*declared["parameters"], declared["result"]):
            assert (what["type"], what["dimensionality"]) == ("any", "matrix")
        assert declared["options"] == {"requiresAddress": True}


def test_the_limits_of_excel_are_kept(metadata: dict[str, Any]) -> None:
    """Names by its rules, help of at most 512 characters, cut in no word of ours."""
    for declared in metadata["functions"]:
        assert re.fullmatch(r"[A-Za-z][A-Za-z0-9._]{2,63}", declared["id"])
        assert 1 <= len(declared["description"]) <= 512
        for parameter in declared["parameters"]:
            assert re.fullmatch(r"[A-Za-z][A-Za-z0-9_]{0,63}", parameter["name"])
            assert parameter["description"].endswith(")")
            assert len(parameter["description"]) <= 512


def test_microsofts_own_schema_takes_it(metadata: dict[str, Any]) -> None:
    """As far as the schema of the unified manifest describes the same records."""
    if not SCHEMAS.is_dir():
        pytest.skip("@microsoft/app-manifest is needed: `npm ci` in tests/hosts/office")
    newest = max(SCHEMAS.glob("v1.*"), key=lambda folder: int(folder.name[3:]))
    schema = json.loads((newest / "MicrosoftTeams.schema.json").read_text(encoding="utf-8"))
    known = schema["definitions"]
    options = set(known["extensionFunction"]["properties"])
    for declared in metadata["functions"]:
        assert set(declared["options"]) <= options  # there they stand beside the others
        plain = {name: value for name, value in declared.items() if name != "options"}
        _conforms(plain, known["extensionFunction"])
        _conforms({"dimensionality": "matrix"}, known["extensionResult"])  # it knows no type
        for parameter in declared["parameters"]:
            _conforms(parameter, known["extensionFunctionParameter"])


def _conforms(record: dict[str, Any], schema: dict[str, Any]) -> None:
    assert set(schema.get("required", ())) <= set(record)
    for name, value in record.items():
        rule = schema["properties"][name]
        if "enum" in rule:
            assert value in rule["enum"]
        if isinstance(value, str):
            pattern = rule.get("pattern", "").replace(r"\p{L}", "A-Za-z")
            assert re.search(pattern, value), (name, value)
            assert rule.get("minLength", 0) <= len(value) <= rule.get("maxLength", 10_000)
        if isinstance(value, list):
            assert len(value) <= rule["maxItems"]


def test_the_pane_lists_what_the_catalogue_has() -> None:
    """With an example and the words that an argument takes."""
    records = {record["name"]: record for record in json.loads(catalogue_json())}
    assert list(records) == list(FUNCTIONS)
    weighted = records["CONVPRICE_WEIGHTED"]
    assert weighted["signature"] == FUNCTIONS["CONVPRICE_WEIGHTED"].signature
    assert weighted["example"].startswith("=CONVPRICE_WEIGHTED(14.2")
    for name, record in records.items():
        assert len(record["choices"]) == len(FUNCTIONS[name].parameters)
