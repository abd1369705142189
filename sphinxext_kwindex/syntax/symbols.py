"""From declarations to symbols."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

from ..model import (
    FUNCTION_KINDS,
    RECORD_KINDS,
    Fragment,
    Language,
    Linkage,
    Position,
    Qualifier,
    Span,
    Symbol,
    SymbolKind,
    TokenKind,
)
from ..scan import Scan
from .attach import Comments
from .heads import after_parameters, folded, fragments, read_words
from .names import make_usr, parameter_key
from .skeleton import Skeleton

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Set

    from .declared import Declared
    from .heads import Head

__all__ = ["SourceView", "symbols_of"]

_MAX_VALUE = 80
_BEFORE = {
    word: Qualifier(word)
    for word in (
        "consteval", "constexpr", "constinit", "explicit", "extern", "friend", "inline",
        "mutable", "static", "thread_local", "virtual", "volatile",
    )
}  # fmt: skip
_AFTER = {
    "const": Qualifier.CONST,
    "default": Qualifier.DEFAULTED,
    "delete": Qualifier.DELETED,
    "final": Qualifier.FINAL,
    "noexcept": Qualifier.NOEXCEPT,
    "override": Qualifier.OVERRIDE,
    "volatile": Qualifier.VOLATILE,
    "0": Qualifier.PURE,
}
_CONSTANTS = frozenset({Qualifier.CONST, Qualifier.CONSTEXPR, Qualifier.CONSTINIT})
_OBJECTS = frozenset({SymbolKind.VARIABLE, SymbolKind.FIELD})
_LINKED = FUNCTION_KINDS | _OBJECTS
_SHARED = frozenset({Qualifier.EXTERN, Qualifier.INLINE, Qualifier.TEMPLATE})
_DECLARATORS = _OBJECTS | {SymbolKind.ALIAS}
_TYPES = RECORD_KINDS | {SymbolKind.ENUM}
_NO_LINKAGE = frozenset(
    {SymbolKind.ALIAS, SymbolKind.NAMESPACE_ALIAS, SymbolKind.CONCEPT}
)
_ATTRIBUTES = (
    ("nodiscard", Qualifier.NODISCARD),
    ("warn_unused_result", Qualifier.NODISCARD),
    ("deprecated", Qualifier.DEPRECATED),
)
_NEAR, _FAR = 16, 4000
"""Characters that are looked back for the code before a declaration: first, and then;
macros that were blanked may be long."""


@dataclass(slots=True)
class SourceView:
    """What is known of one file while its symbols are made."""

    path: str
    text: str
    """With plain line ends."""
    language: Language
    scan: Scan
    skeleton: Skeleton
    code: str
    """The skeleton's, healed: the text of the tree."""
    comments: Comments
    starts: list[int] = field(init=False)
    """Offset of each line of the text."""
    is_ascii: bool = field(init=False)
    attributes: tuple[tuple[str, Qualifier], ...] = field(init=False)
    """Those that are anywhere in the text."""

    def __post_init__(self) -> None:
        lengths = map((1).__add__, map(len, self.text.split("\n")))
        self.starts = list(accumulate(lengths, initial=0))
        self.is_ascii = self.text.isascii()
        self.attributes = tuple(one for one in _ATTRIBUTES if one[0] in self.text)

    def position(self, offset: int) -> Position:
        """Return the place of an offset in the text."""
        line = bisect_right(self.starts, offset)
        return Position(line, self._column(line, offset))

    def span(self, start: int, end: int) -> Span:
        """Return the stretch between two offsets in the text."""
        line = bisect_right(self.starts, start)
        last = bisect_right(self.starts, end, line)
        return Span(line, self._column(line, start), last, self._column(last, end))

    def _column(self, line: int, offset: int) -> int:
        start = self.starts[line - 1]
        if self.is_ascii:
            return offset - start + 1
        return len(self.text[start:offset].encode(errors="surrogatepass")) + 1

    def before(self, offset: int) -> int:
        """Return where the code before a place of the code ends, in the code."""
        first = max(0, offset - _NEAR)
        length = len(self.code[first:offset].rstrip())
        if length == 0 and first:
            first = max(0, offset - _FAR)
            length = len(self.code[first:offset].rstrip())
        return first + length


def symbols_of(items: Iterable[Declared], view: SourceView) -> Iterator[Symbol]:
    """Yield the symbols of declarations.

    Left out are those whose name does not stand in the text where it is said to: where
    text was healed, or a string never ends, the parser may see another word.
    """
    for item in items:
        name = view.skeleton.place(item.place[0])
        if _is_there(item, view, name):
            yield _build(item, view, name)


def _is_there(item: Declared, view: SourceView, place: int) -> bool:
    name = item.written.name
    if item.macro is not None or not name.isidentifier():
        return True
    return view.text.startswith(name, place)


