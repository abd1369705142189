"""Answers to text: HTML pieces, anchors; no docutils."""

from __future__ import annotations
