"""Files that are not of the C family: what lies beside the sources in a tree.

Counts, licence and colours of each; of some languages an outline: what the file
declares or titles, and what it brings in. The text alone is read, nothing runs.
"""

from __future__ import annotations

from .facts import OUTLINED, OtherTree, other_facts

__all__ = ["OUTLINED", "OtherTree", "other_facts"]
