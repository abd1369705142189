"""Document C and C++ source trees inside Sphinx, by libclang."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .version import __version__

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__all__ = ["__version__", "setup"]


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the extension with Sphinx."""
    # Late, so that the command line works without loading Sphinx.
    from .extension import register

    return register(app, version=__version__)
