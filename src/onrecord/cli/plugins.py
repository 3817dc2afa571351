"""``onrecord plugins``: what other packages add, and whether it can be used."""

from __future__ import annotations

import click


@click.command()
@click.pass_context
def plugins(ctx: click.Context) -> None:
    """List the plug-ins that were found: sources, exporters and targets of alerts that other packages add.

    Each is loaded, and one that cannot be used is named with the reason; then the exit status is 1. docs/plugins.md says
    how to write one.
    """
    from onrecord.plugins import INTERFACE, PluginError, declared, loaded, plugins_of
    from onrecord.views.plain import neutral

    found = declared()
    bad = 0
    for plugin in found:
        try:
            if plugin not in plugins_of(plugin.group):
                raise PluginError(
                    f"{plugin}: another package has a plug-in of this name: uninstall one of the two"
                )
            loaded(plugin)
            state = "ready"
        except PluginError as error:
            bad, state = bad + 1, f"cannot be used: {error}"
        click.echo(neutral(f"{plugin.group:18}  {plugin.name}  {plugin.package} {plugin.version}  {state}"))
    if not found:
        click.echo(f"No plug-in here (interface {INTERFACE}): docs/plugins.md says how to write one.")
    ctx.exit(1 if bad else 0)
