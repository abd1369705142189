"""``kwindex layers``: check the layer rules of an indexed tree."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

from ..analysis import (
    IncludeGraph,
    compare_known,
    known_text,
    layer_rules,
    read_known,
    violations_of,
)
from ..errors import KwindexError
from ..store import IndexReader

if TYPE_CHECKING:
    from argparse import Namespace
    from pathlib import Path

    from ..analysis import LayerRules
    from .terminal import Terminal

__all__ = ["layers"]


def layers(arguments: Namespace, terminal: Terminal) -> int:
    """Print the includes that the rules do not allow and that are not known."""
    rules = _rules(arguments.rules)
    with IndexReader(arguments.database) as reader:
        violations = violations_of(IncludeGraph.of(reader), rules)
    if arguments.write_known is not None:
        arguments.write_known.write_text(known_text(violations), "utf-8")
        return 0
    known = frozenset[str]()
    if arguments.known is not None:
        known = read_known(arguments.known.read_text("utf-8", "replace"))
    ratchet = compare_known(violations, known)
    terminal.table(
        "Not allowed",
        ("file", "line", "includes", "layer", "of layer"),
        [one[:5] for one in ratchet.new],
    )
    for key in ratchet.gone:
        terminal.warning(f"{key}: gone, remove it from {arguments.known}")
    return 1 if ratchet.new else 0


def _rules(path: Path) -> LayerRules:
    try:
        return layer_rules(tomllib.loads(path.read_text("utf-8")))
    except UnicodeDecodeError as error:
        raise KwindexError(f"{str(path)!r} is not UTF-8") from error
    except ValueError as error:
        raise KwindexError(f"{str(path)!r}: {error}") from error
