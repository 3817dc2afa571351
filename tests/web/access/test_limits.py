"""Token buckets and sessions: how much, and for how long."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.web.access.rates import Buckets, client_of
from onrecord.web.access.sessions import LASTS, Forms, Sessions


class _Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_burst_passes_and_then_the_rate() -> None:
    clock = _Clock()
    buckets = Buckets(rate=2, burst=3, clock=clock)
    assert [buckets.take("a") for _ in range(4)] == [0, 0, 0, 0.5]
    clock.now = 0.5
    assert [buckets.take("a") for _ in range(2)] == [0, 0.5]


def test_clients_do_not_share_a_bucket() -> None:
    buckets = Buckets(rate=1, burst=1, clock=_Clock())
    assert [buckets.take("a"), buckets.take("b")] == [0, 0]
    assert buckets.take("a") > 0


@given(st.lists(st.floats(0, 5), max_size=40))
def test_never_more_pass_than_burst_and_rate_allow(steps: list[float]) -> None:
    clock = _Clock()
    buckets = Buckets(rate=1.5, burst=4, clock=clock)
    passed = 0
    for step in steps:
        clock.now += step
        passed += buckets.take("a") == 0
    assert passed <= 4 + 1.5 * clock.now + 1e-6


def test_the_addresses_of_one_ipv6_network_are_one_client() -> None:
    assert client_of("2001:db8::1") == client_of("2001:db8::ffff:1") != client_of("2001:db8:0:1::1")
    assert client_of("192.0.2.1") != client_of("192.0.2.2")
    assert client_of("testclient") == "testclient"


def test_a_session_ends_when_it_is_ended_and_after_its_time() -> None:
    clock = _Clock()
    sessions = Sessions(clock)
    first, second = sessions.begin("digest"), sessions.begin("digest")
    assert sessions.token_digest(first) == "digest"
    sessions.end(first)
    assert sessions.token_digest(first) is None
    clock.now = LASTS + 1
    assert sessions.token_digest(second) is None


def test_a_form_token_is_of_one_browser_session_and_server() -> None:
    forms = Forms()
    token = forms.token("browser", "session")
    assert forms.is_ours(token, "browser", "session")
    assert not forms.is_ours(token, "browser", "other")
    assert not forms.is_ours(token, "other", "session")
    assert not forms.is_ours("", "browser", "session")
    assert not forms.is_ours("é", "browser", "session")
    assert not forms.is_ours(forms.token("", ""), "", "")
    assert not Forms().is_ours(token, "browser", "session")