def _build(item: Declared, view: SourceView, place_of_name: int) -> Symbol:
    code, place = view.code, view.skeleton.place
    kind, written, scope = item.kind, item.written, item.scope
    start, end = place(item.start), place(item.end - 1) + 1
    position = view.position(place_of_name)
    name, after = item.place
    if item.parameters >= 0:
        after = after_parameters(code, item.parameters, item.head_end)
    head = read_words(code[item.start : name], code[after : item.head_end])
    before = view.before(item.start)
    above = place(before - 1) + 1 if before else 0
    qualifiers = _qualifiers(item, view, head, (above, place_of_name))
    names = _names(item, head)
    is_hidden = scope.hidden or (
        Qualifier.STATIC in qualifiers and scope.kind not in RECORD_KINDS
    )
    usr = item.usr or _usr(item, names, view, is_hidden=is_hidden)
    return Symbol(
        usr=usr,
        kind=kind,
        name=written.name,
        qualified_name="::".join(names),
        path=view.path,
        position=position,
        span=view.span(start, end),
        definition=item.definition and not _is_member_constant(item, qualifiers),
        signature=_signature(item, view, usr),
        parent=_parent(item, view),
        access=item.access if scope.usr is not None else None,
        linkage=_linkage(item, view, qualifiers),
        qualifiers=tuple(sorted(qualifiers)),
        conditions=view.scan.conditions.at(position.line),
        value=_value(item, view, qualifiers),
        documentation=view.comments.documentation(above, start, end, written.name),
        macro=item.macro,
    )


def _names(item: Declared, head: Head) -> tuple[str, ...]:
    """Return the parts of the qualified name."""
    written, names = item.written, item.scope.names
    if written.scopes:
        scopes = written.scopes
        if head.is_special and not head.is_template and written.specialized:
            arguments = "".join(written.specialized.split())
            scopes = (*scopes[:-1], scopes[-1] + arguments)
        names += scopes
    if written.name:
        arguments = " ".join(written.arguments.split()) if written.arguments else ""
        names = (*names, written.name + arguments)
    return names


def _usr(
    item: Declared, names: tuple[str, ...], view: SourceView, *, is_hidden: bool
) -> str:
    extra = ""
    if item.parameters >= 0:
        extra = parameter_key(view.code[item.parameters : item.head_end])
    path = view.path if is_hidden else ""
    return make_usr(item.kind, names, path=path, extra=extra)


def _parent(item: Declared, view: SourceView) -> str | None:
    if not item.written.scopes:
        return item.scope.usr
    names = item.scope.names + item.written.scopes
    is_namespace = item.kind is SymbolKind.FUNCTION
    kind = SymbolKind.NAMESPACE if is_namespace else SymbolKind.CLASS
    return make_usr(kind, names, path=view.path if item.scope.hidden else "")


def _qualifiers(
    item: Declared, view: SourceView, head: Head, gap: tuple[int, int]
) -> Set[Qualifier]:
    """Return what is plain in the syntax.

    :param gap: In the text, between the code before and the name.
    """
    found = _of_kind(item, view, head)
    more: list[Qualifier] = []
    if not item.written.name:
        more.append(Qualifier.ANONYMOUS)
    if item.friend:
        more.append(Qualifier.FRIEND)
    if head.is_template:
        more.append(Qualifier.TEMPLATE)
    if item.written.arguments:
        more.append(Qualifier.SPECIALIZATION)
    if view.attributes and item.kind not in _BARE:
        said = view.text[gap[0] : gap[1]]
        if "[" in said or "(" in said:
            more += _attributes(said, view.attributes)
    return found.union(more) if more else found


def _of_kind(item: Declared, view: SourceView, head: Head) -> frozenset[Qualifier]:
    kind = item.kind
    if kind in FUNCTION_KINDS:
        return _of_function(head.before & _BEFORE_WORDS, head.after & _AFTER_WORDS)
    if kind in _OBJECTS:
        return _of_object(item, view, head)
    if kind is SymbolKind.ENUM:
        return _SCOPED if head.before & _CLASS_WORDS else _NONE
    if kind is SymbolKind.NAMESPACE:
        return _INLINE if "inline" in head.before else _NONE
    if kind in RECORD_KINDS and "final" in _own_words(item, view):
        return _FINAL
    return _NONE


@lru_cache(maxsize=1024)
def _of_function(before: frozenset[str], after: frozenset[str]) -> frozenset[Qualifier]:
    found = {_BEFORE[word] for word in before}
    found.update(_AFTER[word] for word in after & _AFTER.keys())
    if after & _VIRTUAL:
        found.add(Qualifier.VIRTUAL)
    return frozenset(found)


