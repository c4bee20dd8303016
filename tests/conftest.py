"""What all tests share: profiles of hypothesis, the public test data, and the command line."""

import gc
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from typer.testing import CliRunner, Result

from xl_udfs.cli.main import app

Run = Callable[..., Result]

settings.register_profile("coverage", max_examples=20, deadline=None, derandomize=True)
settings.register_profile("dev", max_examples=100, deadline=None)
settings.register_profile("ci", max_examples=100, deadline=None, derandomize=True)
settings.register_profile("nightly", max_examples=10_000, deadline=None)
PROFILE = os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "dev")
settings.load_profile(PROFILE)
RANDOM_TUPLES = {"coverage": 20, "dev": 50, "ci": 300, "nightly": 100_000}[
    PROFILE
]  # of arguments, a function

ROOT = Path(__file__).parent.parent


def pytest_collection_finish() -> None:
    """Let garbage be looked for seldom, and not among the tests themselves: they stay."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)


@pytest.fixture(scope="session")
def corpus() -> Path:
    """Return the folder of workbooks saved by Excel, which lies beside the project."""
    folder = ROOT.parent / "shared" / "corpus"
    if not folder.is_dir():
        pytest.skip(f"the corpus of Excel-saved workbooks is not at {folder}")
    return folder


@pytest.fixture(scope="session")
def run() -> Run:
    """Return a function that runs the command with these words."""

    def command(*words: object, text: str | None = None) -> Result:
        result = CliRunner().invoke(app, [str(word) for word in words], input=text)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return command


@pytest.fixture(scope="module")
def dask_address() -> Iterator[str]:
    """Return the address of a Dask cluster on this machine, two workers, each a process."""
    distributed = pytest.importorskip("distributed", reason="the extra [dask] is not installed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0"
    ) as cluster:
        yield cluster.scheduler_address
