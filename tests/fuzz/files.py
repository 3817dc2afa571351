"""Files of every kind that is opened, made of articles and oddities."""

from __future__ import annotations

import csv
import gzip
import io
import json
import tarfile
import zipfile
from collections.abc import Callable
from random import Random
from tempfile import NamedTemporaryFile

from arro3.core import Array, DataType, Table
from arro3.io import write_parquet

from tests.fuzz.hostile import as_bytes, odd_word, sentence, text
from tests.fuzz.pages import page

Make = Callable[[Random], bytes]
_COLUMNS = ("id", "title", "published", "url", "outlet", "language", "text", "html", "other", "Text", "")
_ADDRESSES = (
    "https://example.org/a",
    "http://[::1",
    "ftp://x",
    "//x",
    "http://user:pw@example.org:99999/",
    "http://example.org/\u202e",
    "data:,x",
)
_NEWSML = "http://iptc.org/std/nar/2006-10-01/"


def row(chance: Random) -> dict[str, object]:
    """Return an article as JSON lines have it: most keys as meant, some of another type."""
    found: dict[str, object] = {"text": text(chance, 4)}
    for key in chance.sample(_COLUMNS, chance.randint(0, 6)):
        found[key] = chance.choice(
            (
                sentence(chance),
                odd_word(chance),
                chance.choice(_ADDRESSES),
                "2020-01-08",
                7,
                None,
                True,
                1.5,
                [],
                {"a": 1},
            )
        )
    return found


def json_lines(chance: Random) -> bytes:
    """JSON lines, with blank ones and ones that are no objects."""
    lines = [json.dumps(row(chance), ensure_ascii=chance.random() < 0.5) for _ in range(chance.randint(0, 4))]
    lines.insert(
        chance.randint(0, len(lines)),
        chance.choice(("", "[]", "null", '{"text":', "[" * 5_000, "9" * 5_000, '{"text": "\\ud800"}', '"x"')),
    )
    return "\n".join(lines).encode("utf-8", "surrogatepass")


def table(chance: Random) -> bytes:
    """CSV with quotation marks that match or do not."""
    held = io.StringIO()
    columns = chance.sample(_COLUMNS, chance.randint(1, 6)) + ["text"] * chance.randint(0, 2)
    writer = csv.writer(held, delimiter=chance.choice(",,,;\t"), lineterminator=chance.choice(("\r\n", "\n")))
    writer.writerow(columns)
    for _ in range(chance.randint(0, 4)):
        writer.writerow(
            [
                chance.choice((text(chance, 2), odd_word(chance), "2020-01-08"))
                for _ in columns[: chance.choice((99, 99, 1))]
            ]
        )
    return as_bytes(held.getvalue(), chance)


def parquet(chance: Random) -> bytes:
    """Parquet with text columns, or with a column of numbers where text is meant."""
    names = chance.sample(_COLUMNS[:8], chance.randint(1, 4))
    size = chance.randint(0, 3)
    arrays: dict[str, Array] = {}
    for name in names:
        if chance.random() < 0.2:
            arrays[name] = Array([chance.choice((None, 1)) for _ in range(size)], DataType.int64())
        else:
            words = [text(chance, 2).encode("utf-8", "replace").decode() for _ in range(size)]
            arrays[name] = Array([chance.choice((w, w, None, "")) for w in words], DataType.string())
    with NamedTemporaryFile(suffix=".parquet") as file:
        write_parquet(Table.from_pydict(dict(arrays)), file.name)
        return file.read()


def warc(chance: Random) -> bytes:
    """A web archive of some records, plain or compressed one by one, with headers that lie."""
    return b"".join(_warc_record(chance) for _ in range(chance.randint(0, 4)))


def _warc_record(chance: Random) -> bytes:
    body = page(chance)
    more = chance.choice(
        (
            "",
            "Content-Encoding: gzip\r\n",
            "Transfer-Encoding: chunked\r\n",
            "Content-Encoding: br\r\n",
            f"X: {'y' * 9_000}\r\n",
        )
    )
    kind = chance.choice(
        ("text/html", "text/html; charset=no-such", "text/html;charset=utf-16", "image/png", "", "text/plain")
    )
    status = chance.choice(("200 OK", "200 OK", "200 OK", "404 No", "", "abc", "99999999999 x"))
    http = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{more}\r\n".encode() + body
    length = chance.choice((len(http),) * 6 + (0, -1, len(http) + 9, 10**18))
    head = (
        f"WARC/1.{chance.choice('01')}\r\nWARC-Type: {chance.choice(('response', 'response', 'request', 'x'))}\r\n"
        f"WARC-Target-URI: {chance.choice(_ADDRESSES)}\r\nWARC-Date: {chance.choice(('2020-01-08T12:00:00Z', 'never', ''))}\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {length}\r\n\r\n"
    ).encode("utf-8", "replace")
    record = head + http + b"\r\n\r\n"
    return gzip.compress(record) if chance.random() < 0.4 else record


def zipped(chance: Random) -> bytes:
    """A ZIP with members of many kinds, some under names that lead elsewhere."""
    held = io.BytesIO()
    with zipfile.ZipFile(
        held,
        "w",
        chance.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)),
    ) as archive:
        for name, data in _members(chance):
            archive.writestr(name, data)
    return held.getvalue()


