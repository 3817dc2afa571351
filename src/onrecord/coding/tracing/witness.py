"""Watches finders at work, so that they need keep no account of themselves when nobody asks for one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Call:
    """One step that a finder took: what it was given, what it gave, and the watched steps within it."""

    step: str
    """Class and method: "PartyFinder.of"."""
    given: tuple[Any, ...]
    gave: Any = None
    inner: list[Call] = field(default_factory=list)

    def all(self, step: str) -> Iterator[Call]:
        """Yield the calls of a step within this one, however deep, in the order in which they ended."""
        for call in self.inner:
            yield from call.all(step)
            if call.step == step:
                yield call


class Witness:
    """Wraps steps of single finders. Their results stay what they are."""

    def __init__(self) -> None:
        self._open = [Call("", ())]

    def watch(self, finder: object, *steps: str) -> None:
        """Note from now on each call of these methods of one object."""
        for step in steps:
            name = f"{type(finder).__name__}.{step}"
            setattr(finder, step, self._noting(name, getattr(finder, step)))

    def _noting(self, step: str, method: Callable[..., Any]) -> Callable[..., Any]:
        def noted(*given: Any, **named: Any) -> Any:
            call = Call(step, (*given, *named.values()))
            self._open[-1].inner.append(call)
            self._open.append(call)
            try:
                call.gave = method(*given, **named)
            finally:
                self._open.pop()
            return call.gave

        return noted

    def taken(self) -> Call:
        """Return what was noted so far as one call, and begin anew."""
        whole, self._open = self._open[0], [Call("", ())]
        return whole
