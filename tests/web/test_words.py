"""Phrases of the pages."""

import msgspec

from onrecord.merging import build_events
from onrecord.web.words import voices_first, who_says
from tests.merging.made_up import ARTICLES, article


def test_another_coder_is_named_as_such_and_not_counted_among_outlets() -> None:
    row = msgspec.structs.replace(article("row", "2020-01-08", outlet="GDELT"), row="EventCode: 190")
    event = next(
        event for event in build_events([*ARTICLES, row]) if any(told.imported for told in event.told)
    )
    assert who_says(event).endswith("1 other coder")
    assert voices_first(event.accounts)[-1].source.startswith(("outlet ", "coder "))
