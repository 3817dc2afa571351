"""Targets as a configuration has them, ready to deliver to."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from onrecord.alerting.config import Config, settings_of
from onrecord.alerting.targets import AlertTarget, DeliveryError, Feed, Mail, Output, Webhook, part_of
from onrecord.ledger import Outbox
from onrecord.model import UsageError
from onrecord.plugins import PluginError, plugin_named


def open_targets(
    config: Config, outbox: Outbox, full_name: Callable[[str], str], tell: Callable[[str], None]
) -> dict[str, AlertTarget]:
    """Return the targets by name. Raises ``UsageError`` for a secret that the environment lacks.

    Of a mail target each recipient is a target too, for what the server did not take for all of them. A plug-in that cannot be
    used is told, and its messages wait.
    """
    found: dict[str, AlertTarget] = {}
    for name in config.target:
        try:
            found[name] = _opened(config, name, outbox, full_name(name))
            settings = settings_of(config, name)
            if isinstance(settings, Mail):
                for one in settings.to:
                    found[part_of(name, one)] = _mail(config, name, settings, only=one)
        except PluginError as error:
            tell(f"target {name}: {error}; its messages wait")
    return found


def secret(target: str, setting: str, variable: str, environment: Mapping[str, str] | None = None) -> str:
    """Return the value of an environment variable. Raises ``UsageError`` that does not show it, nor its name."""
    value = (os.environ if environment is None else environment).get(variable, "")
    if not value:
        raise UsageError(
            f"target {target}: the environment variable that `{setting}` names is not set: set it before starting"
        )
    return value


def _opened(config: Config, name: str, outbox: Outbox, full: str) -> AlertTarget:
    settings = settings_of(config, name)
    if isinstance(settings, Output):
        from onrecord.alerting.output import OutputTarget

        return OutputTarget(settings)
    if isinstance(settings, Webhook):
        from onrecord.alerting.webhook import WebhookTarget

        key = secret(name, "secret", settings.secret)
        if settings.address.startswith("$"):
            address = secret(name, "address", settings.address[1:])
            settings = msgspec.structs.replace(settings, address=address)
        return WebhookTarget(settings, key, allow_private=config.allow_private)
    if isinstance(settings, Mail):
        return _mail(config, name, settings)
    if isinstance(settings, Feed):
        from onrecord.alerting.atom import FeedTarget

        return FeedTarget(settings, lambda limit: outbox.recent(target=full, limit=limit), name)
    return _of_plugin(str(config.target[name]["kind"]), name, settings)


def _mail(config: Config, name: str, settings: Mail, only: str | None = None) -> AlertTarget:
    from onrecord.alerting.mail import MailTarget

    login = None
    if settings.user is not None and settings.password is not None:
        login = secret(name, "user", settings.user), secret(name, "password", settings.password)
    return MailTarget(settings, login, allow_private=config.allow_private, only=only)


def _of_plugin(kind: str, name: str, settings: Mapping[str, Any]) -> AlertTarget:
    plugin, made = plugin_named("onrecord.alerts", kind)
    try:
        target: AlertTarget = made.open(dict(settings))
    except UsageError as error:
        raise UsageError(f"target {name}: {plugin}: {error}") from error
    except Exception as error:
        raise PluginError(f"{plugin} could not be opened ({type(error).__name__}: {error})") from error
    return _Named(target, str(plugin))


class _Named:
    """A target of a plug-in: what it raises names the plug-in."""

    def __init__(self, target: AlertTarget, name: str) -> None:
        self._target, self._name = target, name

    def deliver(self, message: Any) -> None:
        """Deliver one message."""
        try:
            self._target.deliver(message)
        except DeliveryError as error:
            reason = f"{self._name}: {error.reason}"
            raise DeliveryError(reason, passing=error.passing, after=error.after) from error
        except Exception as error:
            raise DeliveryError(f"{self._name}: {type(error).__name__}: {error}") from error
