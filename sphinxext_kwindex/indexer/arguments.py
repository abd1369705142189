"""The complete argument list of one file: what Clang is told, and in which order."""

from __future__ import annotations

import itertools
import os
from pathlib import Path
from typing import TYPE_CHECKING

from ..model import C_FAMILY_LANGUAGES, Language
from ..scan import is_header
from .allowlist import clean_arguments, clean_command
from .confine_paths import may_be_read
from .standards import default_standard, fitting_standard
from .toolchain import HeaderOrigin, Toolchain, find_toolchain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ..scan import IncludeRoots
    from .compdb import CompileCommand
    from .library import Libclang

__all__ = [
    "arguments_for",
    "command_language",
    "header_folders",
    "readable_paths",
    "search_folders",
    "with_language",
]

_CUDA_PRELUDE = str(Path(__file__).with_name("cuda_prelude.h"))
_HEADER_LANGUAGES = {
    Language.C: "c-header",
    Language.CXX: "c++-header",
    Language.OBJECTIVE_C: "objective-c-header",
    Language.OBJECTIVE_CXX: "objective-c++-header",
}
_FOLDER_OPTIONS = ("-isystem", "-iquote", "-idirafter", "-cxx-isystem", "-iframework")

# -ferror-limit=0: a missing header must not end the parse after 20 errors.
# -fno-spell-checking: a name that "was meant" is a wrong reference, and looking for
#   it costs time where headers are missing.
# -Wno-everything: no warnings, nor those that are errors by default, which -w leaves.
# -Wdeprecated-pragma: by that one libclang tells of the uses of __COUNTER__, in headers
#   of the system as well.
_BEHAVIOUR = (
    *("-ferror-limit=0", "-fno-spell-checking"),
    *("-Wno-everything", "-Wdeprecated-pragma", "-Wsystem-headers"),
)
# A constant expression of a hostile file costs 6 s a variable with the default of
# 1,048,576 steps, 0.6 s with this.
_LIMITS = ("-fconstexpr-steps=100000", "-ftemplate-backtrace-limit=1")


def arguments_for(
    path: str,
    *,
    root: Path,
    language: Language,
    command: CompileCommand | None,
    include_roots: IncludeRoots,
    extra: Sequence[str] = (),
    extra_directory: Path | None = None,
    modern: bool = True,
    toolchain: Toolchain,
    libclang: Libclang,
) -> tuple[str, ...]:
    """Return all arguments for a file but its name, which is to be given absolute.

    :param path: POSIX path from the root.
    :param language: what the file is read as, whatever the command says.
    :param command: the file's own command, or that of a file like it; of the latter
        only what does not depend on the language is taken.
    :param include_roots: used where the file has no command of its own.
    :param extra: the user's arguments, after those of the command.
    :param extra_directory: relative paths in ``extra`` start there; the root if None.
    :param modern: see `default_standard`.
    """
    root = root.absolute()
    own = command is not None and command.path == os.path.normpath(root / path)
    given = _given(command, root=root)
    given += clean_arguments(
        extra, directory=extra_directory or root, root=root
    ).arguments
    given = tuple(_fitting(given, language, libclang))
    toolchain = _of_sysroot(given, toolchain, libclang)
    known = {os.path.realpath(folder) for folder in toolchain.directories}
    standard: tuple[str, ...] = ()
    if not _states_standard(given):
        standard = (default_standard(language, modern=modern),)
    return (
        *("-x", _language_name(path, language)),
        *standard,
        *_without_folders(given, known),
        *(() if own else _roots(include_roots, root=root, weak=command is not None)),
        *(("-resource-dir", libclang.resource_dir) if libclang.resource_dir else ()),
        *_standard_headers(given, toolchain, language),
        *_cuda(language),
        *_BEHAVIOUR,
        *_LIMITS,
        f"-working-directory={_working_directory(command, root)}",
    )


def command_language(command: CompileCommand) -> Language | None:
    """Return the language that a command states; None if the file's suffix decides.

    Stated by ``-x``, ``/TP`` and ``/TC``, or by a C++ compiler for a C file's name.
    """
    arguments = clean_command(
        command.arguments, directory=Path(command.directory)
    ).arguments
    names = {language.value: language for language in C_FAMILY_LANGUAGES}
    for flag, value in itertools.pairwise(arguments):
        if flag == "-x":
            return names.get(value.removesuffix("-header"))
    compilers = command.arguments[: len(command.arguments) - len(arguments)]
    is_cxx = any(
        Path(name).name.startswith(("g++", "clang++", "c++")) for name in compilers
    )
    return Language.CXX if is_cxx and command.path.endswith(".c") else None


def readable_paths(arguments: Iterable[str]) -> tuple[str, ...]:
    """Return the folders and files that arguments make Clang read, each once, sorted.

    For `confine`; only absolute ones, as `arguments_for` gives them.
    """
    found: set[str] = set()
    previous = ""
    for argument in arguments:
        if previous in (*_FOLDER_OPTIONS, "-include", "-imacros", "-resource-dir"):
            found.add(argument)
        elif argument.startswith(("-I", "-F")):
            found.add(argument[2:])
        elif previous == "-isysroot" or argument.startswith("--sysroot="):
            found.add(argument.removeprefix("--sysroot="))
        previous = argument
    return tuple(sorted(path for path in found if Path(path).is_absolute()))


