"""Text into HTML: nothing of it is markup, nothing of it is invisible."""

from __future__ import annotations

import html
import re

__all__ = ["attribute", "escape", "has_hidden", "mark_hidden", "visible"]

# Bidirectional controls and zero-width characters make code read as what it is not
# (CVE-2021-42574); the C0 and C1 controls and non-characters are not allowed in XML,
# hence not in an EPUB. ZWJ and ZWNJ are needed by scripts and emoji in comments.
_UNSEEN = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f"
    "\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\uffff\ud800-\udfff\U000e0000-\U000e007f"
)
_HIDDEN = re.compile(f"[{_UNSEEN}]")
# Most texts are names and need nothing; `html.escape` looks through each five times.
_is_plain = re.compile(f"[^&<>\"'{_UNSEEN}]*").fullmatch


def visible(text: str) -> str:
    """Replace characters that are not seen, but change what is seen, by ``[U+202E]``.

    Tabs and line ends stay.
    """
    return _HIDDEN.sub(lambda found: f"[U+{ord(found[0]):04X}]", text)


def escape(text: str) -> str:
    """Return text for the content of an element, or an attribute in double quotes.

    Hidden characters are made visible, in a ``span`` only by `mark_hidden`.
    """
    return text if _is_plain(text) else html.escape(visible(text))


def has_hidden(text: str) -> bool:
    """Tell whether there is a hidden character."""
    return _HIDDEN.search(text) is not None


def mark_hidden(markup: str) -> str:
    """Make the hidden characters in finished HTML visible, and stand out."""
    return _HIDDEN.sub(
        lambda found: f'<span class="kwindex-hidden">[U+{ord(found[0]):04X}]</span>',
        markup,
    )


def attribute(name: str, value: str | None) -> str:
    """Return `` name="value"``, or nothing for None."""
    return "" if value is None else f' {name}="{escape(value)}"'
