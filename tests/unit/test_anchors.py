"""Anchors never change: these are promises to the links of others."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from sphinxext_kwindex.render import (
    ANCHOR_VERSION,
    file_anchor,
    line_anchor,
    place_anchor,
    set_anchor,
    symbol_anchor,
)


def test_corpus_of_version_1():
    assert ANCHOR_VERSION == 1
    assert symbol_anchor("c:@N@math@F@add#I#I#") == "kw-8dfcafb6041c7b86"
    assert symbol_anchor("c:@macro@EDGE_MAX") == "kw-eb9f9e473a5540a3"
    assert symbol_anchor("c:@N@ä@S@Ünicode") == "kw-48c252577c1e9153"
    assert place_anchor("c:@F@f#", "a/b.h") == "kw-83e774bb1ab87d04"
    assert set_anchor("math::add") == "kw-04fcab2df01dfff6"
    assert file_anchor("a/b.h") == "kw-196175b876e89a62"
    assert line_anchor("a/b.h", 12) == "kw-4582079aa1-L12"


@given(st.text())
def test_every_anchor_is_an_id_in_every_builder(text):
    anchors = [
        symbol_anchor(text),
        place_anchor(text, text),
        set_anchor(text),
        file_anchor(text),
        line_anchor(text, 1),
    ]
    assert len(set(anchors)) == len(anchors)
    for anchor in anchors:
        assert re.fullmatch(r"kw-[0-9a-f]+(-L\d+)?", anchor)
