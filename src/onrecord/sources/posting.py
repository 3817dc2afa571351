"""One POST to an address that somebody configured: the same guard as for what is fetched, and nothing is followed."""

from __future__ import annotations

import time
from collections.abc import Mapping

import httpx2

from onrecord.model import NoAnswerError
from onrecord.sources.addresses import trusted_authorities
from onrecord.sources.network import check_address


def post(
    address: str, body: bytes, headers: Mapping[str, str], *, seconds: float, allow_private: bool
) -> tuple[int, str, dict[str, str]]:
    """Post a body and return status, reason and headers of the answer, whose own body is not read.

    Raises ``FetchRefusedError`` for an address that must not be asked, and ``NoAnswerError`` where none came in time.
    """
    target = check_address(address, allow_private=allow_private)
    host = f"[{target.host}]" if ":" in target.host else target.host
    number = f"[{target.ip}]" if ":" in target.ip else target.ip
    standard = target.port == {"http": 80, "https": 443}[target.scheme]
    deadline = time.monotonic() + seconds
    try:
        with httpx2.Client(trust_env=False, verify=trusted_authorities()) as client:
            # connect to the number that was checked, while TLS and the Host header speak to the name
            request = client.build_request(
                "POST",
                f"{target.scheme}://{number}:{target.port}{target.path}",
                content=body,
                headers={
                    "Connection": "close",
                    **headers,
                    "Host": host if standard else f"{host}:{target.port}",
                },
                extensions={"sni_hostname": target.host},
                timeout=max(0.1, deadline - time.monotonic()),
            )
            response = client.send(request, stream=True, follow_redirects=False)
            try:
                return response.status_code, response.reason_phrase, dict(response.headers)
            finally:
                response.close()
    except httpx2.TimeoutException as error:
        raise NoAnswerError(address, f"took longer than {seconds:g} seconds") from error
    except (httpx2.HTTPError, httpx2.InvalidURL, ValueError) as error:
        reason = str(error) or type(error).__name__
        raise NoAnswerError(
            address, f"gave no answer ({reason}): check the address and the network"
        ) from error
