"""Answers to text: HTML pieces, anchors; no docutils.

Every function is pure and escapes all text. The pieces hold no headings: whoever puts
them into a page knows the level. Class names begin with ``kwindex-``, but for the
Pygments names inside a listing.
"""

from __future__ import annotations

from .anchors import (
    ANCHOR_VERSION,
    file_anchor,
    folder_anchor,
    keywords_anchor,
    line_anchor,
    line_prefix,
    place_anchor,
    set_anchor,
    symbol_anchor,
    uses_anchor,
)
from .documentation import render_documentation, render_inline
from .escape import attribute, escape, visible
from .facts import lines_text, render_coverage
from .folder import documented_words, fan_in_words, render_folder_section
from .folder_graph import FOLDER_GRAPH_TITLES, render_folder_graph
from .graph_facts import (
    render_costly_headers,
    render_cycles,
    render_standing,
    render_violations,
)
from .graph_words import impact_words, pulled_words, role_reason, role_title
from .keyword_index import (
    entry_words,
    keyword_page_title,
    render_keyword_page,
    render_letters,
)
from .keywords import render_keyword_group, row_page_words
from .links import NO_LINKS, Links
from .listing import render_listing
from .matrix import folder_label, matrix_cycles, render_matrix
from .name_shards import FoundName, name_shards
from .notes import note_text
from .picture import render_picture
from .picture_words import picture_label, picture_lines, picture_more
from .plain import plain_text, signature_text
from .reports.badge import render_badge
from .reports.page import render_report
from .reports.rows import report_title, share_words
from .sections import render_section
from .signature import render_signature
from .symbol import render_symbol
from .template import Template, pack_templates, template_of, unpack_templates
from .usage import coverage_words, reaching_words, reason_words
from .uses import render_uses, use_words
from .words import (
    BY_NAME,
    RELATION_TITLES,
    badge_word,
    count,
    field_title,
    folder_section_title,
    keyword_key_title,
    kind_title,
    origin_word,
    section_title,
)

__all__ = [
    "ANCHOR_VERSION",
    "BY_NAME",
    "FOLDER_GRAPH_TITLES",
    "NO_LINKS",
    "RELATION_TITLES",
    "FoundName",
    "Links",
    "Template",
    "attribute",
    "badge_word",
    "count",
    "coverage_words",
    "documented_words",
    "entry_words",
    "escape",
    "fan_in_words",
    "field_title",
    "file_anchor",
    "folder_anchor",
    "folder_label",
    "folder_section_title",
    "impact_words",
    "keyword_key_title",
    "keyword_page_title",
    "keywords_anchor",
    "kind_title",
    "line_anchor",
    "line_prefix",
    "lines_text",
    "matrix_cycles",
    "name_shards",
    "note_text",
    "origin_word",
    "pack_templates",
    "picture_label",
    "picture_lines",
    "picture_more",
    "place_anchor",
    "plain_text",
    "pulled_words",
    "reaching_words",
    "reason_words",
    "render_badge",
    "render_costly_headers",
    "render_coverage",
    "render_cycles",
    "render_documentation",
    "render_folder_graph",
    "render_folder_section",
    "render_inline",
    "render_keyword_group",
    "render_keyword_page",
    "render_letters",
    "render_listing",
    "render_matrix",
    "render_picture",
    "render_report",
    "render_section",
    "render_signature",
    "render_standing",
    "render_symbol",
    "render_uses",
    "render_violations",
    "report_title",
    "role_reason",
    "role_title",
    "row_page_words",
    "section_title",
    "set_anchor",
    "share_words",
    "signature_text",
    "symbol_anchor",
    "template_of",
    "unpack_templates",
    "use_words",
    "uses_anchor",
    "visible",
]
