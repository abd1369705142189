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


def test_units_that_lose_nothing_are_together():
    units = [differing(f"a{n}", {0: 300, 1: 20, 2: 5}, {3}) for n in range(2)]
    units += [differing(f"b{n}", {0: 300, 4: 5}, {2, 3}) for n in range(2)]
    assert grouped(units) == [("a0 a1 b0 b1", (LINES[0], LINES[1], LINES[4]))]


def test_those_that_bar_little_begin_and_keep_what_the_others_would_take():
    # The first two by path would take from all others what these read.
    takers = [differing(f"a{n}", {0: 40, 1: 30}, {2, 3, 4}) for n in range(2)]
    others = [differing(f"b{n}", {2: 600, 3: 20}, {5}) for n in range(5)]
    assert grouped([*takers, *others]) == [
        ("b0 b1 b2 b3 b4", (LINES[2], LINES[3])),
    ]


def test_those_that_would_lose_much_are_together_for_what_is_left():
    units = [differing(f"a{n}", {0: 600, 1: 5}, {3}) for n in range(3)]
    # They do not read what their culprit is in; those before do.
    units += [differing(f"b{n}", {1: 20, 4: 400}, {0, 5}) for n in range(3)]
    assert grouped(units) == [
        ("a0 a1 a2", (LINES[0], LINES[1])),
        ("b0 b1 b2", (LINES[1], LINES[4])),
    ]
    # Half is worth it where enough of them share it.
    half = [differing(f"c{n}", {0: 600, 1: 300}, {0}) for n in range(4)]
    assert grouped(half) == [("c0 c1 c2 c3", (LINES[1],))]


def test_where_an_umbrella_costs_more_than_it_spares_there_is_none():
    one = differing("a", {0: 600}, {3})
    assert grouped([one]) == []
    assert grouped([differing(f"b{n}", {0: 40}, {3}) for n in range(2)]) == []
    losers = [differing(f"c{n}", {0: 600, 1: 10}, {0}) for n in range(5)]
    assert grouped(losers) == []
    # Nothing that two of them use.
    apart = [differing(f"d{n}", {n: 600}, set()) for n in range(5)]
    assert grouped(apart) == []


def test_one_that_nobody_joins_does_not_keep_the_others_apart():
    alone = differing("a", {5: 600}, {0})
    others = [differing(f"b{n}", {0: 600}, {1, 2}) for n in range(2)]
    assert grouped([alone, *others]) == [("b0 b1", (LINES[0],))]
