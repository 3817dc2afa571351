"""Files, pages, archives and addresses into raw documents. Knows nothing of language."""

from onrecord.sources.documents import Limits, RawDocument
from onrecord.sources.encoding import decode_html, decode_text
from onrecord.sources.inputs import open_inputs, open_path

__all__ = ["Limits", "RawDocument", "decode_html", "decode_text", "open_inputs", "open_path"]
