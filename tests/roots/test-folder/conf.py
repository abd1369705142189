project = "Folders"
extensions = ["sphinxext_kwindex"]
kwindex_source_root = "code"
kwindex_compile_commands = None
html_theme = "basic"
exclude_patterns = ["code", "_build"]
latex_documents = [("index", "folders.tex", "Folders", "The authors", "manual")]
