"""Sphinx settings of the docs site; ``docs/site/build.py`` puts its sources together and builds it."""

import sys
from pathlib import Path

_ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(_ROOT / "src"))

from onrecord import __version__  # noqa: E402

project = "On Record"
author = "The On Record authors"
copyright = "The On Record authors, Apache-2.0"
release = version = __version__
extensions = ["myst_parser", "sphinx.ext.autodoc"]
myst_enable_extensions = ["smartquotes"]
myst_heading_anchors = 4
html_theme = "furo"
html_title = "On Record"
html_theme_options = {
    "light_css_variables": {"color-brand-primary": "#8f1d14", "color-brand-content": "#0a4f94"},
    "dark_css_variables": {"color-brand-primary": "#ff9a8f", "color-brand-content": "#8dbdff"},
}
html_show_sphinx = False
html_copy_source = False
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_class_signature = "mixed"
highlight_language = "text"
