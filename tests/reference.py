"""The generated parts of the pages: ``python -m tests.reference`` writes them anew."""

import re
import sys
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import typer

from tests.clauses import NOT_COMPUTED, RULES, implemented
from tests.conftest import ROOT
from xl_udfs.cells import Argument, ExcelError
from xl_udfs.cli.main import app
from xl_udfs.core.clauses import IMPLEMENTED
from xl_udfs.core.readings import Reading
from xl_udfs.documents.ocf.refusals import PACKAGE_REFUSALS
from xl_udfs.documents.ocf.report import RULES as PACKAGE_FINDINGS
from xl_udfs.engine.calculation.evaluate import evaluate
from xl_udfs.engine.calculation.library import Library
from xl_udfs.engine.checking.checks.all_checks import documented
from xl_udfs.engine.limits import LIMIT_TEXTS
from xl_udfs.engine.refusals import SENTENCES
from xl_udfs.functions.catalogue import CATEGORIES, FUNCTIONS
from xl_udfs.functions.examples import EXAMPLES, SPECIAL_ERRORS
from xl_udfs.functions.registry import Parameter, WorksheetFunction
from xl_udfs.hosts.headless import function_table
from xl_udfs.hosts.refusals import HOST_REFUSALS

README = ROOT / "README.md"
PAGES = {  # what each holds that is generated
    ROOT / "xl_udfs/functions/README.md": ("functions",),
    ROOT / "xl_udfs/core/README.md": ("readings", "coverage"),
    ROOT / "xl_udfs/engine/README.md": ("refusals",),
    ROOT / "xl_udfs/engine/checking/README.md": ("checks",),
    ROOT / "xl_udfs/cli/README.md": ("commands",),
    ROOT / "xl_udfs/hosts/README.md": ("host_refusals",),
    ROOT / "xl_udfs/documents/README.md": ("package_refusals", "package_findings"),
    ROOT / "xl_udfs/hosts/python/namespace.pyi": ("signatures",),
}
PARTS = re.compile(r"(<!-- generated: (\w+) -->\n).*?((?:    # )?<!-- end -->)", re.DOTALL)
BLANKS = re.compile(r"\{[^}]*\}")  # of a sentence, for what is found
KINDS = {"date": "Day", "TRUE or FALSE": "Flag", "text": "Text"}  # the others are Number
NOON = datetime(2005, 7, 18, 12)  # noqa: DTZ001 - a workbook's clock has no zone
DECLARED = tuple(FUNCTIONS.values())  # with them all clauses and readings are known


def function_reference() -> Iterator[str]:
    """Yield each function: signature, what it gives, arguments, clause, an example."""
    library = Library(function_table(), NOON)
    for category in CATEGORIES:
        yield f"### {category.removeprefix('Cap Table: ')}\n"
        for function in FUNCTIONS.values():
            if function.category == category:
                yield from _function(function, library)


def _function(function: WorksheetFunction, library: Library) -> Iterator[str]:
    yield f"**`{function.signature}`**\n"
    gives = "spills a range" if function.unit == "spills" else f"gives {function.unit}"
    yield f"{_plain(function.help)} ({gives})\n"
    for parameter in function.parameters:
        right = "" if parameter.kind.takes_error else f"; {parameter.kind.right}"
        yield f"* `{parameter.name}` ({parameter.kind.unit}{right}): {_plain(parameter.help)}"
    errors = "`#VALUE!` for a blank or the wrong kind, `#NUM!` outside an argument's limits"
    special = SPECIAL_ERRORS.get(function.name)
    yield f"* errors: {errors}{'; ' + special if special else ''}"
    if function.clauses:
        yield f"* clause: {function.clauses}"
    example = EXAMPLES[function.name]
    yield f"* example: `{example}` gives {_shown(evaluate(library, example).value)}\n"


