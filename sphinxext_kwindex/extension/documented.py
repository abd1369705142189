"""Objects of the C and C++ domains: Breathe's, hawkmoth's, hand-written ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .targets import Target

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

__all__ = ["DocumentedObjects"]


class DocumentedObjects:
    """Where a name is documented in the C or C++ domain."""

    def __init__(self, env: BuildEnvironment) -> None:
        self._env = env
        self._targets: dict[str, Target | None] | None = None

    def knows(self, name: str) -> bool:
        """Tell whether a qualified name is documented, once or more often."""
        self.target(name)
        return name in (self._targets or ())

    def target(self, name: str) -> Target | None:
        """Return where a qualified name is documented; None if nowhere or twice.

        Overloads are several objects of one name: which is meant cannot be told
        without the domain's own parser.
        """
        if self._targets is None:
            self._targets = {}
            for domain in ("cpp", "c"):
                for found, _, _, docname, anchor, _ in self._env.domains[
                    domain
                ].get_objects():
                    target = Target(docname, anchor)
                    is_new = self._targets.setdefault(found, target) == target
                    self._targets[found] = target if is_new else None
        return self._targets.get(name)