def _of_object(item: Declared, view: SourceView, head: Head) -> frozenset[Qualifier]:
    found = {_BEFORE[word] for word in head.before & _BEFORE.keys()}
    if _is_constant(view.code[item.start : item.place[0]], head):
        found.add(Qualifier.CONST)
    after = view.code[item.place[1] : item.head_end].lstrip()
    if item.kind is SymbolKind.FIELD and after.startswith(":"):
        found.add(Qualifier.BITFIELD)
    return frozenset(found)


_NONE: frozenset[Qualifier] = frozenset()
_SCOPED = frozenset({Qualifier.SCOPED})
_INLINE = frozenset({Qualifier.INLINE})
_FINAL = frozenset({Qualifier.FINAL})
_BARE = frozenset({SymbolKind.NAMESPACE, SymbolKind.ENUMERATOR})
_VIRTUAL = frozenset({"override", "final", "0"})
_BEFORE_WORDS = frozenset(_BEFORE)
_AFTER_WORDS = _VIRTUAL.union(_AFTER)
_CLASS_WORDS = frozenset({"class", "struct"})


def _own_words(item: Declared, view: SourceView) -> list[str]:
    return view.code[item.place[1] : item.head_end].partition(":")[0].split()


def _attributes(
    said: str, wanted: tuple[tuple[str, Qualifier], ...]
) -> Iterator[Qualifier]:
    """Yield what attributes in the text before a name say."""
    for word, qualifier in wanted:
        at = said.find(word)
        if at >= 0 and ("[[" in said[:at] or "__attribute__" in said[:at]):
            yield qualifier


def _is_constant(before: str, head: Head) -> bool:
    """Tell if a variable is constant itself, not only what it points to."""
    if "constexpr" in head.before:
        return True
    star = before.rfind("*")
    if star >= 0 and ">" not in before[star:]:
        return "const" in before[star:].replace("*", " ").split()
    return "const" in head.before


def _is_member_constant(item: Declared, qualifiers: Set[Qualifier]) -> bool:
    """Tell if a static member is only declared: [class.static.data]."""
    return (
        item.kind is SymbolKind.VARIABLE
        and item.scope.kind in RECORD_KINDS
        and qualifiers.isdisjoint({Qualifier.INLINE, Qualifier.CONSTEXPR})
    )


def _signature(item: Declared, view: SourceView, usr: str) -> tuple[Fragment, ...]:
    code, kind = view.code, item.kind
    if item.macro is not None:
        return fragments("class ", item.written.name, "", usr)
    if kind is SymbolKind.ENUMERATOR:
        return (Fragment(item.written.name, TokenKind.IDENTIFIER, usr),)
    if kind is SymbolKind.NAMESPACE:
        inline = "inline " if code.startswith("inline", item.start) else ""
        if not item.written.name:
            return folded(f"{inline}namespace")
        return fragments(f"{inline}namespace ", item.written.name, "", usr)
    start, end = item.place
    before, after = code[item.start : start], code[end : item.head_end]
    if item.shared is not None:
        shared = code[item.start : item.shared[0]].partition("{")[0]
        before = f"{shared} {code[item.shared[1] : start]}"
    elif "{" in before and kind in _DECLARATORS:
        # Of a type that is defined in the head.
        before = f"{before.partition('{')[0]} {before.rpartition('}')[2]}"
    if kind in _DECLARATORS:
        if "{" in after:
            after = f"{after.partition('{')[0]} {after.rpartition('}')[2]}"
        after = after.rstrip().removesuffix("=")
    if start == end:
        return folded(before + after)
    return fragments(before, code[start:end], after, usr)


def _linkage(item: Declared, view: SourceView, qualifiers: Set[Qualifier]) -> Linkage:
    if item.kind in _NO_LINKAGE:
        return Linkage.NONE
    if item.scope.hidden or (
        item.kind is SymbolKind.NAMESPACE and not item.written.name
    ):
        return Linkage.INTERNAL
    at_file = item.scope.kind not in _TYPES and not item.written.scopes
    if at_file and item.kind in _LINKED:
        if Qualifier.STATIC in qualifiers:
            return Linkage.INTERNAL
        is_constant = item.kind in _OBJECTS and qualifiers & _CONSTANTS
        is_shared = not _SHARED.isdisjoint(qualifiers)
        if is_constant and view.language is not Language.C and not is_shared:
            return Linkage.INTERNAL  # [basic.link]
    return Linkage.EXTERNAL


def _value(item: Declared, view: SourceView, qualifiers: Set[Qualifier]) -> str | None:
    if item.constant is not None:
        return item.constant
    if item.value is None:
        return None
    if item.kind in _OBJECTS and not qualifiers & _CONSTANTS:
        return None
    place = view.skeleton.place
    start, end = place(item.value[0]), place(item.value[1] - 1) + 1
    text = " ".join(view.text[start : min(end, start + 400)].split()).rstrip(";")
    if "//" in text or "/*" in text or not text:
        return None
    return text if len(text) <= _MAX_VALUE else text[: _MAX_VALUE - 1] + "…"
