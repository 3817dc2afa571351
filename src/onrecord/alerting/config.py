"""The file that says which queries are saved, what is told of them and to whom (docs/alerts.md)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import parse_qsl

import msgspec

from onrecord.alerting.records import CONDITIONS, Condition
from onrecord.alerting.surges import SurgeRule
from onrecord.alerting.targets import KINDS, Feed, Mail, Settings, Webhook
from onrecord.ledger import DEFAULT_URL
from onrecord.ledger.view import EventFilters
from onrecord.merging.outcome_view import OUTCOME_WORDS
from onrecord.model import UsageError
from onrecord.plugins import names_of
from onrecord.sources.settings import read_settings

_NAME = re.compile(r"[\w][\w .:-]{0,99}")
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_DIGITS = 10
"""A number of more is none that anything is counted by."""
_MAILBOX = re.compile(r"[^\s@<>,;:\"()\[\]\\]+@[A-Za-z0-9.-]+")

Count = Annotated[int, msgspec.Meta(ge=1, le=10_000)]


class SavedQuery(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One ``[[alert]]``."""

    name: str
    on: tuple[Condition, ...]
    to: tuple[str, ...]
    """Names of targets."""
    query: dict[str, Any] | str = {}
    """The filters of ``onrecord events`` as a table, or as the address of a page has them."""
    digest_minutes: Annotated[float, msgspec.Meta(ge=0, le=44_640)] = 0
    """One digest in so many minutes; 0: at once."""
    due_days: Annotated[int, msgspec.Meta(ge=0, le=366)] = 1
    """How many days before its last day a promise is due."""
    surge_days: Annotated[int, msgspec.Meta(ge=7, le=366)] = 56
    surge_least: Annotated[int, msgspec.Meta(ge=1)] = 5
    surge_chance: Annotated[float, msgspec.Meta(gt=0, le=0.1)] = 0.001

    @property
    def filters(self) -> EventFilters:
        """The query. Raises ``UsageError`` for one that cannot be asked."""
        given = _of_address(self.query) if isinstance(self.query, str) else dict(self.query)
        known = EventFilters.__struct_fields__
        for name, value in given.items():
            if name not in known:
                raise UsageError(f"no filter is called {name}; there are {', '.join(known)}")
            if name != "least" and not isinstance(value, str):
                raise UsageError(f"{name} is '{value}': write it as text in quotation marks")
            if name == "least" and (not isinstance(value, int) or isinstance(value, bool) or value < 1):
                raise UsageError(f"least is '{value}': write a whole number from 1 on")
        found = EventFilters(**given)
        if found.standing is not None and found.standing.lower() in OUTCOME_WORDS:
            raise UsageError(
                f"standing is '{found.standing}', which changes without the event: leave it out, with on = [\"outcome\"]"
            )
        return found

    @property
    def surge_rule(self) -> SurgeRule:
        """When it is told that there are more events than usual."""
        return SurgeRule(
            days=self.surge_days,
            least_days=min(SurgeRule().least_days, self.surge_days),
            least_events=self.surge_least,
            chance=self.surge_chance,
        )


