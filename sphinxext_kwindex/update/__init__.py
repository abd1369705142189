"""Bring the index up to date."""

from __future__ import annotations
