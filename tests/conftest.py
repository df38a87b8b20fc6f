"""What all tests share: the reference data that may lie beside the checkout, and how properties are tried."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

REPOSITORY = Path(__file__).parent.parent
SHARED = REPOSITORY.parent / "shared"
_LEFT_OUT = pytest.StashKey[int]()


@pytest.fixture(scope="session")
def repository() -> Path:
    """The checkout the tests run in."""
    return REPOSITORY


@pytest.fixture(scope="session")
def shared() -> Path:
    """The reference data beside the checkout; a test which asks for them does not run where they are absent."""
    return SHARED


def pytest_configure(config: pytest.Config) -> None:
    """Try properties without a clock, as machines differ; `.ci/run` tries the same examples every time."""
    settings.register_profile(
        "isoqms",
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
        derandomize="CI" in os.environ,
        print_blob=True,
    )
    settings.load_profile("isoqms")
    config.stash[_LEFT_OUT] = 0


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the tests that need the reference data where there are none."""
    if SHARED.is_dir():
        return
    kept, left_out = [], []
    for item in items:
        needs = item.get_closest_marker("shared") or "shared" in getattr(item, "fixturenames", ())
        (left_out if needs else kept).append(item)
    if left_out:
        items[:] = kept
        config.hook.pytest_deselected(items=left_out)
        config.stash[_LEFT_OUT] = len(left_out)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """On a worker of pytest-xdist, tell the main process how many tests were left out."""
    output = getattr(session.config, "workeroutput", None)
    if output is not None:
        output["left_out"] = session.config.stash[_LEFT_OUT]


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node, error) -> None:
    """In the main process, hear from a worker; all workers collect the same tests."""
    node.config.stash[_LEFT_OUT] = getattr(node, "workeroutput", {}).get("left_out", 0)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say how many tests did not run because there is nothing to compare with."""
    if count := config.stash[_LEFT_OUT]:
        terminalreporter.write_line(f"{count} tests left out: they compare with reference data absent from {SHARED}")
