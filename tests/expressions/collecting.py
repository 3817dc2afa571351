"""Every regular expression that the package compiles: at import, from data files, and while articles are read.

Python's ``re`` is watched from before the first import of the package, so that none can hide in a function or a cache.
How an expression is used counts too: one that is only matched at a place need not stand a search. So what is compiled is
handed out in a wrapping that notes which methods are taken from it.

Run as a program in a process of its own; it prints JSON lines of pattern, flags, module and methods.
"""

from __future__ import annotations

import json
import pkgutil
import re
import subprocess
import sys
from collections.abc import Callable
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

_ROOT = Path(__file__).parents[2]
_ARTICLES = _ROOT / "examples" / "january-2020" / "articles"
_PACKAGE = "onrecord"
_WITHOUT = ("onrecord.ledger.migrations.env", "onrecord.scale.on_ray")
"""Run by Alembic alone, and with an extra that need not be installed; neither has an expression."""


class Expression(NamedTuple):
    """A pattern as it was compiled."""

    pattern: str
    flags: int
    module: str
    methods: tuple[str, ...]
    """Those of ``re.Pattern`` that were taken; none where it was compiled and not used on what was read."""

    @property
    def searched(self) -> bool:
        """Whether it is, or may be, tried at every place of a text."""
        return not self.methods or not set(self.methods) <= {"match", "fullmatch"}


@lru_cache(maxsize=1)
def expressions() -> tuple[Expression, ...]:
    """Return all of them, each once, in the order of their modules."""
    call = [sys.executable, "-W", "ignore", "-m", __name__]
    ran = subprocess.run(call, capture_output=True, text=True, check=True, cwd=_ROOT)
    rows = [json.loads(line) for line in ran.stdout.splitlines()]
    return tuple(Expression(row[0], row[1], row[2], tuple(row[3])) for row in rows)


class _Wrapped:
    """A compiled pattern that notes what is taken from it."""

    def __init__(self, pattern: re.Pattern[Any], taken: set[str]) -> None:
        self.wrapped = pattern
        self._taken = taken

    def __getattr__(self, name: str) -> Any:
        found = getattr(self.wrapped, name)
        if callable(found):
            self._taken.add(name)
        return found

    def __reduce__(self) -> Any:
        return re.compile, (self.wrapped.pattern, self.wrapped.flags)


def _watched(seen: dict[tuple[str, int, str], set[str]]) -> None:
    """Make ``re`` note what is compiled by the package, and how it is used."""
    compile_it: Callable[..., Any] = re._compile  # type: ignore[attr-defined]

    def compiled(pattern: Any, flags: int) -> Any:
        if isinstance(pattern, _Wrapped):
            return pattern
        made = compile_it(pattern, flags)
        module = str(sys._getframe(2).f_globals.get("__name__"))
        if not module.startswith(f"{_PACKAGE}."):
            return made
        text = made.pattern if isinstance(made.pattern, str) else made.pattern.decode("latin-1")
        return _Wrapped(made, seen.setdefault((text, made.flags, module), set()))

    re._compile = compiled  # type: ignore[attr-defined]


def _import_all() -> None:
    package = import_module(_PACKAGE)
    for module in pkgutil.walk_packages(package.__path__, f"{_PACKAGE}."):
        if not module.name.startswith(_WITHOUT):
            import_module(module.name)


def _read_some() -> None:
    """Read enough for what is compiled on first use: pages, texts and a listing."""
    from onrecord.reader import ReadOptions, explain_document, read_document
    from onrecord.sources import RawDocument, open_inputs

    read = 0
    for raw in open_inputs([str(_ARTICLES)]):
        if isinstance(raw, RawDocument) and read < 6:
            read += 1
            read_document(raw, ReadOptions())
            explain_document(raw, ReadOptions())


def main() -> None:
    """Print what was seen."""
    seen: dict[tuple[str, int, str], set[str]] = {}
    _watched(seen)
    _import_all()
    _read_some()
    methods = {"match", "fullmatch", "search", "findall", "finditer", "split", "sub", "subn", "scanner"}
    for (pattern, flags, module), taken in sorted(seen.items(), key=lambda pair: (pair[0][2], *pair[0][:2])):
        print(json.dumps((pattern, flags, module, sorted(taken & methods))))


if __name__ == "__main__":
    main()
