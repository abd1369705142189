"""Documentation as an indented text that people can read, for golden cases.

Run as a program it renews them: ``python -m tests.comment_tree``.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinxext_kwindex.comments import parse_comment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinxext_kwindex.model import Documentation, Markup

MARK = "---- tree ----\n"


def show(documentation: Documentation | None) -> str:
    """Return a line for each node, indented by depth, texts quoted."""
    if documentation is None:
        return "none\n"
    return "\n".join(_lines(documentation)) + "\n"


def _lines(documentation: Documentation) -> Iterator[str]:
    yield f"style {documentation.style}"
    for name in ("structural", "copy_brief"):
        if getattr(documentation, name):
            yield f"{name} {getattr(documentation, name)}"
    if documentation.internal:
        yield "internal"
    for name in ("brief", "details"):
        nodes = getattr(documentation, name)
        if nodes:
            yield name
            yield from _nodes(nodes, 1)
    for field in documentation.fields:
        words = [
            field.kind.value,
            field.name,
            field.direction and f"[{field.direction}]",
        ]
        yield " ".join(word for word in words if word)
        yield from _nodes(field.body, 1)


def _nodes(nodes: tuple[Markup, ...], depth: int) -> Iterator[str]:
    for node in nodes:
        words = [node.kind.value]
        if node.target:
            words.append(f"-> {node.target}")
        if node.text and "\n" not in node.text:
            words.append(repr(node.text))
        yield "  " * depth + " ".join(words)
        if "\n" in node.text:
            for line in node.text.split("\n"):
                yield "  " * (depth + 1) + f"| {line}".rstrip()
        yield from _nodes(node.children, depth + 1)


def cases() -> list[Path]:
    """Return the golden cases: a comment, `MARK`, the tree."""
    return sorted((Path(__file__).parent / "golden" / "comments").glob("*.txt"))


def renew() -> None:
    """Write the trees anew; the difference is to be read before it is committed."""
    for path in cases():
        raw = path.read_text(encoding="utf-8").partition(MARK)[0]
        tree = show(parse_comment(raw))
        path.write_text(raw + MARK + tree, encoding="utf-8")


if __name__ == "__main__":
    renew()
