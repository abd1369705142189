"""Objects of the C and C++ domains: Breathe's, hawkmoth's, hand-written ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from ..analysis import matching_overload
from ..model import FUNCTION_KINDS, RECORD_KINDS, SymbolKind
from .targets import Target

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.domains import Domain
    from sphinx.environment import BuildEnvironment

    from ..model import Place
    from .session import IndexSession

__all__ = ["DocumentedObject", "DocumentedObjects"]

_TYPES = RECORD_KINDS | {SymbolKind.UNION, SymbolKind.ENUM, SymbolKind.ALIAS}
_VALUES = frozenset({SymbolKind.VARIABLE, SymbolKind.FIELD})
_KINDS: dict[str, frozenset[SymbolKind]] = {
    # A type may be documented by its typedef, or by what stands behind that.
    **dict.fromkeys(("class", "struct", "union", "enum", "type"), _TYPES),
    **dict.fromkeys(("member", "var"), _VALUES),
    "function": FUNCTION_KINDS,
    "concept": frozenset({SymbolKind.CONCEPT}),
    "enumerator": frozenset({SymbolKind.ENUMERATOR}),
    "macro": frozenset({SymbolKind.MACRO}),
}
"""What an object's type may document; parameters are objects, too, but not here."""


class DocumentedObject(NamedTuple):
    """An object of the C or C++ domain."""

    domain: str
    kind: str
    """The domain's own: ``class``, ``function`` ..."""
    target: Target


class DocumentedObjects:
    """Where names are documented in the C and C++ domains; for one state of these."""

    def __init__(self, env: BuildEnvironment, session: IndexSession) -> None:
        self._env = env
        self._session = session
        self._objects: dict[str, tuple[DocumentedObject, ...]] | None = None
        self._texts: dict[Target, str] | None = None
        self._found: dict[str, Target | None] = {}

    @property
    def objects(self) -> dict[str, tuple[DocumentedObject, ...]]:
        """Qualified name to objects, those of C++ first; overloads by document."""
        if self._objects is None:
            objects: dict[str, dict[DocumentedObject, None]] = {}
            for domain in ("cpp", "c"):
                found = self._env.domains[domain].get_objects()
                for name, _, kind, docname, anchor, _ in found:
                    if kind in _KINDS:
                        # A field is `point.x` in C.
                        key = name if domain == "cpp" else name.replace(".", "::")
                        one = DocumentedObject(domain, kind, Target(docname, anchor))
                        objects.setdefault(key, {})[one] = None
            self._objects = {name: tuple(found) for name, found in objects.items()}
        return self._objects

    def knows(self, name: str) -> bool:
        """Tell whether a qualified name is documented, once or more often."""
        return name in self.objects

    def symbol(self, place: Place) -> Target | None:
        """Return where a symbol is documented; of a function, the overload itself.

        ``place`` is any of its declarations. None if it is not, or if it cannot be told
        which of several overloads it is: a wrong one would be worse than none.
        """
        if place.usr not in self._found:
            self._found[place.usr] = self._symbol(place)
        return self._found[place.usr]

    def _symbol(self, place: Place) -> Target | None:
        found = [
            one.target
            for one in self.objects.get(place.qualified_name, ())
            if place.kind in _KINDS[one.kind]
        ]
        if not found:
            return None
        if place.kind not in FUNCTION_KINDS:
            return found[0]
        if len(found) == 1 and not self._is_overloaded(place):
            return found[0]
        texts = [self._text(target) for target in found]
        for symbol in self._session.reader.symbols(place.usr):
            signature = "".join(fragment.text for fragment in symbol.signature)
            index = matching_overload(signature, place.name, texts)
            if index is not None:
                return found[index]
        return None

    def name(self, name: str, kinds: frozenset[SymbolKind]) -> Target | None:
        """Return where a qualified name is documented, for a set of overloads."""
        return next(
            (
                one.target
                for one in self.objects.get(name, ())
                if not kinds.isdisjoint(_KINDS[one.kind])
            ),
            None,
        )

    def _is_overloaded(self, place: Place) -> bool:
        """Tell whether the index has several functions of a symbol's name."""
        return any(
            other.usr != place.usr and other.kind in FUNCTION_KINDS
            for other in self._session.reader.find(place.qualified_name)
            if other.qualified_name == place.qualified_name
        )

    def _text(self, target: Target) -> str:
        """Return the declaration of an object of the C++ domain, empty if unknown."""
        if self._texts is None:
            self._texts = dict(_declarations(self._env.domains["cpp"]))
        return self._texts.get(target, "")


def _declarations(domain: Domain) -> Iterator[tuple[Target, str]]:
    """Yield place and text of the functions that the C++ domain documents.

    The text is not to be had by a public interface of Sphinx (8.1 to 9.2): if this one
    is gone, overloads are not told apart, and names that have several get no link.
    """
    try:
        root: Any = domain.data["root_symbol"]
        for symbol in root.get_all_symbols():
            declaration = symbol.declaration
            if declaration is not None and declaration.objectType == "function":
                target = Target(symbol.docname, declaration.get_newest_id())
                yield target, str(declaration)
    except (AttributeError, KeyError, TypeError):
        return
