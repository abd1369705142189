"""Languages of files: those of the C family, and what else lies in a tree."""

from __future__ import annotations

from enum import StrEnum

__all__ = [
    "CXX_LANGUAGES",
    "C_FAMILY_LANGUAGES",
    "LANGUAGE_TITLES",
    "PROSE_LANGUAGES",
    "Language",
]


class Language(StrEnum):
    """What a file was read as; those of the C family first."""

    C = "c"
    CXX = "c++"
    CUDA = "cuda"
    OBJECTIVE_C = "objective-c"
    OBJECTIVE_CXX = "objective-c++"

    PYTHON = "python"
    CYTHON = "cython"
    CMAKE = "cmake"
    MARKDOWN = "markdown"
    RST = "restructuredtext"
    YAML = "yaml"
    JSON = "json"
    TOML = "toml"
    INI = "ini"
    XML = "xml"
    HTML = "html"
    CSS = "css"
    SHELL = "shell"
    BATCH = "batch"
    POWERSHELL = "powershell"
    MAKE = "makefile"
    STARLARK = "starlark"
    DOCKER = "dockerfile"
    GROOVY = "groovy"
    PROTOBUF = "protobuf"
    THRIFT = "thrift"
    FLATBUFFERS = "flatbuffers"
    SQL = "sql"
    GRAPHQL = "graphql"
    JAVASCRIPT = "javascript"
    TYPESCRIPT = "typescript"
    JAVA = "java"
    KOTLIN = "kotlin"
    CSHARP = "c#"
    GO = "go"
    RUST = "rust"
    SWIFT = "swift"
    RUBY = "ruby"
    PHP = "php"
    PERL = "perl"
    LUA = "lua"
    SHADER = "shader"
    ASSEMBLY = "assembly"
    TEXT = "text"


C_FAMILY_LANGUAGES = frozenset(
    {
        Language.C,
        Language.CXX,
        Language.CUDA,
        Language.OBJECTIVE_C,
        Language.OBJECTIVE_CXX,
    }
)
"""What libclang reads."""

CXX_LANGUAGES = frozenset({Language.CXX, Language.CUDA, Language.OBJECTIVE_CXX})
"""C++ and those that contain it."""

PROSE_LANGUAGES = frozenset({Language.MARKDOWN, Language.RST, Language.TEXT})
"""Text for people: its lines are not code."""

LANGUAGE_TITLES: dict[Language, str] = {
    Language.C: "C",
    Language.CXX: "C++",
    Language.CUDA: "CUDA",
    Language.OBJECTIVE_C: "Objective-C",
    Language.OBJECTIVE_CXX: "Objective-C++",
    Language.PYTHON: "Python",
    Language.CYTHON: "Cython",
    Language.CMAKE: "CMake",
    Language.MARKDOWN: "Markdown",
    Language.RST: "reStructuredText",
    Language.YAML: "YAML",
    Language.JSON: "JSON",
    Language.TOML: "TOML",
    Language.INI: "INI",
    Language.XML: "XML",
    Language.HTML: "HTML",
    Language.CSS: "CSS",
    Language.SHELL: "Shell",
    Language.BATCH: "Batch",
    Language.POWERSHELL: "PowerShell",
    Language.MAKE: "Makefile",
    Language.STARLARK: "Starlark",
    Language.DOCKER: "Dockerfile",
    Language.GROOVY: "Groovy",
    Language.PROTOBUF: "Protocol Buffers",
    Language.THRIFT: "Thrift",
    Language.FLATBUFFERS: "FlatBuffers",
    Language.SQL: "SQL",
    Language.GRAPHQL: "GraphQL",
    Language.JAVASCRIPT: "JavaScript",
    Language.TYPESCRIPT: "TypeScript",
    Language.JAVA: "Java",
    Language.KOTLIN: "Kotlin",
    Language.CSHARP: "C#",
    Language.GO: "Go",
    Language.RUST: "Rust",
    Language.SWIFT: "Swift",
    Language.RUBY: "Ruby",
    Language.PHP: "PHP",
    Language.PERL: "Perl",
    Language.LUA: "Lua",
    Language.SHADER: "Shader",
    Language.ASSEMBLY: "Assembly",
    Language.TEXT: "Text",
}
"""Names as they are written on pages."""
