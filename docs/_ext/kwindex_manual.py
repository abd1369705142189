"""What the manual says of the product, read from the product's own declarations.

A local Sphinx extension. Settings, warnings, options, commands and object types each
have one declaration in the code; the reference pages are made from these, so they
cannot disagree. Functions that return lines of reST are pure; the tests read them too.
"""

# ruff: noqa: INP001  (a folder on Sphinx's path, not a package)

from __future__ import annotations

import argparse
import inspect
import io
import json
import re
import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.util.docutils import SphinxDirective

from sphinxext_kwindex import notes
from sphinxext_kwindex.cli.main import EXIT_CODES, build_parser
from sphinxext_kwindex.extension import config, directives, domain, options, warnings
from sphinxext_kwindex.model import SYMBOL_KINDS
from sphinxext_kwindex.render import kind_title
from sphinxext_kwindex.store import IndexReader, dump
from sphinxext_kwindex.update import UpdateSettings, update_index

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__all__ = [
    "GENERATED",
    "command_lines",
    "commands",
    "directive_classes",
    "dump_records",
    "exit_code_lines",
    "object_type_lines",
    "option_lines",
    "rule_lines",
    "setting_lines",
    "setup",
    "warning_lines",
]

_SPECIAL = re.compile(r"([\\*`|])")
_REBUILDS = {
    "": "",
    "env": " A change makes Sphinx read all documents again.",
    "html": " A change makes Sphinx write all pages again.",
}


def escaped(text: str) -> str:
    """Return a text as reST that means it literally."""
    return _SPECIAL.sub(r"\\\1", text)


def setting_lines() -> Iterator[str]:
    """Yield a ``confval`` for each setting."""
    for name, default, setting in config.settings():
        value = config.in_conf(default, setting)
        types = dict.fromkeys(
            "None" if kind is type(None) else kind.__name__ for kind in setting.types
        )
        yield f".. confval:: {name}"
        yield f"   :type: {' or '.join(f'``{kind}``' for kind in types)}"
        yield f"   :default: ``{value!r}``"
        yield from ("", f"   {escaped(setting.help)}", "")
        yield f"   Allowed: {escaped(setting.allowed)}.{_REBUILDS[setting.rebuild]}"
        yield ""


def warning_lines() -> Iterator[str]:
    """Yield a table of the warnings, each linked to what to do about it."""
    rows = (
        (f":ref:`kwindex.{kind.value} <trouble-{kind.value}>`", escaped(kind.__doc__))
        for kind in warnings.Warnings
        if kind.__doc__
    )
    return _table(("subtype", "meaning"), rows, (25, 75))


def directive_classes() -> dict[str, Any]:
    """Return the class of each directive that the extension registers, by name."""
    found: dict[str, Any] = {}

    class Recorder:
        def add_directive(self, name: str, cls: object) -> None:
            found[name] = cls

    recorder: Any = Recorder()
    directives.setup_directives(recorder)
    return found


def option_lines(directive: str) -> Iterator[str]:
    """Yield an entry for each option of a directive."""
    for name, option in directive_classes()[directive].known.items():
        yield f".. rst:directive:option:: {name}"
        yield from ("", f"   {escaped(option.help)}", "")
        yield from (f"   Value: {escaped(option.allowed)}.", "")


def object_type_lines() -> Iterator[str]:
    """Yield a table of the object types of the domain."""
    titles = {
        domain.object_type(kind): kind_title(kind).lower() for kind in SYMBOL_KINDS
    }
    rows = (
        (
            f"``kw:{name}``",
            titles.get(name, name),
            ", ".join(f":rst:role:`kw:{role}`" for role in kind.roles),
        )
        for name, kind in domain.KwindexDomain.object_types.items()
    )
    return _table(("object type", "what it is", "roles"), rows, (30, 35, 35))


def rule_lines(category: str) -> Iterator[str]:
    """Yield an entry for each of our rules of a category."""
    for rule in notes.OWN_RULES:
        if rule.category != category:
            continue
        also = ", *text*" if rule.syntax else ""
        yield from (f".. _rule-{rule.id}:", "")
        yield from (f".. rubric:: {escaped(rule.title)}", "")
        yield from (f"``{rule.id}``{also}. {escaped(rule.finds)}", "")
        for word, text in (
            ("Why it matters", rule.why),
            ("Limits", rule.limits),
            ("Source", rule.source),
        ):
            yield from (f"   *{word}*: {escaped(text)}", "")


def commands() -> dict[str, argparse.ArgumentParser]:
    """Return the parser of each command of ``kwindex``, by name."""
    parser = build_parser()
    for action in parser._actions:  # noqa: SLF001  (argparse has no public list)
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            return dict(action.choices)
    return {}


