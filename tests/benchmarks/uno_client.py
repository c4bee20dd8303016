"""What the benchmark of LibreOffice runs in a Python that has UNO: hard recalculations, timed.

Takes the name of a pipe, the number of runs, and the documents; prints JSON: for each document
the seconds of each run.
"""

import json
import sys
import time
from typing import Any

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

PATIENCE = 60  # seconds for soffice to listen


def desktop(pipe: str) -> Any:  # noqa: ANN401 - UNO has no types
    """Return LibreOffice's desktop as soon as it listens."""
    context = uno.getComponentContext()
    resolver = context.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", context
    )
    address = f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext"
    for _ in range(PATIENCE * 10):
        try:
            remote = resolver.resolve(address)
        except NoConnectException:
            time.sleep(0.1)
            continue
        services = remote.ServiceManager
        return services.createInstanceWithContext("com.sun.star.frame.Desktop", remote)
    sys.exit(f"LibreOffice does not listen on the pipe {pipe}")


def main() -> None:
    """Time them, and end LibreOffice."""
    pipe, runs, *urls = sys.argv[1:]
    office = desktop(pipe)
    times: dict[str, list[float]] = {}
    for url in urls:
        hidden = PropertyValue("Hidden", 0, True, 0)
        document = office.loadComponentFromURL(url, "_blank", 0, (hidden,))
        document.calculateAll()  # once unheard: what is loaded late is loaded now
        times[url] = []
        for _ in range(int(runs)):
            start = time.perf_counter()
            document.calculateAll()
            times[url].append(time.perf_counter() - start)
        first = document.Sheets.getByIndex(0).getCellByPosition(1, 0)
        if first.getError():
            sys.exit(f"{first.getFormula()} is {first.getString()} in {url}")
        document.close(True)
    print(json.dumps(times))  # noqa: T201
    office.terminate()


main()
