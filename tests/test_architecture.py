"""Promises that hold for the whole project at once."""

import ast
import re
import subprocess
import sys
from collections import Counter, defaultdict
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest
from openpyxl import Workbook

import xl_udfs
from xl_udfs.core.clauses import DOCUMENTS, IMPLEMENTED, clause
from xl_udfs.core.errors import CapTableError
from xl_udfs.core.readings import Reading
from xl_udfs.documents.ocf.refusals import PACKAGE_REFUSALS
from xl_udfs.documents.ocf.report import RULES as PACKAGE_FINDINGS
from xl_udfs.engine.refusals import SENTENCES
from xl_udfs.functions.catalogue import FUNCTIONS, STANDS
from xl_udfs.functions.registry import EXCEL_ERROR, REGISTRY
from xl_udfs.hosts import excel
from xl_udfs.hosts.headless import function_table
from xl_udfs.hosts.refusals import HOST_REFUSALS

PACKAGE = Path(xl_udfs.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))
CORE = sorted((PACKAGE / "core").rglob("*.py"))
RULE = re.compile(r"[GPANWC]-\d+b?")


def name_of(path: Path) -> str:
    """Return a module's path for a test's name."""
    return str(path.relative_to(PACKAGE))


@cache
def trees() -> dict[Path, ast.Module]:
    """Return each module as Python reads it."""
    return {module: ast.parse(module.read_text(encoding="utf-8")) for module in MODULES}


def test_core_never_uses_binary_floats() -> None:
    """Money and prices are exact until a cell is written."""
    for module in CORE:
        for node in ast.walk(trees()[module]):
            if isinstance(node, ast.Constant):
                assert not isinstance(node.value, float), f"{name_of(module)}:{node.lineno}"
            if isinstance(node, ast.Name):
                assert node.id not in {"float", "round"}, f"{name_of(module)}:{node.lineno}"


def test_the_law_makes_numbers_whose_arithmetic_is_quick() -> None:
    """Python's own fractions give the same results, and take three times as long."""
    made = re.compile(r"(?<!case )\bFraction\(")
    modules = {*CORE, *(PACKAGE / "functions").rglob("*.py")} - {PACKAGE / "core" / "exact.py"}
    slow = {name_of(at) for at in modules if made.search(at.read_text(encoding="utf-8"))}
    assert slow == set()


def test_a_module_fits_on_a_few_screens() -> None:
    """Above 400 lines it does more than one thing."""
    lines = {name_of(at): len(at.read_text(encoding="utf-8").splitlines()) for at in MODULES}
    assert {name: many for name, many in lines.items() if many > 400} == {}


def test_a_folder_has_a_handful_of_modules() -> None:
    """About fifteen, so that a reader sees at once what lives there; but a check is a file."""
    folders = Counter(name_of(module.parent) for module in MODULES if module.stem != "__init__")
    del folders["engine/checking/checks"]
    assert {folder: many for folder, many in folders.items() if many > 18} == {}


def test_no_module_is_named_like_one_of_the_standard_library() -> None:
    """Nor after nothing in particular."""
    for module in MODULES:
        assert module.stem == "__init__" or module.stem not in sys.stdlib_module_names, module
        assert module.stem not in {"utils", "helpers", "common", "manager", "base"}, module


def test_a_class_or_alias_has_a_name_of_its_own() -> None:
    """One name has one meaning in the whole package, a private one too."""
    places: dict[str, list[str]] = defaultdict(list)
    for module, tree in trees().items():
        for node in tree.body:
            if isinstance(node, ast.ClassDef):
                places[node.name].append(name_of(module))
            elif isinstance(node, ast.AnnAssign) and ast.unparse(node.annotation) == "TypeAlias":
                places[ast.unparse(node.target)].append(name_of(module))
    assert {name: where for name, where in places.items() if len(where) > 1} == {}


ROOMS = ("core", "engine")
NAMED_ALIKE = {  # functions of one name in one room, and why
    "main": "where a process of its own begins",
    "find": "what each check does",
}


@pytest.mark.parametrize("room", ROOMS)
def test_a_function_of_a_room_has_a_name_of_its_own(room: str) -> None:
    """Where Excel's own functions are computed, the names are Excel's."""
    places: dict[str, list[str]] = defaultdict(list)
    for module, tree in trees().items():
        where = name_of(module)
        if where.startswith(f"{room}/") and not where.startswith("engine/excel/functions"):
            for node in tree.body:
                if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                    places[node.name].append(where)
    doubled = {name: where for name, where in places.items() if len(where) > 1}
    assert {name: where for name, where in doubled.items() if name not in NAMED_ALIKE} == {}


BROAD = {"Exception", "BaseException"}
REPORTED = {  # what a person is told of the program itself, or of a file that was lost
    "engine/running/cluster.py",
    "hosts/excel/diagnosis.py",
    "hosts/excel/workbook_diagnosis.py",
    "hosts/libreoffice/component.py",
}


def caught(handler: ast.ExceptHandler) -> set[str]:
    """Return the names of what a handler catches."""
    return {"BaseException"} if handler.type is None else names_in(handler.type)


def names_in(node: ast.AST) -> set[str]:
    """Return the names in a piece of code."""
    return {inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name)}


def test_lack_of_memory_is_never_an_ordinary_exception() -> None:
    """Who catches whatever comes has caught that before, or hands it on."""
    for module, tree in trees().items():
        tries = (node for node in ast.walk(tree) if isinstance(node, ast.Try))
        for node in tries if name_of(module) not in REPORTED else ():
            before: set[str] = set()
            for handler in node.handlers:
                if caught(handler) & BROAD and "MemoryError" not in before:
                    inside = [inner for step in handler.body for inner in ast.walk(step)]
                    raises = any(isinstance(step, ast.Raise) for step in inside)
                    assert raises, f"{name_of(module)}:{handler.lineno}"
                before |= caught(handler)


