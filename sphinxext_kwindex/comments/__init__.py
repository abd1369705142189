"""Documentation comments: text in, values out."""

from __future__ import annotations
