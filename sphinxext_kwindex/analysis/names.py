"""Names as people write them, resolved to what they stand for."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from ..model import FUNCTION_KINDS, OTHER_USR, Qualifier, SymbolKind
from .other_names import others_named
from .parameters import parameters_match, parameters_of
from .refs import home_order
from .resolution import Candidate, Resolution
from .spelling import Spelled, bare, components, spell, squeeze

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from ..model import Place, Symbol
    from .protocol import Reader

__all__ = ["resolve_name"]

_TYPES = frozenset(
    {
        SymbolKind.CLASS,
        SymbolKind.STRUCT,
        SymbolKind.UNION,
        SymbolKind.ENUM,
        SymbolKind.CONCEPT,
        SymbolKind.ALIAS,
    }
)
_NAMED_AS_CLASS = frozenset({SymbolKind.CONSTRUCTOR, SymbolKind.DEDUCTION_GUIDE})
_FAMILIES = {
    **dict.fromkeys(_TYPES, "type"),
    **dict.fromkeys(FUNCTION_KINDS, "function"),
    SymbolKind.NAMESPACE: "namespace",
    SymbolKind.NAMESPACE_ALIAS: "namespace",
    SymbolKind.MACRO: "macro",
}


def resolve_name(
    reader: Reader,
    text: str,
    *,
    kinds: Collection[SymbolKind] | None = None,
    scope: str = "",
    suggest: bool = True,
) -> Resolution:
    """Return what a written name stands for.

    ``text`` is a name with or without scopes, template arguments, and a parameter list,
    which picks an overload: ``ns::f``, ``f(int, const T&)``, ``operator<``, ``~Edge``,
    ``Vec<int>::at() const``; ``()`` alone may just say that it is a function. A leading
    ``::`` says that all scopes are written. Otherwise the name is looked for outward
    from ``scope`` (a qualified name), as C++ does; then as the end of longer names.

    A class is found by its name, its constructors by ``A::A`` or ``A(int)``. Arguments
    that no specialisation has mean the template. Inline namespaces need not be written.
    An enumerator of an unscoped enum goes by both its names, [dcl.enum] 11: ``red`` and
    ``Colour::red``.
    Symbols of other languages than the C family's are found only by names that none of
    the C family has: see `others_named`. ``kinds`` narrows the choice, and so does
    ``struct``, ``enum`` ... before the name. Near names are looked for only if
    ``suggest``: that reads all names.
    """
    text = text.strip()
    spelled = spell(text)
    if spelled is None:
        others = others_named(reader, text, kinds)
        if others.candidates:
            return others
        return Resolution(text, near=_similar(reader, text, suggest=suggest))
    places = [
        place
        for place in _places(reader, spelled)
        if not place.usr.startswith(OTHER_USR)
        and (kinds is None or place.kind in kinds)
        and (spelled.kinds is None or place.kind in spelled.kinds)
    ]
    if spelled.parameters is not None:
        functions = [place for place in places if place.kind in FUNCTION_KINDS]
        places = functions or places
    level = _best(reader, places, spelled, scope)
    candidates = _candidates(level.places)
    if spelled.parameters is not None:
        candidates, near = _overloads(reader, candidates, spelled)
        if near:
            return Resolution(text, near=near)
    if not candidates:
        others = others_named(reader, text, kinds)
        if others.candidates:
            return others
        return Resolution(text, near=_similar(reader, spelled.name, suggest=suggest))
    return Resolution(text, candidates, exact=level.exact)


def _similar(reader: Reader, name: str, *, suggest: bool) -> tuple[str, ...]:
    return tuple(reader.similar(name)) if suggest and name else ()


def _places(reader: Reader, spelled: Spelled) -> list[Place]:
    """Return all places of the last component, whatever their scopes."""
    last = spelled.parts[-1]
    # libclang writes `operator const char *`: a space before the stars.
    spaced = last.replace("*", " *", 1).replace("&", " &", 1)
    names = dict.fromkeys((last, bare(last)))
    if last.startswith("operator ") and spaced != last:
        names[spaced] = None
    return list(dict.fromkeys(place for name in names for place in reader.find(name)))


class _Level(NamedTuple):
    """The places that fit best, and whether their whole name was written."""

    places: Sequence[Place]
    exact: bool


def _best(
    reader: Reader, places: Sequence[Place], spelled: Spelled, scope: str
) -> _Level:
    """Try the ways to read a name, the strictest first."""
    named = [(place, components(place.qualified_name)) for place in places]
    named += _through_enum(reader, places, spelled)
    plain = tuple(map(bare, spelled.parts))
    level = _level(named, spelled.parts, spelled, scope)
    if not level.places and plain != spelled.parts:
        level = _level(named, plain, spelled, scope)
    if not level.places and plain == spelled.parts:
        # A member that only a specialisation has.
        stripped = [(place, tuple(map(bare, parts))) for place, parts in named]
        level = _level(stripped, plain, spelled, scope)
    if not level.places:
        level = _Level(_through_inline(reader, named, spelled), exact=False)
    return level


def _through_enum(
    reader: Reader, places: Sequence[Place], spelled: Spelled
) -> list[tuple[Place, tuple[str, ...]]]:
    """Return the other names of enumerators, those that lie in their enum.

    The index has those of unscoped enums in the scope around it.
    """
    if len(spelled.parts) < 2:  # noqa: PLR2004  (no scope is written)
        return []
    parents = {
        place: next((s.parent for s in reader.symbols(place.usr) if s.parent), None)
        for place in places
        if place.kind is SymbolKind.ENUMERATOR
    }
    enums = reader.places({parent for parent in parents.values() if parent})
    found: dict[tuple[Place, tuple[str, ...]], None] = {}
    for place, parent in parents.items():
        for enum in enums.get(parent, ()) if parent else ():
            parts = *components(enum.qualified_name), place.name
            if enum.name and parts != components(place.qualified_name):
                found[place, parts] = None
    return list(found)


def _level(
    named: Sequence[tuple[Place, tuple[str, ...]]],
    wanted: tuple[str, ...],
    spelled: Spelled,
    scope: str,
) -> _Level:
    """Look for whole names from the scope outward, then for ends of names."""
    for outer in _outward(spelled, scope):
        if outer and len(wanted) == 1 and outer[-1] == wanted[0]:
            continue  # inside of A, `A` is the class, not its constructor
        whole = [place for place, parts in named if parts == outer + wanted]
        if whole:
            return _Level(_class_first(whole, spelled), exact=not outer)
    if spelled.rooted:
        return _Level((), exact=False)
    ends = [place for place, parts in named if parts[-len(wanted) :] == wanted]
    return _Level(_class_first(ends, spelled), exact=False)


def _outward(spelled: Spelled, scope: str) -> Iterator[tuple[str, ...]]:
    parts = components(scope) if scope and not spelled.rooted else ()
    for count in range(len(parts), -1, -1):
        yield parts[:count]


def _class_first(places: list[Place], spelled: Spelled) -> list[Place]:
    """Drop constructors and deduction guides where their class has the name too."""
    if spelled.parameters is not None:
        return places
    others = [place for place in places if place.kind not in _NAMED_AS_CLASS]
    return others or places


def _through_inline(
    reader: Reader,
    named: Sequence[tuple[Place, tuple[str, ...]]],
    spelled: Spelled,
) -> list[Place]:
    """Return places whose scopes are those written and inline namespaces between."""
    if len(spelled.parts) < 2:  # noqa: PLR2004  (no scope, nothing between)
        return []
    inline: dict[str, bool] = {}
    found = []
    for place, parts in named:
        between = _between(parts, spelled)
        if between is None:
            continue
        for name in between:
            if name not in inline:
                inline[name] = _is_inline(reader, name)
        if all(inline[name] for name in between):
            found.append(place)
    return _class_first(found, spelled)


def _between(parts: tuple[str, ...], spelled: Spelled) -> list[str] | None:
    """Return the qualified names of the scopes that are not written."""
    at, steps = len(parts), []
    for wanted in reversed(spelled.parts):
        at -= 1
        while at >= 0 and parts[at] != wanted:
            at -= 1
        if at < 0:
            return None
        steps.append(at)
    if steps[0] != len(parts) - 1 or (spelled.rooted and steps[-1] != 0):
        return None
    return [
        "::".join(parts[: index + 1])
        for after, before in pairwise(steps)
        for index in range(before + 1, after)
    ]


def _is_inline(reader: Reader, name: str) -> bool:
    """Tell whether a qualified name is that of an inline namespace."""
    spaces = [
        place
        for place in reader.find(name)
        if place.kind is SymbolKind.NAMESPACE and place.qualified_name == name
    ]
    # Each of its blocks may say so, the first has to: a few of the files will do.
    paths = sorted({place.path for place in spaces})[:8]
    usrs = {place.usr for place in spaces}
    memo, key = reader.memo(), ("inline", name)
    if key not in memo:
        memo[key] = any(
            symbol.usr in usrs and Qualifier.INLINE in symbol.qualifiers
            for path in paths
            for symbol in reader.symbols_in(path)
        )
    reader.note(paths)
    return bool(memo[key])


def _candidates(places: Iterable[Place]) -> tuple[Candidate, ...]:
    """Put together what shares a qualified name and is of one family of kinds."""
    groups: defaultdict[tuple[str, str], list[Place]] = defaultdict(list)
    for place in places:
        family = _FAMILIES.get(place.kind, "value")
        groups[place.qualified_name, family].append(place)
    return tuple(_candidate(groups[key]) for key in sorted(groups))


def _candidate(places: list[Place]) -> Candidate:
    places.sort(key=lambda place: (place.kind is SymbolKind.ALIAS, *home_order(place)))
    first = places[0]
    return Candidate(
        qualified_name=first.qualified_name,
        kind=first.kind,
        usrs=tuple(dict.fromkeys(place.usr for place in places)),
        places=tuple(places),
    )


def _overloads(
    reader: Reader, candidates: tuple[Candidate, ...], spelled: Spelled
) -> tuple[tuple[Candidate, ...], tuple[str, ...]]:
    """Keep the overloads that the parameters mean; else return all signatures."""
    symbols = {
        usr: reader.symbols(usr)
        for candidate in candidates
        if candidate.kind in FUNCTION_KINDS
        for usr in candidate.usrs
    }
    chosen = _chosen(symbols, spelled)
    if not chosen:
        if not spelled.parameters and not spelled.qualifiers:
            return candidates, ()  # `f()` may just say that it is a function
        signatures = {_text(found[0]) for found in symbols.values() if found}
        return (), tuple(sorted(signatures))
    places = [p for c in candidates for p in c.places if p.usr in chosen]
    return _candidates(places), ()


def _chosen(symbols: dict[str, tuple[Symbol, ...]], spelled: Spelled) -> set[str]:
    """Return the USRs whose parameters are those written."""
    declared = {
        (usr, found)
        for usr, known in symbols.items()
        for symbol in known
        if (found := parameters_of(_text(symbol), symbol.name))
    }
    written = spelled.parameters or ""
    for scopes in (True, False):
        fitting = {
            (usr, qualifiers)
            for usr, (parameters, qualifiers) in declared
            if parameters_match(written, parameters, scopes=scopes)
        }
        wanted = squeeze(spelled.qualifiers.replace("noexcept", ""))
        exact = {usr for usr, qualifiers in fitting if qualifiers == wanted}
        if exact or wanted:
            return exact
        if fitting:
            return {usr for usr, _ in fitting}
    return set()


def _text(symbol: Symbol) -> str:
    return "".join(fragment.text for fragment in symbol.signature)
