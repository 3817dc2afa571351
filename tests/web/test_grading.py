"""Sources are graded on their page, with the reason."""

from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient

_FIELD = re.compile(r'name="form_token" value="([0-9a-f]{64})"')


def _post(client: TestClient, **form: str) -> int:
    token = _FIELD.findall(client.get("/sources").text)[0]
    answer = client.post("/sources/grade", data={"form_token": token, **form}, follow_redirects=False)
    return answer.status_code


def _source(client: TestClient) -> str:
    return str(client.get("/sources.json").json()[0]["source"])


def test_a_grade_is_shown_and_stands_in_the_log(client: TestClient) -> None:
    assert _post(client, source=_source(client), grade="B", because="<b>years</b> of it") == 303
    assert '<span class="badge grade">B</span>' in client.get("/sources").text
    log = client.get("/review/log").text
    assert "&lt;b&gt;years&lt;/b&gt; of it" in log


@pytest.mark.parametrize(("grade", "because"), [("G", "x"), ("", "x"), ("AB", "x"), ("A", ""), ("A", " ")])
def test_a_grade_that_is_none_or_has_no_reason_is_refused(
    client: TestClient, grade: str, because: str
) -> None:
    assert _post(client, source=_source(client), grade=grade, because=because) == 422


def test_a_source_that_says_nothing_is_refused(client: TestClient) -> None:
    assert _post(client, source="nobody\x00", grade="A", because="x") == 404
