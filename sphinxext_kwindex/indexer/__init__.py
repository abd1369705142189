"""Source to facts; the only package that imports libclang."""

from __future__ import annotations
