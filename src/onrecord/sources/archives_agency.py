"""Items of news agencies: ninjs (IPTC, 1.x to 3.x) and NewsML-G2 (IPTC, 2.x), whose text is theirs alone, without a page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree, html

from onrecord.model import InputError
from onrecord.sources.documents import RawDocument, iso_date, iso_time

_NAR = "http://iptc.org/std/nar/2006-10-01/"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_BLOCKS = frozenset(
    ("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "pre", "td", "th", "hl1", "hl2")
)
"""Elements of XHTML and NITF that hold running text."""
_SILENT = frozenset(("script", "style", "head", "figure", "media", "body.head", "body.end"))
_GONE = ("withheld", "canceled")
_NO_TEXT = "has no text in it: only articles are read, no pictures, films or packages"


def is_ninjs(data: Mapping[str, Any]) -> bool:
    """Tell whether a JSON object is a ninjs item and not an article of our own fields."""
    return "uri" in data and not {"text", "html"} & data.keys()


def from_ninjs(data: Mapping[str, Any], name: str, default_id: str, published: str | None) -> RawDocument:
    """Return the article in a ninjs item. Raises ``InputError`` for one withdrawn by its agency or without text."""
    _refuse_gone(_string(data, "pubstatus", "pubStatus"), name)
    text = _ninjs_text(data)
    if not text.strip():
        raise InputError(name, _NO_TEXT)
    # a later version of the item has a later versioncreated, and firstcreated is when it was new
    first = _string(data, "firstcreated", "firstCreated", "contentcreated", "contentCreated")
    date = first or _string(data, "versioncreated", "versionCreated")
    return RawDocument(
        name=name,
        id=_string(data, "uri") or default_id,
        kind="text",
        content=text,
        title=_string(data, "headline", "title") or _main(data.get("headlines"), "value"),
        outlet=_provider(data),
        published=iso_date(date) if date else None,
        published_at=iso_time(date) if date else None,
        default_published=published,
        language=_language(_string(data, "language")),
    )


def _ninjs_text(data: Mapping[str, Any]) -> str:
    """Plain text before markup: body_text is the agency's own rendering."""
    if plain := _string(data, "body_text"):
        return plain
    for key in ("body_xhtml", "body_html"):
        if marked := _string(data, key):
            return _text_of_markup(marked)
    bodies = [b for b in _listed(data.get("bodies")) if isinstance(b.get("value"), str)]
    for body in sorted(bodies, key=_rank):
        kind = _content_type(body)
        return _text_of_markup(body["value"]) if "html" in kind or "xml" in kind else str(body["value"])
    return ""


def _rank(body: Mapping[str, Any]) -> tuple[bool, bool]:
    """The article before captions and summaries, plain text before markup."""
    return body.get("role") not in ("main", None), _content_type(body) != "text/plain"


def _content_type(body: Mapping[str, Any]) -> str:
    return str(body.get("contentType", body.get("contenttype", "")))


def _provider(data: Mapping[str, Any]) -> str | None:
    for key in ("provider", "copyrightholder", "copyrightHolder"):
        value = data.get(key)
        if isinstance(value, str) and value.strip():
            return value.strip()
        if isinstance(value, dict) and (named := _string(value, "name")):
            return named
    return _string(data, "source")


def _main(values: object, key: str) -> str | None:
    """The value of a list's main entry, else of its first."""
    entries = sorted(_listed(values), key=lambda entry: entry.get("role") not in ("main", "headline", None))
    return next((found for entry in entries if (found := _string(entry, key))), None)


def _listed(values: object) -> list[dict[str, Any]]:
    return [entry for entry in values if isinstance(entry, dict)] if isinstance(values, list) else []


def _string(data: Mapping[str, Any], *keys: str) -> str | None:
    for key in keys:
        value = data.get(key)
        if isinstance(value, str) and value.strip():
            return value.strip().encode("utf-8", "replace").decode()
    return None


def _language(tag: str | None) -> str | None:
    return tag.replace("_", "-").split("-", 1)[0].lower() if tag else None


def _refuse_gone(status: str | None, name: str) -> None:
    bare = re.split("[:/]", status or "")[-1].lower()  # a code of IPTC's, short or as its address
    if bare in _GONE:
        raise InputError(name, f"is {bare} by its agency: it is not read")


