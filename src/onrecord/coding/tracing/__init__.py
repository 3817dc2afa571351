"""How a report came about, step by step: computed only where somebody asks, by watching the finders at work."""

from onrecord.coding.tracing.records import (
    Asked,
    Counted,
    Factor,
    Identity,
    Link,
    Reason,
    Side,
    SlotLook,
    Trace,
    Trial,
)
from onrecord.coding.tracing.trace import chosen, trace_reports

__all__ = [
    "Asked",
    "Counted",
    "Factor",
    "Identity",
    "Link",
    "Reason",
    "Side",
    "SlotLook",
    "Trace",
    "Trial",
    "chosen",
    "trace_reports",
]
