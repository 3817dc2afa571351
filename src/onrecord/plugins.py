"""Plug-ins: what other packages add, found by their entry points (docs/plugins.md).

A group of entry points is one kind of plug-in; what a plug-in of it can do says a Protocol in the room that uses it:
``onrecord.sources.plugin``, ``onrecord.formats.plugin`` and ``onrecord.alerting.plugin``. A plug-in that cannot be used is named
with the reason, and all others go on.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.metadata import EntryPoint, entry_points
from typing import Any, Literal, get_args

import msgspec

from onrecord.model import OnRecordError

Group = Literal["onrecord.sources", "onrecord.exporters", "onrecord.alerts"]
GROUPS: tuple[Group, ...] = get_args(Group)

INTERFACE = 1
"""Version of the interface. It is raised where a plug-in that was written for the one before would no longer work."""
NEEDS: Mapping[Group, tuple[tuple[str, ...], ...]] = {
    "onrecord.sources": (("suffixes", "read"), ("entries",)),
    "onrecord.exporters": (("about", "lines"),),
    "onrecord.alerts": (("open",),),
}
"""What the object of a plug-in has: all of one of these."""
ATTRIBUTE = "onrecord_plugin"
"""Attribute in which a plug-in says for which version it is written."""


_LOG = logging.getLogger("onrecord.plugins")


class PluginError(OnRecordError):
    """A plug-in cannot be used; the message names it, its package, and what to do."""


class Plugin(msgspec.Struct, frozen=True, kw_only=True):
    """A plug-in as its package declares it."""

    group: Group
    name: str
    package: str
    version: str
    value: str
    """Where its object is: ``module:attribute``."""

    def __str__(self) -> str:
        return f"plug-in {self.name} of {self.package} {self.version}"


def plugins_of(group: Group) -> tuple[Plugin, ...]:
    """Return the plug-ins of a group by name, nothing of them loaded; of two of one name the one of the package first by name."""
    found: dict[str, Plugin] = {}
    for plugin in declared():
        if plugin.group == group:
            found.setdefault(plugin.name, plugin)
    return tuple(found[name] for name in sorted(found))


def names_of(group: Group) -> tuple[str, ...]:
    """Return the names of the plug-ins of a group."""
    return tuple(plugin.name for plugin in plugins_of(group))


def plugin_named(group: Group, name: str) -> tuple[Plugin, Any]:
    """Return a plug-in and its object. Raises ``PluginError`` where there is none, or it cannot be used."""
    plugin = next((one for one in plugins_of(group) if one.name == name), None)
    if plugin is None:
        known = ", ".join(names_of(group)) or "none"
        raise PluginError(f"no plug-in {name} in {group}; there are {known}: `onrecord plugins` lists them")
    return plugin, loaded(plugin)


@lru_cache(maxsize=64)
def loaded(plugin: Plugin) -> Any:
    """Return the object of a plug-in; a class is made an instance. Raises ``PluginError`` where it cannot be used."""
    point = EntryPoint(name=plugin.name, value=plugin.value, group=plugin.group)
    try:
        made = point.load()
        if isinstance(made, type):
            made = made()
    except (Exception, SystemExit) as error:  # what a stranger's module does when it is loaded, it may do
        raise broken(plugin, f"could not be loaded ({type(error).__name__}: {error})") from error
    version = getattr(made, ATTRIBUTE, None)
    if version != INTERFACE:
        said = "does not say for which version" if version is None else f"is written for version {version!r}"
        raise PluginError(
            f"{plugin}: it {said} of the plug-in interface, this On Record has {INTERFACE}: "
            f"update one of the two ({ATTRIBUTE} = {INTERFACE} says that it fits)"
        )
    needs = NEEDS[plugin.group]
    if not any(all(hasattr(made, name) for name in names) for names in needs):
        raise broken(plugin, f"it has not {' or '.join(' and '.join(names) for names in needs)}")
    return made


def usable(group: Group) -> Iterator[tuple[Plugin, Any]]:
    """Yield the plug-ins of a group with their objects. One that cannot be used is logged, once, and left out."""
    for plugin in plugins_of(group):
        try:
            yield plugin, loaded(plugin)
        except PluginError as error:
            log_once(str(error))


@lru_cache(maxsize=64)
def log_once(message: str) -> None:
    """Log an error, once however often it is met."""
    _LOG.error("onrecord: %s", message)


def broken(plugin: Plugin, what: str) -> PluginError:
    """Return the error that names a plug-in and says what to do."""
    return PluginError(f"{plugin}: {what}: update it, or `pip uninstall {plugin.package}`")


@lru_cache(maxsize=1)
def declared() -> tuple[Plugin, ...]:
    """Return all that installed packages declare, in order, those of one name too."""
    return tuple(sorted(_declared(), key=lambda p: (p.group, p.name, p.package)))


def _declared() -> Iterator[Plugin]:
    for group in GROUPS:
        for point in entry_points(group=group):
            package = point.dist.name if point.dist else "an unknown package"
            version = point.dist.version if point.dist else "?"
            yield Plugin(group=group, name=point.name, package=package, version=version, value=point.value)
