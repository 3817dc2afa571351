"""JSON lines: one article an object, each line on its own, so that a bad one costs no other."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from onrecord.model import InputError
from onrecord.sources.archives_agency import from_ninjs, is_ninjs
from onrecord.sources.documents import Kind, Limits, RawDocument, iso_date, iso_time
from onrecord.sources.encoding import in_utf8, wide
from onrecord.sources.files import reason_of, too_large

_SURROGATE = re.compile("[\ud800-\udfff]")
_STRINGS = ("url", "outlet", "title", "published", "language")


def read_lines(
    stream: BinaryIO, name: str, file_id: str, limits: Limits, published: str | None
) -> Iterator[RawDocument | InputError]:
    """Yield the article of each line that is not blank; a bad line is an error that names file and line."""
    number = articles = 0
    while True:
        try:
            line = stream.readline(limits.document_bytes + 1)
        except OSError as error:
            yield InputError(name, reason_of(error))
            return
        if not line:
            break
        number += 1
        if number == 1 and (encoding := wide(line)):
            stream = in_utf8(line, stream, encoding)
            line = stream.readline(limits.document_bytes + 1)
        where = f"{name}:{number}"
        if len(line) > limits.document_bytes:
            _skip_rest(stream, line)
            yield InputError(where, too_large(limits.document_bytes))
            articles += 1
            continue
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if not line.strip():
            continue
        articles += 1
        try:
            yield parse_line(line, where, f"{file_id}:{number}", published)
        except InputError as error:
            yield error
    if not articles:
        yield InputError(name, "is empty: there is nothing to read in it")


def _skip_rest(stream: BinaryIO, line: bytes) -> None:
    while line and not line.endswith(b"\n"):
        line = stream.readline(1 << 20)


def parse_line(line: bytes, name: str, default_id: str, published: str | None) -> RawDocument:
    """Return the article in one JSON object. Raises ``InputError``."""
    try:
        data = json.loads(line, parse_constant=_absent)
    except UnicodeDecodeError as error:
        raise InputError(name, "is not in UTF-8: convert the file to UTF-8") from error
    except json.JSONDecodeError as error:
        raise InputError(
            name, f"is not JSON ({error.msg} at column {error.colno}): correct or remove the line"
        ) from error
    except (RecursionError, ValueError) as error:
        raise InputError(
            name, f"is not JSON that can be read ({error}): correct or remove the line"
        ) from error
    return document_of(data, name, default_id, published)


def _absent(_constant: str) -> None:
    """NaN is no JSON, but what tables write where a cell is empty."""


def document_of(data: object, name: str, default_id: str, published: str | None) -> RawDocument:
    """Return the article in one object: of our own fields, or of ninjs. Raises ``InputError``."""
    if not isinstance(data, dict):
        raise InputError(name, "is not a JSON object: give an object with 'text' or 'html'")
    if is_ninjs(data):
        return from_ninjs(data, name, default_id, published)
    kind, content = _content(data, name)
    fields = {key: _string(data, key, name) for key in _STRINGS}
    return RawDocument(
        name=name,
        id=_id(data, name) or default_id,
        kind=kind,
        content=content,
        url=fields["url"],
        outlet=fields["outlet"],
        title=fields["title"],
        published=_date(fields["published"], name),
        published_at=iso_time(fields["published"] or ""),
        default_published=published,
        language=_language(fields["language"]),
    )


def _content(data: dict[str, Any], name: str) -> tuple[Kind, str]:
    kinds: tuple[Kind, ...] = ("text", "html")
    for kind in kinds:
        if (value := data.get(kind)) is None:
            continue
        if not isinstance(value, str):
            raise InputError(name, f"'{kind}' is not a string: give the article as a string")
        if not value.strip():
            raise InputError(name, f"'{kind}' is empty: there is nothing to read in it")
        return kind, _SURROGATE.sub("\ufffd", value)
    raise InputError(name, "has neither 'text' nor 'html': give the article in one of them")


def _id(data: dict[str, Any], name: str) -> str | None:
    value = data.get("id")
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return _string(data, "id", name)


def _string(data: dict[str, Any], key: str, name: str) -> str | None:
    value = data.get(key)
    if value is None:
        return None
    if not isinstance(value, str):
        raise InputError(name, f"'{key}' is not a string: correct or remove it")
    return _SURROGATE.sub("\ufffd", value).strip() or None


def _date(value: str | None, name: str) -> str | None:
    if value is None:
        return None
    day = iso_date(value)
    if day is None:
        raise InputError(name, f"'published' is '{value}', not a date: write it as YYYY-MM-DD")
    return day


def _language(value: str | None) -> str | None:
    return re.split(r"[-_]", value, maxsplit=1)[0].lower() if value else None
