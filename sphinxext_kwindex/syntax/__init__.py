"""Facts of a file from its syntax alone, by tree-sitter.

Below libclang and above the text scan: names, places, signatures and comments of what a
file declares; no types, no references. Nothing here raises, whatever the bytes are.
"""

from __future__ import annotations

from .facts import LARGEST_PARSED, prepare, syntax_facts

__all__ = ["LARGEST_PARSED", "prepare", "syntax_facts"]