def tarred(chance: Random) -> bytes:
    """The same as tar, plain or compressed, with links among the members."""
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode=chance.choice(("w", "w:gz", "w:bz2", "w:xz"))) as archive:
        for name, data in _members(chance):
            member = tarfile.TarInfo(name)
            member.size = len(data)
            if chance.random() < 0.1:
                member.type, member.linkname, member.size = (
                    chance.choice((tarfile.SYMTYPE, tarfile.LNKTYPE)),
                    "../../etc/passwd",
                    0,
                )
            archive.addfile(member, io.BytesIO(data))
    return held.getvalue()


def _members(chance: Random) -> list[tuple[str, bytes]]:
    makes: dict[str, Make] = {
        "html": page,
        "txt": plain,
        "csv": table,
        "jsonl": json_lines,
        "json": ninjs,
        "xml": newsml,
        "zip": json_lines,
        "png": plain,
    }
    found = []
    for number in range(chance.randint(0, 4)):
        ending = chance.choice(sorted(makes))
        folder = chance.choice(
            ("", "a/", "../", "/", "a/../../", "__MACOSX/", ".hidden/", "é\u202e/", "C:\\")
        )
        found.append((f"{folder}{number}.{ending}", makes[ending](chance)))
    return found


def plain(chance: Random) -> bytes:
    """A text in some encoding."""
    return as_bytes(text(chance, 6), chance)


def ninjs(chance: Random) -> bytes:
    """An item of ninjs or an array of them."""
    items = []
    for _ in range(chance.randint(0, 3)):
        item: dict[str, object] = {
            "uri": "tag:agency.example,2020:1",
            "type": chance.choice(("text", "picture", 1)),
            "headline": sentence(chance),
        }
        item["body_" + chance.choice(("text", "xhtml", "html", "x"))] = chance.choice(
            (text(chance, 3), page(chance).decode("utf-8", "replace"), 1, None, [])
        )
        item["bodies"] = chance.choice((None, [], [{"value": text(chance, 2)}], [1], "x"))
        item["versioncreated"] = chance.choice(("2020-01-09T10:00:00Z", "x", 0, odd_word(chance)))
        item["pubstatus"] = chance.choice(("usable", "withheld", None, 1))
        items.append({k: v for k, v in item.items() if chance.random() < 0.9})
    return json.dumps(items if chance.random() < 0.6 or not items else items[0]).encode()


def newsml(chance: Random) -> bytes:
    """A NewsML-G2 item or message, with texts that XML cannot hold and entities that must not be resolved."""
    inside = chance.choice((
        f'<inlineXML contenttype="application/xhtml+xml">{page(chance).decode("utf-8", "replace")}</inlineXML>',
        f"<inlineXML><nitf><body><body.content><p>{text(chance, 3)}</p></body.content></body></nitf></inlineXML>",
        f'<inlineData contenttype="text/plain">{text(chance, 3)}</inlineData>', "<contentSet/>", "&a;",
    ))  # fmt: skip
    item = (
        f'<newsItem xmlns="{chance.choice((_NEWSML, _NEWSML, "x", ""))}" guid="urn:{odd_word(chance)}" version="{chance.choice("12x")}"><itemMeta>'
        f'<pubStatus qcode="stat:{chance.choice(("usable", "canceled", "x"))}"/><versionCreated>{odd_word(chance)}</versionCreated></itemMeta>'
        f"<contentMeta><headline>{sentence(chance)}</headline></contentMeta><contentSet>{inside}</contentSet></newsItem>"
    )
    head = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    whole = (
        f'<newsMessage xmlns="{_NEWSML}"><itemSet>{item * 2}</itemSet></newsMessage>'
        if chance.random() < 0.2
        else item
    )
    return as_bytes((head if chance.random() < 0.4 else "") + whole, chance)


def addresses(chance: Random) -> bytes:
    """A list of addresses in the shapes of GDELT's lists or plain."""
    lines = []
    for _ in range(chance.randint(0, 6)):
        address = chance.choice((*_ADDRESSES, odd_word(chance)))
        cells = "\t".join(chance.choice((address, "x", "")) for _ in range(chance.choice((1, 16, 27, 61))))
        lines.append(
            chance.choice((address, cells, json.dumps({"url": address}), json.dumps([address]), "[" * 3_000))
        )
    return as_bytes("\n".join(lines), chance)


def feed(chance: Random) -> bytes:
    """RSS, Atom, JSON Feed, a sitemap or a page of links."""
    entries = []
    for _ in range(chance.randint(0, 5)):
        address, date = (
            chance.choice(_ADDRESSES),
            chance.choice(("Wed, 08 Jan 2020 10:00:00 GMT", "2020-01-08", odd_word(chance))),
        )
        entries.append(chance.choice((
            f"<item><link>{address}</link><pubDate>{date}</pubDate></item>", f'<entry><link href="{address}"/><updated>{date}</updated></entry>',
            f"<url><loc>{address}</loc><lastmod>{date}</lastmod></url>", f"<sitemap><loc>{address}</loc></sitemap>", f'<a href="{address}">x</a>',
        )))  # fmt: skip
    root = chance.choice(("rss", "feed", "urlset", "sitemapindex", "rdf", "html", "x"))
    if chance.random() < 0.2:
        items = [{"url": chance.choice(_ADDRESSES), "date_published": odd_word(chance)}, 1, None]
        return json.dumps(
            {"version": "https://jsonfeed.org/version/1.1", "items": chance.choice((items, None, 1, {}))}
        ).encode()
    made = as_bytes(
        f'<{root} xml:base="{chance.choice(_ADDRESSES)}">{"".join(entries)}{sentence(chance)}</{root}>',
        chance,
    )
    return gzip.compress(made) if chance.random() < 0.1 else made
