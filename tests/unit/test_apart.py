"""Units that could say something else share another umbrella."""

from __future__ import annotations

from sphinxext_kwindex.indexer import Umbrella, Unit
from sphinxext_kwindex.model import Language
from sphinxext_kwindex.update.apart import Differing, groups

LINES = tuple(f'"{number}.h"' for number in range(6))


def differing(path: str, sizes: dict[int, int], leading: set[int]) -> Differing:
    unit = Unit(path, Language.CXX, (), (path,))
    return Differing(unit, "it differs", sizes, frozenset(leading))


def grouped(units: list[Differing]) -> list[tuple[str, tuple[str, ...]]]:
    umbrella = Umbrella("x", LINES, Language.CXX, ())
    return [
        (" ".join(one.unit.path for one in group), lines)
        for group, lines in groups(umbrella, units)
    ]


def test_what_the_worker_says_is_read():
    said = {"why": "w", "used": [1, 4], "sizes": [30, 10], "leading": [1]}
    one = Differing.of(Unit("a", Language.CXX, (), ("a",)), said)
    assert one == Differing(one.unit, "w", {1: 30, 4: 10}, frozenset({1}))
    assert one.lost(one.leading) == 1 - 10 / 30
    assert one.lost({4}) == 0
    assert one.lost({1, 4}) == 1


def test_units_are_together_as_long_as_none_loses_much():
    units = [differing(f"a{n}", {0: 100, 1: 20, 2: 5}, {3}) for n in range(4)]
    units += [differing(f"b{n}", {0: 100, 4: 5}, {2, 3}) for n in range(3)]
    # They do not read what their culprit is in; those before do.
    units += [differing(f"c{n}", {1: 20, 4: 5}, {0, 5}) for n in range(4)]
    assert grouped(units) == [
        ("a0 a1 a2 a3 b0 b1 b2", (LINES[0], LINES[1], LINES[4])),
        ("c0 c1 c2 c3", (LINES[1], LINES[4])),
    ]


def test_few_units_and_those_that_lose_nearly_all_get_none():
    few = [differing(f"a{n}", {0: 100}, {3}) for n in range(3)]
    losers = [differing(f"b{n}", {0: 100, 1: 10}, {0}) for n in range(9)]
    assert grouped([*few, *losers]) == []


def test_those_that_lose_half_are_together_for_what_is_left():
    units = [differing(f"a{n}", {0: 100, 1: 50}, {0}) for n in range(4)]
    assert grouped(units) == [("a0 a1 a2 a3", (LINES[1],))]
