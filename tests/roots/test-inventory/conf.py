extensions = ["sphinxext_kwindex", "sphinx.ext.intersphinx"]
kwindex_source_root = "code"
kwindex_compile_commands = None
kwindex_clang_args = ["-Ioutside"]
html_theme = "basic"
intersphinx_mapping = {"geo": ("https://example.org/geo/", "objects.inv")}
exclude_patterns = ["code", "outside", "_build"]
