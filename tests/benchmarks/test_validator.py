"""The benchmark of the validator runs; how long it takes is not judged."""

import pytest

from tests.benchmarks import validator


def test_the_benchmark_prints_the_ratios_of_check_and_refresh(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its workbook must be right throughout, or the commands would end with findings."""
    monkeypatch.setattr(validator, "RUNS", 1)
    monkeypatch.setattr(validator, "find_spec", lambda _: None)  # it would take its time
    validator.main(["--holders", "3"])
    first, second, last = capsys.readouterr().out.splitlines()
    assert first.startswith("check of 3 holders: ")
    assert second.startswith("refresh of 3 holders: ")
    assert last == "the package formulas is not installed"