def search_folders(arguments: Iterable[str]) -> tuple[str, ...]:
    """Return the folders in which Clang looks for headers of the tree, in its order.

    Those that are given behind all others (``-idirafter``) come last.
    """
    of_tree = {"-I": False, "-iquote": False, "-idirafter": True}
    found = [one for one in _folders(arguments) if one[0] in of_tree]
    return tuple(folder for _, folder in sorted(found, key=lambda one: of_tree[one[0]]))


def header_folders(arguments: Iterable[str]) -> tuple[str, ...]:
    """Return all folders in which Clang looks for headers, the system's too."""
    return tuple(folder for _, folder in _folders(arguments))


def _folders(arguments: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the folders that arguments have headers looked for in, with the option."""
    previous = ""
    for argument in arguments:
        if previous in (*_FOLDER_OPTIONS, "-I"):
            yield previous, argument
        elif argument.startswith("-I") and argument != "-I":
            yield "-I", argument[2:]
        previous = argument


def _given(command: CompileCommand | None, *, root: Path) -> tuple[str, ...]:
    if command is None:
        return ()
    return clean_command(
        command.arguments, directory=Path(command.directory), root=root
    ).arguments


def _of_sysroot(
    given: Sequence[str], toolchain: Toolchain, libclang: Libclang
) -> Toolchain:
    """Return the headers of the sysroot that a command names, if it has any."""
    for option, value in itertools.pairwise(("", *given)):
        sysroot = value.removeprefix("--sysroot=")
        if sysroot != value or option == "-isysroot":
            found = find_toolchain(libclang, system_root=Path(sysroot))
            if found.c_origin is not HeaderOrigin.NONE:
                return found
    return toolchain


def _working_directory(command: CompileCommand | None, root: Path) -> str:
    """Return where relative ``-include`` files are first looked for.

    The command's folder, unless it is gone (Clang reports that as an error) or may
    not be read.
    """
    if command is not None:
        directory = Path(command.directory)
        if directory.is_dir() and may_be_read(directory, root=root):
            return command.directory
    return str(root)


def with_language(
    path: str, language: Language, arguments: tuple[str, ...]
) -> tuple[str, ...]:
    """Return the arguments of a file from those of others, which say no language."""
    return ("-x", _language_name(path, language), *arguments)


def _language_name(path: str, language: Language) -> str:
    """Return Clang's name; CUDA's headers have none of their own."""
    if is_header(path):
        return _HEADER_LANGUAGES.get(language, language.value)
    return language.value


def _fitting(
    arguments: Sequence[str], language: Language, libclang: Libclang
) -> Iterator[str]:
    """Yield the arguments that fit the language and the library."""
    skip = False
    for argument in arguments:
        if skip:
            skip = False
        elif argument == "-x":
            skip = True
        elif argument.startswith(("-std=", "--std=")):
            standard = argument.partition("=")[2]
            fitting = fitting_standard(standard, language, libclang.major)
            if fitting:
                yield f"-std={fitting}"
        elif argument not in ("-ObjC", "-ObjC++", "--cuda-host-only"):
            yield argument


def _states_standard(arguments: Iterable[str]) -> bool:
    return any(one == "-ansi" or one.startswith("-std=") for one in arguments)


def _without_folders(arguments: Sequence[str], known: set[str]) -> Iterator[str]:
    """Yield the arguments without ``-nostdinc`` and the standard headers' folders.

    A standard folder given again would move before the C++ library and break its
    ``#include_next``.
    """
    position = 0
    while position < len(arguments):
        argument = arguments[position]
        takes = argument in _FOLDER_OPTIONS and position + 1 < len(arguments)
        folder = arguments[position + 1] if takes else argument[2:]
        searched = takes or argument.startswith("-I")
        is_known = searched and os.path.realpath(folder) in known
        if not is_known and not argument.startswith("-nostd"):
            yield from arguments[position : position + 1 + takes]
        position += 1 + takes


def _roots(roots: IncludeRoots, *, root: Path, weak: bool) -> Iterator[str]:
    """Yield the detected roots; after all else where there are a command's folders."""
    for folder in roots.direct:
        path = os.path.normpath(root / folder)
        yield from ("-idirafter", path) if weak else (f"-I{path}",)
    for folder in roots.after:
        yield from ("-idirafter", os.path.normpath(root / folder))


def _standard_headers(
    given: Sequence[str], toolchain: Toolchain, language: Language
) -> tuple[str, ...]:
    """Return the toolchain's arguments, but for what the command itself switched off.

    Clang's builtin headers stay: nobody's C library works without them.
    """
    without_all = "-nostdinc" in given or "-nostdlibinc" in given
    return toolchain.arguments(
        language,
        cxx=not without_all and "-nostdinc++" not in given,
        c=not without_all,
    )


def _cuda(language: Language) -> tuple[str, ...]:
    if language is not Language.CUDA:
        return ()
    return (
        *("--cuda-host-only", "-nocudainc", "-nocudalib"),
        *("-include", _CUDA_PRELUDE),
    )
