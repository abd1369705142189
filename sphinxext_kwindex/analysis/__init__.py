"""Questions to answers; reads the store, writes nothing."""

from __future__ import annotations
