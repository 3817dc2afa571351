"""A dated brief of some events, with every sentence footnoted, as HTML, Markdown or PDF."""

from onrecord.brief.as_html import as_html
from onrecord.brief.as_markdown import as_markdown
from onrecord.brief.as_pdf import as_pdf
from onrecord.brief.building import Source, build_brief
from onrecord.brief.content import Brief

__all__ = ["Brief", "Source", "as_html", "as_markdown", "as_pdf", "build_brief"]
