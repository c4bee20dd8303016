"""Runs of soffice: each with a profile of its own, a time limit, and a check of what came out."""

import os
import re
import shutil
import signal
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import current_thread, main_thread
from xml.sax.saxutils import quoteattr

from xl_udfs.engine.container.leftovers import scratch
from xl_udfs.hosts.libreoffice.fences import network_fence
from xl_udfs.hosts.libreoffice.names import RECOMPUTES
from xl_udfs.hosts.refusals import HostError

OLDEST = (7, 4)  # what the tests run with
LIMIT = 120.0  # seconds for one run
VERSION_LIMIT = 30.0  # seconds; a cold start of a slow machine
FRESH_PROFILE = 81  # the exit code that asks to be started again
STARTS = 3
PROGRAMS = (
    "soffice",
    "libreoffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.com",
)
LEADING = re.compile(r"LibreOffice\D*(\d+)\.(\d+)")

Setting = tuple[str, str, str]
"""Path, name and value of an entry of LibreOffice's configuration."""
CAUTIOUS: tuple[Setting, ...] = (
    ("/org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("/org.openoffice.Office.Calc/Content/Update", "Link", "2"),
    ("/org.openoffice.Office.Common/Save/Document", "WarnAlienFormat", "false"),
)
"""A stranger's workbook runs no macro and fetches nothing."""
RECALCULATION = ("/org.openoffice.Office.Calc/Formula/Load", "OOXMLRecalcMode")
ALWAYS, NEVER = "0", "1"
PYTHON_VARIABLES = ("PYTHONPATH", "PYTHONHOME")


class OfficeError(HostError):
    """LibreOffice did not do what was asked."""


@dataclass(frozen=True, slots=True)
class Office:
    """An installed LibreOffice, how long one run of it may take, and what fences it in."""

    program: str
    version: str  # "7.4"
    limit: float = LIMIT  # seconds
    fence: tuple[str, ...] = ()  # words before a command so that it has no network
    trusted: bool = False  # whether it may open a stranger's workbook without


def find_office(limit: float = LIMIT) -> Office:
    """Return the LibreOffice of this machine.

    Args:
        limit: seconds that one run may take.

    Raises:
        OfficeError: `E_SOFFICE_ABSENT` or `E_SOFFICE_OLD`.
    """
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        raise OfficeError(
            "E_SOFFICE_ABSENT",
            "soffice is not found; install LibreOffice Calc and put soffice on the PATH",
        )
    said = run([program, "--version"], min(limit, VERSION_LIMIT))
    found = LEADING.search(said.stdout)
    if found is None:
        raise OfficeError(
            "E_SOFFICE_FAILED", f"{program} does not say its version: {_last_line(said)}"
        )
    version = (int(found[1]), int(found[2]))
    if version < OLDEST:
        raise OfficeError(
            "E_SOFFICE_OLD",
            f"{program} is LibreOffice {found[1]}.{found[2]}; it must be at least "
            f"{OLDEST[0]}.{OLDEST[1]}",
        )
    return Office(program, f"{found[1]}.{found[2]}", limit, network_fence())


def convert(
    office: Office,
    sources: Sequence[Path],
    form: str,
    folder: Path,
    *,
    recalculation: str,
    extensions: Path | None = None,
) -> None:
    """Convert files in one run, each into `folder` under its name with a new suffix.

    Args:
        office: the program.
        sources: the files, no two of the same name.
        form: what they become: "xlsx", or with the name and options of a filter "pdf:...".
        folder: what takes them; a file of the same name in it is removed first.
        recalculation: ALWAYS or NEVER, as a file is opened.
        extensions: a folder of unpacked extensions that are active in this run.

    Raises:
        OfficeError: `E_SOFFICE_TIMEOUT`, or `E_SOFFICE_FAILED` where a result is missing.
    """
    suffix = form.partition(":")[0]
    targets = [folder / f"{source.stem}.{suffix}" for source in sources]
    for target in targets:  # soffice exits with 0 on failure too: only a new file proves success
        target.unlink(missing_ok=True)
    with scratch() as profile:
        _write_settings(profile, (*CAUTIOUS, (*RECALCULATION, recalculation)))
        command = [
            *office.fence,
            office.program,
            *("--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck"),
            f"-env:UserInstallation={profile.as_uri()}",
            *([f"-env:BUNDLED_EXTENSIONS={extensions.as_uri()}"] if extensions else []),
            *("--convert-to", form, "--outdir", str(folder)),
            *map(str, sources),
        ]
        said = run(command, office.limit)
        for _ in range(STARTS - 1):
            if said.returncode == FRESH_PROFILE:
                said = run(command, office.limit)
    missing = next((target for target in targets if not target.exists()), None)
    if missing is not None:
        raise OfficeError(
            "E_SOFFICE_FAILED", f"LibreOffice made no {missing.name}: {_last_line(said)}"
        )


def _write_settings(profile: Path, settings: Sequence[Setting]) -> None:
    items = "".join(
        f"<item oor:path={quoteattr(path)}><prop oor:name={quoteattr(name)} "
        f'oor:op="fuse"><value>{value}</value></prop></item>\n'
        for path, name, value in settings
    )
    folder = profile / "user"
    folder.mkdir()
    (folder / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n{items}</oor:items>\n',
        encoding="utf-8",
    )


def _environment() -> Mapping[str, str]:
    """Return our environment without what would mislead LibreOffice's own Python.

    A LibreOffice of the system takes the first python3 on the path for its own: with a virtual
    environment switched on that is another one, and no add-in loads.
    """
    ours = {name: value for name, value in os.environ.items() if name not in PYTHON_VARIABLES}
    if os.name == "posix":
        ours["PATH"] = os.pathsep.join(filter(None, (os.defpath, ours.get("PATH"))))
    return {**ours, RECOMPUTES: "1"}


def run(command: Sequence[str], limit: float) -> subprocess.CompletedProcess[str]:
    """Run a command to its end, or kill it and all that it started.

    Raises:
        OfficeError: `E_SOFFICE_TIMEOUT` after `limit` seconds, or `E_SOFFICE_FAILED`.
    """
    try:
        with subprocess.Popen(  # noqa: S603 - a program that was looked up, arguments as a list
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            errors="replace",
            env=_environment(),
            start_new_session=True,
        ) as process:
            try:
                with _terminable():
                    out, err = process.communicate(timeout=limit)
            except BaseException:  # an interruption by the user too leaves nothing running
                _kill(process)
                raise
    except subprocess.TimeoutExpired:
        raise OfficeError(
            "E_SOFFICE_TIMEOUT",
            f"LibreOffice was not done after {limit:g} seconds and was stopped; "
            "allow more with --timeout, or look for what the workbook waits for",
        ) from None
    except OSError as fault:
        raise OfficeError("E_SOFFICE_FAILED", f"{command[0]} does not start: {fault}") from fault
    return subprocess.CompletedProcess(command, process.returncode, out, err)


@contextmanager
def _terminable() -> Iterator[None]:
    """Let the end of this process be an exception here, so that it leaves nothing running."""
    if current_thread() is not main_thread():  # which alone may say what a signal does
        yield
        return
    before = signal.signal(signal.SIGTERM, _terminated)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _terminated(number: int, _: object) -> None:
    raise SystemExit(-number)


def _kill(process: "subprocess.Popen[str]") -> None:
    """End soffice, which is a script, and the program that it has started."""
    if os.name == "posix":
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()


def _last_line(said: subprocess.CompletedProcess[str]) -> str:
    lines = [
        line.strip()
        for line in (said.stderr + said.stdout).splitlines()
        if line.strip() and "javaldx" not in line
    ]
    return lines[-1] if lines else f"it ended with {said.returncode} and said nothing"
