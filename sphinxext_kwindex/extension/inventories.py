"""Names of other projects, by the inventories that intersphinx has loaded."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from ..analysis import digest
from ..model import FUNCTION_KINDS, RECORD_KINDS, SymbolKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.environment import BuildEnvironment

__all__ = ["Inventories", "OtherPlace", "from_document"]

_TYPE = ("cpp:class", "cpp:union", "cpp:enum", "cpp:type")
_C_TYPE = ("c:struct", "c:union", "c:enum", "c:type")
_FAMILIES: dict[str, tuple[str, ...]] = {
    # Documented objects before rows in tables, C++ before C.
    "type": (*_TYPE, *_C_TYPE, *(f"kw:{k}" for k in ("class", "struct", "union"))),
    "function": ("cpp:function", "c:function", "kw:function", "kw:method"),
    "value": ("cpp:member", "cpp:enumerator", "c:var", "c:member", "c:enumerator"),
    "macro": ("c:macro", "kw:macro"),
    "concept": ("cpp:concept", "kw:concept"),
}
_MORE = {
    "type": ("kw:enum", "kw:alias"),
    "function": ("kw:operator", "kw:constructor", "kw:destructor", "kw:conversion"),
    "value": ("kw:variable", "kw:field", "kw:enumerator"),
}
_BY_KIND = {
    **dict.fromkeys(
        RECORD_KINDS | {SymbolKind.UNION, SymbolKind.ENUM, SymbolKind.ALIAS}, "type"
    ),
    **dict.fromkeys(FUNCTION_KINDS, "function"),
    SymbolKind.VARIABLE: "value",
    SymbolKind.FIELD: "value",
    SymbolKind.ENUMERATOR: "value",
    SymbolKind.MACRO: "macro",
    SymbolKind.CONCEPT: "concept",
}
_BY_TAG = {
    **dict.fromkeys(("S", "ST", "SP", "U", "UT", "E", "T"), "type"),
    "F": "function",
    "CT": "concept",
    "macro": "macro",
}
"""Family of a USR's last tag; of all others, ``value``."""
_INLINE = re.compile(r"__\w+|_V\d+|v\d+\w*|lts_\w+|abi_?\w*|inline_\w+")
"""Names that inline namespaces go by: an inventory may be without them."""


class OtherPlace(NamedTuple):
    """A place in another project's documentation."""

    uri: str
    title: str
    """``geo::Circle (in Geometry 1.0)``."""


class Inventories:
    """What intersphinx knows; nothing where it is not loaded."""

    def __init__(self, env: BuildEnvironment) -> None:
        self._inventory: Mapping[str, Mapping[str, Any]] = {}
        if "intersphinx_mapping" not in env.config:
            return  # intersphinx is not loaded
        disabled = frozenset(env.config.intersphinx_disabled_reftypes)
        if "*" not in disabled:
            from sphinx.ext.intersphinx import InventoryAdapter

            self._inventory = {
                kind: names
                for kind, names in InventoryAdapter(env).main_inventory.items()
                if kind.partition(":")[0] in {"cpp", "c", "kw"}
                and not disabled & {kind, f"{kind.partition(':')[0]}:*"}
            }

    def __bool__(self) -> bool:
        return bool(self._inventory)

    def of_kind(self, name: str, kind: SymbolKind) -> OtherPlace | None:
        """Return where another project has a symbol of that name and sort of kind."""
        family = _BY_KIND.get(kind)
        return self._find(name, family) if family else None

    def of_tag(self, parts: tuple[str, ...], tag: str) -> OtherPlace | None:
        """Return where another project has what a USR names."""
        family = _BY_TAG.get(tag, "value")
        found = self._find("::".join(parts), family)
        if found is None:
            scopes = [p for p in parts[:-1] if not _INLINE.fullmatch(p)]
            if len(scopes) < len(parts) - 1:
                found = self._find("::".join([*scopes, parts[-1]]), family)
        return found

    def any(self, name: str) -> OtherPlace | None:
        """Return where another project has a name, of whatever kind."""
        for family in _FAMILIES:
            found = self._find(name, family)
            if found is not None:
                return found
        return None

    def _find(self, name: str, family: str) -> OtherPlace | None:
        for kind in (*_FAMILIES[family], *_MORE.get(family, ())):
            # A field is `point.x` in C.
            key = name.replace("::", ".") if kind.startswith("c:") else name
            item = self._inventory.get(kind, {}).get(key)
            if item is not None:
                project, version, uri = _parts(item)
                where = f"{project} {version}".strip()
                return OtherPlace(uri, f"{name} (in {where})" if where else name)
        return None

    def digest(self) -> str:
        """Return a digest of all that may be linked to; empty if nothing."""
        if not self._inventory:
            return ""
        return digest(
            tuple(
                (kind, *(f"{name}\0{_parts(names[name])[2]}" for name in sorted(names)))
                for kind, names in sorted(self._inventory.items())
            )
        )


def _parts(item: Any) -> tuple[str, str, str]:
    """Return project, version and address of an entry; up to Sphinx 8.1 a tuple."""
    if isinstance(item, tuple):
        return item[0], item[1], item[2]
    return item.project_name, item.project_version, item.uri


def from_document(uri: str, docname: str) -> str:
    """Return an address of an inventory as seen from a document.

    If the inventory's base is a path, it is relative to the top of our output.
    """
    if "://" in uri or uri.startswith("/"):
        return uri
    return "../" * docname.count("/") + uri
