"""What must hold of whatever comes out of any input."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

import jsonschema
import msgspec

from onrecord.model import Article, Record, from_json, json_schema, to_json

_SPANS = ("sentence", "source", "cue", "content")


class BrokenPromiseError(AssertionError):
    """What came out is not as the contract says."""


@lru_cache(maxsize=1)
def _schema() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(json_schema())


def keep_article(article: Article) -> None:
    """Check a cleaned article: a text that can be written as UTF-8, and parts that stand in it."""
    _in_text(msgspec.to_builtins(article), article.text)
    if not article.text.strip():
        raise BrokenPromiseError("the article's text is blank")
    msgspec.json.encode(article).decode("utf-8")


def keep_record(record: Record, *, shipped_types: bool = True) -> None:
    """Check a record: it can be written and read back, keeps to the schema, and its spans quote its text."""
    line = to_json(record)
    line.decode("utf-8")
    if from_json(line) != record:
        raise BrokenPromiseError("the record is another after it was written and read")
    data = json.loads(line)
    if shipped_types:
        wrong = next(_schema().iter_errors(data), None)
        if wrong is not None:
            raise BrokenPromiseError(
                f"the record breaks the schema at {wrong.json_path}: {wrong.message[:200]}"
            )
    _in_text(data, record.text)
    names = [report.id for report in record.reports]
    if len(set(names)) != len(names):
        raise BrokenPromiseError("two reports have one id")


def _in_text(data: Mapping[str, Any], text: str) -> None:
    for path, node in _nodes(data, ""):
        if isinstance(node, Mapping):
            start, end, said = node.get("start"), node.get("end"), node.get("text")
            if isinstance(start, int) and "text" in node and path and end is None:
                end = start + len(str(said))
            if isinstance(start, int) and isinstance(end, int):
                if not 0 <= start <= end <= len(text):
                    raise BrokenPromiseError(f"{path} runs from {start} to {end} in a text of {len(text)}")
                if isinstance(said, str) and text[start:end] != said:
                    raise BrokenPromiseError(
                        f"{path} says {said[:80]!r}, and there stands {text[start:end][:80]!r}"
                    )
        elif path.rsplit(".", 1)[-1] in _SPANS and isinstance(node, list):
            for start, end in [node] if node and isinstance(node[0], int) else node:
                if not 0 <= start < end <= len(text):
                    raise BrokenPromiseError(f"{path} runs from {start} to {end} in a text of {len(text)}")


def _nodes(node: object, path: str) -> Iterator[tuple[str, object]]:
    yield path, node
    if isinstance(node, Mapping):
        for key, value in node.items():
            yield from _nodes(value, f"{path}.{key}")
    elif isinstance(node, list):
        for value in node:
            yield from _nodes(value, f"{path}[]")
