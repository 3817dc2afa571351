"""One POST to an address that somebody configured: the same guard as for what is fetched, and nothing is followed."""

from __future__ import annotations

from collections.abc import Mapping

import httpx2

from onrecord.model import NoAnswerError
from onrecord.sources.addresses import trusted_authorities
from onrecord.sources.deadline import Deadline
from onrecord.sources.network import check_address
from onrecord.sources.sending import send


def post(
    address: str, body: bytes, headers: Mapping[str, str], *, seconds: float, allow_private: bool
) -> tuple[int, str, dict[str, str]]:
    """Post a body and return status, reason and headers of the answer, whose own body is not read.

    Raises ``FetchRefusedError`` for an address that must not be asked, and ``NoAnswerError`` where none came in time.
    """
    target = check_address(address, allow_private=allow_private)
    sent = {"Connection": "close", **headers}
    deadline = Deadline(seconds)
    try:
        with deadline, httpx2.Client(trust_env=False, verify=trusted_authorities()) as client:
            response = send(client, "POST", target, sent, deadline, body)
            try:
                return response.status_code, response.reason_phrase, dict(response.headers)
            finally:
                response.close()
    except httpx2.TimeoutException as error:
        raise NoAnswerError(address, f"took longer than {seconds:g} seconds") from error
    except (httpx2.HTTPError, httpx2.InvalidURL, ValueError) as error:
        if deadline.passed:  # which cut the connection
            raise NoAnswerError(address, f"took longer than {seconds:g} seconds") from error
        reason = str(error) or type(error).__name__
        raise NoAnswerError(
            address, f"gave no answer ({reason}): check the address and the network"
        ) from error
