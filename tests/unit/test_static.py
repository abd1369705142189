"""The style sheet as a text: what a browser would pass over in silence."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

STATIC = Path(__file__).parents[2] / "sphinxext_kwindex" / "static"
STYLES = re.sub(
    r"/\*.*?\*/", "", (STATIC / "kwindex.css").read_text("utf-8"), flags=re.DOTALL
)
READABLE = 4.5
"""Contrast of text that WCAG 2 asks for at level AA."""


def test_every_rule_ends_before_the_next_one():
    """An open rule would take all after it for its own."""
    depth, medium = 0, False
    for line, brace in re.findall(r"([^{}]*)([{}])", STYLES):
        depth += 1 if brace == "{" else -1
        inside = line.strip().startswith("@")
        assert 0 <= depth <= 2, line
        assert depth < 2 or not inside, line
        if depth == 2 and brace == "{":
            assert medium, line
        if depth == 1 and brace == "{":
            medium = inside
    assert depth == 0


def test_nothing_is_fetched():
    assert not re.search(r"@import|url\(|https?:|//", STYLES)


def value(name: str, theme: str = "body") -> str:
    """Return the plain value of a variable: the last fallback."""
    block = STYLES[STYLES.index(theme) :].partition("}")[0]
    found = re.search(rf"--kwindex-{name}:[^;]*(#[0-9a-f]{{3,6}})\)*;", block)
    assert found is not None
    return found[1]


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * c for c in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", ["fg", "muted", "link", "good", "fair", "poor"])
@pytest.mark.parametrize("ground", ["bg", "bg2", "target"])
def test_colours_can_be_read(name: str, ground: str):
    assert contrast(value(name), value(ground)) >= READABLE


@pytest.mark.parametrize("name", ["good", "fair", "poor"])
@pytest.mark.parametrize("ground", ["#131416", "#14181e", "#202020", "target"])
def test_colours_can_be_read_in_the_dark(name: str, ground: str):
    """On the grounds of Furo and pydata, and on what a link led to."""
    dark = 'body[data-theme="dark"]'
    behind = value("target", dark) if ground == "target" else ground
    assert contrast(value(name, dark), behind) >= READABLE
