"""Which files a unit reads: over its own edges, and those of the umbrella below it."""

from __future__ import annotations

import pytest

from sphinxext_kwindex.indexer.reach import Closures, Reach

BELOW = {
    "a.h": ("b.h", "c.h"),
    "b.h": ("c.h",),
    "c.h": ("d.h", "b.h"),  # and back again
    "e.h": ("a.h",),
    "f.h": ("g.h",),
}


@pytest.mark.parametrize("first", ["a.h", "b.h", "c.h", "e.h"])
def test_closures_do_not_depend_on_what_was_asked_before(first: str) -> None:
    closures = Closures(BELOW)
    closures.of(first)
    found = {path: set(closures.files(closures.of(path))) for path in BELOW}
    assert found == {
        "a.h": {"a.h", "b.h", "c.h", "d.h"},
        "b.h": {"b.h", "c.h", "d.h"},
        "c.h": {"b.h", "c.h", "d.h"},
        "e.h": {"a.h", "b.h", "c.h", "d.h", "e.h"},
        "f.h": {"f.h", "g.h"},
    }
    assert closures.of("elsewhere.h") == 0


def test_a_unit_reads_over_its_edges_and_those_below() -> None:
    edges = {
        "main.cpp": {"own.h": None, "e.h": None},
        "own.h": {"f.h": None},
        # Without a guard: read by the unit once more, with another result.
        "d.h": {"more.h": None},
        "unread.h": {"h.h": None},
    }
    reach = Reach(edges, Closures(BELOW))
    assert reach.of("main.cpp") == {
        *("main.cpp", "own.h", "e.h", "f.h", "g.h"),
        *("a.h", "b.h", "c.h", "d.h", "more.h"),
    }
    assert reach.of("own.h") == {"own.h", "f.h", "g.h"}
    assert reach.of("alone.cpp") == {"alone.cpp"}
