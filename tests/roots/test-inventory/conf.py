extensions = ["sphinxext_kwindex", "sphinx.ext.intersphinx"]
kwindex_source_root = "code"
kwindex_compile_commands = None
html_theme = "basic"
intersphinx_mapping = {"geo": ("https://example.org/geo/", "objects.inv")}
exclude_patterns = ["code", "_build"]