class Config(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All settings; what the file leaves out is as here."""

    alert: tuple[SavedQuery, ...]
    target: dict[str, dict[str, Any]]
    ledger: str = DEFAULT_URL
    name: str | None = None
    """By default the name of the file. Cursors and deliveries of two configurations of one ledger are apart by it."""
    pages: str | None = None
    """Address of the pages of the ledger, for links."""
    max_age_days: Annotated[int, msgspec.Meta(ge=1, le=36_500)] = 3
    """What articles published earlier tell is not told."""
    most: Count = 20
    """Alerts of one query at once, beyond which they become one digest."""
    digest_holds: Annotated[int, msgspec.Meta(ge=1, le=500)] = 50
    """Alerts that a digest holds; the others are counted."""
    every_seconds: Annotated[float, msgspec.Meta(ge=1, le=86_400)] = 60
    tries: Annotated[int, msgspec.Meta(ge=1, le=100)] = 12
    """Attempts at a delivery before it is given up."""
    allow_private: bool = False
    """Also post to and send through hosts in private and loopback networks."""


def load_config(path: Path) -> Config:
    """Read a configuration. Raises ``UsageError`` that names the file and what to put right."""
    config = read_settings(path, Config, "docs/alerts.md")
    config = msgspec.structs.replace(config, name=config.name or path.name.removesuffix(".toml"))
    wrong = next(_wrong(config), None)
    if wrong is not None:
        raise UsageError(f"{path}: {wrong}")
    for name in config.target:
        settings = settings_of(config, name)
        if isinstance(settings, Feed):
            config.target[name]["path"] = str(path.parent / settings.path)
    return config


def settings_of(config: Config, name: str) -> Settings | dict[str, Any]:
    """Return the settings of a target; those of a plug-in's as they stand. Raises ``UsageError`` that names the target."""
    given = dict(config.target[name])
    kind = given.pop("kind", None)
    if not isinstance(kind, str):
        raise UsageError(f"target {name} has no kind: give one of {', '.join(_kinds())}")
    if kind not in KINDS:
        if kind not in names_of("onrecord.alerts"):
            raise UsageError(f"target {name}: there is no kind '{kind}'; there are {', '.join(_kinds())}")
        return given
    try:
        return msgspec.convert(given, KINDS[kind])
    except msgspec.ValidationError as error:
        raise UsageError(f"target {name}: {error}; docs/alerts.md lists the settings") from error


def _kinds() -> list[str]:
    return [*KINDS, *names_of("onrecord.alerts")]


def _of_address(text: str) -> dict[str, Any]:
    """The filters behind the question mark of a page's address; how events are shown is no filter."""
    shown = ("sort", "view", "after", "limit", "as_of")
    found: dict[str, Any] = {
        name: value for name, value in parse_qsl(text.rpartition("?")[2]) if name not in shown
    }
    least = str(found.get("least", ""))
    if least.isdecimal() and len(least) < _DIGITS:
        found["least"] = int(least)
    return found


def _wrong(config: Config) -> Iterator[str]:
    if not config.alert:
        yield "names no alert: add an [[alert]] with name, on and to"
    if not config.target:
        yield "names no target: add a [target.NAME] with its kind"
    if config.pages is not None and not config.pages.startswith(("http://", "https://")):
        yield f"pages is '{config.pages}': give the http(s) address under which `onrecord serve` is reached"
    for name in (config.name or "", *config.target, *(alert.name for alert in config.alert)):
        if not _NAME.fullmatch(name):
            yield f"'{name}' is no name: use letters, digits, spaces and . : - _, 100 at most"
    seen: set[str] = set()
    for alert in config.alert:
        if alert.name in seen:
            yield f"alert {alert.name} is there twice: give one another name"
        seen.add(alert.name)
        yield from _wrong_alert(alert, config)
    for name in config.target:
        yield from _wrong_target(name, config)


def _wrong_alert(alert: SavedQuery, config: Config) -> Iterator[str]:
    if not alert.on:
        yield f"alert {alert.name} tells nothing: give on, a list of {', '.join(CONDITIONS)}"
    if not alert.to:
        yield f"alert {alert.name} goes nowhere: give to, a list of targets"
    for target in alert.to:
        if target not in config.target:
            known = ", ".join(config.target) or "none"
            yield f"alert {alert.name} goes to '{target}', which is no target; there are {known}"
    try:
        assert alert.filters is not None
    except UsageError as error:
        yield f"alert {alert.name}: query: {error}"


def _wrong_target(name: str, config: Config) -> Iterator[str]:
    try:
        settings = settings_of(config, name)
    except UsageError as error:
        yield str(error)
        return
    variables: tuple[str | None, ...] = ()
    if isinstance(settings, Webhook):
        variables = (settings.secret,)
        if settings.address.startswith("$"):
            variables = (settings.secret, settings.address[1:])
        elif not settings.address.startswith(("http://", "https://")):
            yield f"target {name}: '{settings.address}' is not an http(s) address: correct it"
    elif isinstance(settings, Mail):
        variables = (settings.user, settings.password)
        if (settings.user is None) != (settings.password is None):
            yield f"target {name}: give both user and password, or neither"
        if settings.password is not None and settings.security == "none":
            yield f"target {name}: a password is not sent in the clear: set security to starttls or tls"
        if not settings.to:
            yield f"target {name} sends to nobody: give to, a list of addresses"
        for address in (settings.sender, *settings.to):
            if not _MAILBOX.fullmatch(address):
                yield f"target {name}: '{address}' is not a mail address: write it as name@example.org"
    for variable in variables:
        if variable is not None and not _VARIABLE.fullmatch(variable):
            yield (
                f"target {name}: secrets do not stand in this file: give the name of an environment variable that has it"
            )
