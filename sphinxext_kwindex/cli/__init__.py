"""The command line: ``kwindex``, which needs no Sphinx."""

from __future__ import annotations

from .main import main

__all__ = ["main"]
