"""What a Python file declares and imports: read by the language's own parser.

No code runs. The parser may be brought down by hostile nesting, so this is for a
process of its own. Only statements are walked, not expressions: what is left out is
what a function makes while it runs.
"""

from __future__ import annotations

import ast
import inspect
import re
import sys
import warnings
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from ..comments import first_sentence
from ..model import (
    OTHER_USR,
    Documentation,
    Fragment,
    Include,
    Linkage,
    Markup,
    MarkupKind,
    Origin,
    Position,
    Qualifier,
    Relation,
    RelationKind,
    Span,
    Style,
    Symbol,
    SymbolKind,
    TokenKind,
)
from .modules import Modules
from .skeleton import skeleton_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


__all__ = ["PythonError", "PythonFacts", "read_python"]

_HEAD = re.compile(r"(async\s+)?(def|class)\s+")
_LONGEST = 400
"""Characters of a signature that are kept."""
_QUALIFIERS = {
    "staticmethod": Qualifier.STATIC,
    "abstractmethod": Qualifier.ABSTRACT,
    "override": Qualifier.OVERRIDE,
    "final": Qualifier.FINAL,
    "deprecated": Qualifier.DEPRECATED,
}
_Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


class PythonError(Exception):
    """The text is not Python as this interpreter reads it; says why, as a clause."""


class PythonFacts(NamedTuple):
    """What a file says; each tuple by place."""

    symbols: tuple[Symbol, ...]
    includes: tuple[Include, ...]
    relations: tuple[Relation, ...]
    documentation: Documentation | None


def read_python(
    path: str, uncommented: bytes, masked: bytes, modules: Modules
) -> PythonFacts:
    r"""Return what a file declares and imports.

    Errors in expressions are not looked for: Python 2 is read as well, and what a later
    version of the language has.

    :param uncommented: UTF-8 with ``\n`` line ends and blanks in place of comments.
    :param masked: the same with strings overwritten, see `Lexed`.
    :raises PythonError: if it cannot be parsed.
    """
    try:
        tree = _tree(uncommented, masked)
    except (SyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None)
        where = f" in line {line}" if line else ""
        said = getattr(error, "msg", None) or str(error)
        raise PythonError(f"it is not Python as read today: {said}{where}") from error
    except (MemoryError, RecursionError) as error:
        raise PythonError("it is nested too deeply") from error
    reader = _Reader(path, uncommented.split(b"\n"), modules)
    reader.walk(tree)
    return PythonFacts(
        tuple(reader.symbols),
        tuple(sorted(reader.includes, key=lambda one: (one.line, one.spelled))),
        tuple(sorted(reader.relations, key=lambda one: (one.position, one.target))),
        _docstring(tree),
    )


def _tree(uncommented: bytes, masked: bytes) -> ast.Module:
    skeleton = skeleton_of(uncommented, masked)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if skeleton is not None:
            with suppress(SyntaxError, ValueError):
                return ast.parse(skeleton)
        # Read wrongly by us; or no Python, which is said best of the whole.
        return ast.parse(uncommented)


class _Scope(NamedTuple):
    """What encloses a statement."""

    name: str = ""
    """Qualified; empty in the module."""
    usr: str | None = None
    is_class: bool = False
    is_function: bool = False


