"""Pages from ``http`` and ``https`` addresses: bounded in time, size and redirects, each hop checked."""

from __future__ import annotations

import contextlib
import time
import zlib
from email.message import Message
from urllib.parse import urljoin

import httpx2

from onrecord.model import InputError
from onrecord.sources.documents import Kind, Limits, RawDocument
from onrecord.sources.encoding import decode_text
from onrecord.sources.files import too_large
from onrecord.sources.network import Target, check_address

_HTML = ("text/html", "application/xhtml+xml")
_REDIRECTS = (301, 302, 303, 307, 308)
_HEADERS = {
    "User-Agent": "onrecord",
    "Accept": "text/html,application/xhtml+xml,text/plain;q=0.9",
    "Accept-Encoding": "gzip",
    "Connection": "close",
}


def fetch(address: str, limits: Limits, published: str | None, *, allow_private: bool) -> RawDocument:
    """Fetch one page. Raises ``FetchRefusedError`` before anything is sent to where it must not go, or ``InputError``."""
    deadline = time.monotonic() + limits.seconds
    url = address
    try:
        with httpx2.Client(trust_env=False, verify=httpx2.create_ssl_context()) as client:
            for _ in range(limits.redirects + 1):
                target = check_address(url, allow_private=allow_private)
                with contextlib.closing(_ask(client, target, deadline)) as response:
                    if response.status_code not in _REDIRECTS or "location" not in response.headers:
                        return _document(response, address, url, limits, published, deadline)
                    url = urljoin(url, response.headers["location"])
    except httpx2.TimeoutException as error:
        raise InputError(address, _too_slow(limits)) from error
    except (httpx2.HTTPError, httpx2.InvalidURL, zlib.error, ValueError) as error:
        reason = str(error) or type(error).__name__
        raise InputError(
            address, f"could not be fetched ({reason}): check the address and the network"
        ) from error
    raise InputError(address, f"redirects more than {limits.redirects} times: give the address it ends at")


def _ask(client: httpx2.Client, target: Target, deadline: float) -> httpx2.Response:
    """Ask the checked IP for the page, while TLS and the Host header speak to the name."""
    host = f"[{target.host}]" if ":" in target.host else target.host
    number = f"[{target.ip}]" if ":" in target.ip else target.ip
    standard = target.port == {"http": 80, "https": 443}[target.scheme]
    request = client.build_request(
        "GET",
        f"{target.scheme}://{number}:{target.port}{target.path}",
        headers=_HEADERS | {"Host": host if standard else f"{host}:{target.port}"},
        extensions={"sni_hostname": target.host},
        timeout=max(0.1, deadline - time.monotonic()),
    )
    return client.send(request, stream=True)


def _document(
    response: httpx2.Response, address: str, url: str, limits: Limits, published: str | None, deadline: float
) -> RawDocument:
    if response.status_code != 200:
        raise InputError(
            address, f"the server answers {response.status_code} {response.reason_phrase}: check the address"
        )
    declared = Message()
    declared["content-type"] = response.headers.get("content-type", "text/html")
    kind: Kind
    if declared.get_content_type() in _HTML:
        kind = "html"
    elif declared.get_content_type() == "text/plain":
        kind = "text"
    else:
        raise InputError(
            address, f"is {declared.get_content_type()}, not a page: only HTML and plain text are read"
        )
    body = _body(response, address, limits, deadline)
    if not body.strip():
        raise InputError(address, "is empty: there is nothing to read in it")
    return RawDocument(
        name=address,
        id=address,
        kind=kind,
        content=decode_text(body, address) if kind == "text" else body,
        charset=declared.get_content_charset(),
        url=url,
        default_published=published,
    )


def _body(response: httpx2.Response, address: str, limits: Limits, deadline: float) -> bytes:
    """Read the body up to the limit, before and after decompression, and up to the deadline."""
    encoding = response.headers.get("content-encoding", "identity").strip().lower()
    if encoding not in ("identity", "", "gzip", "x-gzip"):
        raise InputError(
            address, f"comes compressed as '{encoding}', which was not asked for: save the page yourself"
        )
    unzip = zlib.decompressobj(wbits=31) if "gzip" in encoding else None
    body = bytearray()
    for chunk in response.iter_raw():
        piece = unzip.decompress(chunk, limits.document_bytes + 1 - len(body)) if unzip else chunk
        body += piece
        if len(body) > limits.document_bytes:
            raise InputError(address, too_large(limits.document_bytes))
        if time.monotonic() > deadline:
            raise InputError(address, _too_slow(limits))
    return bytes(body)


def _too_slow(limits: Limits) -> str:
    return f"took longer than {limits.seconds:g} seconds: try again, or save the page yourself"
