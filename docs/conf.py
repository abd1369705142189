"""Configuration of the manual, which is built with the extension itself."""

from __future__ import annotations

import sys
from pathlib import Path

import sphinxext_kwindex

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

project = "sphinxext-kwindex"
author = "The sphinxext-kwindex developers"
project_copyright = "2026, the sphinxext-kwindex developers"
release = version = sphinxext_kwindex.__version__

# kwindex_manual, in _ext: the reference pages are made from the code's declarations.
extensions = ["sphinxext_kwindex", "kwindex_manual"]
exclude_patterns = ["_build", "_ext", "reference/dump"]
nitpicky = True
# Quotes and dashes stay as they are typed: this is a manual of options and names.
smartquotes = False
html_theme = "furo"
html_title = f"sphinxext-kwindex {release}"
html_static_path = ["_static"]
html_css_files = ["manual.css"]

# The examples of the manual are files of the example project.
kwindex_source_root = "../example_project"
kwindex_exclude = ["docs/", "_build/"]
