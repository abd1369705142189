"""The garbage collector while a build begins."""

from __future__ import annotations

import gc
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from sphinxext_kwindex.extension import loading

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def before() -> Iterator[tuple[int, int, int]]:
    found = gc.get_threshold()
    gc.set_threshold(700, 11, 12)
    yield gc.get_threshold()
    gc.set_threshold(*found)


def begin(sources: dict[str, str]) -> dict[str, Any]:
    """Return what is connected when the settings are read."""
    connected: dict[str, Any] = {}

    def connect(event: str, handler: object, priority: int) -> None:
        connected[event] = handler

    app: Any = SimpleNamespace(connect=connect)
    loading.setup_loading(app)
    connected["config-inited"](app, SimpleNamespace(kwindex_sources=sources))
    return connected


def test_it_looks_seldom_until_the_pages_are_listed(before: tuple[int, ...]) -> None:
    connected = begin({"code": "src"})
    assert gc.get_threshold() == (loading._NEW, 11, 12)
    connected["builder-inited"](None)
    assert gc.get_threshold() == before


def test_a_project_without_pages_is_left_alone(before: tuple[int, ...]) -> None:
    assert set(begin({})) == {"config-inited"}
    assert gc.get_threshold() == before