def test_every_refusal_has_an_excel_error() -> None:
    """No exception class of the core is left without a cell value."""
    assert set(CapTableError.__subclasses__()) == set(EXCEL_ERROR)


CODE = re.compile(r"E_[A-Z0-9_]+")


def test_every_code_of_a_refusal_stands_in_one_table() -> None:
    """A code is public: what it means stands in the references, made of the tables."""
    assert SENTENCES.keys().isdisjoint(HOST_REFUSALS)
    raised = {
        node.value
        for tree in trees().values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        if isinstance(node.value, str) and CODE.fullmatch(node.value)
    }
    assert raised == {*SENTENCES, *HOST_REFUSALS}


def test_every_code_of_a_package_is_one_that_is_said() -> None:
    """Those of the tables, which the reference shows: of refusals, and of what is found."""
    said = {
        node.value
        for path, tree in trees().items()
        if "ocf" in path.parts and path.name != "report.py"
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert {*PACKAGE_REFUSALS, *PACKAGE_FINDINGS} <= said


def test_every_host_offers_the_same_functions() -> None:
    """One definition, many hosts."""
    assert set(function_table()) == set(FUNCTIONS)
    assert set(FUNCTIONS) <= set(vars(excel))


def test_the_catalogue_lists_each_function_where_it_is_declared() -> None:
    """Nothing imports a module of functions that the catalogue does not name."""
    for module in walk_packages([str(PACKAGE / "functions")], "xl_udfs.functions."):
        import_module(module.name)
    listed = {
        name: (f"xl_udfs.functions.{module}", f"Cap Table: {category}")
        for category, modules in STANDS.items()
        for module, names in modules.items()
        for name in names.split()
    }
    assert listed == {
        name: (function.body.__module__, function.category) for name, function in REGISTRY.items()
    }


def test_rules_are_cited_by_id_and_place() -> None:
    """The certificate of adjustment prints the place."""
    for rule, (source, function) in IMPLEMENTED.items():
        assert RULE.fullmatch(rule)
        assert source.document in DOCUMENTS
        assert callable(function)
    assert IMPLEMENTED["P-73"][0].place == "Series 5-A VII.E(6)(a)(ii)"


def test_every_rule_of_the_core_has_a_door() -> None:
    """A worksheet function calls it, or it is a step of what one calls."""
    used: Counter[str] = Counter()
    rules: list[str] = []
    for tree in trees().values():
        for node in ast.walk(tree):
            if isinstance(node, ast.Name):
                used[node.id] += 1
            elif isinstance(node, ast.Attribute):
                used[node.attr] += 1
    for module in CORE:
        rules += [
            node.name
            for node in trees()[module].body
            if isinstance(node, ast.FunctionDef | ast.ClassDef)
            and any("clause" in ast.unparse(decorator) for decorator in node.decorator_list)
        ]
    assert len(rules) > 100
    assert [name for name in rules if not used[name]] == []


def test_a_rule_is_recorded_once() -> None:
    """Two places for one rule would drift apart."""
    with pytest.raises(ValueError, match="P-73 is already implemented"):
        clause("000 VII", "P-73")(name_of)


def readings() -> list[type[Reading]]:
    """Return every reading of an ambiguous clause."""
    return Reading.__subclasses__()


@pytest.mark.parametrize("reading", readings(), ids=lambda reading: reading.__name__)
def test_a_reading_names_its_rule_and_has_alternatives(reading: type[Reading]) -> None:
    """The first member is the default; the docstring starts with the rule."""
    assert RULE.fullmatch(reading.rule())
    assert len(reading) >= 2


AT_WORK = """
import sys
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from xl_udfs.cli import start
now, (command, book) = datetime(2024, 1, 1), sys.argv[1:]
sys.argv[2:] = ["=1+1" if command == "eval" else book]
with suppress(SystemExit):
    start.main()
from xl_udfs.cli.looking import check, evaluate  # what a process of its own does, done here
from xl_udfs.engine.api import DEFAULT_LIMITS
if command == "eval":
    print(evaluate._evaluating(now, as_json=False)("=1+1").out, file=sys.stderr)
else:
    reported = check.checked(Path(book), now, DEFAULT_LIMITS)
    print(reported.outcome.counts, *check._lines(reported), file=sys.stderr)
print(*sys.modules)
"""
HEAVY = {"openpyxl", "numpy", "pandas", "pydantic", "rich", "lxml", "PIL", "ironcalc", "dask"}
"""Each takes longer to import than a small workbook to check."""


@pytest.mark.parametrize("command", ["eval", "check"])
def test_one_small_thing_imports_no_large_library(command: str, tmp_path: Path) -> None:
    """Nor any law that it does not call: starting is most of what a small workbook takes."""
    book = tmp_path / "small.xlsx"
    sheet = Workbook()
    sheet.worksheets[0].append([1, 2, "=A1+B1"])
    sheet.save(book)
    done = subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-c", AT_WORK, command, book], capture_output=True, check=True, text=True
    )
    found = "2" if command == "eval" else "1 formulas"
    assert found in done.stderr
    assert found in done.stdout.partition("\n")[0]
    loaded = set(done.stdout.split())
    assert not loaded & HEAVY
    assert not {name for name in loaded if name.startswith(("xl_udfs.core.", "xl_udfs.templates"))}
