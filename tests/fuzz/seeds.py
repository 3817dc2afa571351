"""Real files to damage: what the tests and the example have, and the corpus."""

from __future__ import annotations

import gzip
import io
import zipfile
from functools import lru_cache
from pathlib import Path

_HERE = Path(__file__).parent
_TESTS = _HERE.parent
_EXAMPLE = _HERE.parents[1] / "examples" / "january-2020"
CORPUS = _HERE / "corpus"
_LARGEST = 200_000
_FROM = {
    "page": (_TESTS / "cleaning" / "pages", "*.html"),
    "read-page": (_EXAMPLE / "articles", "*.html"),
    "read-text": (_EXAMPLE / "articles", "*.txt"),
    "unnamed": (_EXAMPLE / "articles", "*"),
    "jsonl": (_EXAMPLE, "*.jsonl"),
    "imports": (_TESTS / "formats" / "samples", "*"),
    "lists": (_TESTS / "formats" / "samples", "gdelt*"),
    "feeds": (_EXAMPLE, "feed.xml"),
}


@lru_cache(maxsize=64)
def seeds_of(target: str) -> tuple[bytes, ...]:
    """Return the files that a target's inputs may be made of by damage."""
    folder, pattern = _FROM.get(target, (CORPUS / target, "*"))
    paths = sorted({*folder.rglob(pattern), *(CORPUS / target).glob("*")})
    found = [path.read_bytes()[:_LARGEST] for path in paths if path.is_file()]
    pages = [path.read_bytes() for path in sorted((_TESTS / "cleaning" / "pages").glob("*.html"))[:4]]
    if target == "warc":
        found += [_crawl(page) for page in pages] + [gzip.compress(_crawl(page)) for page in pages]
    if target == "zip":
        found.append(_packed(pages))
    return tuple(found)


def _crawl(page: bytes) -> bytes:
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/\r\nContent-Length: {len(http)}\r\n\r\n"
    return head.encode() + http + b"\r\n\r\n"


def _packed(pages: list[bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, page in enumerate(pages):
            archive.writestr(zipfile.ZipInfo(f"{number}.html"), page)
    return held.getvalue()
