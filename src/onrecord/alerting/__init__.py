"""Saved queries and what is told of them: to whom, once, and without a storm (docs/alerts.md)."""

from onrecord.alerting.config import Config, SavedQuery, load_config
from onrecord.alerting.records import CONDITIONS, SCHEMA, Alert, Condition, Message, message_schema
from onrecord.alerting.rounds import Rounds
from onrecord.alerting.targets import AlertTarget, DeliveryError

__all__ = [
    "CONDITIONS",
    "SCHEMA",
    "Alert",
    "AlertTarget",
    "Condition",
    "Config",
    "DeliveryError",
    "Message",
    "Rounds",
    "SavedQuery",
    "load_config",
    "message_schema",
]
