"""What kind of file a path is, by its name; the C family is not known here."""

from __future__ import annotations

import re
from posixpath import basename, splitext

from ..model import Language
from .language import C_FAMILY_SUFFIXES

__all__ = ["EXPORT_SIGN", "is_other", "language_of", "other_language"]

EXPORT_SIGN = ".kwindex-export.json"
"""File that lies in a folder of pages that were written from an index."""

_SUFFIXES: dict[Language, str] = {
    Language.PYTHON: "py pyi",
    Language.CYTHON: "pyx pxd pxi",
    Language.CMAKE: "cmake",
    Language.MARKDOWN: "md markdown mdx",
    Language.RST: "rst",
    Language.YAML: "yaml yml cff",
    Language.JSON: "json json5 jsonc",
    Language.TOML: "toml",
    Language.INI: "ini cfg conf properties editorconfig",
    Language.XML: "xml xsd xsl xslt svg plist qrc ui vcxproj props targets",
    Language.HTML: "html htm",
    Language.CSS: "css scss less",
    Language.SHELL: "sh bash zsh ksh fish",
    Language.BATCH: "bat cmd",
    Language.POWERSHELL: "ps1 psm1",
    Language.MAKE: "mk mak make",
    Language.STARLARK: "bzl bazel star buck",
    Language.DOCKER: "dockerfile",
    Language.GROOVY: "groovy gradle",
    Language.PROTOBUF: "proto",
    Language.THRIFT: "thrift",
    Language.FLATBUFFERS: "fbs",
    Language.SQL: "sql",
    Language.GRAPHQL: "graphql gql",
    Language.JAVASCRIPT: "js mjs cjs jsx",
    Language.TYPESCRIPT: "ts tsx",
    Language.JAVA: "java",
    Language.KOTLIN: "kt kts",
    Language.CSHARP: "cs",
    Language.GO: "go",
    Language.RUST: "rs",
    Language.SWIFT: "swift",
    Language.RUBY: "rb gemspec podspec",
    Language.PHP: "php",
    Language.PERL: "pl pm",
    Language.LUA: "lua",
    Language.SHADER: "glsl vert frag comp metal hlsl cl",
    Language.ASSEMBLY: "s asm",
    Language.TEXT: "txt text adoc asciidoc tex",
}
_BY_SUFFIX = {
    f".{suffix}": language
    for language, suffixes in _SUFFIXES.items()
    for suffix in suffixes.split()
}
_NAMES: dict[Language, str] = {
    Language.CMAKE: "cmakelists.txt",
    Language.MAKE: "makefile gnumakefile",
    Language.STARLARK: "build workspace buck",
    Language.DOCKER: "dockerfile containerfile",
    Language.GROOVY: "jenkinsfile",
    Language.RUBY: "gemfile podfile rakefile vagrantfile",
    Language.YAML: ".clang-format .clang-tidy",
    Language.INI: ".editorconfig .gitmodules .flake8 .coveragerc",
    Language.TEXT: (
        "license licence copying notice readme authors contributors maintainers"
        " changelog changes news install todo codeowners version"
    ),
}
_BY_NAME = {
    name: language for language, names in _NAMES.items() for name in names.split()
}
_INTERPRETERS = (
    (re.compile(rb"python[\d.]*\b"), Language.PYTHON),
    (re.compile(rb"(?:ba|z|k|da|fi)?sh\b"), Language.SHELL),
    (re.compile(rb"perl\b"), Language.PERL),
    (re.compile(rb"ruby\b"), Language.RUBY),
    (re.compile(rb"node\b"), Language.JAVASCRIPT),
)


def other_language(path: str) -> Language | None:
    """Return the language that a file's name tells; None if it tells none."""
    name = basename(path).lower()
    known = _BY_NAME.get(name)
    return _BY_SUFFIX.get(splitext(name)[1]) if known is None else known


def is_other(path: str) -> bool:
    """Whether a name is one of a known language that is not of the C family."""
    if splitext(path)[1].lower() in C_FAMILY_SUFFIXES:
        return False
    return other_language(path) is not None


def language_of(path: str, data: bytes) -> Language:
    """Return the language by name, else by the interpreter that the text names."""
    known = other_language(path)
    if known is not None:
        return known
    first = data[:200].partition(b"\n")[0]
    if first.startswith(b"#!"):
        for pattern, language in _INTERPRETERS:
            if pattern.search(first):
                return language
    return Language.TEXT
