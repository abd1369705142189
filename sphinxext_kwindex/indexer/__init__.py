"""Source to facts; the only package that loads libclang.

The names are loaded when they are first asked for: who only wants to know that
nothing has changed loads neither ctypes nor libclang.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .allowlist import Cleaned, clean_arguments, clean_command
    from .arguments import arguments_for, command_language, readable_paths
    from .compdb import CompilationDatabase, CompileCommand, find_compile_commands
    from .doctor import DatabaseState, Diagnosis, diagnose
    from .extract import index_unit
    from .library import Libclang, identify_libclang, load_libclang
    from .sandbox import Confinement, confine, landlock_abi
    from .toolchain import HeaderOrigin, Toolchain, find_toolchain
    from .unit import Umbrella, Unit

__all__ = [
    "Cleaned",
    "CompilationDatabase",
    "CompileCommand",
    "Confinement",
    "DatabaseState",
    "Diagnosis",
    "HeaderOrigin",
    "Libclang",
    "Toolchain",
    "Umbrella",
    "Unit",
    "arguments_for",
    "clean_arguments",
    "clean_command",
    "command_language",
    "confine",
    "diagnose",
    "find_compile_commands",
    "find_toolchain",
    "identify_libclang",
    "index_unit",
    "landlock_abi",
    "load_libclang",
    "readable_paths",
]

_MODULES = {
    "Cleaned": "allowlist",
    "CompilationDatabase": "compdb",
    "CompileCommand": "compdb",
    "Confinement": "sandbox",
    "DatabaseState": "doctor",
    "Diagnosis": "doctor",
    "HeaderOrigin": "toolchain",
    "Libclang": "library",
    "Toolchain": "toolchain",
    "Umbrella": "unit",
    "Unit": "unit",
    "arguments_for": "arguments",
    "clean_arguments": "allowlist",
    "clean_command": "allowlist",
    "command_language": "arguments",
    "confine": "sandbox",
    "diagnose": "doctor",
    "find_compile_commands": "compdb",
    "find_toolchain": "toolchain",
    "identify_libclang": "library",
    "index_unit": "extract",
    "landlock_abi": "sandbox",
    "load_libclang": "library",
    "readable_paths": "arguments",
}


def __getattr__(name: str) -> Any:
    """Load a public name from its module: PEP 562."""
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f".{_MODULES[name]}", __name__), name)
    globals()[name] = value
    return value
