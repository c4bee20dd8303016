"""The benchmark of letters runs; how long they take is not judged."""

import pytest

from tests.benchmarks import letters, main_job


def test_the_benchmark_prints_the_time_of_each_form(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of the smaller template, once."""
    monkeypatch.setattr(letters, "RUNS", 1)
    monkeypatch.setattr(main_job, "RUNS", 1)
    monkeypatch.setattr(letters, "NAMES", ("adjustment_certificate",))
    letters.main()
    word, pdf, parts = capsys.readouterr().out.splitlines()
    assert word.startswith("a .docx of adjustment_certificate: ")
    assert pdf.startswith("a .pdf of adjustment_certificate: ")
    assert "recalculating" in parts
