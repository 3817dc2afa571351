"""One run: each target for its share of the time, findings written down once each, the smallest that still fails."""

from __future__ import annotations

import hashlib
import json
import resource
import signal
import time
import traceback
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from types import FrameType

from tests.fuzz.mutation import LARGEST, damaged, smaller
from tests.fuzz.seeds import seeds_of
from tests.fuzz.targets import TARGETS

_GRACE = 2
"""Times the limit after which the system ends the process: it hangs in a library, where Python hears no signal."""
_DAMAGED = 0.5
"""Share of inputs that are damaged ones."""
_PATIENCE = 60.0
"""Seconds spent on cutting one input down."""


class TooSlowError(Exception):
    """An input took longer than its limit."""


@dataclass(slots=True)
class Run:
    """What a run has seen. ``folder`` takes the findings and the input in hand."""

    folder: Path
    seed: int
    counts: Counter[str] = field(default_factory=Counter)
    """Inputs begun, by target, and how many failed."""
    slowest: dict[str, float] = field(default_factory=dict)
    """Seconds of processor time of the slowest input, by target; loading the models is in it."""
    spent: dict[str, float] = field(default_factory=dict)
    """Seconds of processor time, by target, the making of its inputs included."""
    known: set[str] = field(default_factory=set)
    """Findings by kind of error and place, each told once."""

    def next_of(self, names: Sequence[str]) -> str:
        """Return the target that has had least of its share of the time so far, the first named of equal ones."""
        return min(names, key=lambda name: self.spent.get(name, 0.0) / TARGETS[name].share)

    def go(self, names: Sequence[str], seconds: float) -> None:
        """Run until so many seconds of processor time are spent in all."""
        while sum(self.spent.values()) < seconds:
            self._one(self.next_of(names))
        self.tell()

    def _one(self, name: str) -> None:
        before = _spent()
        number = self.counts[name]
        data = self.case(name, number)
        (self.folder / "in-hand").write_bytes(f"{number} {name}\n".encode() + data)
        self.counts[name] += 1
        self.tell()
        begun = _spent()
        error = tried(name, data)
        ended = _spent()
        self.spent[name] = self.spent.get(name, 0.0) + ended - before
        self.slowest[name] = max(self.slowest.get(name, 0.0), ended - begun)
        if error is not None:
            self.note(number, name, data, error)

    def case(self, name: str, number: int) -> bytes:
        """Return a target's input of a number; it follows from the seed, whatever the order of the targets."""
        return made(name, Random(f"{self.seed}/{name}/{number}"))

    def tell(self) -> None:
        """Write down what was begun and done, for a process that goes on where this one ended."""
        told = {
            "counts": self.counts,
            "spent": self.spent,
            "slowest": self.slowest,
            "known": sorted(self.known),
        }
        aside = self.folder / "tally.part"
        aside.write_text(json.dumps(told), encoding="utf-8")
        aside.replace(self.folder / "tally.json")

    def take_up(self) -> None:
        """Go on from what a process before this one wrote down, after the input that it had in hand."""
        told = json.loads((self.folder / "tally.json").read_text(encoding="utf-8"))
        self.counts.update(told["counts"])
        self.spent.update(told["spent"])
        self.slowest.update(told["slowest"])
        self.known.update(told["known"])

    def note(self, number: int, name: str, data: bytes, error: BaseException) -> Path | None:
        """Write a finding down, cut to what fails alike; ``None`` where its like is known."""
        mark = mark_of(error)
        self.counts["failing"] += 1
        if f"{name}: {mark}" in self.known:
            return None
        self.known.add(f"{name}: {mark}")
        small = data if isinstance(error, TooSlowError) else cut_down(name, data, mark)
        path = self.folder / f"{name}~{hashlib.sha256(small).hexdigest()[:10]}"
        path.write_bytes(small)
        told = "".join(traceback.format_exception(error))
        path.with_name(path.name + ".why").write_text(
            f"seed {self.seed}, case {number}, {len(data)} bytes cut to {len(small)}\n{told}",
            encoding="utf-8",
            errors="backslashreplace",
        )
        print(f"FOUND {path}: {mark}", flush=True)
        return path


def _spent() -> float:
    """Seconds of processor time so far, those of processes that were started and have ended among them."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + ended.ru_utime + ended.ru_stime


def made(name: str, chance: Random) -> bytes:
    """Return an input for a target: a new one, or one of its files, perhaps damaged."""
    target, seeds = TARGETS[name], seeds_of(name)
    data = chance.choice(seeds) if seeds and chance.random() < 0.5 else target.make(chance)
    return damaged(data, seeds, chance) if chance.random() < _DAMAGED else data[:LARGEST]


def tried(name: str, data: bytes) -> BaseException | None:
    """Give an input to its target under its limit and return what was raised."""
    target = TARGETS[name]
    signal.signal(signal.SIGPROF, _late)
    signal.setitimer(signal.ITIMER_PROF, target.seconds)
    signal.signal(signal.SIGVTALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_VIRTUAL, _GRACE * target.seconds)
    try:
        target.check(data)
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # panics of libraries are no ``Exception``
        return error
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return None


def _late(_number: int, _frame: FrameType | None) -> None:
    raise TooSlowError("took longer than its limit")


def mark_of(error: BaseException) -> str:
    """Return by what a finding is told from others: kind, and the last place in the project that it passed."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "/onrecord/" in frame.filename] or list(frames)
    where = f"{ours[-1].filename.rsplit('/onrecord/', 1)[-1]}, {ours[-1].name}" if ours else "nowhere"
    what = str(error).split("[")[0].split(" says ")[0][:60] if isinstance(error, AssertionError) else ""
    return f"{type(error).__name__} {what}in {where}"


def cut_down(name: str, data: bytes, mark: str) -> bytes:
    """Return the smallest input found in a minute that fails alike."""
    until = time.monotonic() + _PATIENCE
    better = True
    while better and time.monotonic() < until:
        better = False
        for less in smaller(data):
            error = tried(name, less)
            if error is not None and mark_of(error) == mark:
                data, better = less, True
                break
            if time.monotonic() > until:
                break
    return data