@dataclass(slots=True)
class _Reader:
    """State of the walk."""

    path: str
    lines: list[bytes]
    """Without comments."""
    modules: Modules
    symbols: list[Symbol] = field(default_factory=list)
    includes: list[Include] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    imported: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Local name → file of the tree, name there (empty: the module itself)."""
    classes: set[str] = field(default_factory=set)

    def walk(self, tree: ast.Module) -> None:
        """Read all statements; with a stack of our own, whatever the depth is."""
        stack: list[tuple[Iterator[ast.stmt], _Scope]] = [(iter(tree.body), _Scope())]
        while stack:
            statements, scope = stack[-1]
            statement = next(statements, None)
            if statement is None:
                stack.pop()
            elif isinstance(statement, _Definition):
                inner = self._define(statement, scope)
                stack.append((iter(statement.body), inner))
            elif isinstance(statement, ast.Import | ast.ImportFrom):
                self._import(statement, top=not scope.name)
            else:
                stack.append((iter(_inner(statement)), scope))

    def _define(self, node: _Definition, scope: _Scope) -> _Scope:
        is_class = isinstance(node, ast.ClassDef)
        name = f"{scope.name}.{node.name}" if scope.name else node.name
        usr = f"{OTHER_USR}{self.path}@{name}"
        inner = _Scope(name, usr, is_class, not is_class)
        if scope.is_function:
            return inner._replace(is_class=False, is_function=True)  # a local name
        column = self._name_column(node)
        decorators = node.decorator_list
        first = min((one.lineno for one in decorators), default=node.lineno)
        kind = SymbolKind.CLASS if is_class else SymbolKind.FUNCTION
        if scope.is_class and not is_class:
            kind = SymbolKind.METHOD
        self.symbols.append(
            Symbol(
                usr=usr,
                kind=kind,
                name=node.name,
                qualified_name=name,
                path=self.path,
                position=Position(node.lineno, column),
                span=Span(
                    first,
                    node.col_offset + 1,
                    node.end_lineno or node.lineno,
                    (node.end_col_offset or 0) + 1,
                ),
                definition=True,
                signature=self._signature(node, usr),
                parent=scope.usr,
                linkage=Linkage.NONE,
                qualifiers=tuple(sorted(set(_qualifiers(decorators)))),
                documentation=_docstring(node),
            )
        )
        if isinstance(node, ast.ClassDef):
            self._derive(node, usr)
            self.classes.add(name)
        return inner

    def _name_column(self, node: _Definition) -> int:
        """Return the column of the name, in bytes from 1."""
        line = self.lines[node.lineno - 1][node.col_offset :]
        head = _HEAD.match(line.decode("utf-8", "replace"))
        return node.col_offset + (len(head[0].encode()) if head else 0) + 1

    def _signature(self, node: _Definition, usr: str) -> tuple[Fragment, ...]:
        """Return the head of a definition as written, comments left out."""
        body = node.body[0]
        end = min(
            [(body.lineno, body.col_offset)]
            + [(one.lineno, 0) for one in getattr(body, "decorator_list", ())]
        )
        head = self._text(node.lineno, node.col_offset, *end)
        text = " ".join(head.split()).rpartition(":")[0].strip()
        text = text.replace("( ", "(").replace(" )", ")").replace(",)", ")")
        if len(text) > _LONGEST:
            text = text[: _LONGEST - 1] + "…"
        before, found, after = text.partition(node.name)
        words = before.split()
        fragments = []
        for word in words:
            fragments += [
                Fragment(word, TokenKind.KEYWORD),
                Fragment(" ", TokenKind.SPACE),
            ]
        if found:
            fragments.append(Fragment(node.name, TokenKind.IDENTIFIER, usr))
        return (*fragments, *((Fragment(after),) if after else ()))

    def _text(self, line: int, column: int, end_line: int, end_column: int) -> str:
        """Return the text of a range; places as `ast` has them."""
        lines = self.lines[line - 1 : end_line]
        lines[-1] = lines[-1][:end_column]
        lines[0] = lines[0][column:]
        return b"\n".join(lines).decode("utf-8", "replace")

    def _derive(self, node: ast.ClassDef, usr: str) -> None:
        for base in node.bases:
            name = _dotted(base)
            target = self._class(name) if name else None
            if target is not None:
                place = Position(base.lineno, base.col_offset + 1)
                self.relations.append(
                    Relation(RelationKind.BASE, usr, target, name, self.path, place)
                )

    def _class(self, name: str) -> str | None:
        """Return the USR of a class of the tree by the name that a file has for it."""
        if name in self.classes:
            return f"{OTHER_USR}{self.path}@{name}"
        first, _, rest = name.partition(".")
        if first not in self.imported:
            return None
        path, there = self.imported[first]
        qualified = ".".join(filter(None, (there, rest)))
        return f"{OTHER_USR}{path}@{qualified}" if qualified else None

    def _import(self, node: ast.Import | ast.ImportFrom, *, top: bool) -> None:
        if isinstance(node, ast.Import):
            for alias in node.names:
                target = self.modules.find(alias.name, self.path)
                self._include(node.lineno, "import", alias.name, target)
                if target and top and (alias.asname or "." not in alias.name):
                    self.imported[alias.asname or alias.name] = target, ""
            return
        dots = "." * node.level
        module = f"{dots}{node.module or ''}"
        home = self.modules.find(module, self.path)
        joint = "" if module.endswith(".") or not module else "."
        plain = False
        for alias in node.names:
            full = f"{module}{joint}{alias.name}"
            inside = self.modules.find(full, self.path)
            if inside is not None and inside != home:
                self._include(node.lineno, "from", full, inside)
            else:
                plain = True
            if top and alias.name != "*":
                local = alias.asname or alias.name
                if inside is not None and inside != home:
                    self.imported[local] = inside, ""
                elif home is not None:
                    self.imported[local] = home, alias.name
        if plain:
            self._include(node.lineno, "from", module, home)

    def _include(
        self, line: int, directive: str, spelled: str, target: str | None
    ) -> None:
        origin = Origin.UNKNOWN
        if target is not None:
            origin = Origin.PROJECT
        elif spelled.startswith("."):
            origin = Origin.MISSING
        elif spelled.partition(".")[0] in sys.stdlib_module_names:
            origin = Origin.SYSTEM
        self.includes.append(
            Include(line, spelled, origin, target, directive=directive)
        )


def _inner(statement: ast.stmt) -> Iterator[ast.stmt]:
    """Yield the statements that a compound statement holds."""
    for name in ("body", "orelse", "finalbody"):
        yield from getattr(statement, name, ())
    for name in ("handlers", "cases"):
        for part in getattr(statement, name, ()):
            yield from part.body


def _qualifiers(decorators: Iterable[ast.expr]) -> Iterator[Qualifier]:
    for decorator in decorators:
        call = decorator.func if isinstance(decorator, ast.Call) else decorator
        word = _QUALIFIERS.get(_dotted(call).rpartition(".")[2])
        if word is not None:
            yield word


def _dotted(node: ast.expr) -> str:
    """Return a name with dots; empty for any other expression."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name):
        return ""
    return ".".join((node.id, *reversed(parts)))


def _docstring(node: ast.Module | _Definition) -> Documentation | None:
    """Return the first sentence of a docstring."""
    first = node.body[0] if node.body else None
    if not isinstance(first, ast.Expr) or not isinstance(first.value, ast.Constant):
        return None
    text = first.value.value
    if not isinstance(text, str):
        return None
    sentence = first_sentence(inspect.cleandoc(text))
    if not sentence:
        return None
    return Documentation(Style.DOXYGEN, (Markup(MarkupKind.TEXT, sentence),))
