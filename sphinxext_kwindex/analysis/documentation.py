"""Comments made complete: copies filled in, references resolved."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from operator import is_
from typing import TYPE_CHECKING

from ..model import Documentation, Markup, MarkupKind
from .names import resolve_name
from .paths import files_matching
from .protocol import Reader

if TYPE_CHECKING:
    from ..model import Field
    from .resolution import Candidate

__all__ = ["Documenter"]

_DEPTH = 4
"""Most copies of copies that are followed."""


@dataclass(frozen=True, slots=True)
class Documenter:
    """Completes the comments of one answer; remembers the names it has resolved."""

    reader: Reader
    _names: dict[tuple[str, str], str] = field(default_factory=dict)
    _originals: dict[tuple[str, str], Documentation | None] = field(
        default_factory=dict
    )

    def complete(
        self, documentation: Documentation | None, scope: str
    ) -> Documentation | None:
        """Return the comment with copies filled in and references resolved.

        ``scope`` is the qualified name of the class or namespace (or of the symbol
        itself) from which the names in the comment are looked up, outward.
        """
        if documentation is None:
            return None
        return self._resolved(self._filled(documentation, scope, _DEPTH), scope)

    def _filled(
        self, documentation: Documentation, scope: str, depth: int
    ) -> Documentation:
        """Fill in ``@copybrief``, ``@copydetails`` and ``@copydoc``."""
        if not documentation.copy_brief and not any(
            block.kind is MarkupKind.COPY for block in documentation.details
        ):
            return documentation
        brief, fields = documentation.brief, documentation.fields
        if documentation.copy_brief and not brief and depth:
            original = self._original(documentation.copy_brief, scope)
            if original:
                brief = self._filled(original, scope, depth - 1).brief
        details: list[Markup] = []
        for block in documentation.details:
            if block.kind is not MarkupKind.COPY:
                details.append(block)
                continue
            original = self._original(block.target, scope) if depth else None
            if original:
                full = self._filled(original, scope, depth - 1)
                details.extend(full.details)
                fields = _joined(fields, full.fields)
        return replace(
            documentation,
            brief=brief,
            details=tuple(details),
            fields=fields,
            copy_brief="",
        )

    def _original(self, target: str, scope: str) -> Documentation | None:
        """Return the first comment of what a copy command names."""
        key = target, scope
        if key not in self._originals:
            self._originals[key] = None
            found = self._find(target, scope)
            for usr in found.usrs if found else ():
                symbols = self.reader.symbols(usr)
                for symbol in sorted(symbols, key=lambda s: (s.path, s.position)):
                    self._originals[key] = self._originals[key] or symbol.documentation
        return self._originals[key]

    def _resolved(self, documentation: Documentation, scope: str) -> Documentation:
        # Most comments refer to nothing, so nothing of them is made anew.
        brief = self._markup(documentation.brief, scope)
        details = self._markup(documentation.details, scope)
        bodies = [self._markup(part.body, scope) for part in documentation.fields]
        same = brief is documentation.brief and details is documentation.details
        if same and all(map(is_, bodies, (p.body for p in documentation.fields))):
            return documentation
        fields = tuple(
            replace(part, body=body)
            for part, body in zip(documentation.fields, bodies, strict=True)
        )
        return replace(documentation, brief=brief, details=details, fields=fields)

    def _markup(self, nodes: tuple[Markup, ...], scope: str) -> tuple[Markup, ...]:
        """Return the nodes resolved; the very same tuple if none has changed."""
        found = tuple([self._node(node, scope) for node in nodes])
        return nodes if all(map(is_, found, nodes)) else found

    def _node(self, node: Markup, scope: str) -> Markup:
        if node.kind is MarkupKind.REFERENCE:
            return Markup(
                node.kind,
                node.text,
                self._target(node.target, scope),
                _label(node),
            )
        if node.children:
            children = self._markup(node.children, scope)
            if children is not node.children:
                return replace(node, children=children)
        return node

    def _target(self, written: str, scope: str) -> str:
        """Return the USR or ``file:`` and path of what was written, or nothing."""
        key = written, scope
        if key not in self._names:
            found = self._find(written, scope)
            target = found.usrs[0] if found else ""
            if not target and ("." in written or "/" in written):
                files = files_matching(self.reader, written)
                target = f"file:{files[0]}" if len(files) == 1 else ""
            self._names[key] = target
        return self._names[key]

    def _find(self, written: str, scope: str) -> Candidate | None:
        written = written.strip()
        name = _spelled(written)
        if written.startswith("::"):
            # The global name; to Doxygen also just "a name is meant here".
            found = resolve_name(self.reader, f"::{name}", suggest=False).found
            if found:
                return found
        return resolve_name(self.reader, name, scope=scope, suggest=False).found


def _spelled(target: str) -> str:
    """Turn Doxygen's ``Class#member``, ``#member`` and ``::name`` into C++."""
    return target.strip().replace("#", "::").removeprefix("::")


def _label(reference: Markup) -> tuple[Markup, ...]:
    """Return the words of a reference; the name as C++ has it if it has no others."""
    text = Markup(MarkupKind.TEXT, text=reference.target)
    if reference.children not in {(), (text,)}:
        return reference.children
    # A member of a class is shown as Doxygen shows it, without `#` or `::` before it.
    return (Markup(MarkupKind.TEXT, text=_spelled(reference.target)),)


def _joined(own: tuple[Field, ...], copied: tuple[Field, ...]) -> tuple[Field, ...]:
    """Add the copied fields that the comment does not have itself."""
    have = {(part.kind, part.name) for part in own}
    return own + tuple(part for part in copied if (part.kind, part.name) not in have)
