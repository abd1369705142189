"""What Sphinx does anew for each page that it reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils.utils import DependencyList
from sphinx.util import docutils as sphinx_docutils

from ..pages.parser import PageParser

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = ["remember_settings"]

_MAKE_SETTINGS = "_get_settings"


def remember_settings(app: Sphinx) -> None:
    """Have the settings of docutils made once for our pages.

    Sphinx 9 declares the two hundred options of a command line for each document, and
    looks for files with their values.
    """
    make = getattr(sphinx_docutils, _MAKE_SETTINGS, None)
    if make is None:
        return
    known: list[tuple[object, Any]] = []

    def get_settings(*components: Any, **options: Any) -> Any:
        if not any(isinstance(one, PageParser) for one in components):
            return make(*components, **options)
        kinds = [one if isinstance(one, type) else type(one) for one in components]
        asked = kinds, {**options, "defaults": dict(options.get("defaults", {}))}
        if not known or known[0][0] != asked:
            known[:] = [(asked, make(*components, **options))]
        return _copy(known[0][1])

    def end(app: Sphinx, exception: Exception | None) -> None:
        setattr(sphinx_docutils, _MAKE_SETTINGS, make)

    setattr(sphinx_docutils, _MAKE_SETTINGS, get_settings)
    app.connect("build-finished", end)


def _copy(settings: Any) -> Any:
    """Return settings that a document may change."""
    copied = settings.copy()
    for name, value in vars(copied).items():
        if isinstance(value, list | dict):
            setattr(copied, name, value.copy())
    copied.record_dependencies = DependencyList()
    return copied
