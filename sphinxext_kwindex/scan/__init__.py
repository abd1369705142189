"""Text facts of a file, without a parser: standard library only."""

from __future__ import annotations