def command_lines(name: str) -> Iterator[str]:
    """Yield usage and options of a command."""
    parser = commands()[name]
    parser.formatter_class = _Narrow
    # Continuation lines are indented as far as the first with its "usage: ".
    usage = [line[len("usage: ") :] for line in parser.format_usage().splitlines()]
    yield from (f".. program:: kwindex {name}", "", ".. code-block:: text", "")
    yield from (f"   {line}" for line in usage if line)
    yield ""
    for action in parser._actions:  # noqa: SLF001
        if isinstance(action, argparse._HelpAction):  # noqa: SLF001
            continue
        meta = action.metavar if isinstance(action.metavar, str) else ""
        names = [f"{option} {meta}".rstrip() for option in action.option_strings]
        text = (action.help or "") % {**vars(action), "prog": parser.prog}
        yield f".. option:: {', '.join(names) or meta}"
        text = text[:1].upper() + text[1:] + "." * bool(text)
        yield from ("", f"   {escaped(text)}", "")


def exit_code_lines() -> Iterator[str]:
    """Yield a table of the exit codes."""
    rows = (
        (f"``{code}``", f"{text[:1].upper()}{text[1:]}.")
        for code, text in EXIT_CODES.items()
    )
    return _table(("code", "meaning"), rows, (15, 85))


@cache
def dump_records(file: Path) -> tuple[dict[str, Any], ...]:
    """Return the dump of a tree that consists of one file."""
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "index.sqlite3"
        settings = UpdateSettings(file.parent, include=(f"/{file.name}",), jobs=1)
        update_index(database, settings)
        stream = io.StringIO()
        with IndexReader(database) as reader:
            dump(reader, stream)
    return tuple(map(json.loads, stream.getvalue().splitlines()))


class _Narrow(argparse.HelpFormatter):
    """Help of one width, whatever the terminal."""

    def __init__(self, prog: str, **ignored: object) -> None:
        super().__init__(prog, width=78)


def _table(
    heads: Sequence[str], rows: Iterator[Sequence[str]], widths: Sequence[int]
) -> Iterator[str]:
    yield from (".. list-table::", "   :header-rows: 1")
    yield from (f"   :widths: {' '.join(map(str, widths))}", "")
    for row in (heads, *rows):
        for number, cell in enumerate(row):
            yield f"   {' -' if number else '* -'} {cell}".replace("    -", "     -")
    yield ""


class Generated(SphinxDirective):
    """Base: parse generated lines; depend on the module that declares their content."""

    optional_arguments = 1
    source: Any
    """Module or function that the content is declared in."""
    lines: Callable[..., Iterator[str]]
    """Takes the arguments of the directive."""

    def run(self) -> list[nodes.Node]:
        """Return the nodes; the page is read again when their source changes."""
        self.env.note_dependency(inspect.getfile(self.source))
        self.env.note_dependency(__file__)
        return self.parse_text_to_nodes("\n".join(self.lines(*self.arguments)))


class DumpReference(SphinxDirective):
    """``.. manual-dump:: file``: its real dump, or one record of a kind of it."""

    required_arguments = 1
    option_spec = {"record": str}  # noqa: RUF012

    def run(self) -> list[nodes.Node]:
        """Return records as JSON: one in full height, or all of them a line each."""
        relative, absolute = self.env.relfn2path(self.arguments[0])
        self.env.note_dependency(relative)
        records = dump_records(Path(absolute))
        wanted = self.options.get("record")
        if wanted is None:
            text = "\n".join(json.dumps(one, ensure_ascii=False) for one in records)
        else:
            chosen = [one for one in records if one["record"] == wanted]
            if not chosen:
                raise self.error(f"the dump of {relative} has no record {wanted!r}")
            text = json.dumps(chosen[0], ensure_ascii=False, indent=2)
        return [nodes.literal_block(text, text, language="json", force=True)]


class Example(SphinxDirective):
    """``.. example::``: reST, and below it what it makes."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """Return the source and the result."""
        text = "\n".join(self.content)
        source = nodes.literal_block(text, text, language="rst", force=True)
        result = nodes.container(classes=["manual-result"])
        content = StringList(self.content, self.content.source(0))
        self.state.nested_parse(content, self.content_offset, result)
        return [nodes.container("", source, result, classes=["manual-example"])]


GENERATED: dict[str, tuple[Any, Callable[..., Iterator[str]]]] = {
    "manual-settings": (config, setting_lines),
    "manual-warnings": (warnings, warning_lines),
    "manual-options": (options, option_lines),
    "manual-object-types": (domain, object_type_lines),
    "manual-rules": (notes.registry, rule_lines),
    "manual-command": (build_parser, command_lines),
    "manual-exit-codes": (build_parser, exit_code_lines),
}
"""Directive, where its content is declared, and what makes its lines."""


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the directives."""
    for name, (source, lines) in GENERATED.items():
        values = {"source": source, "lines": staticmethod(lines)}
        app.add_directive(name, type("Reference", (Generated,), values))
    app.add_directive("manual-dump", DumpReference)
    app.add_directive("example", Example)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
