"""Keep of a command line what says how to read a file, and nothing else.

Flags can make libclang write any file with any content (``-MD -MF conf.py -MT ...``),
read others, print on the process's streams, or fail to load. Databases come with the
sources and are not trusted. So an argument passes only when it is known to be
harmless; the options' tables are from "Clang command line argument reference".
"""

from __future__ import annotations

import platform
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from .confine_paths import confined_file, confined_folder
from .driver import Dialect, from_cl, split_driver, with_response_files

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

__all__ = ["Cleaned", "clean_arguments", "clean_command"]

# Options whose value is a folder to search; joined, after `=`, or the next argument.
_FOLDERS = (
    "-I",
    "-isystem",
    "-iquote",
    "-idirafter",
    "-cxx-isystem",
    "-F",
    "-iframework",
    "-isysroot",
    "--sysroot",
    "--include-directory",
    "-imsvc",
)
_RENAMED = {"--include-directory": "-I", "-imsvc": "-isystem"}
_FILES = ("-include", "-imacros", "--include", "--imacros")
_MACROS = ("-D", "-U", "--define-macro", "--undefine-macro")
_LONG_MACROS = {"--define-macro": "-D", "--undefine-macro": "-U"}

_LANGUAGES = frozenset(
    {
        *("c", "c-header", "c++", "c++-header", "cuda", "objective-c"),
        *("objective-c++", "objective-c-header", "objective-c++-header"),
    }
)
_NVCC_LANGUAGES = {"cu": "cuda"}

