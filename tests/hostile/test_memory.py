"""With any amount of memory a formula gives its value, or E_MEMORY; never something else."""

import json
import subprocess
import sys

import pytest

from tests.hostile.conftest import COMMAND

# The sum of 1 to n is n(n + 1)/2.
SUMS = {
    "=SUM(PRO_RATA(1E12,SEQUENCE(100000)))": 1e12,
    "=IFERROR(SUM(PRO_RATA(1E12,SEQUENCE(40000))),0)": 1e12,
    "=SUM(SORT(SEQUENCE(40000,1,40000,-1)))": 800_020_000,
    "=ROWS(UNIQUE(SEQUENCE(40000)))": 40_000,
    "=SUMPRODUCT(SEQUENCE(100000)*2)": 10_000_100_000,
    "=SUM(SEQUENCE(100000))": 5_000_050_000,
    # its arguments are large before any function of ours is called
    "=SUM(XLOOKUP({1;2;3},SEQUENCE(50000),SEQUENCE(50000)))": 6,
}
STEPS = (16, 25, 40, 70, 256)  # MiB
LIBRARY_ONLY = ("=SUM(1*(SEQUENCE(1200)=TRANSPOSE(SEQUENCE(1200))))", 1200)


@pytest.mark.skipif(sys.platform != "linux", reason="memory is held on Linux only")
def test_a_formula_gives_its_value_or_runs_out_of_memory() -> None:
    """It became #VALUE!, which IFERROR took, or a crash, according to where memory ran out."""
    seen: dict[str, list[bool]] = {formula: [] for formula in SUMS}
    for mib in STEPS:
        said = subprocess.run(  # noqa: S603
            [*COMMAND, "eval", "--jsonl", "-", "--memory", str(mib), "--timeout", "3600"],
            input="\n".join(SUMS),
            capture_output=True,
            text=True,
            check=True,
        )
        assert said.stderr == ""
        records = [json.loads(line) for line in said.stdout.splitlines()]
        assert [record["formula"] for record in records] == list(SUMS)
        for record in records:
            computed = record["code"] is None
            seen[record["formula"]].append(computed)
            if computed:
                assert record["value"] == SUMS[record["formula"]], mib
            else:
                assert (record["code"], record["value"], record["error"]) == (
                    "E_MEMORY",
                    None,
                    None,
                ), (mib, record)
    assert all(not each[0] and each[-1] for each in seen.values()), seen  # both were met


@pytest.mark.skipif(sys.platform != "linux", reason="memory is held on Linux only")
def test_the_library_s_own_end_for_want_of_memory_is_no_crash() -> None:
    """Rust aborts the process where a block is refused."""
    formula, value = LIBRARY_ONLY
    words = [*COMMAND, "eval", formula, "--timeout", "3600", "--memory"]
    little = subprocess.run([*words, "32"], capture_output=True, text=True, check=False)  # noqa: S603
    assert (little.returncode, little.stdout) == (3, "")
    assert little.stderr == (
        f"xl-udfs: {formula}: it needs more than the 32 MiB of memory allowed; "
        "give it more with --memory (E_MEMORY)\n"
    )
    enough = subprocess.run([*words, "8000"], capture_output=True, text=True, check=False)  # noqa: S603
    assert (enough.returncode, enough.stdout) == (0, f"{value}\n")
