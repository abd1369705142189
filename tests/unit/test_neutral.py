"""Macros that only decorate, and whose header is missing, hide no declaration."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sphinxext_kwindex.store import IndexReader
from sphinxext_kwindex.update import clusters
from tests.plain_trees import Tree

if TYPE_CHECKING:
    from pathlib import Path

ENGINE = """\
#include "made/by/the/build.h"
class ENGINE_API Engine {
 public:
  int start() ENGINE_GUARDED(mutex);
  int mutex;
};
"""
EXPORT = """\
#define ENGINE_API __attribute__((visibility("default")))
#define ENGINE_GUARDED(x) __attribute__((unused))
#define ENGINE_LIMIT 10
"""


@pytest.mark.parametrize("fewest", [1, 1000])
def test_class_behind_a_macro_whose_header_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fewest: int
) -> None:
    monkeypatch.setattr(clusters, "_FEWEST", fewest)
    headers = {"shared.h": "#pragma once\nint shared();\n", "elsewhere.h": EXPORT}
    tree = Tree(tmp_path, headers)
    for name in ("a.cpp", "b.cpp", "engine.cpp"):
        tree.write(name, f'#include "shared.h"\n{ENGINE}')
    tree.update(jobs=1)
    with IndexReader(tmp_path / "index") as reader:
        facts = reader.facts("engine.cpp")
    assert facts is not None
    named = {(one.kind.value, one.qualified_name) for one in facts.symbols}
    assert named == {
        ("class", "Engine"),
        ("method", "Engine::start"),
        ("field", "Engine::mutex"),
    }
    assert facts.source.coverage.errors == 0
    assert facts.source.coverage.missing == ('"made/by/the/build.h"',)
    assert facts.reads == ("elsewhere.h", "shared.h")
    # Who defines the macros is looked at again when it changes.
    tree.write("elsewhere.h", EXPORT.replace("(unused)", "(cold)"))
    assert tree.update(jobs=1).parsed == 4
