"""A ledger with something in it behind the pages and the API, and one address asked of it."""

from __future__ import annotations

from functools import lru_cache
from tempfile import mkdtemp
from urllib.parse import quote

from starlette.testclient import TestClient

from onrecord.ledger import Ledger
from onrecord.web import create_app
from tests.fuzz.promises import BrokenPromiseError
from tests.web.stocked import fill

_LONGEST = 60_000
"""Characters of an address: no client sends more than 65,536, and no server takes them."""


def ask(address: str) -> None:
    """Ask for an address. Raises ``BrokenPromiseError`` where the server fails."""
    path, _, query = address.partition("?")
    safe = "%&=+/.,-_"
    target = f"/{quote(path.lstrip('/'), safe=safe)}?{quote(query, safe=safe)}"
    answer = _client().get(target[:_LONGEST], follow_redirects=False)
    if answer.status_code >= 500:
        raise BrokenPromiseError(f"{target[:300]} is answered with {answer.status_code}")


@lru_cache(maxsize=1)
def _client() -> TestClient:
    ledger = Ledger.open(f"sqlite:///{mkdtemp()}/ledger.db")
    fill(ledger)
    return TestClient(create_app(ledger), base_url="http://localhost").__enter__()
