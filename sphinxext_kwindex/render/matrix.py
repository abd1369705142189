"""The matrix of a folder: which subfolder includes which."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .escape import attribute, escape
from .pieces import anchor
from .words import count

if TYPE_CHECKING:
    from ..analysis import FolderMatrix, MatrixCell, MatrixFolder
    from .links import Links

__all__ = ["folder_label", "matrix_cycles", "render_matrix"]

_BACKWARD = 30
"""Include lines named that lead back."""


def render_matrix(matrix: FolderMatrix, links: Links) -> str:
    """Return the table, the cycles between the folders, and how to read it.

    The columns have numbers, those of the rows: names would not fit side by side.
    """
    if not matrix.cells:
        return ""
    heads = "".join(
        f'<th scope="col"{attribute("title", folder.path)}>{number}</th> '
        for number, folder in enumerate(matrix.folders, 1)
    )
    cells = {cell[:2]: cell for cell in matrix.cells}
    rows = "".join(
        f'<tr><th scope="row">{_name(number, folder, matrix, links)}</th> '
        + "".join(
            _cell(cells.get((number - 1, column)), matrix.folder, number - 1 == column)
            for column in range(len(matrix.folders))
        )
        + "</tr>"
        for number, folder in enumerate(matrix.folders, 1)
    )
    more = ""
    if matrix.left_out:
        folders = count(matrix.left_out, "further folder")
        more = f"<p>{folders} with fewer includes.</p> "
    return (
        '<div class="kwindex-matrix-box" tabindex="0" role="group"'
        f"{attribute('aria-label', 'Includes between the folders')}>"
        '<table class="kwindex-matrix"><thead><tr><td></td> '
        f"{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
        '<p class="kwindex-note">The number of includes from the folder of a row to the'
        " folder of a column; those below the diagonal lead back.</p> "
        f"{more}{_cycles(matrix)}"
    )


def folder_label(path: str, matrix: FolderMatrix) -> str:
    """Return the name of a folder in its matrix."""
    if path in {matrix.folder, "."}:
        return "files right here"
    return path.rpartition("/")[2]


def matrix_cycles(matrix: FolderMatrix) -> tuple[str, ...]:
    """Return each cycle between folders, in words."""
    return tuple(
        ", ".join(folder_label(path, matrix) for path in cycle)
        for cycle in matrix.cycles
    )


def _name(number: int, folder: MatrixFolder, matrix: FolderMatrix, links: Links) -> str:
    label = escape(folder_label(folder.path, matrix))
    here = folder.path in {matrix.folder, "."}
    href = None if here else links.folder(folder.path)
    return f"{anchor(href, label)} <small>{number}</small>"


def _cell(cell: MatrixCell | None, folder: str, diagonal: bool) -> str:  # noqa: FBT001
    if diagonal:
        return '<td class="kwindex-diagonal"></td> '
    if cell is None:
        return "<td></td> "
    # One for each number, from the folder on: a matrix has hundreds.
    above = f"{folder}/"
    examples = "".join(
        f"{one.path.removeprefix(above)}:{one.line} includes"
        f" {one.target.removeprefix(above)}"
        for one in cell.examples[:1]
    )
    look = ' class="kwindex-backward"' if cell.row > cell.column else ""
    return f"<td{look}{attribute('title', examples)}>{cell.includes:,}</td> "


def _cycles(matrix: FolderMatrix) -> str:
    items = "".join(f"<li>{escape(words)}</li> " for words in matrix_cycles(matrix))
    if not items:
        return ""
    backward = "".join(
        f"<li>{escape(one.path)}:{one.line} includes {escape(one.target)}</li> "
        for cell in matrix.backward[:_BACKWARD]
        for one in cell.examples[:1]
    )
    return (
        f"<p>Folders that include each other in a circle:</p> <ul>{items}</ul>"
        "<details><summary>Some of the includes that lead back</summary> "
        f'<ul class="kwindex-paths kwindex-lines">{backward}</ul></details> '
    )