def newsml_root(data: bytes) -> Any | None:
    """Return the root of a NewsML-G2 document, ``None`` for other XML. No entity is expanded and nothing is fetched."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data.strip(), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    etree.strip_elements(root, etree.Entity, etree.Comment, etree.PI, with_tail=False)
    return root if isinstance(root.tag, str) and root.tag.startswith(f"{{{_NAR}}}") else None


def read_newsml(
    root: Any, name: str, file_id: str, published: str | None
) -> Iterator[RawDocument | InputError]:
    """Yield the article of each news item of a document; an item without text is an error in its place."""
    items = [root] if root.tag == f"{{{_NAR}}}newsItem" else list(root.iter(f"{{{_NAR}}}newsItem"))
    for number, item in enumerate(items, 1):
        one = len(items) == 1
        where, default = (name, file_id) if one else (f"{name}:{number}", f"{file_id}:{number}")
        try:
            yield _newsml_item(item, where, default, published)
        except InputError as error:
            yield error
    if not items:
        yield InputError(name, "holds no newsItem: only NewsML-G2 with news items is read")


def _newsml_item(item: Any, name: str, default_id: str, published: str | None) -> RawDocument:
    status = item.find(f".//{{{_NAR}}}pubStatus")
    _refuse_gone(None if status is None else status.get("qcode") or status.get("uri"), name)
    held = _newsml_content(item)
    text = "" if held is None else _newsml_text(held)
    if held is None or not text.strip():
        raise InputError(name, _NO_TEXT)
    date = _first(item, "contentCreated", "firstCreated", "versionCreated")
    stated = item.find(f".//{{{_NAR}}}contentMeta/{{{_NAR}}}language")
    language = _tongue(held) or (stated.get("tag") if stated is not None else None)
    return RawDocument(
        name=name,
        id=item.get("guid") or default_id,
        kind="text",
        content=text,
        title=_headline(item, language),
        outlet=_newsml_provider(item),
        published=iso_date(date) if date else None,
        published_at=iso_time(date) if date else None,
        default_published=published,
        language=_language(language),
    )


def _newsml_content(item: Any) -> Any | None:
    """The element that holds the text: of several in different languages the English one, for only that is read."""
    found = [held for held in item.iterfind(f".//{{{_NAR}}}contentSet/*") if _newsml_text(held).strip()]
    return next((held for held in found if _language(_tongue(held)) == "en"), found[0] if found else None)


def _tongue(held: Any) -> str | None:
    """The language that the text itself says it is in, before what is said of the item."""
    return next((tag for e in (held, *held[:1]) if (tag := e.get(_LANG) or e.get("lang"))), None)


def _newsml_text(held: Any) -> str:
    kind = held.get("contenttype", "")
    if held.tag == f"{{{_NAR}}}inlineXML":
        return _paragraphs(held)
    if held.tag == f"{{{_NAR}}}inlineData" and (kind.startswith("text/") or not kind):
        data = held.text or ""
        return _text_of_markup(data) if "html" in kind else data
    return ""


def _headline(item: Any, language: str | None) -> str | None:
    """The headline in the language of the text, else the first."""
    found = [
        (_language(h.get(_LANG)), " ".join("".join(h.itertext()).split()))
        for h in item.iter(f"{{{_NAR}}}headline")
    ]
    own = [text for tag, text in found if text and tag == _language(language)]
    return next(iter(own or [text for _, text in found if text]), None)


def _newsml_provider(item: Any) -> str | None:
    for tag in ("provider", "infoSource"):
        found = item.find(f".//{{{_NAR}}}{tag}")
        if found is not None:
            named = found.findtext(f"{{{_NAR}}}name") or found.get("literal")
            if named and named.strip():
                return str(named.strip())
    return None


def _first(item: Any, *tags: str) -> str | None:
    for tag in tags:
        for found in item.iter(f"{{{_NAR}}}{tag}"):
            if text := " ".join("".join(found.itertext()).split()):
                return text
    return None


def _text_of_markup(marked: str) -> str:
    try:
        # a declaration of an encoding is of bytes, and this is text
        root = html.document_fromstring(marked.encode("utf-8"), parser=html.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, ValueError):
        return ""
    etree.strip_elements(root, etree.Comment, etree.PI, with_tail=False)
    return _paragraphs(root)


def _paragraphs(root: Any) -> str:
    """The running text of XHTML or NITF, a blank line between paragraphs; all its text where it has none."""
    found = list(_blocks(root))
    return "\n\n".join(found) if found else _words(root)


def _blocks(root: Any) -> Iterator[str]:
    for child in root:
        tag = etree.QName(child).localname.lower() if isinstance(child.tag, str) else ""
        if not tag or tag in _SILENT:
            continue
        inner = list(_blocks(child))
        if inner:
            yield from inner
        elif tag in _BLOCKS and (words := _words(child)):
            yield words


def _words(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())
