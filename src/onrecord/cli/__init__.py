"""The command line."""

from onrecord.cli.main import main

__all__ = ["main"]
