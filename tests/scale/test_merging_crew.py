"""Events worked out by several processes: the same rows as one by one, after a death too, on both databases."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from bench.made_news import made_records
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from onrecord.ledger import Ledger
from onrecord.ledger.view import FilingCabinet
from onrecord.ledger.view.schema import (
    OPEN,
    event_facets,
    event_parties,
    event_places,
    event_summaries,
    events,
    memberships,
    view_articles,
    view_bands,
    view_blocks,
    view_copies,
    view_links,
    view_reports,
)
from onrecord.merging import catch_up, linking, rebuild
from onrecord.merging.crew import ALONE, Crew
from onrecord.merging.shelf import Shelf
from onrecord.model import UsageError
from onrecord.scale.merging_crew import merging_crew
from tests.ledger.conftest import DATABASES

_ARTICLES = 24
_DECISIONS = (("merge", 3, 40), ("split", 0, 1), ("reject", 7, None))
"""Kind, and which reports by their places in the order of their ids."""


@pytest.fixture(scope="module", params=DATABASES)
def loaded(request: pytest.FixtureRequest, templates: Callable[[str], str]) -> str:
    """The URL of a ledger with articles and decisions of which no event was made yet."""
    url = templates(request.param)
    with closing(Ledger.open(url)) as ledger:
        for record in made_records(_ARTICLES, per_day=6):
            ledger.add(record)
        names = sorted(report.id for record in ledger.records() for report in record.reports)
        for kind, one, other in _DECISIONS:
            second = None if other is None else names[other]
            ledger.decide(kind, names[one], second, because="test", decider="ana")  # type: ignore[arg-type]
    return url


def _rows(ledger: Ledger) -> dict[str, list[Any]]:
    """All rows of the view that count now, those of events by their ids and not by the order in which they were made."""
    with ledger.reading() as connection:
        numbers = {e.number: e.event for e in connection.execute(select(events.c.number, events.c.event))}
        found: dict[str, list[Any]] = {}
        for table in (view_articles, view_reports, view_blocks, view_links, view_bands, view_copies):
            found[table.name] = sorted(map(tuple, connection.execute(select(table))))
        kept = [c for c in events.c if c.name not in ("number", "since", "until", "body")]
        standing = connection.execute(select(*kept).where(events.c.until == OPEN).order_by(events.c.event))
        found["events"] = list(map(tuple, standing))
        m = memberships.c
        joined = select(m.event, m.report, m.why, m.version).where(m.until == OPEN)
        found["memberships"] = sorted(map(tuple, connection.execute(joined)))
        for table in (event_facets, event_parties, event_places, event_summaries):
            beside = (
                select(table).join(events, events.c.number == table.c.event).where(events.c.until == OPEN)
            )
            rows = connection.execute(beside).all()
            found[table.name] = sorted(
                tuple(numbers[value] if name == "event" else value for name, value in row._mapping.items())
                for row in rows
            )
    return found


@pytest.fixture(scope="module")
def one_by_one(loaded: str) -> dict[str, list[Any]]:
    """The rows of the view where each article is taken in by itself."""
    with closing(Ledger.open(loaded)) as ledger:
        rebuild(ledger, at_once=1)
        return _rows(ledger)


def test_several_processes_give_the_rows_of_one_by_one(
    loaded: str, one_by_one: dict[str, list[Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(linking, "_FEWEST", 1)
    with closing(Ledger.open(loaded)) as ledger, merging_crew(loaded, 2) as crew:
        rebuild(ledger, crew=crew, at_once=10)
        assert _rows(ledger) == one_by_one
    assert len(one_by_one["view_links"]) > 100


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    at_once=st.integers(1, 40), pieces=st.integers(1, 7), window=st.integers(1, 60), backwards=st.booleans()
)
def test_any_cut_of_the_work_gives_the_rows_of_one_by_one(
    loaded: str, one_by_one: dict[str, list[Any]], at_once: int, pieces: int, window: int, backwards: bool
) -> None:
    def run(function: Callable[[Any, Any], Any], tasks: Any) -> Iterator[Any]:
        """Each task apart, with a shelf that knows nothing; the last first where ``backwards``."""
        order = list(range(len(tasks)))[:: -1 if backwards else 1]
        done = {n: _apart(loaded, function, tasks[n]) for n in order}
        return (done[n] for n in range(len(tasks)))

    with pytest.MonkeyPatch.context() as patch, closing(Ledger.open(loaded)) as ledger:
        patch.setattr(linking, "_WINDOW", window)
        patch.setattr(linking, "_FEWEST", 1)
        rebuild(ledger, crew=Crew(run, pieces), at_once=at_once)
        assert _rows(ledger) == one_by_one


def _apart(url: str, function: Callable[[Any, Any], Any], task: Any) -> Any:
    with closing(Ledger.open(url)) as ledger, ledger.reading() as connection:
        return function(Shelf(FilingCabinet(connection)), task)


class _StoppedError(Exception):
    pass


def test_what_was_stopped_half_way_goes_on_with_another_number_of_processes(
    loaded: str, one_by_one: dict[str, list[Any]]
) -> None:
    def stop(_readings: int) -> None:
        raise _StoppedError

    with closing(Ledger.open(loaded)) as ledger:
        with pytest.raises(_StoppedError), merging_crew(loaded, 2) as crew:
            rebuild(ledger, stop, crew=crew, at_once=15)
        assert len(_rows(ledger)["view_articles"]) == 15
        catch_up(ledger, crew=ALONE)
        assert _rows(ledger) == one_by_one


def test_the_work_of_a_process_that_dies_is_done_by_the_one_that_waits_for_it(loaded: str) -> None:
    with merging_crew(loaded, 2) as crew:
        assert crew.run is not None
        assert list(crew.run(_die_elsewhere, [1, 2, 3])) == [1, 2, 3]
        assert list(crew.run(_same, [4, 5])) == [4, 5]  # by new processes


def _same(_shelf: Shelf, task: int) -> int:
    return task


def _die_elsewhere(_shelf: Shelf, task: int) -> int:
    if multiprocessing.parent_process() is not None:
        os._exit(9)
    return task


_LONELY = """
import sys, time
from onrecord.scale.merging_crew import merging_crew
from tests.scale.test_merging_crew import pid_of
if __name__ == "__main__":
    with merging_crew(sys.argv[1], 2) as crew:
        print(*crew.run(pid_of, [1, 2]), flush=True)
        time.sleep(600)
