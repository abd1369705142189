"""Options and fixtures of all tests."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--force-regen",
        action="store_true",
        help="write the golden files anew, and fail the tests that changed one",
    )


@pytest.fixture
def force_regen(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--force-regen"))
