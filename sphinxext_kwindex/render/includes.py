"""Include lines, and who includes the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model import IncludeState, Origin
from .escape import escape
from .graph_words import impact_words
from .pieces import (
    LONG,
    anchor,
    badge,
    condition_badges,
    folded,
    link_attributes,
    path_link,
    symbol_link,
)
from .words import BY_NAME, count, origin_word

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..analysis import IncludedBy, IncludeRow, SymbolRef
    from .links import Links

__all__ = ["render_included_by", "render_includes"]

_MANY = {False: 150, True: 20}
"""Files above which those that include a file are counted, on most pages and on those
that are crowded: a header that hundreds include says nothing by their names, which
their folders have."""
_NAMED = {False: 3, True: 1}
"""Files of each folder that are named then."""
_NAMES = ((30, 2), (16, 5), (0, LONG))
"""Of a table with more lines than the first number, how many names an include is used
for are shown."""
_LOOKS = {"Condition": "if", "Used for": "used", "State": "state"}
"""Of columns that are not there in all tables."""
_OPENING = frozenset('<"')


def render_includes(rows: Sequence[IncludeRow], links: Links) -> str:
    """Return the table of the include lines; columns only where there is something."""
    if not rows:
        return ""
    conditions = any(row.include.conditions for row in rows)
    used = any(row.used or row.through for row in rows)
    state = any(row.include.state is not IncludeState.NOT_CHECKED for row in rows)
    columns = ["Include", "Resolves to"]
    columns += ["Condition"] if conditions else []
    columns += ["Used for"] if used else []
    columns += ["State"] if state else []
    columns.append("Line")
    heads = "".join(f'<th scope="col">{column}</th> ' for column in columns)
    most = next(names for lines, names in _NAMES if len(rows) > lines)
    body = "".join(_row(row, columns, links, most) for row in rows)
    # On a narrow screen a cell has its column's name before it: the style sheet knows
    # which column is which by these classes, not by a label in each cell.
    looks = "".join(
        f" kwindex-{_LOOKS[column]}{number}"
        for number, column in enumerate(columns, 1)
        if column in _LOOKS
    )
    return (
        f'<table class="kwindex-table kwindex-includes{looks}"><thead><tr>'
        f"{heads}</tr></thead><tbody>{body}</tbody></table>"
    )


def _row(row: IncludeRow, columns: Sequence[str], links: Links, most: int) -> str:
    include = row.include
    cells = {
        "Resolves to": _target(row, links),
        "Condition": " ".join(condition_badges(include.conditions)),
        "Used for": _used(row, links, most),
        "State": _state(row),
        "Line": str(include.line),
    }
    data = "".join(f"<td>{cells[column]}</td> " for column in columns[1:])
    directive = ""
    if include.directive != "include":
        # Outside the C family there are no quotes and no `#`.
        sign = "#" if include.spelled[:1] in _OPENING else ""
        directive = f"{sign}{escape(include.directive)} "
    skipped = "" if include.active else ' class="kwindex-skipped"'
    name = f"{directive}{_header(row, links)}"
    return f"<tr{skipped}><th>{name}</th> {data}</tr>"


def _used(row: IncludeRow, links: Links, most: int) -> str:
    """Return the names used from the header, then those of what it includes."""
    parts = [_names(row.used, links, most)] if row.used else []
    for way in row.through[:most]:
        # By a pragma the header says that it is the one to include.
        word = "with" if way.handed else "through"
        place = path_link(way.path, None, links)
        parts.append(
            f"<small>{word} {place}:</small> {_names(way.symbols, links, most)}"
        )
    if (more := len(row.through) - most) > 0:
        parts.append(f"<small>and through {count(more, 'more header')}</small>")
    return "<br/> ".join(parts)


def _names(symbols: Sequence[SymbolRef], links: Links, most: int) -> str:
    text = ", ".join(symbol_link(ref, links) for ref in symbols[:most])
    more = len(symbols) - most
    return f"{text} and {more:,} more" if more > 0 else text


def _state(row: IncludeRow) -> str:
    state = row.include.state.value
    return f"{state} {badge(f'IWYU {row.pragma}')}" if row.pragma else state


def _header(row: IncludeRow, links: Links) -> str:
    """Return what is included, linked if it is a header with a page elsewhere."""
    include = row.include
    name = f"<code>{escape(include.spelled)}</code>"
    href = links.header(include.spelled) if include.target is None else None
    return f"<a{link_attributes(href, links, name)}>{name}</a>" if href else name


def _target(row: IncludeRow, links: Links) -> str:
    include = row.include
    if include.target is not None:
        return path_link(include.target, None, links)
    if row.named:
        return f"{path_link(row.named, None, links)} <small>{BY_NAME}</small>"
    word = origin_word(include)
    if include.origin is Origin.MISSING:
        return f'<strong class="kwindex-missing">{word}</strong>'
    return word


def render_included_by(
    found: IncludedBy, links: Links, *, crowded: bool = False
) -> str:
    """Return the files that include the file, and how many depend on it."""
    if not found.direct:
        return ""
    lines: dict[str, list[int]] = {}
    for path, line in found.direct:
        lines.setdefault(path, []).append(line)
    direct = f"{count(len(lines), 'file')} directly"
    if found.transitive > len(lines):
        direct += f", {found.transitive:,} in all"
    impact = impact_words(found.units, found.tests)
    if len(lines) > LONG:
        title = f"{count(len(lines), 'file')} by folder"
        entries = folded(title, _by_folder(lines, links, crowded=crowded))
    else:
        entries = _by_file(lines, links)
    words = f"Included by {direct}. {impact}".strip()
    return f"<p>{words}</p> {entries}"


def _by_file(lines: Mapping[str, Sequence[int]], links: Links) -> str:
    items = "".join(
        f"<li>{path_link(path, numbers[0], links, path)}"
        f" <small>{', '.join(map(str, numbers))}</small></li> "
        for path, numbers in lines.items()
    )
    return f'<ul class="kwindex-paths">{items}</ul>'


def _by_folder(
    lines: Mapping[str, Sequence[int]], links: Links, *, crowded: bool
) -> str:
    """Return the files of each folder, linked to their lines; of many the first."""
    folders: dict[str, list[str]] = {}
    for path in lines:
        folders.setdefault(path.rpartition("/")[0], []).append(path)
    named = len(lines) if len(lines) <= _MANY[crowded] else _NAMED[crowded]
    items = []
    for folder, inside in sorted(folders.items()):
        name = anchor(links.folder(folder), escape(f"{folder}/" if folder else "./"))
        files = ", ".join(_named(path, lines[path], links) for path in inside[:named])
        more = len(inside) - named
        rest = f" and {count(more, 'more file')}" if more > 0 else ""
        items.append(f"<li>{name} <small>{files}{rest}</small></li> ")
    return f'<ul class="kwindex-paths kwindex-lines">{"".join(items)}</ul>'


def _named(path: str, lines: Sequence[int], links: Links) -> str:
    """Return a file by its last name; with its lines if they are several."""
    name = path_link(path, lines[0], links, path.rpartition("/")[2])
    return f"{name} ({', '.join(map(str, lines))})" if len(lines) > 1 else name
