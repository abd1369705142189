"""How Chromium is started without a screen and without looking for its makers."""

from __future__ import annotations

__all__ = ["FLAGS"]

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
