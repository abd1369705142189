"""Facts on disk; the only package that imports sqlite3."""

from __future__ import annotations
