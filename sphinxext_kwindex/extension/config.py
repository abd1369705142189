"""Settings: each declared once, with its type, default, check and help."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, cast

from sphinx.errors import ConfigError

from ..analysis import DEFAULT_EXAMPLES, DEFAULT_TESTS, layer_rules
from ..errors import KwindexError
from ..notes import unknown_words
from ..update import is_executor
from .warnings import Warnings, warn

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

__all__ = [
    "AUTO",
    "HEADINGS",
    "KwindexConfig",
    "Setting",
    "get_config",
    "in_conf",
    "settings",
    "setup_config",
    "source_root",
]

AUTO = "auto"
"""Value of `KwindexConfig.compile_commands`: look where build tools put it."""
HEADINGS = ("none", "rubric", "section")
"""Ways to head the parts of a page."""
MODES = ("semantic", "syntax")
"""Ways to read the sources."""
_LEAST_MEMORY = 256
"""What a parser needs, in MiB."""
_HUNDRED = 100
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


class Setting(NamedTuple):
    """What a setting may be; in the metadata of its field."""

    help: str
    allowed: str
    """What a right value is, to go after "expected"."""
    is_valid: Callable[[object], bool]
    rebuild: Literal["", "env", "html"]
    """As `Sphinx.add_config_value`: ``env`` if documents have to be read again."""
    types: tuple[type, ...]


def _setting(
    default: object,
    help_text: str,
    allowed: str,
    is_valid: Callable[[object], bool],
    *types: type,
    rebuild: Literal["", "env", "html"] = "",
) -> Any:
    kept = Setting(help_text, allowed, is_valid, rebuild, types)
    return field(default=default, metadata={"setting": kept})


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip()) and "\0" not in value


def _is_text_or_none(value: object) -> bool:
    return value is None or _is_text(value)


def _is_texts(value: object) -> bool:
    return isinstance(value, list | tuple) and all(map(_is_text, value))


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _is_percentage(value: object) -> bool:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return is_number and 0 <= cast("float", value) <= _HUNDRED


def _is_positive(value: object) -> bool:
    return _is_count(value) and value != 0


def _is_bool(value: object) -> bool:
    return isinstance(value, bool)


def _is_memory(value: object) -> bool:
    return isinstance(value, int) and value >= _LEAST_MEMORY


def _is_executor(value: object) -> bool:
    return value is None or (isinstance(value, str) and is_executor(value))


def _is_template(value: object) -> bool:
    if value is None:
        return True
    if not isinstance(value, str) or not value.startswith(("https://", "http://")):
        return False
    names = set(_PLACEHOLDER.findall(value))
    return "path" in names and names <= {"path", "line", "commit"}


_PREFIX = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+\-]*(?:/[A-Za-z0-9][A-Za-z0-9._+\-]*)*")


def _is_sources(value: object) -> bool:
    return isinstance(value, dict) and all(
        isinstance(prefix, str) and _PREFIX.fullmatch(prefix) and _is_text(folder)
        for prefix, folder in value.items()
    )


_PATTERNS = "a list of patterns as in .gitignore"


@dataclass(frozen=True, slots=True, kw_only=True)
class KwindexConfig:
    """All settings; ``kwindex_<field>`` in ``conf.py``.

    Values are plain data. Relative paths are relative to the folder of ``conf.py``.
    """

    source_root: str | None = _setting(
        None,
        "Folder that all paths are relative to. None: the nearest folder above conf.py"
        " that holds .git, else the parent of the folder of conf.py.",
        "the path of a folder, or None",
        _is_text_or_none,
        str,
        type(None),
    )
    sources: tuple[tuple[str, str], ...] = _setting(
        (),
        "Folders whose files and subfolders get a page each: the docname that theirs"
        " begin with, and the folder. Empty: no page is generated.",
        "a dictionary of docnames (letters, digits, . _ + - and /) and folders, such as"
        " {'code': '..'}",
        _is_sources,
        dict,
    )
    include: tuple[str, ...] = _setting(
        (),
        "Patterns of the files to index, as in .gitignore. Empty: all files of the C"
        " family.",
        _PATTERNS,
        _is_texts,
        list,
        tuple,
    )
    exclude: tuple[str, ...] = _setting(
        (),
        "Patterns of files not to index; what .gitignore excludes is left out anyway.",
        _PATTERNS,
        _is_texts,
        list,
        tuple,
    )
    other_files: tuple[str, ...] = _setting(
        ("*",),
        "Patterns of files outside the C family to index as well: Python, CMake, texts"
        " and so on. Of those that a pattern does not name itself (as '*.dat' does)"
        " only known types are taken. kwindex_include and kwindex_exclude hold for"
        " them, too; the documents of the manual itself are left out. Empty: none.",
        _PATTERNS,
        _is_texts,
        list,
        tuple,
    )
    compile_commands: str | None = _setting(
        AUTO,
        "Compilation database, or the folder that holds it. 'auto': look in the source"
        " root and in its build folders. None: use none.",
        "the path of a file or folder, 'auto', or None",
        _is_text_or_none,
        str,
        type(None),
    )
    clang_args: tuple[str, ...] = _setting(
        (),
        "Further arguments for every file, as -DNAME or -Ifolder; what could write"
        " files or run programs is not passed on, with a warning.",
        "a list of texts",
        _is_texts,
        list,
        tuple,
    )
    libclang: str | None = _setting(
        None,
        "Path of the libclang to use. None: the first that is found.",
        "the path of a shared library, or None",
        _is_text_or_none,
        str,
        type(None),
    )
    mode: str = _setting(
        "semantic",
        "What reads the sources. 'semantic': libclang. 'syntax': tree-sitter, in a"
        " fraction of the time; names and places are known, types and references not.",
        "one of 'semantic', 'syntax'",
        MODES.__contains__,
        str,
    )
    jobs: int = _setting(
        0,
        "Worker processes of the indexer. 0: as many as sphinx-build's -j, else one for"
        " each core.",
        "a whole number, not negative",
        _is_count,
        int,
    )
    executor: str | None = _setting(
        None,
        "Who parses instead of this process's own workers: 'module:factory', a callable"
        " that returns a concurrent.futures.Executor, or 'dask:tcp://HOST:PORT', the"
        " scheduler of a Dask cluster.",
        "'module:factory', 'dask:' and the address of a scheduler, or None",
        _is_executor,
        str,
        type(None),
    )
    timeout: int = _setting(
        60,
        "Seconds of CPU time that one file may take.",
        "a whole number above 0",
        _is_positive,
        int,
    )
    memory_limit: int = _setting(
        3072,
        "Memory that a worker process may use, in MiB.",
        "a whole number of MiB, at least 256",
        _is_memory,
        int,
    )
    coverage: str | None = _setting(
        None,
        "Line coverage of the tests: an .info file as lcov and gcovr write it. The"
        " paths in it may be those of another machine.",
        "the path of a file, or None",
        _is_text_or_none,
        str,
        type(None),
    )
    history: int = _setting(
        0,
        "Number of the last commits that related files are looked for in: those changed"
        " together. 0: git is not run.",
        "a whole number, not negative",
        _is_count,
        int,
    )
    tests: tuple[str, ...] = _setting(
        DEFAULT_TESTS,
        "Patterns of the files that are tests.",
        _PATTERNS,
        _is_texts,
        list,
        tuple,
        rebuild="env",
    )
    examples: tuple[str, ...] = _setting(
        DEFAULT_EXAMPLES,
        "Patterns of the files that are examples.",
        _PATTERNS,
        _is_texts,
        list,
        tuple,
        rebuild="env",
    )
    layers: tuple[object, ...] = _setting(
        (),
        "The layers of the tree, top to bottom, each a name and the patterns of its"
        " files; a file may include its own layer and those below. Empty: no rules.",
        "a dictionary of names and lists of patterns, or one with 'layers', 'strict'"
        " and 'allowed'",
        lambda value: isinstance(value, dict | list | tuple),
        dict,
        list,
        tuple,
        rebuild="env",
    )
    layers_known: str | None = _setting(
        None,
        "List of the known violations of the layer rules, which are not warned of.",
        "the path of a file, or None",
        _is_text_or_none,
        str,
        type(None),
    )
    heading: str = _setting(
        "rubric",
        "How directives head the parts of a page, if their :heading: says nothing else:"
        " 'rubric', 'section' (part of the page's contents) or 'none'.",
        "one of 'none', 'rubric', 'section'",
        HEADINGS.__contains__,
        str,
        rebuild="env",
    )
    stale_mentions: bool = _setting(
        False,  # noqa: FBT003
        "Warn about literals, such as ns::f, that begin with a scope of the tree and"
        " name no symbol of it.",
        "True or False",
        lambda value: isinstance(value, bool),
        bool,
    )
    notes: tuple[str, ...] = _setting(
        (),
        "Rules whose notes are shown: ids and categories (pattern, performance,"
        " safety), each with - before it to switch it off, as in ['-performance',"
        " '-goto']. If the first has no -, all others are off. Empty: all rules.",
        "a list of ids and categories of rules",
        _is_texts,
        list,
        tuple,
        rebuild="env",
    )
    documented_floor: float = _setting(
        0,
        "Percentage of the public declarations that are to have a comment, at least:"
        " with fewer, a build warns. 0: none need one.",
        "a number from 0 to 100",
        _is_percentage,
        int,
        float,
    )
    source_url: str | None = _setting(
        None,
        "Address of a file in the hosted repository, with {path} and perhaps {line} and"
        " {commit} in it.",
        "an http or https address with {path} in it and no placeholder but {path},"
        " {line} and {commit}, or None",
        _is_template,
        str,
        type(None),
        rebuild="html",
    )
    std_links: bool = _setting(
        True,  # noqa: FBT003  (the default)
        "Whether names and headers of the standard libraries of C and C++ lead to their"
        " pages on cppreference.com, where no inventory of intersphinx has them. No"
        " request is made while building.",
        "True or False",
        _is_bool,
        bool,
        rebuild="html",
    )


def settings() -> tuple[tuple[str, object, Setting], ...]:
    """Return name in ``conf.py``, default and description of each setting."""
    return tuple(
        (f"kwindex_{f.name}", f.default, cast("Setting", f.metadata["setting"]))
        for f in fields(KwindexConfig)
    )


def setup_config(app: Sphinx) -> None:
    """Register the settings and their check."""
    for name, default, setting in settings():
        app.add_config_value(
            name,
            in_conf(default, setting),
            setting.rebuild,
            frozenset(setting.types),
            setting.help,
        )
    # Before Sphinx's own check of types (800), which would say it a second time.
    app.connect("config-inited", check_config, priority=400)


def in_conf(default: object, setting: Setting) -> object:
    """Return a default as it would stand in ``conf.py``."""
    if isinstance(default, tuple):
        # Lists, so that ``-D kwindex_exclude=a,b`` works.
        return dict(default) if dict in setting.types else list(default)
    return default


def check_config(app: Sphinx, config: Config) -> None:
    """Warn about every wrong value and put the default in its place."""
    for name, default, setting in settings():
        value = config[name]
        if setting.is_valid(value):
            continue
        used = in_conf(default, setting)
        warn(
            Warnings.CONFIG,
            f"{name} is {value!r}, expected {setting.allowed}; using {used!r}",
        )
        setattr(config, name, used)
    _check_root(app, config)
    _check_layers(config)
    _check_notes(config)


def _check_root(app: Sphinx, config: Config) -> None:
    root = config.kwindex_source_root
    if root is not None and not Path(app.confdir, root).is_dir():
        warn(
            Warnings.CONFIG,
            f"kwindex_source_root is {root!r}, which is not a folder; using None",
        )
        config.kwindex_source_root = None


def _check_layers(config: Config) -> None:
    try:
        layer_rules(config.kwindex_layers)
    except ValueError as error:
        warn(Warnings.CONFIG, f"kwindex_layers: {error}; using no layer rules")
        config.kwindex_layers = {}


def _check_notes(config: Config) -> None:
    try:
        unknown = unknown_words(config.kwindex_notes)
    except KwindexError as error:  # of a package that adds rules
        raise ConfigError(str(error)) from error
    for word, near in unknown.items():
        names = " or ".join(map(repr, near))
        warn(
            Warnings.CONFIG,
            f"kwindex_notes names {word!r}, which is no rule and no category"
            f"{f'; perhaps {names} is meant' if near else ''}; leaving it out",
        )
    if unknown:
        config.kwindex_notes = [
            word for word in config.kwindex_notes if word not in unknown
        ]


def get_config(env: BuildEnvironment) -> KwindexConfig:
    """Return the settings of a build, all of them valid."""
    values: dict[str, Any] = {}
    for setting in fields(KwindexConfig):
        value = env.config[f"kwindex_{setting.name}"]
        if isinstance(value, dict):
            value = tuple(value.items())
        values[setting.name] = tuple(value) if isinstance(value, list) else value
    return KwindexConfig(**values)


def source_root(config: KwindexConfig, confdir: Path) -> Path:
    """Return the folder that paths are relative to, absolute."""
    confdir = confdir.resolve()
    if config.source_root is not None:
        return (confdir / config.source_root).resolve()
    for folder in (confdir, *confdir.parents):
        if (folder / ".git").exists():
            return folder
    return confdir.parent
