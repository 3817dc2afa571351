"""Actors and dyads as GraphML, opened by networkx."""

from __future__ import annotations

import io
from typing import Any

import networkx as nx
from hypothesis import HealthCheck, given, settings
from msgspec.structs import replace

from onrecord.formats.graphml import graphml_lines
from onrecord.formats.looking_up import Lookup, each_alone
from onrecord.model import Record
from onrecord.ontology import event_types
from tests.formats.made_up import CHAD, RECORD, like, one_event, records


def _graph(found: list[Record]) -> Any:
    lookup = Lookup(kinds=event_types(), article=lambda _id: None)
    return nx.read_graphml(io.BytesIO(b"".join(graphml_lines(each_alone(found), lookup))))


def _named(graph: Any, name: str) -> str:
    return next(str(node) for node, data in graph.nodes(data=True) if data["name"] == name)


def test_a_dyad_has_counts_and_the_mean_of_the_scores() -> None:
    graph = _graph([RECORD, like(id="00000000000000bb", event_type="CONSULT", mode="phone")])
    chad, rebels = _named(graph, "Chad"), _named(graph, "Front of the Lake")
    assert graph.nodes[chad] == {
        "name": "Chad",
        "key": "Q657",
        "country": "TCD",
        "sector": "MIL",
        "events": 2,
    }
    assert graph.edges[chad, rebels] == {
        "id": "e0", "events": 2, "verbal_cooperation": 1, "material_cooperation": 0, "verbal_conflict": 0,
        "material_conflict": 1, "mean_score": (-9.5 + 1.5) / 2, "mutual": 0, "first": "2031-03-04", "last": "2031-03-04",
    }  # fmt: skip
    assert graph.is_directed()


def test_one_who_has_a_key_is_one_node_under_any_name() -> None:
    graph = _graph([RECORD, like(id="00000000000000bb", actors=(replace(CHAD, name="Republic of Chad"),))])
    assert graph.number_of_nodes() == 2


def test_a_mutual_event_is_an_edge_each_way() -> None:
    host = replace(CHAD, name="Niger", id=None, country="NER")
    graph = _graph([like(event_type="CONSULT", mode=None, actors=(CHAD, host), recipients=())])
    chad, niger = _named(graph, "Chad"), _named(graph, "Niger")
    assert {edge: graph.edges[edge]["mutual"] for edge in graph.edges} == {(chad, niger): 1, (niger, chad): 1}


def test_what_did_not_take_place_is_no_edge() -> None:
    event, lookup = one_event(modality="planned")
    assert nx.read_graphml(io.BytesIO(b"".join(graphml_lines([event], lookup)))).number_of_edges() == 0


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(records)
def test_any_record_makes_a_graph_that_opens(record: Record) -> None:
    graph = _graph([record])
    assert all(data["events"] >= 1 for *_, data in graph.edges(data=True))
