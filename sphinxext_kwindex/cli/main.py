"""Read the command line, run the command, turn errors into a sentence."""

from __future__ import annotations

import argparse
import os
import re
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import KwindexError
from ..version import __version__
from .terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["EXIT_CODES", "build_parser", "main"]

EXIT_CODES = {
    0: "all is well",
    1: "nothing was found, or there are problems to look at",
    2: "the command line is wrong, or the work could not be done",
    130: "interrupted",
}
"""What the exit codes mean."""

_UNITS = {"": 1, "k": 1 << 10, "m": 1 << 20, "g": 1 << 30}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; return the exit code, as `EXIT_CODES` says.

    :param argv: without the program's name; None for that of the process.
    """
    arguments = build_parser().parse_args(argv)
    terminal = Terminal()
    try:
        code: int = arguments.run(arguments, terminal)
        sys.stdout.flush()
    except KwindexError as error:
        terminal.error(str(error))
        return 2
    except BrokenPipeError:
        # Who read us has seen enough. What is left must not be flushed at the exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        name = error.filename
        where = "" if name is None else f"{os.fsdecode(name)!r}: "
        terminal.error(f"{where}{error.strerror or error}")
        return 2
    except KeyboardInterrupt:
        terminal.error("interrupted; what was done is kept")
        return 130
    return code


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    codes = "; ".join(f"{code}: {text}" for code, text in EXIT_CODES.items())
    parser = argparse.ArgumentParser(
        prog="kwindex",
        description="Index C and C++ sources with libclang, and ask the index.",
        epilog=f"Exit codes: {codes}.",
    )
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_index(commands)
    _add_merge(commands)
    _add_show(commands)
    _add_find(commands)
    _add_notes(commands)
    _add_dump(commands)
    _add_export(commands)
    _add_layers(commands)
    _add_coverage(commands)
    _add_check(commands)
    _add_doctor(commands)
    return parser


def _late(module: str, name: str) -> Callable[[argparse.Namespace, Terminal], int]:
    """Return what runs a command, and loads what this one needs only then."""

    def run(arguments: argparse.Namespace, terminal: Terminal) -> int:
        found = getattr(import_module(f".{module}", __package__), name)
        code: int = found(arguments, terminal)
        return code

    return run


if TYPE_CHECKING:
    _Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001


def _add_index(commands: _Commands) -> None:
    parser = commands.add_parser(
        "index",
        help="bring the index of a tree up to date",
        description="Bring the index of a tree up to date. Nothing is written but the "
        "database.",
    )
    parser.add_argument("root", type=Path, metavar="ROOT", help="the source root")
    parser.add_argument(
        *("-d", "--database"),
        type=Path,
        default=Path("kwindex.sqlite3"),
        metavar="F",
        help="the index (default: %(default)s in the current folder)",
    )
    _add_tree_options(parser)
    _add_distribution(parser)
    parser.add_argument(
        "--retry-failed",
        action="store_true",
        help="parse files again that failed, although nothing changed",
    )
    parser.add_argument(
        *("-q", "--quiet"), action="store_true", help="print only problems"
    )
    parser.set_defaults(run=_late("indexing", "index"))


def _add_merge(commands: _Commands) -> None:
    parser = commands.add_parser(
        "merge",
        help="join the indexes of the shards of one tree",
        description="Join the indexes of the shards of one tree into one, which takes "
        "the place of what TARGET held.",
    )
    parser.add_argument("target", type=Path, metavar="TARGET", help="the new index")
    parser.add_argument(
        "shards", type=Path, nargs="+", metavar="SHARD", help="the index of a shard"
    )
    parser.add_argument(
        *("-q", "--quiet"), action="store_true", help="print only problems"
    )
    parser.set_defaults(run=_late("merging", "merge"))


def _add_show(commands: _Commands) -> None:
    parser = commands.add_parser("show", help="show what the index knows of a file")
    _add_database(parser)
    parser.add_argument(
        "path", metavar="PATH", help="from the source root; its end will do"
    )
    parser.set_defaults(run=_late("questions", "show"))


def _add_find(commands: _Commands) -> None:
    parser = commands.add_parser("find", help="find a symbol by its name")
    _add_database(parser)
    parser.add_argument(
        "name", metavar="NAME", help="last part of the qualified name, or more of it"
    )
    parser.set_defaults(run=_late("questions", "find"))


def _add_notes(commands: _Commands) -> None:
    parser = commands.add_parser(
        "notes", help="show what the rules find in a file, or count it in a folder"
    )
    _add_database(parser)
    parser.add_argument(
        "path",
        nargs="?",
        default=".",
        metavar="PATH",
        help="a file or folder from the source root (default: the whole tree)",
    )
    parser.add_argument(
        "--rules",
        default="",
        metavar="WORDS",
        help="ids and categories of rules with commas between, each with - before it "
        "to switch it off, as --rules=-performance,-goto (default: all)",
    )
    parser.set_defaults(run=_late("noting", "notes"))


def _add_dump(commands: _Commands) -> None:
    parser = commands.add_parser("dump", help="write the index as JSON Lines")
    _add_database(parser)
    parser.add_argument(
        *("-o", "--output"), type=Path, metavar="F", help="default: standard output"
    )
    parser.set_defaults(run=_late("questions", "dump_index"))


def _add_layers(commands: _Commands) -> None:
    parser = commands.add_parser(
        "layers", help="list the includes that layer rules do not allow"
    )
    _add_database(parser)
    parser.add_argument(
        "rules", type=Path, metavar="RULES", help="the rules, a TOML file"
    )
    parser.add_argument(
        "--known", type=Path, metavar="F", help="a list of violations not to print"
    )
    parser.add_argument(
        "--write-known",
        type=Path,
        metavar="F",
        help="write the list of all violations there are, and print none",
    )
    parser.set_defaults(run=_late("layers", "layers"))


def _add_export(commands: _Commands) -> None:
    parser = commands.add_parser(
        "export",
        help="write the index as Markdown pages that mirror the sources",
        description="Write the index as a tree of Markdown pages that mirrors the "
        "sources. Only what differs is written; what an earlier run wrote and this one "
        "does not is removed; other files in OUT are left alone.",
    )
    _add_database(parser)
    parser.add_argument("out", type=Path, metavar="OUT", help="the folder to write to")
    parser.add_argument(
        "--root",
        type=Path,
        default=Path(),
        metavar="ROOT",
        help="the source root, for the text of the files (default: the current folder)",
    )
    parser.add_argument(
        "--source-url",
        type=parse_template,
        metavar="URL",
        help="address of a file in the hosted repository, with {path} and perhaps "
        "{line} and {commit} in it; used if OUT does not lie in the repository",
    )
    parser.add_argument(
        "--name",
        default="",
        metavar="NAME",
        help="what to call the project (default: the name of ROOT's folder)",
    )
    parser.add_argument(
        *("-q", "--quiet"), action="store_true", help="print only problems"
    )
    parser.set_defaults(run=_late("exporting", "export"))


def _add_coverage(commands: _Commands) -> None:
    parser = commands.add_parser(
        "coverage", help="say which public declarations have a comment"
    )
    _add_database(parser)
    parser.add_argument(
        "--folder",
        default="",
        metavar="PATH",
        help="a folder of the tree, from the source root (default: all of it)",
    )
    parser.add_argument(
        "--floor",
        type=float,
        default=0.0,
        metavar="PERCENT",
        help="fail if fewer have a comment",
    )
    parser.add_argument(
        "--gaps", action="store_true", help="list what has none, the most used first"
    )
    parser.add_argument(
        "--badge", type=Path, metavar="F", help="write a badge with the total, as SVG"
    )
    parser.set_defaults(run=_late("coverage", "coverage"))


def _add_check(commands: _Commands) -> None:
    parser = commands.add_parser(
        "check",
        help="parse one file and show what the parser sees; needs no index",
    )
    parser.add_argument("file", type=Path, metavar="FILE", help="the file to parse")
    parser.add_argument(
        "--root",
        type=Path,
        metavar="ROOT",
        help="the source root (default: the repository that holds the file, else its "
        "folder)",
    )
    _add_tree_options(parser)
    parser.set_defaults(run=_late("checking", "check"))


def _add_doctor(commands: _Commands) -> None:
    parser = commands.add_parser(
        "doctor", help="say which libclang, headers and commands are used, and why"
    )
    parser.add_argument(
        "root",
        type=Path,
        nargs="?",
        default=Path(),
        metavar="ROOT",
        help="the source root (default: the current folder)",
    )
    _add_compile_commands(parser)
    _add_libclang(parser)
    parser.set_defaults(run=_late("checking", "doctor"))


def _add_database(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("database", type=Path, metavar="DB", help="the index")


def _add_compile_commands(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--compile-commands",
        default="auto",
        metavar="F|none",
        help="the compilation database, or its folder (default: looked for in the "
        "usual places)",
    )


def _add_libclang(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--libclang", metavar="F", help="the library to use (default: found by itself)"
    )


def _add_distribution(parser: argparse.ArgumentParser) -> None:
    """Add the options that have other machines help."""
    parser.add_argument(
        "--shard",
        type=parse_shard,
        metavar="I/N",
        help="index only the I-th of N parts of the tree; 'kwindex merge' joins them",
    )
    others = parser.add_mutually_exclusive_group()
    others.add_argument(
        "--dask",
        metavar="ADDRESS",
        help="have the workers of a Dask scheduler parse, as tcp://HOST:PORT",
    )
    others.add_argument(
        "--executor",
        metavar="MODULE:FACTORY",
        help="have a concurrent.futures.Executor parse, which the factory returns",
    )


def _add_tree_options(parser: argparse.ArgumentParser) -> None:
    """Add the options that are settings of an update."""
    parser.add_argument(
        "--include",
        action="append",
        default=[],
        metavar="P",
        help="pattern, as in .gitignore, of files to index; may be repeated",
    )
    parser.add_argument(
        "--exclude",
        action="append",
        default=[],
        metavar="P",
        help="pattern of files to leave out; may be repeated",
    )
    others = parser.add_mutually_exclusive_group()
    others.add_argument(
        "--other",
        action="append",
        default=[],
        metavar="P",
        help="pattern of files outside the C family to index as well (default: all of "
        "known types); may be repeated",
    )
    others.add_argument(
        "--no-other", action="store_true", help="index only files of the C family"
    )
    _add_compile_commands(parser)
    parser.add_argument(
        "--clang-arg",
        action="append",
        default=[],
        metavar="ARG",
        help="argument for every file, as --clang-arg=-DX; may be repeated",
    )
    _add_libclang(parser)
    parser.add_argument(
        "--mode",
        choices=("semantic", "syntax"),
        default="semantic",
        help="what reads the sources: libclang, or tree-sitter (quicker, without types "
        "and references; default: %(default)s)",
    )
    parser.add_argument(
        *("-j", "--jobs"), type=int, metavar="N", help="worker processes (default: all)"
    )
    parser.add_argument(
        "--timeout",
        type=float,
        default=60.0,
        metavar="S",
        help="seconds of CPU time for one file (default: %(default)g)",
    )
    parser.add_argument(
        "--memory-limit",
        type=parse_size,
        default=3 << 30,
        metavar="BYTES",
        help="of a worker's address space, as 3G; 0 for none (default: 3G)",
    )


def parse_size(text: str) -> int | None:
    """Return a number of bytes; K, M and G are powers of 1024; None for 0.

    :raises argparse.ArgumentTypeError: when it is no size.
    """
    match = re.fullmatch(r"([0-9]{1,15})([kmg]?)(?:i?b)?", text.strip().lower())
    if match is None:
        raise argparse.ArgumentTypeError(f"{text!r} is no size; write 3G or 800M")
    return int(match[1]) * _UNITS[match[2]] or None


def parse_template(text: str) -> str:
    """Return the template of an address.

    :raises argparse.ArgumentTypeError: when it is none.
    """
    names = set(re.findall(r"\{([^{}]*)\}", text))
    known = "path" in names and names <= {"path", "line", "commit"}
    if not text.startswith(("https://", "http://")) or not known:
        raise argparse.ArgumentTypeError(
            f"{text!r} is no http or https address with {{path}} in it and nothing else"
            " in braces but {line} and {commit}"
        )
    return text


def parse_shard(text: str) -> tuple[int, int]:
    """Return the number of a shard, from 1, and how many there are.

    :raises argparse.ArgumentTypeError: when there is no such shard.
    """
    match = re.fullmatch(r"([0-9]{1,6})/([0-9]{1,6})", text.strip())
    if match is None or not 1 <= int(match[1]) <= int(match[2]):
        raise argparse.ArgumentTypeError(
            f"{text!r} is no shard; write I/N with I from 1 to N, as 2/4"
        )
    return int(match[1]), int(match[2])
