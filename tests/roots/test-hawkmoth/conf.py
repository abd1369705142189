from pathlib import Path

extensions = ["hawkmoth", "sphinxext_kwindex"]
hawkmoth_root = str(Path(__file__).parent / "code")
hawkmoth_autoconf = []  # else it asks a compiler for its folders
kwindex_source_root = "code"
kwindex_compile_commands = None
html_theme = "basic"
exclude_patterns = ["code", "_build"]
