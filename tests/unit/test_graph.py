"""Where include lines may lead, by their spelling."""

from __future__ import annotations

import pytest

from sphinxext_kwindex.scan import scan_text
from sphinxext_kwindex.update.graph import IncludeGraph, Includer


def graph_of(files: dict[str, str]) -> IncludeGraph:
    return IncludeGraph.of(
        {path: scan_text(text).includes for path, text in files.items()}
    )


PATHS = graph_of(dict.fromkeys(("a/x.h", "b/a/x.h", "b/ax.h", "x.h"), ""))


@pytest.mark.parametrize(
    ("spelled", "expected"),
    [
        ('"x.h"', ("a/x.h", "b/a/x.h", "x.h")),
        ("<a/x.h>", ("a/x.h", "b/a/x.h")),
        ('"../a/x.h"', ("a/x.h", "b/a/x.h")),
        ('"./x.h"', ("a/x.h", "b/a/x.h", "x.h")),
        ('"b\\ax.h"', ("b/ax.h",)),
        ("<y.h>", ()),
        ("MACRO", ()),
        ("", ()),
        ('""', ()),
    ],
)
def test_candidates(spelled, expected):
    assert PATHS.candidates(spelled) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [("a/f.cpp", "a/x.h"), ("b/a/f.cpp", "b/a/x.h"), ("c/f.cpp", "x.h")],
)
def test_the_likely_target_is_near(path, expected):
    assert PATHS.target(path, '"x.h"') == expected


def test_targets_go_with_the_include_lines():
    text = '#include "x.h"\n#include <y.h>\n#include "x.h"\n#include <a/x.h>\n'
    graph = graph_of({"a/x.h": "", "b/f.cpp": text, "b/x.h": ""})
    assert graph.targets("b/f.cpp") == ("b/x.h", None, "b/x.h", "a/x.h")
    assert graph.targets("a/x.h") == ()


def test_includers_are_ranked():
    graph = graph_of(
        {
            "a.cpp": '#if A\n#include "v.inl"\n#endif\n#include "v.h"\n',
            "b.cpp": '#include "v.inl"\n',
            "v.h": '#include "v.inl"\n',
            "v.inl": "",
        }
    )
    includers = graph.includers({"v.inl"})
    assert includers.keys() == {"v.inl"}
    assert sorted(includers["v.inl"]) == [
        Includer(conditional=False, distant=False, path="v.h"),
        Includer(conditional=False, distant=True, path="b.cpp"),
        Includer(conditional=True, distant=True, path="a.cpp"),
    ]


def test_reachable_goes_through_circles():
    graph = graph_of(
        {
            "a.h": '#include "b.h"\n',
            "b.h": '#include "a.h"\n#include <c.h>\n',
            "c.h": "",
            "d.h": '#include "a.h"\n',
        }
    )
    assert graph.reachable(["a.h"]) == {"a.h", "b.h", "c.h"}
