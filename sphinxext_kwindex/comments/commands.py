"""Doxygen's block commands: which there are, and what each takes from its line."""

from __future__ import annotations

import re

from ..model import FieldKind

__all__ = [
    "BLOCK_COMMAND",
    "DROPPED",
    "FIELDS",
    "HEADINGS",
    "NAMED",
    "RAW",
    "STRUCTURAL",
]

FIELDS = {
    "param": FieldKind.PARAM,
    "tparam": FieldKind.TPARAM,
    "return": FieldKind.RETURNS,
    "returns": FieldKind.RETURNS,
    "result": FieldKind.RETURNS,
    "retval": FieldKind.RETVAL,
    "throw": FieldKind.THROWS,
    "throws": FieldKind.THROWS,
    "exception": FieldKind.THROWS,
    "note": FieldKind.NOTE,
    "warning": FieldKind.WARNING,
    "attention": FieldKind.ATTENTION,
    "remark": FieldKind.REMARK,
    "remarks": FieldKind.REMARK,
    "pre": FieldKind.PRE,
    "post": FieldKind.POST,
    "invariant": FieldKind.INVARIANT,
    "see": FieldKind.SEE,
    "sa": FieldKind.SEE,
    "deprecated": FieldKind.DEPRECATED,
    "since": FieldKind.SINCE,
    "version": FieldKind.VERSION,
    "author": FieldKind.AUTHOR,
    "authors": FieldKind.AUTHOR,
    "date": FieldKind.DATE,
    "copyright": FieldKind.COPYRIGHT,
    "todo": FieldKind.TODO,
    "bug": FieldKind.BUG,
    "test": FieldKind.TEST,
    "par": FieldKind.PAR,
}

NAMED = {
    "param": re.compile(r"[ \t]*([\w.:$*&-]+(?:[ \t]*,[ \t]*[\w.:$*&-]+)*)"),
    "tparam": re.compile(r"[ \t]*([\w.]+)"),
    "retval": re.compile(r"[ \t]*(\S+)"),
    "throw": re.compile(r"[ \t]*([\w:<>~]+)"),
    "throws": re.compile(r"[ \t]*([\w:<>~]+)"),
    "exception": re.compile(r"[ \t]*([\w:<>~]+)"),
    "par": re.compile(r"[ \t]*(.*)"),
}
"""Commands of fields with a name, and the form of the name."""

STRUCTURAL = frozenset(
    [
        "file",
        "class",
        "struct",
        "fn",
        "def",
        "var",
        "typedef",
        "enum",
        "namespace",
        "union",
        "concept",
        "property",
        "interface",
        "module",
        "dir",
    ]
)
"""Commands that bind a comment to something, which the rest of their line names."""

HEADINGS = frozenset(
    ["mainpage", "page", "section", "subsection", "subsubsection", "paragraph"]
)

DROPPED = frozenset(
    [
        "ingroup",
        "addtogroup",
        "defgroup",
        "weakgroup",
        "name",
        "relates",
        "related",
        "relatesalso",
        "relatedalso",
        "memberof",
        "headerfile",
        "anchor",
        "callgraph",
        "callergraph",
        "hidecallgraph",
        "hidecallergraph",
        "hideinitializer",
        "showinitializer",
        "nosubgrouping",
        "private",
        "public",
        "protected",
        "static",
        "pure",
        "privatesection",
        "publicsection",
        "protectedsection",
        "extends",
        "implements",
        "image",
        "tableofcontents",
        "cond",
        "endcond",
        "if",
        "ifnot",
        "else",
        "elseif",
        "endif",
        "internal",
        "endinternal",
        "example",
        "dontinclude",
        "overload",
        "noop",
        "subpage",
        "showrefby",
        "showrefs",
        "hiderefby",
        "hiderefs",
        "qualifier",
        "category",
        "idlexcept",
        "package",
        "maninonly",
    ]
)
"""Commands that say nothing to a reader; their line is left out with them."""

RAW = {
    "code": ("endcode", "cpp"),
    "verbatim": ("endverbatim", ""),
    "htmlonly": ("endhtmlonly", "html"),
    "latexonly": ("endlatexonly", None),
    "manonly": ("endmanonly", None),
    "rtfonly": ("endrtfonly", None),
    "xmlonly": ("endxmlonly", None),
    "docbookonly": ("enddocbookonly", None),
    "dot": ("enddot", "dot"),
    "msc": ("endmsc", ""),
    "startuml": ("enduml", "plantuml"),
    "f[": ("f]", "latex"),
    "f{": ("f}", "latex"),
}
"""Commands whose content is no markup, up to their end; its language, or None where
it is for another format only and is left out."""

_OTHERS = [
    "brief",
    "short",
    "details",
    "li",
    "arg",
    "copybrief",
    "copydoc",
    "copydetails",
    "parblock",
    "endparblock",
]

_NAMES = sorted(
    {*FIELDS, *STRUCTURAL, *HEADINGS, *DROPPED, *_OTHERS, *RAW} - {"f[", "f{"},
    key=lambda name: (-len(name), name),
)
BLOCK_COMMAND = re.compile(
    rf"(?<!\S)[\\@](?:(?P<name>{'|'.join(_NAMES)})(?![\w])|(?P<mark>f\[|f\{{|\{{|\}}))"
)
"""A block command, at the start of a line or behind a blank."""
