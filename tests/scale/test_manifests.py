"""Manifests that a disk has damaged, or that somebody has changed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from onrecord.model import InputError
from onrecord.scale.loading import shard_outcomes

_GOOD: dict[str, Any] = {
    "shard": "a",
    "input": {"files": ["a.jsonl"], "bytes": 1, "sha256": "0", "stamp": "0"},
    "coder": "rules/1",
    "options": {},
    "output": {"file": "a.parquet", "bytes": 1, "sha256": "0"},
    "counts": {},
    "quarantined": [],
}


def _told(folder: Path, content: bytes) -> str:
    (folder / "a.manifest.json").write_bytes(content)
    (found,) = shard_outcomes(folder)
    assert isinstance(found, InputError)
    return f"{found.name}: {found.reason}"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b'{"shard": "\xff"}',
        json.dumps(_GOOD).encode()[:-1] + b', "more": ' + b"[" * 5_000 + b"]" * 5_000 + b"}",
    ],
    ids=["empty", "torn", "not UTF-8", "nested without end"],
)
def test_what_is_no_manifest_is_named(content: bytes, tmp_path: Path) -> None:
    assert "a.manifest.json: is no manifest of a shard" in _told(tmp_path, content)


@pytest.mark.parametrize("file", ["", "..", "../a.parquet", "/etc/passwd", "a\x00b"])
def test_a_shard_is_read_from_beside_its_manifest_alone(file: str, tmp_path: Path) -> None:
    content = json.dumps({**_GOOD, "output": {**_GOOD["output"], "file": file}}).encode()
    assert "names no file beside it" in _told(tmp_path, content)


def test_a_shard_that_is_not_there_is_named(tmp_path: Path) -> None:
    assert "a.parquet: cannot be read (No such file" in _told(tmp_path, json.dumps(_GOOD).encode())
