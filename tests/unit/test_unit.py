"""A unit survives the way to a worker."""

from __future__ import annotations

import json

import pytest

from sphinxext_kwindex.indexer.unit import Unit
from sphinxext_kwindex.model import Language


def test_round_trip_through_json():
    unit = Unit(
        path="a/b é.cpp",
        language=Language.CXX,
        arguments=("-x", "c++", "-Iä b"),
        wanted=("a/b é.cpp", "a/b.inl"),
    )

    assert Unit.from_json(json.loads(json.dumps(unit.to_json()))) == unit


@pytest.mark.parametrize("value", [{}, {"path": "a", "language": "basic"}])
def test_what_is_no_unit_is_refused(value):
    with pytest.raises((KeyError, ValueError)):
        Unit.from_json(value)
