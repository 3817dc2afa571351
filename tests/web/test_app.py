"""The pages: what is in the ledger is shown, and nothing in it can run."""

from starlette.testclient import TestClient

from tests.web.conftest import TEXT


def test_events_list_leads_to_the_event_and_its_sentence(client: TestClient) -> None:
    page = client.get("/events")
    assert "ASSAULT" in page.text
    link = page.text.split('<a href="/events/')[1].split('"')[0]
    event = client.get(f"/events/{link}")
    assert "Rebels</mark> <mark" in event.text
    assert 'href="/articles/a%2F1%20b#r1"' in event.text
    assert client.get("/articles/a%2F1%20b").status_code == 200


def test_hostile_text_is_escaped_and_only_our_own_scripts_may_run(client: TestClient) -> None:
    for path in ("/", "/events", "/articles/a/1%20b"):
        page = client.get(path)
        assert page.status_code == 200
        assert "<script>" not in page.text
        assert "<b>Shelling" not in page.text
        policy = page.headers["content-security-policy"]
        assert "default-src 'none'; script-src 'self';" in policy
        assert "unsafe" not in policy


def test_filters_narrow_the_list_and_facets_count_it(client: TestClient) -> None:
    found = client.get("/events", params={"who": "rebels", "type": "ASSAULT"})
    assert "<h1>1 event</h1>" in found.text
    assert 'aria-current="true"><span>ASSAULT</span>' in found.text
    assert "No event is like this" in client.get("/events", params={"who": "nobody"}).text


def test_an_article_as_json_is_the_record(client: TestClient) -> None:
    assert client.get("/articles/a/1%20b.json").json()["text"] == TEXT


def test_an_empty_ledger_says_how_to_fill_it(empty: TestClient) -> None:
    for path in ("/", "/events", "/coverage"):
        assert "onrecord add" in empty.get(path).text, path
    for path in ("/actors", "/places", "/sources", "/compare"):
        assert empty.get(path).status_code == 200, path


def test_what_is_not_there_is_404_and_says_so(client: TestClient) -> None:
    for path in ("/events/none", "/articles/none", "/actors/none", "/places/none", "/codebook/none", "/none"):
        page = client.get(path)
        assert page.status_code == 404, path
        assert "Not in this ledger" in page.text, path
    assert client.get("/events/none.json").json()["error"].startswith("no event none")


def test_a_wrong_query_is_refused_with_the_reason(client: TestClient) -> None:
    for query in ("since=2020-13-40", "as_of=yesterday", "least=0", "sort=colour"):
        page = client.get(f"/events?{query}")
        assert page.status_code == 422, query
        assert query.partition("=")[0] in page.text


def test_an_address_beyond_all_measure_is_refused(client: TestClient) -> None:
    assert client.get("/events?text=" + "a" * 9000).status_code == 414


def test_every_list_comes_as_csv_without_formulas(client: TestClient) -> None:
    paths = (
        "/events.csv",
        "/actors.csv",
        "/places.csv",
        "/sources.csv",
        "/coverage.csv",
        "/promises.csv",
        "/today.csv",
    )
    for path in (
        *paths,
        "/codebook.csv",
        "/codebook/ASSAULT.csv",
        "/articles/a%2F1%20b.csv",
        "/compare.csv?what=actors&one=Rebels&other=Rebels",
    ):
        answer = client.get(path)
        assert answer.headers["content-type"].startswith("text/csv"), path
        assert not any(line.startswith(("=", "+", "@")) for line in answer.text.splitlines()), path


def test_today_shows_the_last_day_with_articles_and_what_is_new_on_it(client: TestClient) -> None:
    page = client.get("/")
    assert "8 Jan 2020" in page.text
    assert client.get("/today.json").json()["new"][0]["event_type"] == "ASSAULT"
    assert "Nothing was published on this day" in client.get("/?day=2019-01-01").text


def test_an_actor_is_found_by_key_name_and_country(client: TestClient) -> None:
    assert "Rebels" in client.get("/actors/Rebels").text
    assert client.get("/actors.json?name=rebel").json()[0]["as_actor"] == 1


def test_an_event_is_there_in_every_format(client: TestClient) -> None:
    name = client.get("/events.json").json()[0]["id"]
    assert client.get(f"/events/{name}.json").json()["id"] == name
    assert client.get(f"/events/{name}.csv").text.startswith("of,")
    assert client.get(f"/events/{name}.geojson").json()["features"][0]["id"] == name


def test_what_is_asked_of_a_reviewer_is_there_as_a_table(client: TestClient) -> None:
    rows = client.get("/review.csv")
    assert rows.headers["content-type"].startswith("text/csv")
    assert rows.text.startswith("about,event,")


def test_an_article_that_names_no_outlet_is_no_outlet_on_the_page_of_sources(
    client: TestClient,
) -> None:
    assert "an article that names no outlet" in client.get("/sources").text


def test_a_type_of_the_codebook_comes_as_data(client: TestClient) -> None:
    assert [one["name"] for one in client.get("/codebook/ASSAULT.json").json()["types"]] == ["ASSAULT"]
    assert (
        client.get("/codebook/NONE.json").status_code == client.get("/codebook/NONE.csv").status_code == 404
    )


def test_today_is_a_map_layer_too(client: TestClient) -> None:
    found = client.get("/today.geojson")
    assert found.headers["content-type"] == "application/geo+json"
    assert [one["properties"]["event_type"] for one in found.json()["features"]] == ["ASSAULT"]
