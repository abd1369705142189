"""A badge: a label and a figure side by side, as SVG that needs nothing else."""

from __future__ import annotations

from ..escape import escape

__all__ = ["render_badge"]

_LETTER = 7
"""Width of a letter in pixels, about."""
_PADDING = 12
_HEIGHT = 20
_DARK = "#474b50"
_BLUE = "#1f5fa8"


def render_badge(label: str, figure: str) -> str:
    """Return a badge; it can stand in a page, or in a file of its own."""
    left, right = (len(text) * _LETTER + _PADDING for text in (label, figure))
    width = left + right
    words = escape(f"{label}: {figure}")
    texts = "".join(
        f'<text x="{middle}" y="14" fill="#fff" text-anchor="middle"'
        f' font-family="sans-serif" font-size="12">{escape(text)}</text> '
        for middle, text in ((left // 2, label), (left + right // 2, figure))
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" class="kwindex-cover" role="img"'
        f' aria-label="{words}" width="{width}" height="{_HEIGHT}"'
        f' viewBox="0 0 {width} {_HEIGHT}"><title>{words}</title> '
        f'<rect width="{width}" height="{_HEIGHT}" rx="3" fill="{_DARK}"/>'
        f'<path d="M{left} 0h{right - 3}a3 3 0 0 1 3 3v{_HEIGHT - 6}a3 3 0 0 1-3'
        f' 3h-{right - 3}z" fill="{_BLUE}"/>{texts}</svg>'
    )
