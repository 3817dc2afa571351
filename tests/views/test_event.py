"""The page of one event tells articles, outlets, origins and other coders apart."""

from msgspec.structs import replace

from onrecord.merging import build_events
from onrecord.views.event import render_event
from tests.merging.made_up import article


def test_another_coder_is_counted_beside_the_outlets_and_named_as_one() -> None:
    row = replace(article("b", "2020-01-08", outlet="GDELT"), row="EventCode: 190")
    (event,) = build_events([article("a", "2020-01-08"), row])
    shown = "\n".join(render_event(event, width=100, colour=False))
    assert "2 reports, 2 articles, 1 outlet, 1 origin, 1 other coder" in shown
    assert "GDELT, another coder" in shown
