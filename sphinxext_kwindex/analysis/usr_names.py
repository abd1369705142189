"""What a USR says of the symbol's name: all that is known of symbols outside.

Clang writes the names of the scopes one after the other, each behind a tag
(``lib/Index/USRGeneration.cpp``): ``c:@N@std@ST>2#T#T@vector@F@push_back#&1t0.0#``.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

__all__ = ["UsrName", "name_in_usr"]

_STEP = re.compile(
    r"@(?:(NA?|S|U|E|T|CT|UD|FI|macro)@"
    r"|(S[TP]|UT|V[TP])(?:[^@$]|\$(?:@[A-Z]+@\w+)*)*@)"
    r"(~?[A-Za-z_]\w*)(?=[@>]|$)"
    r"|@()()([A-Za-z_]\w*)(?=>|$)"
)
"""A scope, type, field, macro; an enumerator or variable, which has no tag."""
_FUNCTION = re.compile(
    r"@(?:F@|FT@>\d+(?:#p?(?:T|N(?:t\d+\.\d+|[A-Za-z])|t>\d+(?:#p?T)+))+)"
    r"(operator[^\w#][^#]*|operator (?:[^#@]*)|~?[A-Za-z_]\w*)(?=[#<]|$)"
)
"""A function; of a template, the list of its parameters ends where its name begins."""
_MEMBER = re.compile(r"@(?:F|FT|FI|T)@")


class UsrName(NamedTuple):
    """A name as a USR has it."""

    parts: tuple[str, ...]
    """Scopes from the outermost, and the name; no template arguments."""
    tag: str
    """Clang's of the last part: ``S``, ``ST``, ``F``, ``FI``, ``macro`` ...; empty of
    variables and enumerators."""
    spaces: int
    """How many of the parts, from the first, are namespaces."""


@lru_cache(maxsize=65536)
def name_in_usr(usr: str) -> UsrName | None:
    """Return the name of a symbol that has linkage; None if the USR does not say it.

    Not read: names in unnamed scopes, locals and parameters, and what has a file before
    its name (``c:a.cpp@...``): those are of the file alone.
    """
    if not usr.startswith("c:@"):
        return None
    at, parts, tag, spaces = 2, [], "", 0
    while at < len(usr):
        if found := _FUNCTION.match(usr, at):
            parts.append(found[1].strip())
            tag = "F"
            break  # what follows is the parameters' types
        found = _STEP.match(usr, at)
        if found is None:
            return None
        tag = found[1] or found[2] or ""
        parts.append(found[3] or found[6])
        spaces += tag in {"N", "NA"}
        at = found.end()
        if usr.startswith(">", at):
            # Arguments hold USRs of their own: what is a member is seen by its tag.
            member = _MEMBER.search(usr, at)
            if member is None:
                break
            at = member.start()
    return UsrName(tuple(parts), tag, spaces) if parts else None
