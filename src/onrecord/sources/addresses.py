"""Pages from ``http`` and ``https`` addresses: bounded in time, size and redirects, each hop checked."""

from __future__ import annotations

import contextlib
import ssl
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from email.message import Message
from functools import lru_cache
from types import MappingProxyType
from urllib.parse import urljoin

import httpx2

from onrecord.model import InputError, NoAnswerError
from onrecord.sources.deadline import Deadline
from onrecord.sources.documents import Kind, Limits, RawDocument
from onrecord.sources.encoding import decode_text
from onrecord.sources.files import too_large
from onrecord.sources.network import check_address
from onrecord.sources.sending import send

_PAGES = ("text/html", "application/xhtml+xml", "text/plain")
_REDIRECTS = (301, 302, 303, 307, 308)
_HEADERS = {
    "User-Agent": "onrecord",
    "Accept": "text/html,application/xhtml+xml,text/plain;q=0.9",
    "Accept-Encoding": "gzip",
    "Connection": "close",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered in the end; ``body`` is empty unless ``status`` is 200."""

    url: str
    """The address that answered, after redirects."""
    status: int
    reason: str
    headers: Mapping[str, str]
    """Names in lower case."""
    body: bytes = b""

    @property
    def moved(self) -> str | None:
        """Where a redirect that was not followed leads to."""
        there = self.headers.get("location") if self.status in _REDIRECTS else None
        return None if there is None else urljoin(self.url, there)

    @property
    def type(self) -> str:
        """Media type in lower case; a server that names none means a page."""
        return _declared(self.headers).get_content_type()

    @property
    def charset(self) -> str | None:
        """Encoding as the server declared it."""
        return _declared(self.headers).get_content_charset()


def page_type(kind: str) -> str | None:
    """Say why a media type is no page; ``None`` where it is one."""
    return None if kind in _PAGES else f"is {kind}, not a page: only HTML and plain text are read"


def fetch(address: str, limits: Limits, published: str | None, *, allow_private: bool) -> RawDocument:
    """Fetch one page. Raises ``FetchRefusedError`` before anything is sent to where it must not go, or ``InputError``."""
    answer = get(address, limits, allow_private=allow_private, refuse=page_type)
    if answer.status != 200:
        raise InputError(address, f"the server answers {answer.status} {answer.reason}: check the address")
    return page(answer, address, published)


def page(answer: Answer, address: str, published: str | None = None) -> RawDocument:
    """Return the page that a server answered with 200 to ``address``. Raises ``InputError`` for an empty one."""
    if not answer.body.strip():
        raise InputError(address, "is empty: there is nothing to read in it")
    kind: Kind = "text" if answer.type == "text/plain" else "html"
    return RawDocument(
        name=address,
        id=address,
        kind=kind,
        content=decode_text(answer.body, address) if kind == "text" else answer.body,
        charset=answer.charset,
        url=answer.url,
        default_published=published,
    )


def get(
    address: str,
    limits: Limits,
    *,
    allow_private: bool,
    refuse: Callable[[str], str | None],
    headers: Mapping[str, str] = MappingProxyType({}),
    follow: Callable[[str], bool] = lambda _url: True,
    cut: bool = False,
) -> Answer:
    """Ask for an address and return the answer, whatever its status. Nothing is sent to where it must not go.

    ``refuse`` is given the media type and says what is wrong with it, before the body is read; ``headers`` are sent
    besides ours; a redirect for which ``follow`` is false is returned as it is; of a body that is too large the beginning is
    returned with ``cut``. Raises ``FetchRefusedError`` for an address that must not be asked, ``NoAnswerError`` where asking
    again may help, else ``InputError``.
    """
    url, sent = address, _HEADERS | dict(headers)
    deadline = Deadline(limits.seconds)
    try:
        with deadline, httpx2.Client(trust_env=False, verify=trusted_authorities()) as client:
            for _ in range(limits.redirects + 1):
                target = check_address(url, allow_private=allow_private)
                with contextlib.closing(send(client, "GET", target, sent, deadline)) as response:
                    answer = Answer(url, response.status_code, response.reason_phrase, dict(response.headers))
                    if answer.moved is None or not follow(answer.moved):
                        return _with_body(answer, response, address, limits, deadline, refuse, cut=cut)
                    url = answer.moved
    except httpx2.TimeoutException as error:
        raise NoAnswerError(address, _too_slow(limits)) from error
    except (httpx2.HTTPError, httpx2.InvalidURL, zlib.error, ValueError) as error:
        if deadline.passed:  # which cut the connection
            raise NoAnswerError(address, _too_slow(limits)) from error
        kind = NoAnswerError if isinstance(error, httpx2.TransportError) else InputError
        reason = str(error) or type(error).__name__
        raise kind(address, f"could not be fetched ({reason}): check the address and the network") from error
    raise InputError(address, f"redirects more than {limits.redirects} times: give the address it ends at")


@lru_cache(maxsize=1)
def trusted_authorities() -> ssl.SSLContext:
    """The authorities to trust, loaded once: that takes longer than most answers."""
    return httpx2.create_ssl_context()


def _declared(headers: Mapping[str, str]) -> Message:
    declared = Message()
    declared["content-type"] = headers.get("content-type", "text/html")
    return declared


def _with_body(
    answer: Answer,
    response: httpx2.Response,
    address: str,
    limits: Limits,
    deadline: Deadline,
    refuse: Callable[[str], str | None],
    *,
    cut: bool,
) -> Answer:
    if answer.status != 200:
        return answer
    if (reason := refuse(answer.type)) is not None:
        raise InputError(address, reason)
    return replace(answer, body=_body(response, address, limits, deadline, cut=cut))


def _body(response: httpx2.Response, address: str, limits: Limits, deadline: Deadline, *, cut: bool) -> bytes:
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
            if cut:
                return bytes(body[: limits.document_bytes])
            raise InputError(address, too_large(limits.document_bytes))
        if deadline.passed:
            raise NoAnswerError(address, _too_slow(limits))
    if deadline.passed:  # what a cut connection gave may look whole where the server names no length
        raise NoAnswerError(address, _too_slow(limits))
    if unzip is not None and body and not unzip.eof:
        raise NoAnswerError(address, "was cut off on its way: try again")
    return bytes(body)


def _too_slow(limits: Limits) -> str:
    return f"took longer than {limits.seconds:g} seconds: try again, or save the page yourself"
