"""The API called with what its OpenAPI allows, and with what it does not: nothing fails, and answers are as described."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import BaseSchema, Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.python.asgi import HOST
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from starlette.testclient import TestClient

from onrecord.ledger import Ledger
from onrecord.web import create_app
from onrecord.web.access import Access
from onrecord.web.api import PREFIX
from tests.web.stocked import fill

_CHECKS = (not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance)


_CALLS = (
    "/events", "/events/{name}", "/events/{name}/reports", "/events/{name}/accounts", "/events/{name}/figures", "/facets", "/places",
    "/articles", "/articles/{name}/versions", "/articles/{name}", "/actors", "/actors/{key}", "/sources", "/promises", "/reports", "/coverage",
    "/stats", "/search", "/changes", "/export/events.jsonl", "/export/events.csv", "/export/records.jsonl",
)  # fmt: skip
_SETTINGS = settings(
    max_examples=20, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck)
)


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BaseSchema]:
    ledger = Ledger.open(f"sqlite:///{tmp_path_factory.mktemp('fuzzed')}/ledger.db")
    fill(ledger)
    app = create_app(ledger, Access(hosts={HOST}, user="ana"))
    with TestClient(app):  # which closes what the calls have opened
        yield schemathesis.openapi.from_asgi(f"{PREFIX}/openapi.json", app)
    ledger.close()


def test_every_call_is_fuzzed(described: BaseSchema) -> None:
    assert {path.removeprefix(PREFIX) for path in described} == set(_CALLS)


@pytest.mark.parametrize("path", _CALLS)
@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_no_call_fails_and_every_answer_is_as_described(
    described: BaseSchema, path: str, mode: GenerationMode
) -> None:
    call = described[PREFIX + path]["GET"]

    @_SETTINGS
    @given(case=call.as_strategy(generation_mode=mode))
    def fuzz(case: Case[Any]) -> None:
        case.call_and_validate(checks=list(_CHECKS))

    fuzz()
