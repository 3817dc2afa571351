"""``onrecord serve`` and ``onrecord token``: the pages and the API of a ledger, and who may use them."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import click

from onrecord.cli import options as shared
from onrecord.cli.printing import tell
from onrecord.ledger import Ledger
from onrecord.model import UsageError

if TYPE_CHECKING:
    from onrecord.web.access import Access, TokenFile

_PUBLIC_RATE = 20.0
"""Requests a second of one client, where a server is public and nobody says otherwise."""
_AT_ONCE = 200
_KEPT_OPEN = 5
_LONGEST_HEAD = 32 * 1024

_tokens = click.option(
    "--tokens",
    type=click.Path(dir_okay=False, path_type=Path),
    help="File of the tokens. [default: beside the ledger's file]",
)


@click.command()
@shared.ledger
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option("--public", is_flag=True, help="Let in everybody who has a token, and nobody else.")
@click.option(
    "--rate",
    type=click.FloatRange(0.1),
    help="Requests a second of one client. [default: 20 if public, else any]",
)
@click.option(
    "--allow-host",
    "names",
    multiple=True,
    metavar="NAME",
    help="A further name by which this server is called.",
)
@_tokens
def serve(
    url: str,
    host: str,
    port: int,
    public: bool,
    rate: float | None,
    names: tuple[str, ...],
    tokens: Path | None,
) -> None:
    """Show a ledger as pages, API and feeds.

    On 127.0.0.1 all is open to you and to nobody else. An address that others reach needs --public, and tokens made with
    `onrecord token add`.
    """
    access_of = _loaded()
    file = access_of.token_file_of(url, tokens) if public else None
    _check_open(host, file, access_of.is_loopback(host))
    access = access_of.Access(
        tokens=file,
        hosts=frozenset(names),
        rate=rate or (_PUBLIC_RATE if public else None),
        user=access_of.login_name(),
    )
    click.echo(f"http://{f'[{host}]' if ':' in host else host}:{port}/ (stop with Ctrl-C)")
    _run(url, host, port, access)


def _check_open(host: str, tokens: TokenFile | None, loopback: bool) -> None:
    if tokens is None and not loopback:
        raise UsageError(
            f"--host {host}: others can reach this address; add --public, so that a token is needed"
        )
    if tokens is not None and not tokens.valid():
        raise UsageError(
            f"{tokens.path}: nobody has a token yet; make one with `onrecord token add NAME --role admin`"
        )


def _run(url: str, host: str, port: int, access: Access) -> None:
    import uvicorn

    from onrecord.web import create_app

    ledger = Ledger.open(url, create=False, tell=tell)
    try:
        uvicorn.run(
            create_app(ledger, access), host=host, port=port, log_level="warning", server_header=False,
            limit_concurrency=_AT_ONCE, timeout_keep_alive=_KEPT_OPEN, h11_max_incomplete_event_size=_LONGEST_HEAD,
            timeout_graceful_shutdown=_KEPT_OPEN,
        )  # fmt: skip
    finally:
        ledger.close()


@click.group()
def token() -> None:
    """Make, list and revoke the tokens of a public server. They stand, hashed, in a file beside the ledger."""


@token.command()
@click.argument("name")
@click.option(
    "--role", type=click.Choice(["reader", "reviewer", "admin"]), required=True, help="What the token allows."
)
@shared.ledger
@_tokens
def add(name: str, role: str, url: str, tokens: Path | None) -> None:
    """Make a token for NAME and print it. It is shown this once and cannot be shown again.

    A reader looks, a reviewer also decides on merges and reports, an admin also sees the log of who decided what.
    """
    access = _loaded()
    made = access.token_file_of(url, tokens).add(name, role, by=access.login_name())
    click.echo(made)


@token.command("list")
@shared.ledger
@_tokens
def list_tokens(url: str, tokens: Path | None) -> None:
    """List who has or had a token, with the role, when and by whom it was made or revoked."""
    file = _loaded().token_file_of(url, tokens)
    for line in file.log():
        click.echo(f"{line.when}  {line.kind:8}  {line.role or '':8}  {line.name}  by {line.by}")
    click.echo(f"{file.path}: {len(file.valid())} in force", err=True)


@token.command()
@click.argument("name")
@shared.ledger
@_tokens
def revoke(name: str, url: str, tokens: Path | None) -> None:
    """Let the token of NAME count no longer, at once, also where somebody is signed in with it."""
    access = _loaded()
    access.token_file_of(url, tokens).revoke(name, by=access.login_name())
    click.echo(f"revoked: {name}")


def _loaded() -> ModuleType:
    """What the pages know of access. Raises ``UsageError`` where the web extra is not installed."""
    try:
        from onrecord.web import access
    except ImportError as error:
        raise UsageError(f"the pages need the web extra: pip install 'onrecord[web]' ({error})") from error
    return access
