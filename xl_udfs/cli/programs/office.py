"""``xl-udfs office``: the add-in for Excel on Windows, Mac and the web."""

from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from xl_udfs.cli.frame import outputs
from xl_udfs.cli.frame.exits import UNREADABLE, USAGE, stop
from xl_udfs.cli.frame.options import Overwrite, Today
from xl_udfs.cli.frame.templates import (
    Blank,
    ClassesOption,
    EventsOption,
    From,
    HoldersOption,
    OfClass,
    StepOption,
    inputs_of,
    making_of,
    package_of,
)

Namespace: TypeAlias = Annotated[
    str, typer.Option(help="What stands before the names of the functions in Excel.")
]
NAMESPACE = "XLUDFS"
PORT = 3000

app = typer.Typer(
    no_args_is_help=True, help="The add-in for Excel on Windows, Mac and the web: Office.js."
)


@app.command()
def build(
    folder: Annotated[Path, typer.Argument(help="The folder of the site, to be made.")],
    *,
    address: Annotated[
        str, typer.Option(help="Where the folder will be served: https://…", show_default=False)
    ],
    pyodide: Annotated[
        Path | None,
        typer.Option(
            help="A folder with Pyodide, which is copied into the site; default: pages fetch it "
            "from cdn.jsdelivr.net."
        ),
    ] = None,
    namespace: Namespace = NAMESPACE,
    overwrite: Overwrite = False,
) -> None:
    """Make the site, the same bytes every time; Excel loads the add-in by its manifest.xml."""
    from xl_udfs.hosts.office.names import MANIFEST
    from xl_udfs.hosts.office.website import website
    from xl_udfs.hosts.office.writing import write_site
    from xl_udfs.hosts.refusals import HostError

    try:
        write_site(website(address, namespace, pyodide), folder, overwrite=overwrite)
    except HostError as fault:
        stop(f"{fault} ({fault.code})", USAGE)
    except OSError as fault:
        stop(f"{folder} cannot be written: {fault.strerror}", UNREADABLE)
    typer.echo(folder / MANIFEST)


@app.command()
def serve(
    folder: Annotated[Path, typer.Argument(help="A folder that `office build` made.")],
    *,
    port: Annotated[int, typer.Option(min=1, max=65535, help="On this computer only.")] = PORT,
    certificate: Annotated[
        Path | None, typer.Option(help="A certificate for localhost; default: one is made.")
    ] = None,
    key: Annotated[Path | None, typer.Option(help="The certificate's private key.")] = None,
) -> None:
    """Serve the site on loopback, for trying; ends with Ctrl-C."""
    from xl_udfs.hosts.office.names import MANIFEST, AddInError
    from xl_udfs.hosts.office.serving import address_on, own_certificate, server

    if (certificate is None) is not (key is None):
        stop("--certificate and --key belong together; give both or neither", USAGE)
    try:
        if certificate is None or key is None:
            certificate, key = own_certificate(Path.home() / ".xl-udfs")
        serving = server(folder, port, certificate, key)
    except AddInError as fault:
        stop(f"{fault} ({fault.code})", USAGE)
    except OSError as fault:
        stop(f"the certificate cannot be written: {fault}", UNREADABLE)
    typer.echo(f"{address_on(port)}/{MANIFEST}")
    typer.echo(f"This computer must trust {certificate} once; Ctrl-C ends the server.", err=True)
    with serving:
        try:
            serving.serve_forever()
        except KeyboardInterrupt:
            typer.echo("", err=True)


@app.command()
def workbook(
    template: Annotated[
        str, typer.Argument(help="A shipped template by its name, or an .xlsx or .xlsm file.")
    ],
    output: Annotated[Path, typer.Argument(metavar="OUT.xlsx", help="The workbook to write.")],
    *,
    blank: Blank = False,
    classes: ClassesOption = None,
    holders: HoldersOption = None,
    events: EventsOption = None,
    taken_from: From = None,
    of_class: OfClass = None,
    step: StepOption = None,
    namespace: Namespace = NAMESPACE,
    overwrite: Overwrite = False,
    today: Today = None,
) -> None:
    """Make a copy of a workbook whose formulas call the add-in, values kept."""
    from xl_udfs.engine.api import package_bytes
    from xl_udfs.engine.refusals import UnreadableError
    from xl_udfs.functions.catalogue import FUNCTIONS
    from xl_udfs.hosts.excel.part_additions import MacrosRefusedError
    from xl_udfs.hosts.office.names import AddInError, namespace_of
    from xl_udfs.hosts.office.workbook import for_office

    try:
        chosen = namespace_of(namespace)
    except AddInError as fault:
        stop(f"{fault} ({fault.code})", USAGE)
    room, taken = (classes, holders, events), (taken_from, of_class, step)
    making = making_of(template, blank=blank, room=room, taken=taken, today=today)
    package = package_of(template, making)
    kind = ".xlsm" if any("vbaProject" in part.name for part in package.parts) else ".xlsx"
    if output.suffix.lower() != kind and not outputs.is_standard(output):
        stop(f"{output} must end in {kind}, as what {template} holds", USAGE)
    inputs = inputs_of(template, making)
    outputs.prepare_one(output, overwrite=overwrite, inputs=inputs, makes_folder=True)
    try:
        made = for_office(package, FUNCTIONS, chosen)
    except (UnreadableError, MacrosRefusedError) as fault:
        stop(f"{template}: {fault} ({fault.code})", UNREADABLE)
    outputs.write_output(package_bytes(made), output, overwrite=overwrite)