def _plain(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;")


def _shown(value: Argument) -> str:
    if isinstance(value, tuple):
        rows = "; ".join(", ".join(map(_cell, row)) for row in value[:4])
        return f"`{rows}{'; …' if len(value) > 4 else ''}`"
    return f"`{_cell(value)}`"


def _cell(value: Any) -> str:  # noqa: ANN401 - a cell
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return f"{value:.15g}"
    return value.value if isinstance(value, ExcelError) else str(value)


def signatures() -> Iterator[str]:
    """Yield each function as a method, for editors and type checkers."""
    for function in FUNCTIONS.values():
        one = KINDS.get(function.unit, "Number")
        gives = "pd.DataFrame" if function.spills else one
        arguments = ", ".join(_typed(parameter) for parameter in function.parameters)
        errors = "" if function.variadic else ", *"
        yield f"    def {function.name.lower()}("
        yield f"        self, {arguments}{errors}, errors: Errors = ..."
        yield f"    ) -> {gives}:"
        yield f'        """{function.help}"""\n'


def _typed(parameter: Parameter) -> str:
    if parameter.variadic:
        return f"*{parameter.name}: object"
    kind = parameter.kind
    one = "Day" if kind.takes_date else KINDS.get(kind.unit, "Number")
    given = "Range" if kind.takes_range else f"{one}s"
    return f"{parameter.name}: {given}{' = ...' if parameter.optional else ''}"


def command_reference() -> Iterator[str]:
    """Yield each command with its words and options."""
    group: Any = typer.main.get_command(app)
    yield from _commands(group, "xl-udfs")


def _commands(group: Any, path: str) -> Iterator[str]:  # noqa: ANN401 - click's own types
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from _commands(command, f"{path} {name}")
            continue
        words = [p for p in command.params if p.param_type_name == "argument"]
        options = [p for p in command.params if p.param_type_name == "option"]
        usage = " ".join(p.name.upper() for p in words)
        yield f"**`{path} {name} {usage}`**\n".replace(" `", "`")
        yield f"{_plain(' '.join(command.help.split()))}\n"
        for option in options:
            names = ", ".join(f"`{text}`" for text in option.opts)
            yield f"* {names}: {_plain(option.help or '')}"
        yield ""


def readings_table() -> Iterator[str]:
    """Yield a row for each clause that can be read in more than one way."""
    yield "| rule | question | readings, the default first |"
    yield "|---|---|---|"
    readings = sorted(Reading.__subclasses__(), key=lambda r: (RULES.index(r.rule()), r.__name__))
    for reading in readings:
        question = " ".join(str(reading.__doc__).partition(":")[2].split())
        choices = ", ".join(f'"{member.value}"' for member in reading)
        yield f"| {reading.rule()} | {_plain(question)} | {choices} |"


def coverage_table() -> Iterator[str]:
    """Yield a row for each rule: where it is written, and what computes it."""
    implemented()
    users: dict[str, list[str]] = {}
    for function in FUNCTIONS.values():
        for rule in function.rules:
            users.setdefault(rule, []).append(f"`{function.name}`")
    yield "| rule | place | computed by |"
    yield "|---|---|---|"
    for rule in RULES:
        if rule in NOT_COMPUTED:
            yield f"| {rule} | | not computed: {NOT_COMPUTED[rule]} |"
            continue
        source, implementation = IMPLEMENTED[rule]
        module = implementation.__module__.removeprefix("xl_udfs.")
        core_name = f"`{module}.{implementation.__qualname__}`"
        names = ", ".join([core_name, *users.get(rule, [])])
        yield f"| {rule} | {source.place} | {names} |"


def refusals_table() -> Iterator[str]:
    """Yield a row for each code of a refusal, and the limits that can be raised."""
    yield "| code | why a file is not read or not written, or new rows are not taken |"
    yield "|---|---|"
    for code, sentence in SENTENCES.items():
        plain = BLANKS.sub("…", sentence.replace("{limit}", "NAME"))
        yield f"| `{code}` | {_plain(plain)} |"
    yield "\n| limit, raised with `--limit NAME=N` | a file may have at most |"
    yield "|---|---|"
    for name, text in LIMIT_TEXTS.items():
        yield f"| `{name}` | {text} |"


def host_refusals_table() -> Iterator[str]:
    """Yield a row for each code of a host's refusal."""
    yield "| code | why a host does not do what was asked |"
    yield "|---|---|"
    yield from (f"| `{code}` | {_plain(meaning)} |" for code, meaning in HOST_REFUSALS.items())


def package_refusals_table() -> Iterator[str]:
    """Yield a row for each code for which no package of the Open Cap Format is read or written."""
    yield "| code | why a package is not read or not written |"
    yield "|---|---|"
    for code, sentence in PACKAGE_REFUSALS.items():
        yield f"| `{code}` | {_plain(BLANKS.sub('…', sentence))} |"


def package_findings_table() -> Iterator[str]:
    """Yield a row for each code of what is found in a package, or when one is written."""
    yield "| code | grade | what is found |"
    yield "|---|---|---|"
    for code, (grade, sentence) in PACKAGE_FINDINGS.items():
        yield f"| `{code}` | {grade.value} | {_plain(BLANKS.sub('…', sentence))} |"


GENERATED = {
    "functions": function_reference,
    "commands": command_reference,
    "readings": readings_table,
    "coverage": coverage_table,
    "checks": documented,
    "refusals": refusals_table,
    "host_refusals": host_refusals_table,
    "package_refusals": package_refusals_table,
    "package_findings": package_findings_table,
    "signatures": signatures,
}


def with_reference(text: str) -> str:
    """Return a page's text with its generated parts as they must be."""

    def made(found: re.Match[str]) -> str:
        return f"{found[1]}\n" + "\n".join(GENERATED[found[2]]()) + f"\n{found[3]}"

    return PARTS.sub(made, text)


def main() -> None:
    """Write the parts anew; with --check only say whether they are stale."""
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        made = with_reference(text)
        if "--check" not in sys.argv:
            page.write_text(made, encoding="utf-8")
        elif made != text:
            sys.exit(f"{page} is stale; run `python -m tests.reference`")


if __name__ == "__main__":
    main()
