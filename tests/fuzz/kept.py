"""Files that we write ourselves and a disk may damage, files that come packed, and settings of alerts."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from random import Random
from tempfile import NamedTemporaryFile

from arro3.core import Array, DataType, Table
from arro3.io import write_parquet

from onrecord.model import Record, to_json
from tests.fuzz.hostile import as_bytes, odd_word, sentence
from tests.fuzz.settings import foreign

_NAMES = ("a.parquet", "../a.parquet", "", ".", "a/b", "\x00", "a" * 300)
_CONDITIONS = ("new", "standing", "figure", "due", "outcome", "surge", "actor", "recipient", "place", "x")
_QUERIES = (
    '{ type = "ASSAULT" }', '{ place = "IRQ", least = 2 }', "{ least = -1 }", "{ least = true }", "{ x = 1 }", '"?actor=IRN&least=2"',
    f'"?least={"9" * 5_000}"', '"?least=²"', '"https://desk.example/events?since=2020-13-01"', '"?standing=kept&who=%ff"', "1", "[]",
    '{ since = "0000-00-00" }', '{ standing = "confirmed", text = "\\"a" }', "{ type = " + "[" * 2_000 + "]" * 2_000 + " }",
)  # fmt: skip
_SETTINGS = (
    "every_minutes", "digest_minutes", "due_days", "surge_days", "surge_least", "surge_chance", "tries", "pages", "name",
    "allow_private", "every_seconds", "x",
)  # fmt: skip
_VALUES = (
    "1",
    "0",
    "-1",
    "1e999",
    "nan",
    "true",
    '""',
    '"https://desk.example"',
    '"x"',
    "[]",
    "99999999999999999999",
)
_TARGETS = (
    'kind = "stdout"', 'kind = "webhook"\naddress = "https://hooks.example/a"', 'kind = "webhook"\naddress = "$X"\nsecret = "Y"',
    'kind = "feed"\npath = "a.atom"', 'kind = "feed"\npath = "\\u0000"', 'kind = "mail"\nhost = "a"\nfrom = "a@b"\nto = ["c@d"]',
    'kind = "mail"\nhost = "a"\nfrom = "a"\nto = []', "kind = 1", 'kind = "x"', "",
)  # fmt: skip


def alerts(chance: Random) -> bytes:
    """Settings of ``onrecord alerts``."""
    lines = [f"{name} = {chance.choice(_VALUES)}" for name in chance.sample(_SETTINGS, chance.randint(0, 2))]
    for number in range(chance.choice((1, 1, 2, 0))):
        lines += [f"[target.t{number}]", chance.choice(_TARGETS)]
    for number in range(chance.choice((1, 1, 2, 0))):
        on = json.dumps(chance.sample(_CONDITIONS, chance.randint(0, 3)))
        lines += [
            "[[alert]]",
            'name = "' + chance.choice(("a", f"b{number}", "", "\u202e")) + '"',
            f"on = {on}",
            'to = ["t0"]',
        ]
        lines += [f"query = {chance.choice(_QUERIES)}"] if chance.random() < 0.7 else []
        lines += [
            f"{name} = {chance.choice(_VALUES)}"
            for name in chance.sample(_SETTINGS, chance.choice((0, 0, 1)))
        ]
    return as_bytes("\n".join(lines), chance)


def manifest(chance: Random) -> bytes:
    """The manifest of a shard, some of it of another type."""
    odd: tuple[object, ...] = (None, 1, -1, 1e308, [], {}, odd_word(chance)[:300], True)
    data: dict[str, object] = {
        "format": chance.choice((1, 1, 1, 2, 10**30)),
        "shard": chance.choice(("a", odd_word(chance)[:99])),
        "input": {"files": ["a.warc"], "bytes": 1, "sha256": "0", "stamp": "0"},
        "coder": "rules/1",
        "options": {"published": chance.choice((None, "2020-01-08"))},
        "output": {"file": chance.choice(_NAMES), "bytes": chance.choice((0, 1, 10**30)), "sha256": "0"},
        "counts": {"documents": 1, "quarantined": 1},
        "quarantined": [{"type": "quarantined", "name": odd_word(chance)[:99], "reason": sentence(chance)}],
    }
    for name in chance.sample(sorted(data), chance.choice((0, 0, 0, 1, 2))):
        data[name] = chance.choice(odd)
    text = json.dumps(data, ensure_ascii=chance.random() < 0.5)
    if chance.random() < 0.1:
        text = text[:-1] + ', "more": ' + "[" * 5_000 + "]" * 5_000 + "}"
    return text.encode("utf-8", "surrogatepass")


def journal(chance: Random) -> bytes:
    """The journal of a shard in work: its head, entries, and a torn end."""
    head = b'{"journal":"2","key":"1"}'
    lines = [chance.choice((head, head, head, b'{"key":"2"}', b""))]
    for number in range(chance.randint(0, 4)):
        entries: tuple[dict[str, object], ...] = (
            {"type": "coded", "row": {"id": odd_word(chance)[:99], "text": sentence(chance)}},
            {"type": "quarantined", "name": odd_word(chance)[:99], "reason": sentence(chance)},
            {"type": "other_language", "name": "a"},
            {"type": "x"},
            {"type": "coded", "row": chance.choice((None, 1, [], {"a": 10**400}))},
        )
        entry = chance.choice(entries)
        at = chance.choice((number, number, number, number - 1, number + 1, "9" * 5_000, "x"))
        lines.append(f"{at} {json.dumps(entry)}".encode())
    lines += [b"[" * 5_000] if chance.random() < 0.1 else []
    return b"\n".join(lines) + chance.choice((b"\n", b"", b'\n1 {"type":"cod'))


def packed(chance: Random) -> bytes:
    """Another coder's file as it is downloaded: in a ZIP, or compressed."""
    data = foreign(chance)
    if chance.random() < 0.5:
        return gzip.compress(data)
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("20200108.export.CSV", *(("more/", "b.csv") if chance.random() < 0.2 else ())):
            archive.writestr(name, data)
    return held.getvalue()


def records(chance: Random) -> bytes:
    """Parquet as a backfill writes it, of records that are whole, or of something else in their place."""
    lines = [
        to_json(Record(id=str(number), text=sentence(chance).encode("utf-8", "replace").decode())).decode()
        for number in range(chance.randint(0, 20))
    ]
    kind = chance.choice((DataType.utf8(), DataType.utf8(), DataType.large_utf8(), DataType.binary()))
    values = [chance.choice((line, line, line, None, "{}")) for line in lines]
    column = Array([v.encode() if v and kind == DataType.binary() else v for v in values], kind)
    if chance.random() < 0.1:
        column = Array([1.5] * len(lines), DataType.float64())
    table = Table.from_pydict({chance.choice(("record", "record", "record", "Record", "text")): column})
    with NamedTemporaryFile(suffix=".parquet") as file:
        write_parquet(table, file.name, max_row_group_size=chance.choice((1, 5, 1000)))
        return file.read()
