"""Layer rules: which part of a tree may include which."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from .patterns import is_pattern, matches

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .include_graph import IncludeGraph

__all__ = [
    "ALLOWED",
    "NO_LAYERS",
    "STRICT",
    "Layer",
    "LayerRules",
    "Violation",
    "layer_rules",
    "violations_of",
]

STRICT = "strict"
"""Key of the settings: a file may include its own layer and the next below alone."""
ALLOWED = "allowed"
"""Key of the settings: exceptions, pairs of patterns in one text, ``from -> to``."""
_ARROW = "->"


class Layer(NamedTuple):
    """A layer of a tree."""

    name: str
    patterns: tuple[str, ...]
    """Of its files, in the form of ``.gitignore``."""


@dataclass(frozen=True, slots=True)
class LayerRules:
    """The layers of a tree, top to bottom."""

    layers: tuple[Layer, ...] = ()
    strict: bool = False
    """True if the layers below the next are out of reach."""
    allowed: tuple[tuple[str, str], ...] = ()
    """Patterns of files that may include, and of what, whatever their layers."""

    def layer_of(self, path: str) -> int | None:
        """Return the number of a file's layer, 0 at the top; None if it has none.

        The first layer whose patterns take the file.
        """
        for number, layer in enumerate(self.layers):
            if matches(layer.patterns, path):
                return number
        return None

    def allows(self, source: str, target: str) -> bool:
        """Tell whether an exception allows an include."""
        return any(
            matches((one,), source) and matches((other,), target)
            for one, other in self.allowed
        )


NO_LAYERS = LayerRules()


class Violation(NamedTuple):
    """An include line that the rules do not allow; ordered by place."""

    path: str
    line: int
    """From 1."""
    target: str
    source_layer: str
    target_layer: str
    skips: bool = False
    """True if it leads down, but over a layer between."""

    @property
    def key(self) -> str:
        """What a list of known violations calls it; without the line, which moves."""
        return f"{self.path} {_ARROW} {self.target}"


def layer_rules(value: object) -> LayerRules:
    """Return the rules that a setting states; ValueError with what is wrong.

    A list of mappings ``{"name": ..., "patterns": [...]}``, or a mapping of names to
    patterns, or one with ``layers`` (either form), ``strict`` and ``allowed``.
    """
    if not value:
        return NO_LAYERS
    if isinstance(value, tuple) and all(isinstance(one, tuple) for one in value):
        value = dict(value)  # a mapping, as the settings keep it
    options: Mapping[str, object] = {}
    if isinstance(value, Mapping) and "layers" in value:
        options = {key: part for key, part in value.items() if key != "layers"}
        value = value["layers"]
    unknown = sorted(str(key) for key in options if key not in {STRICT, ALLOWED})
    if unknown:
        raise ValueError(f"{unknown[0]!r} is none of 'layers', 'strict', 'allowed'")
    strict = options.get(STRICT, False)
    if not isinstance(strict, bool):
        raise ValueError(f"'strict' is {strict!r}, expected True or False")  # noqa: TRY004
    layers = tuple(_layers(value))
    names = [layer.name for layer in layers]
    for name in names:
        if names.count(name) > 1:
            raise ValueError(f"there are two layers {name!r}")
    return LayerRules(layers, strict, tuple(_allowed(options.get(ALLOWED, ()))))


def violations_of(graph: IncludeGraph, rules: LayerRules) -> tuple[Violation, ...]:
    """Return the includes that the rules do not allow, by place.

    A file may include files of its own layer and of those below. Files of no layer may
    include all, and be included by all.
    """
    if not rules.layers:
        return ()
    layers = {path: rules.layer_of(path) for path in graph.paths}
    return tuple(sorted(_violations(graph, rules, layers)))


def _violations(
    graph: IncludeGraph, rules: LayerRules, layers: Mapping[str, int | None]
) -> Iterator[Violation]:
    for (path, target), line in graph.lines.items():
        above, below = layers[path], layers.get(target)
        if above is None or below is None:
            continue
        skips = rules.strict and below > above + 1
        if (below < above or skips) and not rules.allows(path, target):
            name, other = rules.layers[above].name, rules.layers[below].name
            yield Violation(path, line, target, name, other, skips)


def _layers(value: object) -> Iterator[Layer]:
    pairs: list[tuple[object, object]]
    if isinstance(value, Mapping):
        pairs = list(value.items())
    elif isinstance(value, list | tuple):
        pairs = []
        for one in value:
            if not isinstance(one, Mapping) or set(one) != {"name", "patterns"}:
                raise ValueError(f"a layer is {one!r}, expected 'name' and 'patterns'")
            pairs.append((one["name"], one["patterns"]))
    else:
        raise ValueError(f"the layers are {value!r}, expected a mapping or a list")  # noqa: TRY004
    for name, patterns in pairs:
        if not isinstance(name, str) or not name.strip():
            raise ValueError(f"the name of a layer is {name!r}, expected a text")
        yield Layer(name.strip(), _patterns(name, patterns))


def _patterns(name: str, value: object) -> tuple[str, ...]:
    listed = [value] if isinstance(value, str) else value
    if not isinstance(listed, list | tuple) or not listed:
        raise ValueError(f"layer {name!r} is {value!r}, expected a list of patterns")
    for pattern in listed:
        if not isinstance(pattern, str) or not is_pattern(pattern):
            raise ValueError(f"layer {name!r} has {pattern!r}, expected a pattern")
    return tuple(listed)


def _allowed(value: object) -> Iterator[tuple[str, str]]:
    if not isinstance(value, list | tuple):
        raise ValueError(f"'allowed' is {value!r}, expected a list")  # noqa: TRY004
    for text in value:
        one, arrow, other = str(text).partition(_ARROW)
        if not (arrow and is_pattern(one.strip()) and is_pattern(other.strip())):
            raise ValueError(f"'allowed' has {text!r}, expected 'pattern -> pattern'")
        yield one.strip(), other.strip()
