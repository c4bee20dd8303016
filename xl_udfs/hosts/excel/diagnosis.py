"""What stands between a user of Excel and a working formula: checks of the installation."""

import re
import struct
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from importlib import import_module
from importlib.metadata import requires, version
from importlib.resources import files
from pathlib import Path

from xl_udfs.functions.catalogue import FUNCTIONS
from xl_udfs.hosts.excel.vba import MODULE
from xl_udfs.hosts.libreoffice.fences import network_fence

WINDOWS, MAC, LINUX = "win32", "darwin", "linux"
SECURITY = r"Microsoft\Office\16.0\Excel\Security"  # of every Excel since 2016
SECURITY_KEYS = (rf"Software\Policies\{SECURITY}", rf"Software\{SECURITY}")  # a policy comes first
TRUST = "AccessVBOM"
READY_WITHOUT = "a workbook made by `xl-udfs excel workbook` works without"
NO_MACROS = 4  # the value of VBAWarnings that switches all macros off without asking


class Status(Enum):
    """How a check came out."""

    OK = "ok"
    PROBLEM = "problem"
    NOT_APPLICABLE = "not applicable"


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What one check found, in a sentence, and what to do."""

    check: str
    status: Status
    sentence: str
    remedy: str = ""


def _no_registry(key: str, name: str) -> object:  # noqa: ARG001 - there is none outside Windows
    return None


def _current_user(key: str, name: str) -> object:
    """Return a value of the registry, None where it is not set."""
    if sys.platform != "win32":
        return None
    import winreg  # noqa: PLC0415 - a module of Windows

    try:
        with winreg.OpenKey(winreg.HKEY_CURRENT_USER, key) as opened:
            return winreg.QueryValueEx(opened, name)[0]
    except OSError:
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """What the checks look at; tests put another in its place."""

    platform: str
    interpreter: Path
    home: Path
    environ: Mapping[str, str] = field(default_factory=dict)
    registry: Callable[[str, str], object] = _no_registry

    @property
    def windows(self) -> bool:
        """Whether Excel can call the functions here."""
        return self.platform == WINDOWS

    def not_applicable(self, check: str) -> Diagnosis:
        """Return the result of a check that has a meaning on Windows only."""
        if self.platform == MAC:
            sentence = "xlwings serves worksheet functions to Excel on Windows only, not on a Mac"
        else:
            sentence = "there is no Excel for this system"
        remedy = "use the functions in LibreOffice, with `xl-udfs eval`, or in Excel on Windows"
        return Diagnosis(check, Status.NOT_APPLICABLE, sentence, remedy)


def this_machine(environ: Mapping[str, str]) -> Machine:
    """Return the machine that this Python runs on."""
    return Machine(
        platform=sys.platform,
        interpreter=Path(sys.executable),
        home=Path.home(),
        environ=environ,
        registry=_current_user,
    )


def installation(machine: Machine) -> list[Diagnosis]:
    """Return what all checks of the installation find."""
    return [
        steps(machine),
        python(sys.version_info[:3], struct.calcsize("P") * 8),
        xlwings_version(version("xlwings")),
        functions(machine),
        library(machine),
        addin(machine),
        trust(machine),
        macros(machine),
        *fences(machine, network_fence()),
    ]


def fences(machine: Machine, network: Sequence[str]) -> Iterator[Diagnosis]:
    """Yield what keeps a stranger's workbook in on this machine.

    Args:
        machine: this one, or another.
        network: the words before a command that take its network away; none where none do.
    """
    copy = "LibreOffice gets a copy of a workbook without anything that lies outside of it"
    if network:
        sentence = f"{copy}, and runs without network (through {network[0]})"
        yield Diagnosis("fence of LibreOffice", Status.OK, sentence)
    else:
        yield Diagnosis(
            "fence of LibreOffice",
            Status.NOT_APPLICABLE,
            f"{copy}, but cannot be kept from the network here, so that `render` and "
            "`check --engine libreoffice` ask for --trust where it is not a shipped template",
            "on Linux, install bubblewrap, or let users have namespaces (`unshare -rn true`)",
        )
    if machine.platform == LINUX:
        sentence = "a workbook that takes too much time or memory is stopped, and no other one"
        yield Diagnosis("fence of a workbook", Status.OK, sentence)
    else:
        yield Diagnosis(
            "fence of a workbook",
            Status.NOT_APPLICABLE,
            "a workbook that takes too much time is stopped; its memory is bounded on Linux only",
            "check workbooks from strangers on Linux",
        )


def steps(machine: Machine) -> Diagnosis:
    """Say the way to the first formula."""
    if not machine.windows:
        return machine.not_applicable("steps")
    return Diagnosis(
        "steps",
        Status.OK,
        "1. `pip install xl-udfs`; 2. `xl-udfs excel workbook TEMPLATE OUT.xlsm`; 3. open OUT.xlsm "
        "in Excel and choose Enable Content",
    )


def python(running: tuple[int, int, int], bits: int) -> Diagnosis:
    """Check the interpreter."""
    sentence = f"Python {'.'.join(map(str, running))}, {bits} bits; Excel may have either"
    if running < (3, 11):
        remedy = "install Python 3.11 or later, and xl-udfs in it"
        return Diagnosis("python", Status.PROBLEM, sentence, remedy)
    return Diagnosis("python", Status.OK, sentence)


def xlwings_version(installed: str) -> Diagnosis:
    """Check that xlwings is one that this package was made for."""
    wanted = next(text for text in requires("xl-udfs") or () if text.startswith("xlwings"))
    limits = {sign: _numbers(limit) for sign, limit in re.findall(r"(>=|<)([\d.]+)", wanted)}
    sentence = f"xl-udfs {version('xl-udfs')}, xlwings {installed}"
    if limits[">="] <= _numbers(installed) < limits["<"]:
        return Diagnosis("packages", Status.OK, sentence)
    remedy = f'run `pip install "{wanted}"`'
    return Diagnosis("packages", Status.PROBLEM, f"{sentence}; {wanted} is needed", remedy)


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(map(int, re.findall(r"\d+", text)))


def functions(machine: Machine, module: str = MODULE) -> Diagnosis:
    """Check that the module that Excel is to import can be imported, and is complete."""
    try:
        published = vars(import_module(module))
    except Exception as fault:  # noqa: BLE001 - whatever it is, it is the answer
        sentence = f"{module} cannot be imported: {type(fault).__name__}: {fault}"
        return Diagnosis("module", Status.PROBLEM, sentence, "run `pip install xl-udfs` again")
    served = [
        name
        for name in FUNCTIONS
        if name in published and (not machine.windows or hasattr(published[name], "__xlfunc__"))
    ]
    sentence = f"{module} has {len(served)} of {len(FUNCTIONS)} functions"
    if len(served) < len(FUNCTIONS):
        remedy = "run `pip install --force-reinstall xl-udfs`"
        return Diagnosis("module", Status.PROBLEM, sentence, remedy)
    return Diagnosis("module", Status.OK, sentence)


def library(machine: Machine) -> Diagnosis:
    """Check that the library which Excel loads stands where xlwings looks for it."""
    if not machine.windows:
        return machine.not_applicable("library")
    name = f"xlwings*-{version('xlwings')}.dll"  # 64 or 32, as Excel is
    folders = (machine.interpreter.parent, machine.interpreter.parent.parent)
    for folder in folders:
        for path in sorted(folder.glob(name)):
            return Diagnosis("library", Status.OK, f"{path} is there")
    sentence = f"{name} is neither in {folders[0]} nor in {folders[1]}"
    remedy = f"run `pip install --force-reinstall xlwings=={version('xlwings')}`"
    return Diagnosis("library", Status.PROBLEM, sentence, remedy)


def addin(machine: Machine) -> Diagnosis:
    """Check that Excel starts xlwings' add-in, and the one of the package's version."""
    if not machine.windows:
        return machine.not_applicable("add-in")
    roaming = machine.environ.get("APPDATA")
    start = Path(roaming) if roaming else machine.home / "AppData" / "Roaming"
    path = start / "Microsoft" / "Excel" / "XLSTART" / "xlwings.xlam"
    if not path.is_file():
        return Diagnosis(
            "add-in",
            Status.NOT_APPLICABLE,
            f"there is no {path}; {READY_WITHOUT}",
            "run `xlwings addin install` where you import the functions by hand",
        )
    if path.read_bytes() != (files("xlwings") / "addin" / "xlwings.xlam").read_bytes():
        sentence = f"{path} is not that of xlwings {version('xlwings')}"
        remedy = "quit Excel and run `xlwings addin install`"
        return Diagnosis("add-in", Status.PROBLEM, sentence, remedy)
    sentence = f"{path} is that of xlwings {version('xlwings')}"
    return Diagnosis("add-in", Status.OK, sentence)


def _security(machine: Machine, name: str) -> object:
    values = (machine.registry(key, name) for key in SECURITY_KEYS)
    return next((value for value in values if value is not None), None)


def trust(machine: Machine) -> Diagnosis:
    """Check that "Import Functions" may write VBA."""
    if not machine.windows:
        return machine.not_applicable("trust")
    if _security(machine, TRUST) == 1:
        return Diagnosis("trust", Status.OK, "Excel trusts access to the VBA project")
    return Diagnosis(
        "trust",
        Status.NOT_APPLICABLE,
        f"Excel does not trust access to the VBA project, for Import Functions; {READY_WITHOUT}",
        "tick File, Options, Trust Center, Trust Center Settings, Macro Settings, Trust access to "
        "the VBA project object model; importing xl_udfs.bas by hand does without",
    )


def macros(machine: Machine) -> Diagnosis:
    """Check that macros are not switched off."""
    if not machine.windows:
        return machine.not_applicable("macros")
    if _security(machine, "VBAWarnings") != NO_MACROS:
        return Diagnosis("macros", Status.OK, "Excel runs macros, or asks before it does")
    return Diagnosis(
        "macros",
        Status.PROBLEM,
        "Excel switches all macros off without asking",
        "choose File, Options, Trust Center, Trust Center Settings, Macro Settings, Disable VBA "
        "macros with notification; where a policy forbids it, ask who set it",
    )
