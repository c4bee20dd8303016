"""``xl-udfs check --dask``: the same reports and journals from a cluster."""

import json
import sys
from pathlib import Path

import pytest

from tests.cli.test_many import folder, report
from tests.conftest import Run

__all__ = ["folder"]  # a fixture
TODAY = ("--today", "2026-01-01")


def test_a_cluster_reports_what_one_process_reports(
    run: Run, folder: Path, dask_address: str
) -> None:
    """In the order of the paths and under their names, refusals among them."""
    (folder / "b.xlsx").rename(folder / "b, ä.XLSX")
    there = run("check", folder, *TODAY, "--json", "--dask", dask_address)
    here = run("check", folder, *TODAY, "--json")
    assert there.stdout == here.stdout
    assert (there.exit_code, there.stderr) == (here.exit_code, here.stderr) == (3, here.stderr)
    assert len(json.loads(here.stdout)["workbooks"]) == 5


def test_a_run_that_began_on_a_cluster_goes_on_without(
    run: Run, folder: Path, tmp_path: Path, dask_address: str
) -> None:
    """The journal holds the same records."""
    there, here = tmp_path / "there.jsonl", tmp_path / "here.jsonl"
    report(run, folder, *TODAY, "--journal", there, "--dask", dask_address)
    report(run, folder, *TODAY, "--journal", here)
    assert sorted(there.read_bytes().splitlines()) == sorted(here.read_bytes().splitlines())
    before = there.read_bytes()
    report(run, folder, *TODAY, "--journal", there)
    assert there.read_bytes() == before


def test_a_cluster_that_cannot_be_used_is_a_fault_of_usage(
    run: Run, sound: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each with a sentence, and nothing on standard output."""
    address = "tcp://127.0.0.1:8786"
    monkeypatch.setitem(sys.modules, "distributed", None)
    for words, said in (
        (("--dask", address), "E_DASK_ABSENT"),
        (("--dask", address, "--jobs", "2"), "leave --jobs or --dask out"),
        (("--dask", address, "--engine", "libreoffice"), "leave --engine libreoffice out"),
    ):
        result = run("check", sound, *words)
        assert (result.exit_code, result.stdout) == (2, "")
        assert said in result.stderr
