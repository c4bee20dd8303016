"""How long a call from Excel takes, and to embed the functions; prints figures, asserts nothing.

Run it with ``python -m tests.benchmarks.excel_host``. Calls go through xlwings' own `call_udf`,
with stand-ins for pywin32 only; its own cost is that of a function that returns its first argument,
declared with the same options. The times are of the processor, the best of several: what other
programs do meanwhile can only add to them.
"""

import sys
from collections.abc import Callable
from time import process_time
from types import ModuleType
from typing import Any

from tests.hosts.conftest import MODULE, OMITTED, xlwings_on_windows
from xl_udfs.engine.container.package import unpacked
from xl_udfs.functions.catalogue import FUNCTIONS
from xl_udfs.hosts.excel.addin_workbook import macro_addin
from xl_udfs.hosts.excel.macro_workbook import macro_enabled
from xl_udfs.hosts.plain import plain
from xl_udfs.templates.all_templates import TEMPLATES

RUNS = 7
CALLS: dict[str, tuple[object, ...]] = {
    "CONVPRICE_WEIGHTED": (14.2, 2_101_345.0, 1_921_400.0, 5_616_400.0, 317_596.0, OMITTED),
    "CONVERSION_SHARES": (10.0, 1000.0, 0.3125, OMITTED),
    "REDEMPTION_PRICE": (1000.0, 38_551.0, 38_916.0, OMITTED),
}
LIFTED = {"CONVPRICE_WEIGHTED": 1, "CONVERSION_SHARES": 1, "REDEMPTION_PRICE": 2}
"""The argument that is a column, all its cells different."""


def seconds(work: Callable[[], object], repeat: int = 1) -> float:
    """Return the time of one call, s."""
    times = []
    for _ in range(RUNS):
        start = process_time()
        for _ in range(repeat):
            work()
        times.append((process_time() - start) / repeat)
    return min(times)


def publish_echo(udfs: ModuleType, name: str) -> str:
    """Publish a function that takes what another takes and does nothing; return its name."""
    function = FUNCTIONS[name]

    def echo(*raw: Any) -> Any:  # noqa: ANN401 - xlwings' own values
        return raw[0]

    shown = plain(function, echo)
    for parameter in function.parameters:
        shown = udfs.xlarg(parameter.name, ndim=2, err_to_str=True)(shown)
    setattr(sys.modules[MODULE], f"ECHO_{name}", udfs.xlfunc()(shown))
    return f"ECHO_{name}"


def print_embedding() -> None:
    """Print how long a workbook takes to get our functions, read and written beside that."""
    for name in ("adjustment_certificate", "cap_table"):
        package = unpacked(TEMPLATES[name]())
        time = seconds(lambda: macro_enabled(package, "python"))  # noqa: B023 - called at once
        print(f"{name}: our functions embedded in its VBA: {time:.3f} s")  # noqa: T201
    print(f"the add-in: {seconds(lambda: macro_addin('python')):.3f} s")  # noqa: T201


def main() -> None:
    """Print a line for each figure."""
    print_embedding()
    with xlwings_on_windows() as udfs:

        def call(name: str, cells: tuple[object, ...]) -> object:
            return udfs.call_udf(MODULE, name, cells, None, None)

        for name, cells in CALLS.items():
            echo = publish_echo(udfs, name)
            ours = seconds(lambda: call(name, cells), 1_000)  # noqa: B023 - called at once
            own = seconds(lambda: call(echo, cells), 1_000)  # noqa: B023 - called at once
            print(  # noqa: T201
                f"{name}: {ours * 1e6:.0f} us a call, {(ours - own) * 1e6:.0f} us beyond xlwings' "
                f"own {own * 1e6:.0f} us"
            )
        for name, place in LIFTED.items():
            column = tuple((38_551.0 + row / 4,) for row in range(10_000))
            rows = (*CALLS[name][:place], column, *CALLS[name][place + 1 :])
            time = seconds(lambda: call(name, rows))  # noqa: B023 - called at once
            print(f"{name}: 10,000 rows lifted in one call: {time:.3f} s")  # noqa: T201


if __name__ == "__main__":
    main()
