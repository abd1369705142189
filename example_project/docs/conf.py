# SPDX-License-Identifier: BSD-2-Clause
"""Sphinx configuration of the trailmap documentation."""

from __future__ import annotations

from importlib.util import find_spec

project = "trailmap"
author = "The sphinxext-kwindex developers"
copyright = "2026, the sphinxext-kwindex developers"
release = "1.4.2"
version = "1.4"

extensions = ["sphinxext_kwindex", "myst_parser"]
# The folder that paths in the directives start from: the project, not this folder.
kwindex_source_root = ".."
# A page for each source file and folder; the first of them is code/index.
kwindex_sources = {"code": ".."}
kwindex_exclude = ["docs/"]

myst_enable_extensions = ["colon_fence"]
exclude_patterns = ["README.md", "build"]
nitpicky = True

html_theme = "furo" if find_spec("furo") else "alabaster"
html_title = "trailmap 1.4"