"""


def test_processes_end_where_the_one_that_started_them_is_killed(loaded: str, tmp_path: Path) -> None:
    (tmp_path / "lonely.py").write_text(_LONELY)
    path = os.pathsep.join(filter(None, sys.path))
    with subprocess.Popen(
        [sys.executable, str(tmp_path / "lonely.py"), loaded],
        stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONPATH": path},
    ) as started:  # fmt: skip
        assert started.stdout is not None
        helpers = set(map(int, started.stdout.readline().split()))
        started.kill()
    assert helpers
    for _ in range(600):
        if not any(Path(f"/proc/{helper}").exists() for helper in helpers):
            return
        time.sleep(0.1)
    pytest.fail(f"{helpers} still run")


def pid_of(_shelf: Shelf, _task: int) -> int:
    return os.getpid()


def test_an_error_of_a_process_is_that_of_the_work(loaded: str) -> None:
    with merging_crew(loaded, 2) as crew:
        assert crew.run is not None
        with pytest.raises(KeyError, match="no such thing"):
            list(crew.run(_fail, [1]))


def _fail(_shelf: Shelf, _task: int) -> int:
    raise KeyError("no such thing")


def test_no_process_at_all_is_wrong_use() -> None:
    with pytest.raises(UsageError, match="--workers"), merging_crew("sqlite:///none.db", 0):
        pass
