"""How long the larger functions take; prints figures and ratios, asserts nothing.

Run it with ``python -m tests.benchmarks.law``. Ratios are against CONVPRICE_WEIGHTED, one plain
call through the same registry, in the same minute on the same machine.
"""

from tests.benchmarks.main_job import JULY_2005, seconds
from xl_udfs.cells import Block
from xl_udfs.functions.catalogue import FUNCTIONS

CLOSING = 38_551.0  # July 18, 2005
HEADER = ("date", "event", "shares", "consideration", "gross_proceeds", "outstanding", "of_event")


def log(expiries: int) -> Block:
    """Return 1,000 events: issues a day apart, the last of them expiries of earlier ones."""
    issues = 1_000 - expiries
    rows = [
        (CLOSING + 400 + number, "issue", 1e6, 1e5 + number, 2e6, 1e7 + number * 1e6, "")
        for number in range(issues)
    ]
    ended = [
        (
            CLOSING + 2_000 + number,
            "expiry",
            0.0,
            0.0,
            "",
            "",
            float(issues - expiries + number + 1),
        )
        for number in range(expiries)
    ]
    return (HEADER, *rows, *ended)


def classes(number: int) -> Block:
    """Return preferred classes of rising preference, every third participating, and common."""
    header = ("class", "seniority", "preference", "shares", "participation", "cap", "convertible")
    kinds = ("none", "full", "capped")
    rows = [
        (
            f"Series {place}",
            float(place % 4 + 1),
            1e6 * (place + 1),
            1e6 + place * 1e5,
            kinds[place % 3],
            3e6 * (place + 1) if place % 3 == 2 else "",
            place % 3 != 1,
        )
        for place in range(number - 1)
    ]
    return (header, *rows, ("Common", 5.0, 0.0, 1e7, "full", "", False))


def main() -> None:
    """Print a line for each figure."""
    plain = seconds(lambda: FUNCTIONS["CONVPRICE_WEIGHTED"](*JULY_2005), 500)
    weights = tuple((float(number % 97 + 1),) for number in range(10_000))
    twelve = classes(12)
    for name, function, arguments in (
        ("history of 1,000 events", "CONVPRICE_AFTER", (0.3125, CLOSING, log(0))),
        ("history of 1,000 events, 20 expiries", "CONVPRICE_AFTER", (0.3125, CLOSING, log(20))),
        ("PRO_RATA over 10,000 holders", "PRO_RATA", (1e6, weights)),
        ("WATERFALL of 12 classes", "WATERFALL", (5e7, twelve)),
        ("BREAKPOINTS of 12 classes", "BREAKPOINTS", (twelve,)),
    ):
        called = FUNCTIONS[function]
        assert not hasattr(called(*arguments), "error"), name
        time = seconds(lambda: called(*arguments))  # noqa: B023 - called at once
        print(f"{name}: {time * 1e3:.1f} ms, {time / plain:.0f} x one plain call")  # noqa: T201


if __name__ == "__main__":
    main()
