"""One request to a host whose numbers were checked: nothing is sent to what the name may mean by now."""

from __future__ import annotations

from collections.abc import Mapping

import httpx2

from onrecord.sources.deadline import Deadline
from onrecord.sources.network import Target


def send(
    client: httpx2.Client,
    method: str,
    target: Target,
    headers: Mapping[str, str],
    deadline: Deadline,
    body: bytes | None = None,
) -> httpx2.Response:
    """Send a request and return the answer, its body unread; redirects are not followed.

    A host of several numbers is tried at each in turn, as browsers do: one machine that is down is not the whole host. Raises
    what ``httpx2`` raises.
    """
    for left, number in zip(range(len(target.numbers), 0, -1), target.numbers, strict=True):
        request = client.build_request(
            method,
            target.at(number),
            content=body,
            headers={**headers, "Host": target.host_header},
            # TLS speaks to the name
            extensions={"sni_hostname": target.host, "trace": deadline.trace},
            timeout=httpx2.Timeout(deadline.left, connect=deadline.left / left),
        )
        try:
            return client.send(request, stream=True, follow_redirects=False)
        except (httpx2.ConnectError, httpx2.ConnectTimeout):
            if left == 1:
                raise
    raise AssertionError(f"{target.host} has no number")  # a target has one at least