_FEATURES = "|".join(
    (
        *("PIC", "pic", "PIE", "pie", "aligned-allocation", "aligned-new"),
        *("asm", "asm-blocks", "blocks", "borland-extensions", "builtin", "char8_t"),
        *("cxx-exceptions", "declspec"),
        *("delayed-template-parsing", "dollars-in-identifiers", "exceptions"),
        *("fast-math", "finite-math-only", "gnu-keywords"),
        *("lax-vector-conversions", "math-errno"),
        *("ms-compatibility", "ms-extensions", "objc-arc", "objc-exceptions"),
        *("openmp", "openmp-simd", "operator-names", "pascal-strings"),
        *("rounding-math", "rtti", "short-enums"),
        *("short-wchar", "signed-char", "sized-deallocation", "strict-enums"),
        *("threadsafe-statics", "trapping-math", "trigraphs", "unsigned-char"),
        *("wrapv", "zvector"),
    )
)
_INSTRUCTIONS = "|".join(
    (
        *("mmx", "3dnow", "sse", "sse2", "sse3", "ssse3", "sse4", r"sse4\.[12]"),
        *("sse4a", "avx", "avx2", "avxvnni", r"avx512(?:f|cd|bw|dq|vl|ifma|vbmi2?)"),
        *(r"avx512(?:vnni|bitalg|bf16|fp16|vpopcntdq)", "amx-(?:tile|int8|bf16)"),
        *("fma", "fma4", "f16c", "bmi", "bmi2"),
        *("lzcnt", "popcnt", "aes", "pclmul", "sha", "rdrnd", "rdseed"),
        *("adx", r"xsave\w*", "movbe", "prfchw", "fsgsbase", "gfni", "vaes"),
        *("vpclmulqdq", "crc32", "cx16", "rtm", "tbm", "xop", "lwp", "clflushopt"),
    )
)
_ARCHITECTURES = (
    r"(?:x86_64h?|i[3-6]86|aarch64|arm64|arm(?:v[5-8]\w*)?|thumb|riscv(?:32|64)"
    r"|powerpc(?:64)?(?:le)?|mips(?:64)?(?:el)?|s390x|wasm(?:32|64)|sparc(?:v9|64)?)"
)
# Those of x86 that Clang 14 knows: an unknown one makes the whole parse fail.
_PROCESSORS = (
    r"(?:native|x86-64(?:-v[234])?|i[3-6]86|pentium\w*|nocona|core2|penryn|nehalem"
    r"|westmere|corei7(?:-avx)?|core-avx-i|core-avx2|sandybridge|ivybridge|haswell"
    r"|broadwell|skylake(?:-avx512)?|cascadelake|cooperlake|cannonlake"
    r"|icelake-(?:client|server)|tigerlake|rocketlake|alderlake|sapphirerapids"
    r"|bonnell|atom|silvermont|goldmont(?:-plus)?|tremont|k8(?:-sse3)?|opteron"
    r"|athlon64|amdfam10|barcelona|btver[12]|bdver[1-4]|znver[123])"
)
_IS_X86 = platform.machine().lower() in ("x86_64", "amd64", "i386", "i686", "x86")
_PASSED = re.compile(
    rf"""
      --?std=(?:c|gnu|iso9899:)[a-z0-9+:]+
    | -f(?:no-)?(?:{_FEATURES})
    | -fno-builtin-\w+ | -fopenmp=\w+ | -fms-compatibility-version=[\d.]+
    | -ffreestanding | -fgnuc-version=[\d.]+
    | -f(?:template|constexpr|bracket)-depth[=-]\d{{1,5}}
    | -m(?:32|64|x32) | -m(?:no-)?(?:{_INSTRUCTIONS})
    {"| -march=" + _PROCESSORS if _IS_X86 else ""}
    | (?:--target=|-m?target=){_ARCHITECTURES}(?:-[\w.]+)*
    | -O[0-3sgz]? | -Ofast | -pthread | -ansi | -undef | -trigraphs
    | -nostdinc | -nostdinc\+\+ | -nostdlibinc
    | --cuda-host-only | -ObjC(?:\+\+)?
    """,
    re.VERBOSE,
)
# What every compilation has and reading a file has no use for: output, dependency
# files, linking, warnings, debugging. Not worth a word.
_IGNORED = re.compile(
    r"""
      -[cESsgPC] | -g(?!cc).* | -M.* | -W(?!p,).* | -w | -pedantic(?:-errors)?
    | -pipe | -l.* | -L.+ | -p | -pg | -static.* | -shared.* | -rdynamic | -s
    | -stdlib=.* | -fdiagnostics-.* | -fcolor-diagnostics | -fansi-escape-codes
    | -f(?:no-)?(?:strict-aliasing|omit-frame-pointer|common|plt|lto(?:=.*)?
        |function-sections|data-sections|stack-protector.*|visibility-inlines-hidden.*
        |semantic-interposition|tree-\w+.*|unroll-loops|inline.*|stack-clash-protection
        |cf-protection.*|unwind-tables|asynchronous-unwind-tables|exec-charset.*
        |ident|verbose-asm|strict-overflow|delete-null-pointer-checks|merge-constants
        |canonical-system-headers|coroutines|hosted|gnu89-inline|concepts|visibility=\w+
        |conserve-stack|permissive|integrated-as
        |ffp-contract=.*|associative-math|signed-zeros|reciprocal-math)
    | -ffp-contract=.* | -f(?:file|macro|debug|profile)-prefix-map=.*
    | -m(?:arch|cpu|tune|cmodel|preferred-stack-boundary|abi|fpu|float-abi)=?.*
    | -m(?:no-)?(?:red-zone|fancy-math-387|omit-leaf-frame-pointer|fentry|relax-all
        |record-mcount|stackrealign|80387|fp-ret-in-387)
    | --param=.* | -save-temps.* | -Qunused-arguments | -no-canonical-prefixes
    | -no-pie | -pie | -nostdlib(?:\+\+)? | -nodefaultlibs | -nobuiltininc
    """,
    re.VERBOSE,
)
_IGNORED_WITH_VALUE = frozenset(
    {
        *("-o", "-MF", "-MT", "-MQ", "-MJ", "-L", "-l", "-u", "-T", "-z", "--param"),
        *("-arch", "-dumpbase", "-dumpdir", "-aux-info", "-index-store-path"),
        "--serialize-diagnostics",
    }
)
_REFUSED_WITH_VALUE = frozenset(
    {
        *("-Xclang", "-Xpreprocessor", "-Xassembler", "-Xlinker", "-mllvm", "-Xarch"),
        *("-Xarch_host", "-Xarch_device", "-Xanalyzer", "-include-pch", "-load"),
        *("-plugin", "-add-plugin", "-ivfsoverlay", "-working-directory", "-B"),
        *("-iprefix", "-iwithprefix", "-iwithprefixbefore", "-resource-dir"),
        *("-gcc-toolchain", "-specs", "-wrapper", "-dependency-file", "--config"),
        # nvcc's
        *("-gencode", "--generate-code", "-ccbin", "-code", "-Xcompiler", "-Xptxas"),
        *("-Xcudafe", "--options-file", "-maxrregcount", "--compiler-options"),
    }
)


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What is left of a command line."""

    arguments: tuple[str, ...]
    """Passed, in order, all paths absolute; each option and its value as Clang takes
    them: ``-I`` and ``-D`` joined, the others as two arguments."""
    dropped: tuple[str, ...]
    """All that was left out, in order, a value with its option; not the compiler and
    not the files to compile."""
    refused: tuple[str, ...] = ()
    """Those of ``dropped`` that are not known to be without use for reading: unknown,
    unsafe, or a path that may not be read. Worth telling whoever wrote them."""


class _Step(NamedTuple):
    """What becomes of the arguments at one place of the line."""

    consumed: int
    kept: tuple[str, ...] = ()
    dropped: str = ""
    refused: bool = False


def clean_arguments(
    argv: Sequence[str], *, directory: Path, root: Path | None = None
) -> Cleaned:
    """Return what of some arguments may be passed to libclang.

    :param argv: arguments of GCC or Clang, without the compiler; a compiler's ``cl``
        form, wrappers and response files are `clean_command`'s work.
    :param directory: relative paths start there.
    :param root: the source root, whose files may always be read; the directory, if it
        is not given.
    """
    base = root or directory
    arguments: list[str] = []
    dropped: list[str] = []
    refused: list[str] = []
    position = 0
    while position < len(argv):
        step = _step(argv, position, directory, base)
        arguments += step.kept
        if step.dropped:
            dropped.append(step.dropped)
            if step.refused:
                refused.append(step.dropped)
        position += step.consumed
    return Cleaned(tuple(arguments), tuple(dropped), tuple(refused))


def clean_command(
    argv: Sequence[str], *, directory: Path, root: Path | None = None
) -> Cleaned:
    """Return what of a compiler's command line may be passed to libclang.

    Wrappers and the compiler are skipped, response files read, the options of
    ``cl`` translated.
    """
    base = root or directory
    dialect, rest = split_driver(argv)
    rest, refused = with_response_files(rest, directory=directory, root=base)
    if dialect is Dialect.CL:
        rest = from_cl(rest)
    cleaned = clean_arguments(rest, directory=directory, root=base)
    return Cleaned(
        cleaned.arguments,
        (*refused, *cleaned.dropped),
        (*refused, *cleaned.refused),
    )


def _step(argv: Sequence[str], position: int, directory: Path, root: Path) -> _Step:
    argument = argv[position]
    if not argument.startswith("-") or argument == "-":
        return _Step(1)  # a file to compile
    value = argv[position + 1] if position + 1 < len(argv) else None
    # Exact names first: `-isystem` begins as `-i...` others do, `-o` as `-objcmt`.
    if argument in _IGNORED_WITH_VALUE:
        return _Step(2, dropped=_shown(argument, value))
    if argument in _REFUSED_WITH_VALUE:
        return _Step(2, dropped=_shown(argument, value), refused=True)
    if _PASSED.fullmatch(argument):
        return _Step(1, (argument,))
    for options, handle in (
        (_FOLDERS, _folder),
        (_FILES, _file),
        (_MACROS, _macro),
        (("-x", "--language"), _language),
        (("-target",), _target),
    ):
        split = _split(argument, value, options)
        if split is not None:
            option, given, consumed = split
            kept = handle(option, given, directory, root)
            said = " ".join(argv[position : position + consumed])
            return _Step(consumed, kept, "" if kept else said, refused=not kept)
    ignored = _IGNORED.fullmatch(argument) is not None
    return _Step(1, dropped=argument, refused=not ignored)


def _shown(option: str, value: str | None) -> str:
    return option if value is None else f"{option} {value}"


def _split(
    argument: str, following: str | None, options: Sequence[str]
) -> tuple[str, str, int] | None:
    """Return option, value and how many arguments they are; None if it is another."""
    if argument in options:
        return None if following is None else (argument, following, 2)
    for option in sorted(options, key=len, reverse=True):
        if not argument.startswith(option):
            continue
        if option.startswith("--"):
            if argument[len(option)] == "=":
                return option, argument[len(option) + 1 :], 1
        elif option in _JOINED:
            return option, argument[len(option) :], 1
    return None


# `-target` joined would be `-targetx`; the rest may stand joined to the value.
_JOINED = frozenset({*_FOLDERS, *_FILES, *_MACROS, "-x"})


def _folder(option: str, value: str, directory: Path, root: Path) -> tuple[str, ...]:
    folder = confined_folder(value, directory=directory, root=root)
    if folder is None:
        return ()
    name = _RENAMED.get(option, option)
    if name in ("-I", "-F"):
        return (name + folder,)
    return (f"{name}={folder}",) if name.startswith("--") else (name, folder)


def _file(option: str, value: str, directory: Path, root: Path) -> tuple[str, ...]:
    file = confined_file(value, directory=directory, root=root)
    return () if file is None else (option.replace("--", "-"), file)


def _macro(option: str, value: str, directory: Path, root: Path) -> tuple[str, ...]:
    if re.match(r"[^\W\d]\w*(?:\([^()]*\))?(?:=|$)", value) is None:
        return ()
    return (_LONG_MACROS.get(option, option) + value,)


def _language(option: str, value: str, directory: Path, root: Path) -> tuple[str, ...]:
    language = _NVCC_LANGUAGES.get(value, value)
    return ("-x", language) if language in _LANGUAGES else ()


def _target(option: str, value: str, directory: Path, root: Path) -> tuple[str, ...]:
    fits = re.fullmatch(rf"{_ARCHITECTURES}(?:-[\w.]+)*", value)
    return (f"--target={value}",) if fits else ()
