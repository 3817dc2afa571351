"""``onrecord actors``: who a name or phrase stands for, and which entries and rules decided."""

from __future__ import annotations

import click


@click.command()
@click.argument("text", nargs=-1, required=True)
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="The day that counts, as 2020-01-08.")
@click.option(
    "--actors",
    "own",
    type=click.Path(exists=True, dir_okay=False),
    help="Your own actors (CSV), which stand before the built-in ones.",
)
@click.option(
    "--petrarch",
    type=click.Path(exists=True, dir_okay=False),
    help="Actors in the format of the PETRARCH and TABARI dictionaries.",
)
def actors(text: tuple[str, ...], on: object, own: str | None, petrarch: str | None) -> None:
    """Say whom TEXT stands for on a day, and why: a name, or a phrase such as "the Iranian foreign minister"."""
    import datetime as dt

    from onrecord.knowledge import default_knowledge, explain

    knowledge = default_knowledge()
    if own is not None:
        knowledge = knowledge.with_actors(own)
    if petrarch is not None:
        knowledge = knowledge.with_petrarch(petrarch)
    day = on.date() if isinstance(on, dt.datetime) else None
    for phrase in text:
        click.echo(explain(phrase, day, knowledge))
