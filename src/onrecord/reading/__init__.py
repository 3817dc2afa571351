"""Layers over an article's text: sentences, syntax, mentions, times, places, quantities, attributions."""

from onrecord.reading.attributions import Attributions
from onrecord.reading.encoding import Encoding
from onrecord.reading.layers import (
    AttributionNode,
    Layer,
    MentionNode,
    QuantityNode,
    Reading,
    TimeNode,
    check_order,
    read_layers,
)
from onrecord.reading.mentions import Mentions
from onrecord.reading.parsing import Parser
from onrecord.reading.places import PlaceNames, Places
from onrecord.reading.quantities import Quantities
from onrecord.reading.syntax import load_pipeline, sentence_spans
from onrecord.reading.times import Times

__all__ = [
    "AttributionNode",
    "Attributions",
    "Encoding",
    "Layer",
    "MentionNode",
    "Mentions",
    "Parser",
    "PlaceNames",
    "Places",
    "Quantities",
    "QuantityNode",
    "Reading",
    "TimeNode",
    "Times",
    "check_order",
    "load_pipeline",
    "read_layers",
    "sentence_spans",
]
