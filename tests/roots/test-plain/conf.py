project = "Plain"
version = "2"
extensions = ["sphinx.ext.intersphinx"]
html_theme = "basic"
intersphinx_mapping = {"geo": ("https://example.org/geo/", "objects.inv")}
